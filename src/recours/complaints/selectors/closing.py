"""How a case ended, and what happened after the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from recours.complaints.models import Closure


@dataclass(frozen=True, slots=True)
class Ending:
    """Every closure of a case, the latest first; one that was superseded by a reopening holds no more."""

    closures: Sequence[Closure]

    @property
    def closure(self) -> Closure | None:
        """The closure that holds."""
        return next((each for each in self.closures if each.superseded_at is None), None)


def ending_of(complaint_id: UUID) -> Ending:
    """The end of a case; one statement."""
    rows = Closure.objects.filter(complaint_id=complaint_id).select_related("cause_unit")
    return Ending(list(rows.order_by("superseded_at", "-at", "-id")))
