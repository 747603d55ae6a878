"""What was judged about a case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from recours.complaints.models import Assessment


@dataclass(frozen=True, slots=True)
class Assessing:
    """The assessments of a case, the one that holds first."""

    assessments: Sequence[Assessment]

    @property
    def current(self) -> Assessment | None:
        """The assessment that holds."""
        return self.assessments[0] if self.assessments else None


def assessing_of(complaint_id: UUID) -> Assessing:
    """The stage of assessment; one statement."""
    return Assessing(list(Assessment.objects.filter(complaint_id=complaint_id).order_by("-number")))
