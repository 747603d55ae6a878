"""What a complainant sees of the own case, with reference and secret (ISO 10002:2018, 7.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from recours.complaints.errors import TRACKING_UNKNOWN
from recours.complaints.models import (
    Acknowledgement,
    Attachment,
    Complaint,
    Message,
    Relation,
    Response,
    Wait,
)
from recours.complaints.relations import RelationKind
from recours.complaints.rules import allowed_moves
from recours.complaints.selectors.closing import Ending, answer_that_holds, ending_of
from recours.complaints.selectors.waiting import running_wait
from recours.complaints.states import Move, State
from recours.core.actors import complainant
from recours.core.errors import NotFound
from recours.core.localised import said
from recours.core.references import read_reference
from recours.core.secrets import is_tracking_secret
from recours.core.subjects import Subject
from recours.deadlines.clocks import ClockView, clocks_of

_WITH_ENDING = frozenset(
    state.value
    for state in (
        State.DECISION_COMMUNICATED,
        State.REJECTED,
        State.ESCALATED,
        State.EXTERNAL,
        State.EXTERNAL_DECIDED,
        State.IMPLEMENTING,
        State.REMEDY_VERIFIED,
        State.CLOSED,
    )
)


@dataclass(frozen=True, slots=True)
class Story:
    """The case as its complainant may see it: no internal note, no name of a colleague but the one who handles it."""

    complaint: Complaint
    handler: str
    acknowledgement: Acknowledgement | None
    clocks: tuple[ClockView, ...]
    messages: Sequence[Message]
    attachments: Sequence[Attachment]
    moves: tuple[Move, ...]
    answer: Response | None
    ending: Ending | None
    wait: Wait | None
    opened: UUID
    generation: int
    joined: Sequence[Complaint] = ()


def open_story(*, reference: str, secret: str) -> UUID:
    """The key of the case that reference and secret open; NotFound does not tell which of the two was wrong."""
    plain = read_reference(reference)
    row = Complaint.objects.filter(reference=plain).values_list("pk", "generation").first() if plain else None
    key, generation = row or (UUID(int=0), 1)
    if not is_tracking_secret(secret, key, generation) or row is None:
        raise NotFound(TRACKING_UNKNOWN)
    return key


def story_of(complaint_id: UUID, *, language: str) -> Story:
    """The story of the case whose secret was shown, or of the one that it is merged into, with all that was merged there."""
    running = Relation.objects.filter(other=OuterRef("pk"), kind=RelationKind.MERGED.value, ended_at=None)
    rows = Complaint.objects.select_related("unit", "owner", "acknowledgement", "product")
    rows = rows.annotate(holds=Exists(running))
    named = complaint = rows.filter(pk=complaint_id).first()
    if named is not None and named.leading_id is not None:
        complaint = rows.filter(pk=named.leading_id).first()
    if named is None or complaint is None:
        raise NotFound(TRACKING_UNKNOWN)
    inside = Complaint.objects.filter(pk__in=inside_of(complaint.pk)).order_by("received_at", "id")
    joined = list(inside) if complaint.holds else []
    family = [complaint.pk, *(case.pk for case in joined)]
    return Story(
        complaint=complaint,
        handler=complaint.owner.name if complaint.owner else said(complaint.unit.names, language).text,
        acknowledgement=getattr(complaint, "acknowledgement", None),
        clocks=clocks_of(Subject("complaint", complaint.pk)),
        messages=list(
            Message.objects.filter(complaint__in=family)
            .exclude(audience=Message.Audience.INTERNAL.value)
            .order_by("at", "id")
        ),
        attachments=list(
            Attachment.objects.filter(complaint__in=family, internal=False).order_by("at", "id")
        ),
        moves=allowed_moves(complainant(complaint.pk), complaint),
        answer=answer_that_holds(complaint) if complaint.state in _WITH_ENDING else None,
        ending=ending_of(complaint) if complaint.state in _WITH_ENDING else None,
        wait=running_wait(complaint),
        opened=named.pk,
        generation=named.generation,
        joined=joined,
    )


def inside_of(complaint_id: UUID) -> QuerySet[Relation, UUID]:
    """The keys of the cases merged into this one, to be part of a caller's statement."""
    running = Relation.objects.filter(other=complaint_id, kind=RelationKind.MERGED.value, ended_at=None)
    return running.values_list("one", flat=True)


def file_of_story(complaint_id: UUID, attachment_id: UUID) -> Attachment:
    """A file that the complainant may see, or NotFound."""
    leading = Complaint.objects.filter(pk=complaint_id).values_list("leading", flat=True).first()
    case = leading or complaint_id
    inside = Q(complaint=case) | Q(complaint__in=inside_of(case))
    found = Attachment.objects.filter(inside, pk=attachment_id, internal=False).first()
    if found is None:
        raise NotFound
    return found


def find_by_reference(text: str) -> tuple[UUID, tuple[str, ...]] | None:
    """The case under a reference found in mail, with the folded addresses that may speak for its complainant."""
    plain = read_reference(text)
    if plain is None:
        return None
    row = Complaint.objects.select_related("complainant", "representative").filter(reference=plain).first()
    return None if row is None else (row.pk, _speakers(row))


def find_by_key(complaint_id: UUID) -> tuple[UUID, tuple[str, ...]] | None:
    """The case under this key, with the folded addresses that may speak for its complainant."""
    row = Complaint.objects.select_related("complainant", "representative").filter(pk=complaint_id).first()
    return None if row is None else (row.pk, _speakers(row))


def _speakers(complaint: Complaint) -> tuple[str, ...]:
    people = (complaint.complainant, complaint.representative)
    return tuple(person.email_key for person in people if person is not None and person.email_key)
