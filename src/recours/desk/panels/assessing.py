"""The assessment beside the story."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from recours.complaints.scales import (
    COMPLEXITY_NAMES,
    PRIORITY_NAMES,
    RECURRENCE_NAMES,
    SAFETY_NAMES,
    SEVERITY_NAMES,
    VULNERABILITY_NAMES,
    Complexity,
    Priority,
    Recurrence,
    Safety,
    Severity,
    Vulnerability,
)

if TYPE_CHECKING:
    from recours.complaints.selectors import CaseFile
    from recours.desk.requests import DeskRequest

TEMPLATE = "desk/panels/assessing.html"
_SHAPES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 4}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the panel says."""

    priority: object
    mark: int
    severity: object
    mark_of_severity: int
    safety: object
    complexity: object
    recurrence: object
    vulnerability: list[object]
    overridden: object
    reason: str
    number: int
    at: datetime


def facts(found: CaseFile, request: DeskRequest) -> Facts | None:
    """The judgement that holds, or None before there is one."""
    held = found.assessing.current
    if held is None:
        return None
    return Facts(
        priority=PRIORITY_NAMES[Priority(held.priority)],
        mark=5 - held.priority,
        severity=SEVERITY_NAMES[Severity(held.severity)],
        mark_of_severity=_SHAPES[held.severity],
        safety=SAFETY_NAMES[Safety(held.safety)] if held.safety != Safety.NONE else "",
        complexity=COMPLEXITY_NAMES[Complexity(held.complexity)],
        recurrence=RECURRENCE_NAMES[Recurrence(held.recurrence)],
        vulnerability=[VULNERABILITY_NAMES[Vulnerability(v)] for v in held.vulnerability],
        overridden=PRIORITY_NAMES[Priority(held.computed)] if held.priority != held.computed else "",
        reason=held.reason,
        number=held.number,
        at=held.at,
    )
