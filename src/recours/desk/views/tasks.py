"""What I was asked about cases of others: the question, its day and the reference, and my answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from recours.complaints.actions import answer_task
from recours.complaints.errors import NO_WORDS
from recours.complaints.selectors import TaskView, complaint_for, task_for, tasks_for
from recours.complaints.tasking import TASK_KIND_NAMES
from recours.core.errors import FORBIDDEN, NotFound, Refused
from recours.core.permissions import Permission
from recours.desk.clocks import ring_of_task
from recours.desk.forms.fields import DeskForm, Words
from recours.desk.requests import DeskRequest, holds
from recours.desk.shell import render
from recours.desk.views.answers import attempted, see

if TYPE_CHECKING:
    from django.http import HttpResponse


class AnswerForm(DeskForm):
    """What is answered."""

    words = Words(
        label=gettext_lazy("Your answer"),
        rows=6,
        draft="answer",
        error_messages={"required": NO_WORDS.sentence},
    )


@require_safe
def tasks(request: DeskRequest) -> HttpResponse:
    """What I was asked, what is due first on top."""
    answered = request.GET.get("view") == "answered"
    page = tasks_for(
        actor=request.actor,
        language=request.user.language,
        answered=answered,
        cursor=request.GET.get("cursor", ""),
    )
    context = {
        "page": page,
        "lines": [line_of_task(request, task) for task in page.rows],
        "answered": answered,
        "query": "view=answered" if answered else "",
    }
    return render(request, "desk/tasks.html", context)


def line_of_task(request: DeskRequest, task: TaskView) -> dict[str, Any]:
    """A task as a line of a table."""
    ring = ring_of_task(task, request.now, request.user.language)
    return {"task": task, "kind": TASK_KIND_NAMES[task.kind], "ring": ring}


@require_safe
def task(request: DeskRequest, task_id: UUID) -> HttpResponse:
    """One task with its answer, or with room for it."""
    return _show(request, task_id, AnswerForm(), 200)


@require_POST
def answer(request: DeskRequest, task_id: UUID) -> HttpResponse:
    """Answer; the same answer again changes nothing."""
    task_for(actor=request.actor, task_id=task_id, language=request.user.language)
    if not holds(request.actor, Permission.TASK):
        raise Refused(FORBIDDEN)
    form = AnswerForm(request.POST)
    if attempted(form, lambda: _answer(request, task_id, form)):
        address = reverse("desk:task", args=[task_id])
        messages.success(request, _("Your answer is kept. Thank you."), extra_tags=f"{address}:answer")
        return see(reverse("desk:tasks"))
    return _show(request, task_id, form, 422)


def _answer(request: DeskRequest, task_id: UUID, form: AnswerForm) -> None:
    answer_task(actor=request.actor, task_id=task_id, words=form.cleaned_data["words"], now=request.now)


def _show(request: DeskRequest, task_id: UUID, form: AnswerForm, status: int) -> HttpResponse:
    found = task_for(actor=request.actor, task_id=task_id, language=request.user.language)
    context = {**line_of_task(request, found), "form": form, "knows_case": _knows(request, found)}
    return render(request, "desk/task.html", context, status=status)


def _knows(request: DeskRequest, found: TaskView) -> bool:
    try:
        complaint_for(actor=request.actor, reference=found.reference)
    except NotFound:
        return False
    return True
