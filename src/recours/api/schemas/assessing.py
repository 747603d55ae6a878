"""The initial assessment as a program sends and reads it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import Field

from recours.api.schemas.base import Given, Told
from recours.complaints.scales import (
    Complexity,
    Impact,
    Judgement,
    Priority,
    Recurrence,
    Safety,
    Severity,
    Vulnerability,
)


class AssessmentGiven(Given):
    """What was judged. `version` is that of the case as you last read it; `priority` overrides the rule, with a `reason`."""

    severity: Severity
    safety: Safety = Safety.NONE
    complexity: Complexity = Complexity.CLEAR
    impact: dict[Impact, int] = Field(default_factory=dict, description="Each side from 1 to 5.")
    immediate_needed: bool = False
    immediate_possible: bool = False
    compensation_likely: bool | None = None
    recurrence: Recurrence = Recurrence.SINGLE
    vulnerability: list[Vulnerability] = Field(default_factory=list, max_length=len(Vulnerability))
    at_risk: bool = False
    priority: Priority | None = None
    reason: str = Field("", max_length=2_000)
    version: int = Field(ge=0, le=2**31 - 1)


class AssessmentTold(Told):
    """One judgement; the one with the highest number holds. `computed` is what rule version `rule` said."""

    number: int
    severity: Severity
    safety: Safety
    complexity: Complexity
    impact: dict[str, int]
    immediate_needed: bool
    immediate_possible: bool
    compensation_likely: bool | None
    recurrence: Recurrence
    vulnerability: list[str]
    at_risk: bool
    rule: int
    computed: Priority
    priority: Priority
    reason: str
    by: str
    at: datetime


def judgement_of(given: AssessmentGiven) -> Judgement:
    """What the domain takes."""
    return Judgement(
        severity=given.severity,
        safety=given.safety,
        complexity=given.complexity,
        impact=given.impact,
        immediate_needed=given.immediate_needed,
        immediate_possible=given.immediate_possible,
        compensation_likely=given.compensation_likely,
        recurrence=given.recurrence,
        vulnerability=frozenset(given.vulnerability),
        at_risk=given.at_risk,
    )


def assessment_told(row: Any) -> AssessmentTold:
    """One judgement as it is told."""
    return AssessmentTold(**{name: getattr(row, name) for name in AssessmentTold.model_fields})
