"""Who carries what, who is suggested, what is urgent."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from recours.complaints import actions
from recours.complaints.scales import Judgement, Severity
from recours.complaints.selectors import View, candidates_for, queue_for, team_for
from tests.desk.conftest import Desk, address, page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 4])
def test_loads_are_told_in_two_statements(desk: Desk, count: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:  # fmt: skip
    for _ in range(count):
        desk.taken("handler", received_at=desk.now - timedelta(days=20))
    desk.case()
    manager = desk.actor("manager")
    with django_assert_num_queries(2):
        loads = team_for(actor=manager, now=desk.now)
    assert (loads[0].name, loads[0].open, loads[0].overdue, loads[0].ages) == ("Hana Handler", count, count, (0, 0, count, 0))  # fmt: skip
    assert (loads[-1].id, loads[-1].open, loads[-1].ages) == (None, 1, (1, 0, 0, 0))
    assert {load.name for load in loads if load.open == 0} >= {"Clara Clerk", "Otto Outside"}
    clerk = team_for(actor=desk.actor("clerk"), now=desk.now)
    assert "Otto Outside" not in {load.name for load in clerk}
    assert team_for(actor=desk.actor("handler"), now=desk.now) == []


def test_the_page_of_the_team(desk: Desk) -> None:
    desk.taken("handler")
    told = page(desk.browser("manager").get("/desk/team/"))
    assert "Hana Handler" in told
    assert desk.browser("handler").get("/desk/team/").status_code == 403


def test_the_suggested_colleague_is_chosen_already_and_given_the_case_by_one_button(desk: Desk) -> None:
    for _ in range(2):
        desk.taken("clerk")
    desk.taken("manager")
    case, browser = desk.case(), desk.browser("manager")
    ranked = candidates_for(actor=desk.actor("manager"), complaint=case, unit_id=case.unit_id, now=desk.now)
    assert [c.name for c in ranked] == ["Hana Handler", "Mary Manager", "Clara Clerk"]
    told = page(browser.get(address(case, "assignment/")))
    assert f'value="{ranked[0].id}" selected' in told
    assert "Hana Handler · 0 open cases" in told
    assert (
        browser.post(address(case, "assignment/suggested/"), {"unit": str(case.unit_id)}).status_code == 303
    )
    case.refresh_from_db()
    assert case.owner_id == ranked[0].id
    pressed = {"unit": str(case.unit_id), "suggested": str(ranked[0].id)}
    assert f'name="suggested" value="{ranked[0].id}"' in told
    for _time in (1, 2):
        assert browser.post(address(case, "assignment/suggested/"), pressed).status_code == 303
    case.refresh_from_db()
    assert (case.owner_id, case.assignments.count()) == (ranked[0].id, 1)
    assert desk.browser("handler").get(address(desk.case(), "assignment/")).status_code == 403


def test_an_owner_hands_over_with_a_reason(desk: Desk) -> None:
    case, browser = desk.taken("handler"), desk.browser("handler")
    assert browser.get(address(case, "assignment/")).status_code == 200
    sent = {
        "owner": str(desk.cast.users["clerk"].pk),
        "unit": str(case.unit_id),
        "seen": case.version,
        "reason": "",
    }
    answer = browser.post(address(case, "assignment/"), sent)
    assert (answer.status_code, "Say why." in page(answer)) == (422, True)
    assert browser.post(address(case, "assignment/"), {**sent, "reason": "I am away."}).status_code == 303
    case.refresh_from_db()
    assert case.owner_id == desk.cast.users["clerk"].pk


def test_what_is_urgent_has_a_view_and_a_mark(desk: Desk) -> None:
    case, other = desk.taken(), desk.taken()
    actions.assess(
        actor=desk.actor("handler"), complaint_id=case.pk, judgement=Judgement(severity=Severity.SERIOUS),
        priority=None, reason="", seen=case.version, now=desk.now,
    )  # fmt: skip
    urgent = queue_for(actor=desk.actor("handler"), view=View.URGENT, language="en").rows
    assert [line.reference for line in urgent] == [case.reference]
    told = page(desk.browser("handler").get("/desk/cases/?view=urgent"))
    assert (case.reference in told, other.reference in told, "severity-3" in told) == (True, False, True)
