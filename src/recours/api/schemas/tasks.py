"""What others are asked about a case, alerts and delays, as a program sends and reads them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from pydantic import Field

from recours.api.schemas.base import Given, Listed, Told
from recours.complaints.lateness import Lateness
from recours.complaints.scales import Concern
from recours.complaints.tasking import TaskKind

if TYPE_CHECKING:
    from recours.complaints.selectors import TaskView


class TaskGiven(Given):
    """What is asked of a unit, a colleague, or both. They see these words and the reference, not the case."""

    kind: TaskKind = TaskKind.QUESTION
    unit: UUID | None = None
    person: UUID | None = None
    words: str = Field(examples=["Was the meter read in May, and by whom?"])
    due: date = Field(description="A closed day counts as the next open one.")


class TaskTold(Told):
    """What was asked, by when, and the answer; `due` is the first instant that is too late."""

    id: UUID
    kind: TaskKind
    reference: str
    unit: str
    person: str
    words: str
    due_date: date
    due: datetime
    late: bool
    by: str
    at: datetime
    answer: str
    answered_by: str
    answered_at: datetime | None
    withdrawn_at: datetime | None
    withdrawn_reason: str


class TakenBackGiven(Given):
    """Why what was asked is taken back."""

    reason: str


class TaskList(Listed[TaskTold]):
    """A page of tasks."""


class AnswerGiven(Given):
    """The answer."""

    words: str = Field(examples=["It was estimated; the reader found the gate locked."])


class SightGiven(Given):
    """Which alert was seen."""

    alert: UUID


class SightTold(Told):
    """Who has seen an alert, and when."""

    by: str
    at: datetime


class AlertTold(Told):
    """That management was alerted, why, and who has confirmed having seen it."""

    id: UUID
    concerns: list[Concern]
    at: datetime
    seen: list[SightTold]


class DelayGiven(Given):
    """Why a time limit passed; `clock` is the id of one of the case's clocks."""

    clock: UUID
    cause: Lateness
    unit: UUID | None = Field(None, description="Where the cause lay, when it was a unit of ours.")
    words: str = ""


class DelayTold(Told):
    """Why a time limit passed; of several about one clock, the one with the highest number holds."""

    clock: UUID
    code: str
    number: int
    cause: Lateness
    unit: UUID | None
    words: str
    by: str
    at: datetime


def task_told(task: TaskView, now: datetime) -> TaskTold:
    """One task as it stands at this moment."""
    fields = {name: getattr(task, name) for name in TaskTold.model_fields if name != "late"}
    return TaskTold(**fields, late=task.is_late(now))


def alert_told(row: Any) -> AlertTold:
    """One alert."""
    seen = [SightTold(by=sight.by, at=sight.at) for sight in row.sights.all()]
    return AlertTold(id=row.pk, concerns=row.concerns, at=row.at, seen=seen)


def delay_told(row: Any) -> DelayTold:
    """One reason for a delay."""
    return DelayTold(
        clock=row.clock,
        code=row.code,
        number=row.number,
        cause=row.cause,
        unit=row.unit_id,
        words=row.words,
        by=row.by,
        at=row.at,
    )
