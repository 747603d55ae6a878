"""The people complained about, as a program sends and reads it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from pydantic import Field

from recours.api.schemas.base import Day, Given, Told
from recours.complaints.hearing import Occasion, Saying, Telling, Whom
from recours.complaints.states import Channel

if TYPE_CHECKING:
    from recours.complaints.selectors import Heard


class RespondentGiven(Given):
    """Who is complained about: a member of staff by key, or somebody else by name."""

    user: UUID | None = None
    name: str = Field("", max_length=200)
    part: str = Field("", max_length=200, description="What they had to do with it.")


class TellingGiven(Given):
    """What somebody complained about was told, how and on which day."""

    respondent: UUID
    stage: Occasion
    words: str
    how: Channel = Channel.IN_PERSON
    told_on: Day


class StatementGiven(Given):
    """What somebody complained about said, in their own words."""

    respondent: UUID
    words: str
    how: Channel = Channel.IN_PERSON
    said_on: Day
    companion: str = Field("", max_length=200, description="Who stood by them.")


class RespondentCleared(Given):
    """Who was named by mistake, and why."""

    respondent: UUID
    reason: str


class TellingTold(Told):
    """What somebody complained about was told."""

    id: UUID
    stage: Occasion
    words: str
    how: Channel
    told_on: date
    by: str
    at: datetime


class StatementTold(Told):
    """What somebody complained about said."""

    id: UUID
    words: str
    companion: str
    how: Channel
    said_on: date
    by: str
    at: datetime


class RespondentTold(Told):
    """Somebody complained about. `masked`: only those who investigate or decide learn who, and what was said."""

    id: UUID
    masked: bool
    user: UUID | None
    name: str
    part: str
    at: datetime
    told: list[Occasion]
    heard: bool
    tellings: list[TellingTold]
    statements: list[StatementTold]


def whom_of(given: RespondentGiven) -> Whom:
    """What the domain takes."""
    return Whom(user=given.user, name=given.name, part=given.part)


def telling_of(given: TellingGiven) -> Telling:
    """What the domain takes."""
    return Telling(stage=given.stage, words=given.words, how=given.how, told_on=given.told_on)


def saying_of(given: StatementGiven) -> Saying:
    """What the domain takes."""
    return Saying(words=given.words, how=given.how, said_on=given.said_on, companion=given.companion)


def telling_told(row: Any) -> TellingTold:
    """What they were told."""
    return TellingTold(**{name: getattr(row, name) for name in TellingTold.model_fields})


def statement_told(row: Any) -> StatementTold:
    """What they said."""
    return StatementTold(**{name: getattr(row, name) for name in StatementTold.model_fields})


def respondent_told(each: Heard) -> RespondentTold:
    """Somebody complained about, as far as the reader may know."""
    return RespondentTold(
        id=each.id,
        masked=not each.shown,
        user=each.user,
        name=each.name,
        part=each.part,
        at=each.at,
        told=sorted(each.told),
        heard=each.was_heard,
        tellings=[telling_told(row) for row in each.tellings],
        statements=[statement_told(row) for row in each.statements],
    )
