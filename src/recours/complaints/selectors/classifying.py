"""What a case is about, and what it was thought to be about before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from recours.complaints.models import Issue, KindChange
from recours.core.rows import Prepared


@dataclass(frozen=True, slots=True)
class Classifying:
    """Every problem the case was ever said to have, those that hold first and the main one on top; every change of its kind."""

    issues: Sequence[Issue]
    kind_changes: Sequence[KindChange]


_issues = Prepared(
    lambda key: Issue.objects.filter(complaint=key).select_related("category").order_by("-is_main", "id")
)
_kind_changes = Prepared(lambda key: KindChange.objects.filter(complaint=key).order_by("at", "id"))


def classifying_of(complaint_id: UUID) -> Classifying:
    """The classification with its history; two statements."""
    return Classifying(
        sorted(_issues(complaint_id), key=lambda issue: issue.removed_at is not None),
        _kind_changes(complaint_id),
    )
