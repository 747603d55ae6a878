"""Which cases may be the same matter as a case, and which it belongs together with, through what the actor may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Left

from recours.complaints.likeness import Reason
from recours.complaints.models import Complaint, Resemblance
from recours.complaints.selectors.queues import seen_by, shown_name
from recours.complaints.states import State
from recours.core.actors import Actor

_SHOWN = 5
_LOOKED_AT = 40
_EXCERPT = 120


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


def alike_to(complaint: Complaint, actor: Actor) -> Sequence[Alike]:
    """The cases most like this one that the actor may know of, up to five, the likeliest first; of each no more than its line.

    No statement for a case that nothing resembles, else two.
    """
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
    return sorted(lines, key=lambda line: (-line.score, line.received_at, line.reference))[:_SHOWN]


def _alike(row: Complaint, pair: Resemblance, actor: Actor) -> Alike:
    beginning: str = row.beginning  # type: ignore[attr-defined]  # annotated above
    return Alike(
        id=row.pk,
        reference=row.reference,
        state=State(row.state),
        who=shown_name(row, actor),
        anonymous=row.anonymous,
        excerpt=" ".join(beginning.split())[:_EXCERPT],
        received_at=row.received_at,
        score=pair.score,
        reasons=tuple(Reason(reason) for reason in pair.reasons),
    )
