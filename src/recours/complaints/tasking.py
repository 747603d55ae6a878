"""What another department or a colleague can be asked about a case. Pure codes."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class TaskKind(StrEnum):
    """What is wanted: an answer, that harm is stopped at once, or that something is done."""

    QUESTION = "question"
    CONTAINMENT = "containment"
    ACTION = "action"


TASK_KIND_NAMES: Mapping[TaskKind, _StrPromise] = {
    TaskKind.QUESTION: pgettext_lazy("task", "Question"),
    TaskKind.CONTAINMENT: pgettext_lazy("task", "Stop the harm at once"),
    TaskKind.ACTION: pgettext_lazy("task", "Something to do"),
}
