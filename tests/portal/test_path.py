"""The path in plain words."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from recours.complaints import actions
from recours.complaints.closing import Said
from recours.complaints.models import Complaint
from recours.complaints.selectors import story_of
from recours.complaints.states import Ground, Kind, State, Told
from recours.complaints.waiting import Asked, End, Wanted
from recours.core.actors import complainant
from recours.core.permissions import Role
from recours.people.selectors import actor_of
from recours.portal.path import PathStep, Stage, path_of
from tests.factories.answers import answer
from tests.factories.cases import make_case
from tests.factories.people import SYSTEM, House, make_user

pytestmark = pytest.mark.django_db


def steps(case: Complaint, now: datetime) -> list[PathStep]:
    return path_of(story_of(case.pk, language="en"), now)


def shape(found: list[PathStep]) -> list[tuple[str, str]]:
    return [(step.stage.value, step.title) for step in found]


def test_just_arrived(house: House, now: datetime) -> None:
    found = steps(make_case(now), now)
    assert shape(found) == [
        ("done", "You told us"),
        ("now", "We confirm that it has arrived"),
        ("next", "We look into it"),
        ("next", "You get our answer"),
    ]
    assert (found[0].at, str(found[1].by), str(found[3].by)) == (now, "2026-11-23", "2026-12-11")


def test_told_and_in_somebody_s_hands(house: House, now: datetime) -> None:
    case = make_case(now)
    actions.acknowledge(actor=complainant(case.pk), complaint_id=case.pk, how=Told.PAGE, now=now)
    hana = make_user(house, "Hana Handler", now, Role.HANDLER)
    actions.take(actor=actor_of(hana), complaint_id=case.pk, now=now)
    found = steps(case, now)
    assert shape(found)[1:3] == [
        ("done", "We confirmed that it has arrived"),
        ("now", "We are looking into it"),
    ]
    assert found[2].person == "Hana Handler"


def test_waiting_for_an_answer_is_said_with_its_day(house: House, now: datetime) -> None:
    case, system = make_case(now), SYSTEM
    actions.acknowledge(actor=system, complaint_id=case.pk, how=Told.PAGE, now=now)

    def ask(of: Asked, key: str) -> None:
        wanted = Wanted(of=of, words="Which meter?", reason="Two.", answer_by=now.date() + timedelta(days=14), whom="Council")  # fmt: skip
        actions.ask(actor=system, complaint_id=case.pk, wanted=wanted, key=key, now=now)
        case.refresh_from_db()

    ask(Asked.COMPLAINANT, "1")
    assert shape(steps(case, now))[2] == ("now", "We are waiting for you")
    assert str(steps(case, now)[2].by) == "2026-12-04"
    actions.remind_of_question(actor=system, complaint_id=case.pk, now=now + timedelta(days=15))
    assert ("go on with what we have" in steps(case, now)[2].text, str(steps(case, now)[2].by)) == (
        True,
        "2026-12-19",
    )
    case.refresh_from_db()
    actions.resume(actor=system, complaint_id=case.pk, end=End.WENT_ON, words="", seen=case.version, now=now)
    ask(Asked.OUTSIDE, "2")
    assert shape(steps(case, now))[2] == ("now", "We are waiting for information")


def test_a_day_that_was_not_kept_is_said(house: House, now: datetime) -> None:
    found = steps(make_case(now), now + timedelta(days=40))
    assert [step.late for step in found] == [False, True, False, True]
    assert "did not keep this day" in found[3].text


def test_praise_waits_for_no_answer(house: House, now: datetime) -> None:
    found = steps(make_case(now, kind=Kind.COMPLIMENT), now)
    assert "You get our answer" not in [step.title for step in found]


def test_a_closed_case_has_nothing_next(house: House, now: datetime) -> None:
    case = make_case(now)
    Complaint.objects.filter(pk=case.pk).update(state="closed")
    found = steps(case, now)
    assert {step.stage for step in found} == {Stage.DONE}
    assert found[-1].title == "This case is closed"


@pytest.mark.parametrize("kind", list(Kind))
def test_an_open_case_has_exactly_one_step_that_is_now(house: House, now: datetime, kind: Kind) -> None:
    case = make_case(now, kind=kind)
    assert [step.stage for step in steps(case, now)].count(Stage.NOW) == 1
    actions.acknowledge(actor=complainant(case.pk), complaint_id=case.pk, how=Told.PAGE, now=now)
    assert [step.stage for step in steps(case, now)].count(Stage.NOW) == 1


@pytest.mark.parametrize("state", [state for state in State if state is not State.CLOSED])
def test_wherever_a_case_stands_one_step_is_now(house: House, now: datetime, state: State) -> None:
    case = make_case(now)
    answer(case, now)
    Complaint.objects.filter(pk=case.pk).update(state=state.value)
    found = steps(case, now)
    if state is not State.RECEIVED:
        actions.acknowledge(actor=complainant(case.pk), complaint_id=case.pk, how=Told.PAGE, now=now)
        found = steps(case, now)
    assert [step.stage for step in found].count(Stage.NOW) == 1, shape(found)
    order = {Stage.DONE: 0, Stage.NOW: 1, Stage.NEXT: 2}
    assert sorted(order[step.stage] for step in found) == [order[step.stage] for step in found]


def test_a_closed_case_says_why_and_who_can_help(house: House, now: datetime) -> None:
    case = make_case(now)
    clerk = actor_of(make_user(house, "Clara Clerk", now, Role.CLERK))
    actions.close(
        actor=clerk, complaint_id=case.pk, ground=Ground.OUT_OF_SCOPE_NOTIFIED, lesson=None, helper="The council",
        seen=case.version, now=now,
    )  # fmt: skip
    assert steps(case, now)[-1].text.endswith("The council")


def test_the_path_after_an_answer_tells_what_was_said(house: House, now: datetime) -> None:
    case = make_case(now)
    answer(case, now)
    found = steps(case, now)
    assert (found[-2].title, found[-2].by) == ("We wait for your reply", now.date() + timedelta(days=14))
    actions.reject(actor=complainant(case.pk), complaint_id=case.pk, said=Said(words="No"), now=now)
    titles = [step.title for step in steps(case, now)]
    assert titles[-3:] == [
        "You did not accept our answer",
        "You choose how to go on",
        "Somebody else looks at it again",
    ]
