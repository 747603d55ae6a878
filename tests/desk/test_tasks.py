"""Tasks, alerts and delays at the desk."""

from __future__ import annotations

from datetime import timedelta

import pytest

from recours.complaints import actions
from recours.complaints.models import Delay, Task
from recours.complaints.scales import Judgement, Safety, Severity
from recours.core.permissions import Role
from recours.people.actions import set_password
from tests.desk.conftest import Desk, address, form, page
from tests.factories.people import SYSTEM, make_user

pytestmark = pytest.mark.django_db


def department(desk: Desk) -> None:
    user = make_user(
        desk.cast.house, "Dora Depot", desk.now, Role.DEPARTMENT, unit=desk.cast.branch.pk, belongs_to=desk.cast.branch.pk
    )  # fmt: skip
    set_password(actor=SYSTEM, user_id=user.pk, password="correct horse battery", now=desk.now)
    user.refresh_from_db()
    desk.cast.users["department"] = user


def asked(desk: Desk, **changed: str) -> dict[str, object]:
    due = (desk.now + timedelta(days=9)).date().isoformat()
    unit = f"unit:{desk.cast.branch.pk}"
    return form(
        **{"whom": unit, "kind": "question", "words": "Who read it?", "due": due, "seen": "1", **changed}
    )


def test_a_department_is_asked_and_answers_without_seeing_the_case(desk: Desk) -> None:
    department(desk)
    case, handler, dora = desk.taken(), desk.browser("handler"), desk.browser("department")
    assert "Dora Depot" in page(handler.get(address(case, do="set_task")))
    assert handler.post(address(case, "tasks/"), asked(desk)).status_code == 303
    task = Task.objects.get()
    home = page(dora.get("/desk/"))
    assert ("Who read it?" in home, "You look after the house" in home) == (True, False)
    assert dora.get(address(case)).status_code == 404
    seen = page(dora.get(f"/desk/tasks/{task.pk}/"))
    assert ("Who read it?" in seen, case.words[:20] in seen) == (True, False)
    sent = {"words": "Nobody, it was estimated."}
    for _ in range(2):
        assert dora.post(f"/desk/tasks/{task.pk}/answer/", sent).status_code == 303
    assert dora.post(f"/desk/tasks/{task.pk}/answer/", {"words": "Other"}).status_code == 409
    assert "Nobody, it was estimated." in page(handler.get(address(case)))
    assert "Nobody waits for your answer" in page(dora.get("/desk/tasks/"))
    assert "Who read it?" in page(dora.get("/desk/tasks/?view=answered"))


@pytest.mark.parametrize(
    "wrong", [{"whom": ""}, {"whom": "unit:x"}, {"words": " "}, {"due": ""}, {"due": "1 1 2020"}]
)
def test_what_is_missing_is_said_and_the_words_stay(desk: Desk, wrong: dict[str, str]) -> None:
    case = desk.taken()
    answer = desk.browser("handler").post(address(case, "tasks/"), asked(desk, **wrong))
    assert (answer.status_code, Task.objects.count()) == (422, 0)
    answer = desk.browser("handler").post(address(case, "tasks/"), asked(desk, due="31 31 2026"))
    assert "Who read it?" in page(answer)


def test_a_manager_finds_the_alert_first_and_confirms(desk: Desk) -> None:
    case = desk.taken()
    judgement = Judgement(severity=Severity.GRAVE, safety=Safety.ACTUAL)
    actions.assess(
        actor=desk.actor("handler"), complaint_id=case.pk, judgement=judgement, priority=None, reason="",
        seen=case.version, now=desk.now,
    )  # fmt: skip
    manager = desk.browser("manager")
    assert "Somebody is in danger" in page(manager.get("/desk/"))
    assert "Somebody is in danger" not in page(desk.browser("handler").get("/desk/"))
    seen = page(manager.get(address(case, do="confirm_alert")))
    assert "I have seen it" in seen
    alert = case.alerts.get()  # type: ignore[attr-defined]
    case.refresh_from_db()
    sent = {"alert": str(alert.pk), "seen": case.version}
    for _ in range(2):
        assert manager.post(address(case, "alert-confirmations/"), sent).status_code == 303
    told = page(manager.get(address(case)))
    assert ("Mary Manager" in told, "Somebody is in danger" in page(manager.get("/desk/"))) == (True, False)


def test_a_late_case_asks_why(desk: Desk) -> None:
    case = desk.case(received_at=desk.now - timedelta(days=60))
    handler = desk.browser("handler")
    told = page(handler.get(address(case)))
    assert "Nobody has said yet" in told
    opened = page(handler.get(address(case, do="explain_delay")))
    assert "Waiting for another department" in opened
    from recours.core.subjects import Subject
    from recours.deadlines.clocks import clocks_of

    clock = clocks_of(Subject("complaint", case.pk))[0]
    sent = {
        "clock": str(clock.id),
        "cause": "workload",
        "unit": str(case.unit_id),
        "words": "Floods",
        "seen": 1,
    }
    assert handler.post(address(case, "delays/"), {**sent, "cause": ""}).status_code == 422
    assert handler.post(address(case, "delays/"), sent).status_code == 303
    assert Delay.objects.count() == 1
    assert "Floods" in page(handler.get(address(case)))
    assert "delays/" not in page(desk.browser("handler").get(address(desk.case())))


def test_a_question_is_taken_back(desk: Desk) -> None:
    department(desk)
    case, handler, dora = desk.taken(), desk.browser("handler"), desk.browser("department")
    handler.post(address(case, "tasks/"), asked(desk))
    at = f"/desk/tasks/{Task.objects.get().pk}/"
    assert "Take the question back" not in page(dora.get(at))
    assert dora.post(f"{at}withdrawal/", {"reason": "x"}).status_code == 404
    answer = handler.post(f"{at}withdrawal/", {"reason": ""})
    assert (answer.status_code, "Say why." in page(answer)) == (422, True)
    assert handler.post(f"{at}withdrawal/", {"reason": "Found it in the log."}).status_code == 303
    seen = page(dora.get(at))
    assert ("Found it in the log." in seen, "Your answer" in seen) == (True, False)
    assert "Who read it?" not in page(dora.get("/desk/tasks/"))
