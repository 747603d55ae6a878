"""What others were asked, beside the story."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recours.complaints.tasking import TASK_KIND_NAMES
from recours.desk.clocks import ring_of_task

if TYPE_CHECKING:
    from recours.complaints.selectors import CaseFile
    from recours.desk.requests import DeskRequest

TEMPLATE = "desk/panels/tasking.html"


def facts(found: CaseFile, request: DeskRequest) -> list[dict[str, Any]] | None:
    """Each task with its limit, those without an answer first, or None where nothing was asked."""
    tasks = sorted(found.tasks, key=lambda task: (not task.is_open, task.due))
    return [
        {
            "task": task,
            "kind": TASK_KIND_NAMES[task.kind],
            "ring": ring_of_task(task, request.now, request.user.language),
        }
        for task in tasks
    ] or None
