"""What I was asked about cases of others: the question, its day and the reference, and my answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from recours.complaints.actions import answer_task, withdraw_task
from recours.complaints.errors import NO_WORDS, REASON_MISSING
from recours.complaints.selectors import TaskView, check_move, complaint_for, task_for, tasks_for
from recours.complaints.states import Move
from recours.complaints.tasking import TASK_KIND_NAMES
from recours.core.errors import FORBIDDEN, NotFound, RecoursError, Refused
from recours.core.permissions import Permission
from recours.desk.clocks import ring_of_task
from recours.desk.forms.fields import DeskForm, Words
from recours.desk.requests import DeskRequest, holds
from recours.desk.shell import render
from recours.desk.views.answers import attempted, see, to_case

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


class WithdrawalForm(DeskForm):
    """Why it is taken back."""

    reason = Words(
        label=gettext_lazy("Why it is needed no longer"),
        rows=2,
        error_messages={"required": REASON_MISSING.sentence},
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


@require_POST
def withdrawal(request: DeskRequest, task_id: UUID) -> HttpResponse:
    """Take back what was asked; again changes nothing."""
    found = task_for(actor=request.actor, task_id=task_id, language=request.user.language)
    check_move(request.actor, complaint_for(actor=request.actor, reference=found.reference), Move.SET_TASK)
    form = WithdrawalForm(request.POST, auto_id="withdrawal_%s")

    def take_back() -> None:
        withdraw_task(
            actor=request.actor, task_id=task_id, reason=form.cleaned_data["reason"], now=request.now
        )

    if attempted(form, take_back):
        return to_case(request, found.reference, _("The question is taken back."))
    return _show(request, task_id, AnswerForm(), 422, withdrawal=form)


def _answer(request: DeskRequest, task_id: UUID, form: AnswerForm) -> None:
    answer_task(actor=request.actor, task_id=task_id, words=form.cleaned_data["words"], now=request.now)


def _show(
    request: DeskRequest,
    task_id: UUID,
    form: AnswerForm,
    status: int,
    withdrawal: WithdrawalForm | None = None,
) -> HttpResponse:
    found = task_for(actor=request.actor, task_id=task_id, language=request.user.language)
    case = _case(request, found)
    context = {
        **line_of_task(request, found),
        "form": form,
        "knows_case": case is not None,
        "may_withdraw": case is not None and _may_ask(request, case),
        "withdrawal": withdrawal or WithdrawalForm(auto_id="withdrawal_%s"),
    }
    return render(request, "desk/task.html", context, status=status)


def _may_ask(request: DeskRequest, case: Any) -> bool:
    try:
        check_move(request.actor, case, Move.SET_TASK)
    except RecoursError:
        return False
    return True


def _case(request: DeskRequest, found: TaskView) -> Any:
    """The case that the task is about, or None where the reader may not know of it."""
    try:
        return complaint_for(actor=request.actor, reference=found.reference)
    except NotFound:
        return None
