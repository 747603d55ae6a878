"""What happens while a case is judged and sorted: alerts, tasks of others, delays, classification."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from recours.complaints.events.labels import words_of
from recours.complaints.lateness import LATENESS_NAMES
from recours.complaints.states import KIND_NAMES
from recours.complaints.tasking import TASK_KIND_NAMES
from recours.trail.chain import Digest
from recours.trail.events import Event


@dataclass(frozen=True, kw_only=True)
class AlertRaised(Event):
    kind: ClassVar[str] = "complaint.alert_raised"
    sentence = _("Management was alerted at once.")

    alert: UUID
    number: int
    concerns: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AlertConfirmed(Event):
    kind: ClassVar[str] = "complaint.alert_confirmed"
    sentence = _("%(actor)s confirmed having seen the alert.")

    alert: UUID


@dataclass(frozen=True, kw_only=True)
class TaskSet(Event):
    kind: ClassVar[str] = "complaint.task_set"
    sentence = _("Others were asked to help (%(task_kind)s), by %(due)s.")
    labels = {"task_kind": words_of(TASK_KIND_NAMES)}

    task: UUID
    task_kind: str
    unit: UUID | None
    person: UUID | None
    due: date
    words: Digest


@dataclass(frozen=True, kw_only=True)
class TaskAnswered(Event):
    kind: ClassVar[str] = "complaint.task_answered"
    sentence = _("What others were asked was answered.")

    task: UUID
    late: bool
    words: Digest


@dataclass(frozen=True, kw_only=True)
class TaskWithdrawn(Event):
    kind: ClassVar[str] = "complaint.task_withdrawn"
    sentence = _("What others were asked was taken back.")

    task: UUID
    reason: Digest


@dataclass(frozen=True, kw_only=True)
class DelayExplained(Event):
    kind: ClassVar[str] = "complaint.delay_explained"
    sentence = _("The reason for the delay was recorded: %(cause)s.")
    labels = {"cause": words_of(LATENESS_NAMES)}

    clock: UUID
    code: str
    cause: str
    unit: UUID | None
    words: Digest


@dataclass(frozen=True, kw_only=True)
class Classified(Event):
    kind: ClassVar[str] = "complaint.classified"
    sentence = _("It was said what the case is about (problems: %(count)s).")

    product: UUID | None
    product_before: UUID | None
    products_version: int
    issues: tuple[UUID, ...]
    issues_before: tuple[UUID, ...]
    problems_version: int
    count: int


@dataclass(frozen=True, kw_only=True)
class KindChanged(Event):
    kind: ClassVar[str] = "complaint.kind_changed"
    sentence = _("Found to be of another kind: %(after)s instead of %(before)s.")
    labels = {"before": words_of(KIND_NAMES), "after": words_of(KIND_NAMES)}

    before: str
    after: str
    letter: UUID | None
    reason: Digest
