"""Tasks for other departments and colleagues: asked, answered, and opened where harm must be stopped (ISO 10002:2018, 5.4, 7.5)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from recours.complaints.actions.locks import lock_complaint
from recours.complaints.errors import (
    ANSWERED_ALREADY,
    COMPLAINED_ABOUT,
    DUE_PASSED,
    NO_WORDS,
    NOBODY_ASKED,
    REASON_MISSING,
    TOO_FAR_OFF,
    TOO_LONG,
    UNKNOWN_CHOICE,
    WITHDRAWN_ALREADY,
)
from recours.complaints.events import TaskAnswered, TaskSet, TaskWithdrawn
from recours.complaints.models import Complaint, Task
from recours.complaints.models.case import STANDING
from recours.complaints.rules import LONGEST, check_answer, check_move
from recours.complaints.states import Move, State
from recours.complaints.tasking import TaskKind
from recours.core.actors import Actor
from recours.core.errors import Code, Invalid, NotFound, RecoursError, Refused
from recours.core.subjects import Subject
from recours.core.text import clean
from recours.deadlines.clocks import due_after, due_on
from recours.people.bars import is_barred
from recours.people.selectors import may_be_asked, units
from recours.trail.chain import digest, new_salt
from recours.trail.record import record

_FARTHEST = timedelta(days=366)
_BEFORE = timedelta(days=2)
"""How long before the limit those asked are reminded: as the day before the last one ends."""


def set_task(
    *,
    actor: Actor,
    complaint_id: UUID,
    kind: TaskKind,
    unit: UUID | None,
    person: UUID | None,
    words: str,
    due: date,
    key: str,
    now: datetime,
) -> Task:
    """Ask a unit or a colleague, who see the question and not the case; a closed day counts as the next open one.

    The same key again changes nothing. Invalid names what cannot be taken.
    """
    limit = due_on(day=due)
    words = clean(words)
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        passage = check_move(actor, complaint, Move.SET_TASK)
        earlier = Task.objects.filter(complaint=complaint, key=key).first()
        if earlier is not None:
            return earlier
        _check_question(words, unit, person, complaint, limit.due, now)
        task = Task(
            complaint=complaint,
            kind=kind.value,
            unit_id=unit,
            person_id=person,
            words=words,
            salt=new_salt(),
            due_date=limit.due_date,
            due=limit.due,
            tell_at=next_telling(limit.due, now),
            key=key,
            by=actor.code,
            at=now,
        )
        task.save(force_insert=True)
        complaint.enter(passage.to, now)
        complaint.save(update_fields=list(STANDING))
        record(task_set(task), about=Subject("complaint", complaint.pk), actor=actor, now=now)
    return task


def answer_task(*, actor: Actor, task_id: UUID, words: str, now: datetime) -> Task:
    """Answer what was asked, as one of those asked or as who handles the case; the same answer again changes nothing.

    NotFound for who may not know of the task; Refused once somebody has answered otherwise.
    """
    words = clean(words)
    case = Task.objects.filter(pk=task_id).values_list("complaint", flat=True).first()
    if case is None:
        raise NotFound
    with transaction.atomic():
        complaint = lock_complaint(case)
        task = Task.objects.get(pk=task_id)
        check_answer(actor, complaint, task)
        if not words:
            raise Invalid({"words": NO_WORDS})
        if len(words) > LONGEST:
            raise Invalid({"words": Refused(TOO_LONG, limit=LONGEST)})
        if task.withdrawn_at is not None:
            raise Refused(WITHDRAWN_ALREADY)
        if task.answered_at is not None:
            if (task.answered_by, task.answer) == (actor.code, words):
                return task
            raise Refused(ANSWERED_ALREADY)
        task.answer, task.answer_salt = words, new_salt()
        task.answered_by, task.answered_at, task.tell_at = actor.code, now, None
        task.save(update_fields=["answer", "answer_salt", "answered_by", "answered_at", "tell_at"])
        complaint.enter(State(complaint.state), now)
        complaint.save(update_fields=list(STANDING))
        record(
            TaskAnswered(task=task.pk, late=now >= task.due, words=digest(task.answer, task.answer_salt)),
            about=Subject("complaint", complaint.pk),
            actor=actor,
            now=now,
        )
    return task


def withdraw_task(*, actor: Actor, task_id: UUID, reason: str, now: datetime) -> Task:
    """Take back what was asked, with a reason, as one who may ask; those asked are told, and see it no longer among what they owe.

    The same again changes nothing. NotFound for who may not know of the case; Refused once there is an answer.
    """
    words = clean(reason)
    case = Task.objects.filter(pk=task_id).values_list("complaint", flat=True).first()
    if case is None:
        raise NotFound
    with transaction.atomic():
        complaint = lock_complaint(case)
        passage = check_move(actor, complaint, Move.SET_TASK)
        task = Task.objects.get(pk=task_id)
        if task.withdrawn_at is not None:
            return task
        if task.answered_at is not None:
            raise Refused(ANSWERED_ALREADY)
        if not words:
            raise Invalid({"reason": REASON_MISSING})
        if len(words) > LONGEST:
            raise Invalid({"reason": Refused(TOO_LONG, limit=LONGEST)})
        task.withdrawn_at, task.withdrawn_by, task.withdrawn_reason, task.tell_at = (
            now,
            actor.code,
            words,
            None,
        )
        task.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason", "tell_at"])
        complaint.enter(passage.to, now)
        complaint.save(update_fields=list(STANDING))
        event = TaskWithdrawn(task=task.pk, reason=digest(words, task.salt))
        record(event, about=Subject("complaint", complaint.pk), actor=actor, now=now)
    return task


def containment(complaint: Complaint, number: int, actor: Actor, now: datetime) -> Task | None:
    """The task to stop the harm that an assessment found, unless one is open already; the caller saves it."""
    if Task.objects.filter(
        complaint=complaint, kind=TaskKind.CONTAINMENT.value, answered_at=None, withdrawn_at=None
    ).exists():
        return None
    limit = due_after(working_days=0, now=now)
    return Task(
        complaint=complaint,
        kind=TaskKind.CONTAINMENT.value,
        unit_id=complaint.unit_id,
        person_id=complaint.owner_id,
        salt=new_salt(),
        due_date=limit.due_date,
        due=limit.due,
        tell_at=next_telling(limit.due, now),
        key=f"assessment:{number}",
        by=actor.code,
        at=now,
    )


def task_set(task: Task) -> TaskSet:
    """The event of a task."""
    return TaskSet(
        task=task.pk,
        task_kind=task.kind,
        unit=task.unit_id,
        person=task.person_id,
        due=task.due_date,
        words=digest(task.words, task.salt),
    )


def next_telling(due: datetime, now: datetime) -> datetime:
    """When those asked are told next: before the limit while that lies ahead, else when it passes."""
    return due - _BEFORE if due - _BEFORE > now else due


def _check_question(
    words: str, unit: UUID | None, person: UUID | None, complaint: Complaint, due: datetime, now: datetime
) -> None:
    wrong: dict[str, Code | RecoursError] = {}
    if not words:
        wrong["words"] = NO_WORDS
    elif len(words) > LONGEST:
        wrong["words"] = Refused(TOO_LONG, limit=LONGEST)
    if unit is None and person is None:
        wrong["unit"] = NOBODY_ASKED
    if unit is not None and not any(each.pk == unit for each in units()):
        wrong["unit"] = UNKNOWN_CHOICE
    if person is not None and not may_be_asked(person):
        wrong["person"] = UNKNOWN_CHOICE
    elif person is not None and is_barred(person, complaint.pk):
        wrong["person"] = COMPLAINED_ABOUT
    if due <= now:
        wrong["due"] = DUE_PASSED
    elif due > now + _FARTHEST:
        wrong["due"] = TOO_FAR_OFF
    if wrong:
        raise Invalid(wrong)
