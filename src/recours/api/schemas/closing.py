"""Closing, withdrawing and reopening as a program sends and reads them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from recours.api.schemas.base import Given, Told
from recours.complaints.closing import Cause, Lesson
from recours.complaints.states import Ground

VERSION = Field(ge=0, le=2**31 - 1, description="That of the case as you last read it.")


class LessonGiven(Given):
    """What closing asks; null is "cannot be said"."""

    cause: Cause
    cause_unit: UUID | None = None
    recurrent: bool | None = None
    others_affected: bool | None = None
    correction_needed: bool | None = None
    words: str = Field("", description="For colleagues only.")


class ClosureGiven(Given):
    """On which ground the case is closed. After a decision a `lesson` is needed; out of scope, a `helper` who can help instead."""

    ground: Ground
    lesson: LessonGiven | None = None
    helper: str = Field("", description="Who can help instead; it is written to the complainant.")
    version: int = VERSION


class WithdrawalGiven(Given):
    """How the complainant withdrew it: who said so, when and how."""

    words: str


class ReopeningGiven(Given):
    """Why a closed case is opened again."""

    words: str
    version: int = VERSION


class ClosureTold(Told):
    """That the case was closed, on which ground, and what was learnt; `superseded_at` is when it was reopened."""

    ground: str
    outcome: str
    cause: str
    cause_unit: UUID | None
    recurrent: bool | None
    others_affected: bool | None
    correction_needed: bool | None
    words: str
    helper: str
    letter: UUID | None
    by: str
    at: datetime | None
    superseded_at: datetime | None
    superseded_words: str


def lesson_of(given: LessonGiven | None) -> Lesson | None:
    """What the domain takes."""
    return Lesson(**given.model_dump()) if given else None


def closure_told(row: Any) -> ClosureTold:
    """A closure as it is told."""
    fields = {name: getattr(row, name) for name in ClosureTold.model_fields if name != "cause_unit"}
    return ClosureTold(**fields, cause_unit=row.cause_unit_id)
