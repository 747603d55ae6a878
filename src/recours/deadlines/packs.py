"""Rules as data: how they are written into rows and read back, the words they use, and the packs that are delivered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final, NamedTuple

from recours.deadlines.reckon import ClosedStart, Roll, Rule, StartDay, Unit

PROMISES: Final = "promises"
CFPB: Final = "cfpb"


class Target(StrEnum):
    """What must be done by the end of a limit."""

    ACKNOWLEDGEMENT = "acknowledgement"
    RESPONSE = "response"
    ANSWER = "answer"


class Start(StrEnum):
    """The event from which a limit runs."""

    RECEIVED = "received"
    SENT_TO_COMPANY = "sent_to_company"


class Status(StrEnum):
    """How sure a pack is: confirmed in its source, partly, or from general knowledge; or the organisation's own word."""

    CONFIRMED = "confirmed"
    PARTLY = "partly"
    GENERAL = "general"
    OWN = "own"


class Limit(NamedTuple):
    """How much of which unit."""

    amount: int
    unit: Unit


PROMISE_UNITS: Final = (
    Unit.HOURS,
    Unit.BUSINESS_HOURS,
    Unit.CALENDAR_DAYS,
    Unit.WORKING_DAYS,
    Unit.WEEKS,
    Unit.MONTHS,
)
"""The units in which an organisation promises something."""

FULFILS: Final[Mapping[str, frozenset[str]]] = {
    Target.ANSWER: frozenset({Target.ANSWER, Target.RESPONSE}),
}
"""What an act fulfils besides what bears its own name: who answers has responded."""


@dataclass(frozen=True, slots=True)
class PackDraft:
    """A pack as it is delivered."""

    code: str
    title: str
    jurisdiction: str
    source: str
    status: Status
    effective_from: date | None
    rules: tuple[Rule, ...]


DELIVERED: Final = (
    PackDraft(
        code=PROMISES,
        title="What we promise",
        jurisdiction="",
        source="",
        status=Status.OWN,
        effective_from=None,
        rules=(
            Rule("acknowledgement", Target.ACKNOWLEDGEMENT, Start.RECEIVED, 1, Unit.WORKING_DAYS),
            Rule("answer", Target.ANSWER, Start.RECEIVED, 15, Unit.WORKING_DAYS),
        ),
    ),
    PackDraft(
        code=CFPB,
        title="Consumer finance in the United States (CFPB company portal)",
        jurisdiction="US",
        source="CFPB Company Portal",
        status=Status.CONFIRMED,
        effective_from=None,
        rules=(
            Rule("response", Target.RESPONSE, Start.SENT_TO_COMPANY, 15, Unit.CALENDAR_DAYS),
            Rule("final", Target.ANSWER, Start.SENT_TO_COMPANY, 60, Unit.CALENDAR_DAYS),
        ),
    ),
)


def rule_data(rule: Rule) -> dict[str, Any]:
    """The rule as it is kept: what is as usual is left out."""
    data: dict[str, Any] = {
        "code": rule.code,
        "target": rule.target,
        "start": rule.start,
        "amount": rule.amount,
        "unit": rule.unit.value,
    }
    if rule.start_day is not StartDay.EXCLUDED:
        data["start_day"] = rule.start_day.value
    if rule.closed_start is not ClosedStart.AS_IS:
        data["closed_start"] = rule.closed_start.value
    if rule.roll is not Roll.STAY:
        data["roll"] = rule.roll.value
    return data


def rule_from(data: Mapping[str, Any]) -> Rule:
    """The rule that was kept. ValueError or KeyError if this is none."""
    return Rule(
        code=data["code"],
        target=data["target"],
        start=data["start"],
        amount=data["amount"],
        unit=Unit(data["unit"]),
        start_day=StartDay(data.get("start_day", StartDay.EXCLUDED)),
        closed_start=ClosedStart(data.get("closed_start", ClosedStart.AS_IS)),
        roll=Roll(data.get("roll", Roll.STAY)),
    )


def rules_from(data: Iterable[Mapping[str, Any]]) -> tuple[Rule, ...]:
    """The rules of a pack, in their order."""
    return tuple(rule_from(each) for each in data)
