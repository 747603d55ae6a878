"""What an investigation asked, gathered, heard and found."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from recours.complaints.inquiring import needs_questions
from recours.complaints.models import Assessment, Evidence, Finding, Interview, Investigation, Question
from recours.complaints.scales import Complexity, Safety, Severity

R = TypeVar("R", bound=Model)


@dataclass(frozen=True, slots=True)
class Investigating:
    """The investigation of a case: its plans, the latest first, and what came of it, first things first."""

    plans: Sequence[Investigation]
    questions: Sequence[Question]
    evidence: Sequence[Evidence]
    interviews: Sequence[Interview]
    findings: Sequence[Finding]

    @property
    def holding(self) -> dict[tuple[UUID | None, UUID | None], Finding]:
        """The finding that holds about each question and problem: of several the latest."""
        return {(each.question_id, each.problem_id): each for each in self.findings}

    def __bool__(self) -> bool:
        return bool(self.plans or self.questions or self.evidence or self.interviews or self.findings)


def investigating_of(complaint_id: UUID, happened: Collection[str]) -> Investigating:
    """The investigation; `happened` are the kinds of the case's events: what never happened is not asked for."""

    def those(rows: QuerySet[R], *kinds: str) -> list[R]:
        return list(rows) if any(f"complaint.{kind}" in happened for kind in kinds) else []

    by_arrival = ("at", "id")
    return Investigating(
        those(
            Investigation.objects.filter(complaint=complaint_id).order_by("-number"), "investigation_begun"
        ),
        those(
            Question.objects.filter(complaint=complaint_id).order_by(*by_arrival),
            "investigation_begun",
            "question_asked",
        ),
        those(Evidence.objects.filter(complaint=complaint_id).order_by(*by_arrival), "evidence_added"),
        those(Interview.objects.filter(complaint=complaint_id).order_by(*by_arrival), "interviewed"),
        those(Finding.objects.filter(complaint=complaint_id).order_by("number"), "fact_found"),
    )


def asks_for_questions(assessment: Assessment | None) -> bool:
    """Whether the case is so serious that its investigation begins with questions."""
    return assessment is not None and needs_questions(
        severity=Severity(assessment.severity),
        complexity=Complexity(assessment.complexity),
        safety=Safety(assessment.safety),
    )
