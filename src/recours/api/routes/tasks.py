"""Others are asked about a case, alerts are confirmed, delays explained."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import get_language
from ninja import Query, Router, Status
from pydantic import Field

from recours.api.auth import Token
from recours.api.openapi import IDEMPOTENCY
from recours.api.paging import link_pages
from recours.api.reading import Caller, intake_key
from recours.api.schemas.base import Paging
from recours.api.schemas.tasks import (
    AnswerGiven,
    DelayGiven,
    DelayTold,
    SightGiven,
    SightTold,
    TakenBackGiven,
    TaskGiven,
    TaskList,
    TaskTold,
    delay_told,
    task_told,
)
from recours.complaints import actions
from recours.complaints.selectors import complaint_for, task_for, tasks_for
from recours.core.permissions import Permission

router = Router(tags=["Tasks"])


class AskedFor(Paging):
    """Which tasks, and which page of them."""

    answered: bool = Field(False, description="Those with an answer instead of those that wait for one.")


@router.post(
    "/complaints/{reference}/tasks",
    response={201: TaskTold},
    auth=Token(Permission.TAKE),
    summary="Ask another department",
    openapi_extra=IDEMPOTENCY,
)
def set_task(request: Caller, reference: str, given: TaskGiven) -> Status[TaskTold]:
    """Ask a unit or a colleague about the case. They see the question, its day and the reference, not the case."""
    case = complaint_for(actor=request.auth, reference=reference)
    made = actions.set_task(
        actor=request.auth,
        complaint_id=case.pk,
        kind=given.kind,
        unit=given.unit,
        person=given.person,
        words=given.words,
        due=given.due,
        key=intake_key(request, "t:"),
        now=request.now,
    )
    return Status(201, _told(request, made.pk))


@router.get("/tasks", response=TaskList, auth=Token(Permission.TASK), summary="List tasks")
def list_tasks(request: Caller, response: HttpResponse, asked: Query[AskedFor]) -> TaskList:
    """What the token's units were asked, what is due first on top."""
    page = tasks_for(
        actor=request.auth,
        language=get_language() or "en",
        answered=asked.answered,
        cursor=asked.cursor,
        size=asked.limit,
    )
    link_pages(request, response, page)
    return TaskList(
        items=[task_told(task, request.now) for task in page.rows], next=page.next, previous=page.previous
    )


@router.get("/tasks/{uuid:task_id}", response=TaskTold, auth=Token(Permission.TASK), summary="Read a task")
def read_task(request: Caller, task_id: UUID) -> TaskTold:
    """One task with its answer."""
    return _told(request, task_id)


@router.post(
    "/tasks/{uuid:task_id}/answer",
    response={201: TaskTold},
    auth=Token(Permission.TASK),
    summary="Answer a task",
)
def answer(request: Caller, task_id: UUID, given: AnswerGiven) -> Status[TaskTold]:
    """Answer what was asked. The same answer again changes nothing; another one is refused."""
    actions.answer_task(actor=request.auth, task_id=task_id, words=given.words, now=request.now)
    return Status(201, _told(request, task_id))


@router.post(
    "/tasks/{uuid:task_id}/withdrawal",
    response={201: TaskTold},
    auth=Token(Permission.TAKE),
    summary="Take a task back",
)
def take_task_back(request: Caller, task_id: UUID, given: TakenBackGiven) -> Status[TaskTold]:
    """Take back what was asked, while it has no answer. The same again changes nothing."""
    actions.withdraw_task(actor=request.auth, task_id=task_id, reason=given.reason, now=request.now)
    return Status(201, _told(request, task_id))


@router.post(
    "/complaints/{reference}/alert-confirmations",
    response={201: SightTold},
    auth=Token(Permission.OVERSEE),
    summary="Confirm having seen an alert",
)
def confirm_alert(request: Caller, reference: str, given: SightGiven) -> Status[SightTold]:
    """Confirm that the alert was seen; again changes nothing."""
    case = complaint_for(actor=request.auth, reference=reference)
    seen = actions.confirm_alert(
        actor=request.auth, complaint_id=case.pk, alert_id=given.alert, now=request.now
    )
    return Status(201, SightTold(by=seen.by, at=seen.at))


@router.post(
    "/complaints/{reference}/delays",
    response={201: DelayTold},
    auth=Token(Permission.ASSESS),
    summary="Say why a case is late",
)
def explain_delay(request: Caller, reference: str, given: DelayGiven) -> Status[DelayTold]:
    """Record why a time limit of the case passed. The same again changes nothing."""
    case = complaint_for(actor=request.auth, reference=reference)
    made = actions.explain_delay(
        actor=request.auth,
        complaint_id=case.pk,
        clock_id=given.clock,
        cause=given.cause,
        unit=given.unit,
        words=given.words,
        now=request.now,
    )
    return Status(201, delay_told(made))


def _told(request: Caller, task_id: UUID) -> TaskTold:
    task = task_for(actor=request.auth, task_id=task_id, language=get_language() or "en")
    return task_told(task, request.now)
