"""Tasks for others: asked, seen by those asked, answered once, told of before and after their day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from recours.complaints import actions
from recours.complaints.errors import ANSWERED_ALREADY, WITHDRAWN_ALREADY
from recours.complaints.hearing import Whom
from recours.complaints.jobs import (
    remind_of_tasks,
    tell_of_task,
    tell_of_task_answer,
    tell_of_task_withdrawal,
)
from recours.complaints.models import Complaint, Task
from recours.complaints.selectors import task_for, tasks_for, tasks_waiting
from recours.complaints.tasking import TaskKind
from recours.core.errors import FORBIDDEN, Invalid, NotFound, Refused, Stale
from recours.core.permissions import Role
from recours.core.subjects import Subject
from recours.people.models import Notice, User
from recours.people.selectors import actor_of
from recours.trail.reading import events_of
from tests.complaints.test_actions import kinds, staff
from tests.factories.cases import make_case
from tests.factories.people import House, make_unit


def ask(actor: Any, case: Complaint, now: datetime, **changed: Any) -> Task:
    given: dict[str, Any] = {
        "kind": TaskKind.QUESTION, "unit": None, "person": None, "words": "Who read the meter?",
        "due": (now + timedelta(days=7)).date(), "key": "k1",
    }  # fmt: skip
    return actions.set_task(actor=actor, complaint_id=case.pk, now=now, **{**given, **changed})


def test_a_department_sees_the_question_and_not_the_case(house: House, now: datetime) -> None:
    case, clerk = make_case(now), staff(house, now)
    depot = make_unit(house, "depot", now).pk
    dora = staff(house, now, "Dora Depot", Role.DEPARTMENT, depot)
    task = ask(clerk, case, now, unit=depot)
    assert kinds(case)[-1] == "complaint.task_set"
    (seen,) = tasks_for(actor=dora, language="en").rows
    assert (seen.words, seen.reference, seen.who) == ("Who read the meter?", case.reference, "Clara Clerk")
    assert tasks_waiting(dora) == 1
    from recours.complaints.selectors import complaint_for

    with pytest.raises(NotFound):
        complaint_for(actor=dora, reference=case.reference)
    with pytest.raises(NotFound):
        task_for(actor=staff(house, now, "Otto", Role.DEPARTMENT, make_unit(house, "x", now).pk), task_id=task.pk, language="en")  # fmt: skip
    actions.answer_task(actor=dora, task_id=task.pk, words="Nobody: it was estimated.", now=now)
    assert tasks_waiting(dora) == 0
    event = events_of(Subject("complaint", case.pk))[-1]
    assert (event.kind, event.facts["late"]) == ("complaint.task_answered", False)
    assert "estimated" not in str(event.facts)


def test_the_same_again_changes_nothing_and_a_second_answer_is_refused(house: House, now: datetime) -> None:
    case, clerk, hans = make_case(now), staff(house, now), staff(house, now, "Hans", Role.HANDLER)
    task = ask(clerk, case, now, person=hans.id)
    assert ask(clerk, case, now, person=hans.id).pk == task.pk
    actions.answer_task(actor=hans, task_id=task.pk, words="Yes.", now=now)
    actions.answer_task(actor=hans, task_id=task.pk, words="Yes.", now=now)
    with pytest.raises(Refused) as refused:
        actions.answer_task(actor=hans, task_id=task.pk, words="No.", now=now)
    assert refused.value.code == ANSWERED_ALREADY.code
    assert kinds(case).count("complaint.task_answered") == 1
    with pytest.raises(Invalid) as invalid:
        actions.answer_task(actor=hans, task_id=ask(clerk, case, now, person=hans.id, key="k2").pk, words=" ", now=now)  # fmt: skip
    assert list(invalid.value.fields) == ["words"]


def test_who_reads_the_case_and_answers_no_tasks_is_refused(house: House, now: datetime) -> None:
    task = ask(staff(house, now), make_case(now), now, unit=house.unit.pk)
    with pytest.raises(Refused) as refused:
        actions.answer_task(actor=staff(house, now, "Aziz", Role.AUDITOR), task_id=task.pk, words="x", now=now)  # fmt: skip
    assert refused.value.code == FORBIDDEN.code


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"words": " "}, "words"),
        ({}, "unit"),
        ({"unit": "11111111-1111-7111-8111-111111111111"}, "unit"),
        ({"person": "11111111-1111-7111-8111-111111111111"}, "person"),
        ({"due": date(2020, 1, 1)}, "due"),
        ({"due": date(2999, 1, 1)}, "due"),
    ],
)
def test_what_cannot_be_asked_is_named(house: House, now: datetime, changed: Any, field: str) -> None:
    from uuid import UUID

    given = {name: UUID(value) if name in {"unit", "person"} else value for name, value in changed.items()}
    with pytest.raises(Invalid) as invalid:
        ask(staff(house, now), make_case(now), now, **given)
    assert field in invalid.value.fields
    assert not Task.objects.exists()


def test_a_closed_day_counts_as_the_next_open_one(house: House, now: datetime) -> None:
    saturday = (now + timedelta(days=(5 - now.weekday()) % 7 + 7)).date()
    task = ask(staff(house, now), make_case(now), now, unit=house.unit.pk, due=saturday)
    assert task.due_date == saturday + timedelta(days=2)


def test_those_asked_are_told_reminded_and_told_when_it_is_late(house: House, now: datetime) -> None:
    case, clerk = make_case(now), staff(house, now)
    actions.take(actor=clerk, complaint_id=case.pk, now=now)
    depot = make_unit(house, "depot", now).pk
    dora = staff(house, now, "Dora Depot", Role.DEPARTMENT, depot)
    task = ask(clerk, case, now, unit=depot)

    def told(user: Any) -> list[str]:
        return list(Notice.objects.filter(user=user.id, code__startswith="task").values_list("code", flat=True).order_by("at"))  # fmt: skip

    for _ in range(2):
        tell_of_task(events_of(Subject("complaint", case.pk))[-1], now)
    assert told(dora) == ["task_set"]
    assert remind_of_tasks(now) == 0
    assert remind_of_tasks(task.due - timedelta(hours=40)) == 1
    assert remind_of_tasks(task.due - timedelta(hours=39)) == 0
    assert remind_of_tasks(task.due) == 1
    assert remind_of_tasks(task.due + timedelta(days=3)) == 0
    assert told(dora) == ["task_set", "task_due", "task_late"]
    assert told(clerk) == ["task_late"]
    actions.answer_task(actor=dora, task_id=task.pk, words="At last.", now=task.due)
    tell_of_task_answer(events_of(Subject("complaint", case.pk))[-1], task.due)
    assert told(clerk) == ["task_late", "task_answered"]
    assert events_of(Subject("complaint", case.pk))[-1].facts["late"] is True


def test_an_answer_makes_an_old_look_at_the_case_stale(house: House, now: datetime) -> None:
    case, clerk = make_case(now), staff(house, now)
    case.refresh_from_db()
    seen = case.version
    ask(clerk, case, now, unit=house.unit.pk)
    with pytest.raises(Stale):
        actions.assign(actor=clerk, complaint_id=case.pk, owner=clerk.id, unit=None, reason="", seen=seen, now=now)  # fmt: skip


def test_what_was_asked_is_taken_back_once_and_asks_no_more(house: House, now: datetime) -> None:
    case, clerk, hans = make_case(now), staff(house, now), staff(house, now, "Hans", Role.HANDLER)
    task = ask(clerk, case, now, person=hans.id)
    with pytest.raises(Invalid) as invalid:
        actions.withdraw_task(actor=clerk, task_id=task.pk, reason=" ", now=now)
    assert list(invalid.value.fields) == ["reason"]
    for _ in range(2):
        actions.withdraw_task(actor=clerk, task_id=task.pk, reason="Found it.", now=now)
        tell_of_task_withdrawal(events_of(Subject("complaint", case.pk))[-1], now)
    assert kinds(case).count("complaint.task_withdrawn") == 1
    assert list(Notice.objects.filter(user=hans.id).values_list("code", flat=True)) == ["task_withdrawn"]
    assert (tasks_waiting(hans), tasks_for(actor=hans, language="en").rows) == (0, [])
    assert remind_of_tasks(task.due + timedelta(days=1)) == 0
    with pytest.raises(Refused) as refused:
        actions.answer_task(actor=hans, task_id=task.pk, words="Yes.", now=now)
    assert refused.value.code == WITHDRAWN_ALREADY.code
    other = ask(clerk, case, now, person=hans.id, key="k2")
    actions.answer_task(actor=hans, task_id=other.pk, words="Yes.", now=now)
    with pytest.raises(Refused) as refused:
        actions.withdraw_task(actor=clerk, task_id=other.pk, reason="x", now=now)
    assert refused.value.code == ANSWERED_ALREADY.code
    with pytest.raises(NotFound):
        actions.withdraw_task(
            actor=staff(house, now, "Dora", Role.DEPARTMENT), task_id=task.pk, reason="x", now=now
        )


def test_who_is_complained_about_is_not_asked_about_it(house: House, now: datetime) -> None:
    case, hans, mona = (
        make_case(now),
        staff(house, now, "Hans", Role.HANDLER),
        staff(house, now, "Mona", Role.HANDLER),
    )
    tasks = [ask(hans, case, now, person=mona.id), ask(hans, case, now, unit=case.unit_id, key="k2")]
    asked = events_of(Subject("complaint", case.pk))[-2:]
    actions.name_respondent(actor=hans, complaint_id=case.pk, whom=Whom(user=mona.id), now=now)
    mona = actor_of(User.objects.get(pk=mona.id))
    assert (tasks_for(actor=mona, language="en").rows, tasks_waiting(mona)) == ([], 0)
    for task in tasks:
        with pytest.raises(NotFound):
            task_for(actor=mona, task_id=task.pk, language="en")
        with pytest.raises(NotFound):
            actions.answer_task(actor=mona, task_id=task.pk, words="It was not me.", now=now)
    for event in asked:
        tell_of_task(event, now)
    remind_of_tasks(now + timedelta(days=9))
    assert not Notice.objects.filter(user=mona.id).exists()
    with pytest.raises(Invalid) as invalid:
        ask(hans, case, now, person=mona.id, key="k3")
    assert "person" in invalid.value.fields
