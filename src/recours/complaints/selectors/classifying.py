"""What a case is about, and what it was thought to be about before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from recours.complaints.models import Issue, KindChange


@dataclass(frozen=True, slots=True)
class Classifying:
    """Every problem the case was ever said to have, those that hold first and the main one on top; every change of its kind."""

    issues: Sequence[Issue]
    kind_changes: Sequence[KindChange]


def classifying_of(complaint_id: UUID) -> Classifying:
    """The classification with its history; two statements."""
    issues = Issue.objects.filter(complaint_id=complaint_id).select_related("category")
    return Classifying(
        sorted(issues.order_by("-is_main", "id"), key=lambda issue: issue.removed_at is not None),
        list(KindChange.objects.filter(complaint_id=complaint_id).order_by("at", "id")),
    )
