"""How serious a case is: the scales of the initial assessment and the rule that makes a priority of them. Pure.

ISO 10002:2018, 7.5 names the criteria; the anchors are ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

RULE = 1
"""The version of `priority_of`; stored with every assessment that it judged."""


class Severity(IntEnum):
    INCONVENIENCE = 1
    MINOR_LOSS = 2
    MATERIAL_LOSS = 3
    SERIOUS = 4
    GRAVE = 5


class Safety(StrEnum):
    NONE = "none"
    POSSIBLE = "possible"
    ACTUAL = "actual"


class Complexity(IntEnum):
    CLEAR = 1
    SEVERAL_UNITS = 2
    OUTSIDE_EXPERTISE = 3


class Recurrence(StrEnum):
    SINGLE = "single"
    RECURRING = "recurring"
    SYSTEMIC = "systemic"


class Impact(StrEnum):
    """On whom or what; each from 1 to 5."""

    CUSTOMER = "customer"
    AFFECTED = "affected"
    FINANCIAL = "financial"
    LEGAL = "legal"
    REPUTATION = "reputation"


class Vulnerability(StrEnum):
    """What may make somebody vulnerable (FCA FG21/1)."""

    HEALTH = "health"
    LIFE_EVENTS = "life_events"
    RESILIENCE = "resilience"
    CAPABILITY = "capability"


class Priority(IntEnum):
    AT_ONCE = 1
    URGENT = 2
    SOON = 3
    NORMAL = 4


class Concern(StrEnum):
    """Why management is to know of a case at once."""

    DANGER = "danger"
    POSSIBLE_DANGER = "possible_danger"
    GRAVE = "grave"
    IMPACT = "impact"
    NO_REMEDY_AT_HAND = "no_remedy_at_hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What was judged; `impact` holds each side from 1 to 5, `at_risk` whether somebody vulnerable may come to harm."""

    severity: Severity
    safety: Safety = Safety.NONE
    complexity: Complexity = Complexity.CLEAR
    impact: Mapping[Impact, int] = field(default_factory=dict)
    immediate_needed: bool = False
    immediate_possible: bool = False
    compensation_likely: bool | None = None
    recurrence: Recurrence = Recurrence.SINGLE
    vulnerability: frozenset[Vulnerability] = frozenset()
    at_risk: bool = False


def priority_of(judgement: Judgement) -> Priority:
    """The priority by the strongest reason, never an average."""
    if judgement.safety is Safety.ACTUAL or judgement.severity is Severity.GRAVE:
        return Priority.AT_ONCE
    vulnerable = bool(judgement.vulnerability) and judgement.at_risk
    if judgement.severity is Severity.SERIOUS or judgement.immediate_needed or vulnerable:
        return Priority.URGENT
    return Priority.SOON if judgement.severity is Severity.MATERIAL_LOSS else Priority.NORMAL


def concerns_of(judgement: Judgement) -> tuple[Concern, ...]:
    """Why management is to know at once: safety, a grave case or impact, or a need that nobody can meet (5.4, 7.5)."""
    found = {
        Concern.DANGER: judgement.safety is Safety.ACTUAL,
        Concern.POSSIBLE_DANGER: judgement.safety is Safety.POSSIBLE,
        Concern.GRAVE: judgement.severity is Severity.GRAVE,
        Concern.IMPACT: max(judgement.impact.values(), default=1) >= 5,
        Concern.NO_REMEDY_AT_HAND: judgement.immediate_needed and not judgement.immediate_possible,
    }
    return tuple(concern for concern, holds in found.items() if holds)


def is_significant(judgement: Judgement) -> bool:
    """Whether management is to know at once."""
    return bool(concerns_of(judgement))


SEVERITY_NAMES: Mapping[Severity, _StrPromise] = {
    Severity.INCONVENIENCE: pgettext_lazy("severity", "Inconvenience"),
    Severity.MINOR_LOSS: pgettext_lazy("severity", "Minor loss"),
    Severity.MATERIAL_LOSS: pgettext_lazy("severity", "Material loss or repeated failure"),
    Severity.SERIOUS: pgettext_lazy("severity", "Serious loss; rights or health affected"),
    Severity.GRAVE: pgettext_lazy("severity", "Death, serious injury, large scale or crime"),
}

SAFETY_NAMES: Mapping[Safety, _StrPromise] = {
    Safety.NONE: pgettext_lazy("safety", "None"),
    Safety.POSSIBLE: pgettext_lazy("safety", "Possible"),
    Safety.ACTUAL: pgettext_lazy("safety", "Actual"),
}

COMPLEXITY_NAMES: Mapping[Complexity, _StrPromise] = {
    Complexity.CLEAR: pgettext_lazy("complexity", "One unit, clear facts"),
    Complexity.SEVERAL_UNITS: pgettext_lazy("complexity", "Several units"),
    Complexity.OUTSIDE_EXPERTISE: pgettext_lazy(
        "complexity", "Outside parties, legal or technical expertise"
    ),
}

RECURRENCE_NAMES: Mapping[Recurrence, _StrPromise] = {
    Recurrence.SINGLE: pgettext_lazy("recurrence", "Single incident"),
    Recurrence.RECURRING: pgettext_lazy("recurrence", "Recurring"),
    Recurrence.SYSTEMIC: pgettext_lazy("recurrence", "Systemic"),
}

IMPACT_NAMES: Mapping[Impact, _StrPromise] = {
    Impact.CUSTOMER: pgettext_lazy("impact", "On the customer"),
    Impact.AFFECTED: pgettext_lazy("impact", "On how many people"),
    Impact.FINANCIAL: pgettext_lazy("impact", "Financial"),
    Impact.LEGAL: pgettext_lazy("impact", "Legal and regulatory"),
    Impact.REPUTATION: pgettext_lazy("impact", "On reputation"),
}

VULNERABILITY_NAMES: Mapping[Vulnerability, _StrPromise] = {
    Vulnerability.HEALTH: pgettext_lazy("vulnerability", "Health"),
    Vulnerability.LIFE_EVENTS: pgettext_lazy("vulnerability", "Life events"),
    Vulnerability.RESILIENCE: pgettext_lazy("vulnerability", "Little to fall back on"),
    Vulnerability.CAPABILITY: pgettext_lazy("vulnerability", "Language, skills or confidence"),
}

PRIORITY_NAMES: Mapping[Priority, _StrPromise] = {
    Priority.AT_ONCE: _("At once"),
    Priority.URGENT: _("Urgent"),
    Priority.SOON: _("Soon"),
    Priority.NORMAL: _("In turn"),
}

CONCERN_NAMES: Mapping[Concern, _StrPromise] = {
    Concern.DANGER: pgettext_lazy("concern", "Somebody is in danger"),
    Concern.POSSIBLE_DANGER: pgettext_lazy("concern", "Somebody may be in danger"),
    Concern.GRAVE: pgettext_lazy("concern", "The case is grave"),
    Concern.IMPACT: pgettext_lazy("concern", "The impact is as great as it can be"),
    Concern.NO_REMEDY_AT_HAND: pgettext_lazy(
        "concern", "Something must be done at once, and nobody here can"
    ),
}
