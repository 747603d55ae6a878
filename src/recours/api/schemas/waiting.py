"""Asking for information and going on, as a program sends and reads it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from recours.api.schemas.base import Day, Given, Told
from recours.api.schemas.closing import VERSION
from recours.complaints.waiting import Asked, End, Wanted


class InformationGiven(Given):
    """What is asked of whom. The complainant gets the words as a letter; somebody outside is named by `whom` and asked by you."""

    of: Asked = Asked.COMPLAINANT
    whom: str = Field("", max_length=200)
    words: str
    reason: str = Field(description="Why the case cannot go on without it.")
    answer_by: Day


class ResumptionGiven(Given):
    """Why the case goes on: `answered` or `went_on`."""

    end: End
    words: str = ""
    version: int = VERSION


class WaitTold(Told):
    """A wait for information. `end` is empty while it runs; `frm` is where the case goes on."""

    id: UUID
    of: Asked
    whom: str
    words: str
    reason: str
    answer_by: date
    frm: str
    letter: UUID | None
    by: str
    at: datetime
    reminded_at: datetime | None
    go_on: date | None
    ended_at: datetime | None
    ended_by: str
    end: str
    end_words: str


def wanted_of(given: InformationGiven) -> Wanted:
    """What the domain takes."""
    return Wanted(**given.model_dump())


def wait_told(row: Any) -> WaitTold:
    """A wait."""
    return WaitTold(**{name: getattr(row, name) for name in WaitTold.model_fields})
