"""Restrictions of how to be in touch, and welfare flags."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from recours.api.schemas.base import Day, Given, Told
from recours.complaints.conduct import Concerned, RestrictionKind, Verdict


class RestrictionGiven(Given):
    """A restriction that is proposed."""

    kind: RestrictionKind
    reason: str = Field(
        description="What happened and what was tried; it stands in the letter to the complainant."
    )
    until: Day
    review_on: Day


class VerdictGiven(Given):
    """What another person decides."""

    restriction: UUID
    verdict: Verdict
    words: str = ""


class EndingGiven(Given):
    """Which restriction ends, and why before its day."""

    restriction: UUID
    words: str = ""


class WelfareGiven(Given):
    """Whose welfare is at stake, and what was seen or heard."""

    concerned: Concerned
    words: str


class SettlementGiven(Given):
    """What was done about a flag."""

    flag: UUID
    words: str


class RestrictionTold(Told):
    """A restriction; without a verdict it waits for one."""

    id: UUID
    kind: RestrictionKind
    reason: str
    until: date
    review_on: date
    at: datetime
    verdict: Verdict | None
    decided_at: datetime | None
    ended_at: datetime | None


class WelfareTold(Told):
    """A welfare flag."""

    id: UUID
    concerned: Concerned
    words: str
    at: datetime
    settled_words: str
    settled_at: datetime | None


class ConductTold(Told):
    """Everything of a case, the latest first."""

    restrictions: list[RestrictionTold]
    welfare: list[WelfareTold]


def restriction_told(row: Any) -> RestrictionTold:
    """A restriction as it stands."""
    fields = {name: getattr(row, name) for name in RestrictionTold.model_fields if name != "verdict"}
    fields["id"] = row.pk
    return RestrictionTold(**fields, verdict=Verdict(row.verdict) if row.verdict else None)


def welfare_told(row: Any) -> WelfareTold:
    """A flag as it stands."""
    return WelfareTold(**{name: getattr(row, name) for name in WelfareTold.model_fields})
