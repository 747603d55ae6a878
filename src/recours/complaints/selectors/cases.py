"""One case in full, for who may read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from recours.complaints.models import (
    Acknowledgement,
    Assignment,
    Attachment,
    Category,
    Closure,
    Complaint,
    Delay,
    Draft,
    Message,
    TakenOver,
    Wait,
    Watch,
)
from recours.complaints.rules import allowed_moves, grounds_for, sees
from recours.complaints.selectors.assessing import Assessing, assessing_of
from recours.complaints.selectors.catalogue import category_names
from recours.complaints.selectors.classifying import Classifying, classifying_of
from recours.complaints.selectors.closing import Ending, ending_of
from recours.complaints.selectors.conduct import Conduct, conduct_of
from recours.complaints.selectors.drafting import Drafts, drafts_of
from recours.complaints.selectors.hearing import Heard, respondents_of
from recours.complaints.selectors.investigating import Investigating, investigating_of
from recours.complaints.selectors.queues import shown_name
from recours.complaints.selectors.relating import RELATING, Relating, relating_of
from recours.complaints.selectors.responding import Responding, responding_of
from recours.complaints.selectors.tasking import TaskView, delays_of, tasks_of
from recours.complaints.selectors.tracking import inside_of
from recours.complaints.selectors.waiting import may_be_reminded, waits_of
from recours.complaints.states import Ground, Move, State
from recours.core.actors import Actor, ActorKind
from recours.core.errors import NotFound
from recours.core.permissions import Permission, may
from recours.core.references import read_reference
from recours.core.rows import Prepared
from recours.core.subjects import Subject
from recours.deadlines.clocks import ClockView, clocks_of
from recours.letters.selectors import LetterView, letters_about
from recours.people.selectors import staff_names
from recours.trail.reading import Recorded, events_of, say

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Told:
    """One event of the trail as a sentence, with who and when."""

    kind: str
    sentence: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CaseFile:
    """Everything the case page shows; `revealed` says whether names may be shown to this reader."""

    complaint: Complaint
    who: str
    revealed: bool
    moves: tuple[Move, ...]
    clocks: tuple[ClockView, ...]
    messages: Sequence[Message]
    attachments: Sequence[Attachment]
    acknowledgement: Acknowledgement | None
    assessing: Assessing
    investigating: Investigating
    respondents: Sequence[Heard]
    waits: Sequence[Wait]
    conduct: Conduct
    responding: Responding
    tasks: Sequence[TaskView]
    delays: Sequence[Delay]
    assignments: Sequence[Assignment]
    ending: Ending
    taken_over: TakenOver | None
    problems: Sequence[Category]
    classifying: Classifying
    letters: Sequence[LetterView]
    story: Sequence[Told]
    drafts: Drafts
    relating: Relating
    watched: bool
    called: Mapping[str, tuple[str, ...]]

    @property
    def closure(self) -> Closure | None:
        """The closure that holds, or None while the case is open."""
        return self.ending.closure


_NOBODY = UUID(int=0)
_HIDDEN = "•••"
_under = Prepared(lambda reference: Complaint.objects.filter(reference=reference))
_version = Prepared(
    lambda reference: Complaint.objects.filter(reference=reference).values_list("version", flat=True)
)
_in_full = Prepared(
    lambda reference, person: (
        Complaint.objects.filter(reference=reference)
        .select_related(
            "unit", "owner", "complainant", "representative", "product", "acknowledgement", "taken_over"
        )
        .annotate(
            has_drafts=Exists(Draft.objects.filter(complaint=OuterRef("pk"))),
            is_watched=Exists(Watch.objects.filter(complaint=OuterRef("pk"), person=person)),
        )
    )
)
_messages = Prepared(
    lambda key: Message.objects.filter(complaint=key).select_related("author").order_by("at", "id")
)
_attachments = Prepared(lambda key: Attachment.objects.filter(complaint=key).order_by("at", "id"))
_assignments = Prepared(
    lambda key: Assignment.objects.filter(complaint=key).select_related("owner", "unit").order_by("at", "id")
)


def complaint_for(*, actor: Actor, reference: str) -> Complaint:
    """The case under this reference, or NotFound, also when the actor may not know of it."""
    plain = read_reference(reference)
    row = _under.first(plain) if plain else None
    if row is None or not sees(actor, row):
        raise NotFound
    return row


def version_of(reference: str) -> int | None:
    """How often the case under this reference changed, for a caller that the case was opened to already; one statement."""
    plain = read_reference(reference)
    return _version.first(plain) if plain else None


def case_file(*, actor: Actor, reference: str, language: str, now: datetime | None = None) -> CaseFile:
    """The whole case in a constant number of statements; the moves are those of this moment where one is given."""
    plain = read_reference(reference)
    person = actor.id if actor.kind is ActorKind.STAFF and actor.id else _NOBODY
    complaint = _in_full.first(plain, person) if plain else None
    if complaint is None or not sees(actor, complaint):
        raise NotFound
    about = Subject("complaint", complaint.pk)
    events = events_of(about)
    names = _names(events, language)
    happened = {event.kind for event in events}
    ending = ending_of(complaint, happened)
    waits = waits_of(complaint, happened)
    relating = relating_of(complaint, actor, happened)
    family = [complaint.pk, *(case.pk for case in relating.joined)]
    clocks, assessing = clocks_of(about), assessing_of(complaint.pk)
    classifying = classifying_of(complaint.pk)
    revealed = may(actor, Permission.REVEAL, complaint.unit_id)
    responding = responding_of(complaint.pk)
    conduct = conduct_of(complaint, actor, happened)
    moves = _moves(actor, complaint, responding, ending, assessing, clocks, waits, now)
    return CaseFile(
        complaint=complaint,
        who=shown_name(complaint, actor),
        revealed=revealed,
        moves=tuple(move for move in moves if move not in _nothing_to_oversee(actor, conduct)),
        clocks=clocks,
        messages=_in_time(each for key in family for each in _messages(key)),
        attachments=_in_time(each for key in family for each in _attachments(key)),
        assessing=assessing,
        investigating=investigating_of(complaint.pk, happened),
        respondents=respondents_of(complaint, actor, happened),
        waits=waits,
        conduct=conduct,
        tasks=tasks_of(complaint.pk, language),
        delays=delays_of(complaint.pk),
        responding=responding,
        ending=ending,
        acknowledgement=getattr(complaint, "acknowledgement", None),
        assignments=_assignments(complaint.pk),
        taken_over=getattr(complaint, "taken_over", None),
        problems=[issue.category for issue in classifying.issues if issue.removed_at is None],
        classifying=classifying,
        letters=letters_about(about=about),
        story=_story(events, names, actor),
        watched=complaint.is_watched,
        called=_called(events, names),
        drafts=drafts_of(actor, complaint.pk, now) if complaint.has_drafts else Drafts(),
        relating=relating,
    )


R = TypeVar("R", Message, Attachment)


def _in_time(rows: Iterable[R]) -> list[R]:
    return sorted(rows, key=lambda row: (row.at, row.pk))


def _moves(
    actor: Actor,
    complaint: Complaint,
    responding: Responding,
    ending: Ending,
    assessing: Assessing,
    clocks: Sequence[ClockView],
    waits: Sequence[Wait],
    now: datetime | None,
) -> tuple[Move, ...]:
    """What the table allows, less what the records leave nothing to do for."""
    told = getattr(complaint, "acknowledgement", None)
    is_told = told is not None and told.told_at is not None
    done = {Move.ACKNOWLEDGE} if is_told or (told is None and complaint.state != State.RECEIVED) else set()
    done |= _nothing_to_answer(actor, responding)
    if complaint.state == State.AWAITING_INFORMATION.value and not _can_remind(waits, now):
        done.add(Move.REMIND)
    if not grounds_for(complaint):
        done |= {Move.CLOSE}
    if ending.closure is not None and ending.closure.ground == Ground.MERGED.value:
        done |= {Move.REOPEN, Move.RECEIVE_MESSAGE}
    if complaint.leading_id is None:
        done.add(Move.UNMERGE)
    if not assessing.unconfirmed_by(actor):
        done.add(Move.CONFIRM_ALERT)
    if not any(clock.breached or (now is not None and clock.is_late(now)) for clock in clocks):
        done.add(Move.EXPLAIN_DELAY)
    return tuple(move for move in allowed_moves(actor, complaint) if move not in done)


def _can_remind(waits: Sequence[Wait], now: datetime | None) -> bool:
    return may_be_reminded(waits[0] if waits else None, now.date() if now else date.max)


def _nothing_to_oversee(actor: Actor, conduct: Conduct) -> set[Move]:
    """The moves of conduct and welfare for which nothing waits."""
    none, proposed = set(), conduct.proposed
    if proposed is not None:
        none.add(Move.PROPOSE_RESTRICTION)
    if proposed is None or proposed.by == actor.code:
        none.add(Move.DECIDE_RESTRICTION)
    if not conduct.running:
        none.add(Move.LIFT_RESTRICTION)
    if not conduct.unsettled:
        none.add(Move.SETTLE_WELFARE)
    return none


def _nothing_to_answer(actor: Actor, responding: Responding) -> set[Move]:
    """The moves of the answer and its remedies for which nothing waits, or nothing that this actor may decide on."""
    prepared, none = responding.prepared, set()
    own = prepared is not None and prepared.prepared_by == actor.code
    if prepared is None or own or not prepared.waits_for_approval:
        none.add(Move.APPROVE)
    if prepared is None or own:
        none.add(Move.SEND_BACK)
    if prepared is None or prepared.waits_for_approval:
        none.add(Move.COMMUNICATE)
    if not responding.to_carry_out:
        none.add(Move.CARRY_OUT)
    if not responding.to_verify:
        none.add(Move.VERIFY_REMEDY)
    return none


def _names(events: Sequence[Recorded], language: str) -> Mapping[UUID, str]:
    """What is called how in the events."""
    keys: set[UUID] = set()
    for event in events:
        keys |= event.keys()
    return {**staff_names(keys), **category_names(keys, language)} if keys else {}


def _called(events: Sequence[Recorded], names: Mapping[UUID, str]) -> dict[str, tuple[str, ...]]:
    """By the key of a note, the names of those whom it calls."""
    notes = [event.facts for event in events if event.kind == "complaint.note_written"]
    return {
        str(facts["message"]): tuple(names[key] for key in map(UUID, called) if key in names)
        for facts in notes
        if isinstance(called := facts.get("mentions"), list) and called
    }


def _story(events: Sequence[Recorded], names: Mapping[UUID, str], actor: Actor) -> list[Told]:
    # not among the names of who acts: a complainant acts under the key of the own case
    others = {UUID(str(event.facts["other"])) for event in events if event.kind in RELATING}
    cases = Complaint.objects.filter(pk__in=others).only("reference", "unit") if others else ()
    said = {**names, **{each.pk: each.reference if sees(actor, each) else _HIDDEN for each in cases}}
    return [Told(e.kind, say(e, said), e.who(names), e.occurred_at) for e in events]


def file_for(*, actor: Actor, reference: str, attachment_id: UUID) -> Attachment:
    """A file of a case that the actor may read, or of one merged into it, or NotFound."""
    complaint = complaint_for(actor=actor, reference=reference)
    inside = Q(complaint=complaint) | Q(complaint__in=inside_of(complaint.pk))
    found = Attachment.objects.filter(inside, pk=attachment_id).first()
    if found is None:
        raise NotFound
    return found
