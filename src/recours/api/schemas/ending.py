"""What happens between the answer and the end, as a program sends and reads it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from recours.api.schemas.base import Given, Told
from recours.api.schemas.closing import VERSION
from recours.complaints.closing import RulingResult, Said
from recours.complaints.states import Channel


class ReplyGiven(Given):
    """What the complainant said to the answer; `who` and `said_on` where somebody wrote it down for them."""

    words: str = ""
    channel: Channel = Channel.API
    who: str = Field("", max_length=200)
    said_on: date | None = None


class ReviewGiven(Given):
    """Why the case is reviewed, and by whom; without a `reviewer` it waits for one."""

    reviewer: UUID | None = None
    reason: str
    version: int = VERSION


class ReferralGiven(Given):
    """Which outside body has the case, since when, and under which reference of its own."""

    body: UUID
    reference: str = Field("", max_length=120)
    since: date
    words: str = Field("", description="For colleagues only.")
    version: int = VERSION


class RulingGiven(Given):
    """What the outside body decided; the words are written to the complainant."""

    result: RulingResult
    decided_on: date
    words: str = ""
    version: int = VERSION


class ReplyTold(Told):
    """What the complainant said to an answer."""

    kind: str
    response: UUID
    words: str
    who: str
    channel: str
    said_on: date | None
    letter: UUID | None
    by: str
    at: datetime


class ReminderTold(Told):
    """That the complainant was reminded, and when the case closes (or where it waits, goes on) without a reply."""

    close_on: date
    letter: UUID
    by: str
    at: datetime


class ReviewTold(Told):
    """A review; without a `reviewer` it waits for one."""

    level: int
    reviewer: UUID | None
    wanted_by: str
    reason: str
    answer_by: date | None
    letter: UUID
    by: str
    at: datetime


class ReferralTold(Told):
    """That an outside body has the case, and what it decided (empty until then)."""

    number: int
    body: UUID
    reference: str
    since: date
    words: str
    result: str
    decided_on: date | None
    ruling: str
    letter: UUID
    ruling_letter: UUID | None
    by: str
    at: datetime


def said_of(given: ReplyGiven) -> Said:
    """What the domain takes."""
    return Said(**given.model_dump())


def reply_told(row: Any) -> ReplyTold:
    """A reply as it is told."""
    return ReplyTold(response=row.response_id, **_fields(ReplyTold, row, "response"))


def question_reminder_told(row: Any) -> ReminderTold:
    """The reminder of a question: nothing closes by it, the case goes on after the day."""
    return ReminderTold(
        close_on=row.go_on, letter=row.reminder_letter, by=row.reminded_by, at=row.reminded_at
    )


def reminder_told(row: Any) -> ReminderTold:
    """A reminder as it is told."""
    return ReminderTold(**_fields(ReminderTold, row))


def review_told(row: Any) -> ReviewTold:
    """A review as it is told."""
    return ReviewTold(reviewer=row.reviewer_id, **_fields(ReviewTold, row, "reviewer"))


def referral_told(row: Any) -> ReferralTold:
    """A referral as it is told."""
    return ReferralTold(body=row.body_id, **_fields(ReferralTold, row, "body"))


def _fields(shape: type[Told], row: Any, *keys: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in shape.model_fields if name not in keys}
