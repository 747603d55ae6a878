"""Which cases may be the same matter as a case, and which it belongs together with, through what the actor may see."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Left

from recours.complaints.errors import CASE_UNKNOWN
from recours.complaints.likeness import Reason
from recours.complaints.models import Complaint, Relation, Resemblance
from recours.complaints.relations import LINKS, SIDES, RelationKind, Side
from recours.complaints.rules import sees
from recours.complaints.selectors.queues import seen_by, shown_name
from recours.complaints.states import State
from recours.core.actors import Actor
from recours.core.errors import Invalid
from recours.core.references import read_reference

_SHOWN = 5
_LOOKED_AT = 40
_EXCERPT = 120

RELATING = frozenset(
    f"complaint.{what}"
    for what in ("merged", "joined", "unmerged", "parted", "linked", "unlinked", "split", "split_off")
)
"""The events that name another case; without any of them a case has no relations."""


@dataclass(frozen=True, slots=True)
class Alike:
    """A case that may be the same matter, and why."""

    id: UUID
    reference: str
    state: State
    who: str
    anonymous: bool
    excerpt: str
    received_at: datetime
    score: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Related:
    """What another case is to the one that is read; `reference` is empty where the reader may not know of it."""

    id: UUID
    side: Side
    other: UUID
    reference: str
    state: State
    words: str
    by: str
    at: datetime
    ended_at: datetime | None

    @property
    def can_end(self) -> bool:
        """Whether the link can be taken back."""
        return self.ended_at is None and self.side in _ENDING


@dataclass(frozen=True, slots=True)
class Relating:
    """The cases that a case belongs together with, those that may be the same matter, and those merged into it."""

    related: Sequence[Related]
    alike: Sequence[Alike]
    joined: Sequence[Complaint]

    @property
    def running(self) -> Sequence[Related]:
        """Those relations that hold."""
        return [each for each in self.related if each.ended_at is None]


_ENDING = frozenset(side for kind in LINKS for side in SIDES[kind])


def other_case(*, actor: Actor, reference: str, field: str) -> UUID:
    """The case under a reference that somebody typed, or Invalid at the field, also when the actor may not know of it."""
    plain = read_reference(reference)
    key = seen_by(actor).filter(reference=plain).values_list("pk", flat=True).first() if plain else None
    if key is None:
        raise Invalid({field: CASE_UNKNOWN})
    return key


def relating_of(complaint: Complaint, actor: Actor, happened: Collection[str]) -> Relating:
    """All that belongs to a case; `happened` are the kinds of its events.

    No statement for a case that nothing concerns and nothing resembles; one for its relations, two for what it resembles,
    one for the cases merged into it.
    """
    related = _related(complaint, actor) if RELATING & set(happened) else []
    running = [each for each in related if each.ended_at is None]
    inside = [each.other for each in running if each.side is Side.HOLDS]
    joined = Complaint.objects.filter(pk__in=inside).order_by("received_at", "id") if inside else []
    known = {each.other for each in running}
    alike = [line for line in _alike_to(complaint, actor) if line.id not in known]
    return Relating(related, alike[:_SHOWN], list(joined))


def related_of(*, actor: Actor, complaint_id: UUID, relation_id: UUID) -> Related:
    """One relation as it is read from this case, which the caller has proved that it may see."""
    row = Relation.objects.select_related("one", "other").get(pk=relation_id)
    return _side(row, row.one if row.one_id == complaint_id else row.other, actor)


def _related(complaint: Complaint, actor: Actor) -> list[Related]:
    rows = Relation.objects.filter(Q(one=complaint.pk) | Q(other=complaint.pk)).order_by("at", "id")
    return [_side(row, complaint, actor) for row in rows.select_related("one", "other")]


def _side(row: Relation, complaint: Complaint, actor: Actor) -> Related:
    first = row.one_id == complaint.pk
    there = row.other if first else row.one
    return Related(
        id=row.pk,
        side=SIDES[RelationKind(row.kind)][0 if first else 1],
        other=there.pk,
        reference=there.reference if sees(actor, there) else "",
        state=State(there.state),
        words=row.words,
        by=row.by,
        at=row.at,
        ended_at=row.ended_at,
    )


def _alike_to(complaint: Complaint, actor: Actor) -> Sequence[Alike]:
    """The cases most like this one that the actor may know of, the likeliest first; of each no more than its line."""
    if not complaint.alike:
        return []
    pairs = Resemblance.objects.filter(Q(one=complaint.pk) | Q(other=complaint.pk)).order_by("-score", "-at")
    by_key = {
        (pair.other_id if pair.one_id == complaint.pk else pair.one_id): pair for pair in pairs[:_LOOKED_AT]
    }
    rows = (
        seen_by(actor)
        .filter(pk__in=list(by_key))
        .select_related("complainant")
        .only(
            "reference",
            "state",
            "anonymous",
            "unit",
            "received_at",
            "complainant__name",
            "complainant__organisation",
            "complainant__email",
        )
        .annotate(beginning=Left("words", _EXCERPT * 2))
    )
    lines = [_alike(row, by_key[row.pk], actor) for row in rows]
    return sorted(lines, key=lambda line: (-line.score, line.received_at, line.reference))


def _alike(row: Complaint, pair: Resemblance, actor: Actor) -> Alike:
    beginning: str = row.beginning  # type: ignore[attr-defined]  # annotated above
    excerpt = " ".join(beginning.split())
    return Alike(
        id=row.pk,
        reference=row.reference,
        state=State(row.state),
        who=shown_name(row, actor),
        anonymous=row.anonymous,
        excerpt=excerpt if len(excerpt) <= _EXCERPT else excerpt[:_EXCERPT].rstrip() + "…",
        received_at=row.received_at,
        score=pair.score,
        reasons=tuple(Reason(reason) for reason in pair.reasons),
    )
