"""Tasks, alerts and delays by program."""

from __future__ import annotations

import json

from tests.api.conftest import Programs, problem_of, wrong_fields
from tests.api.test_complaints import create, read
from tests.factories.people import House


def test_a_task_is_set_and_answered_by_program(program: Programs, house: House) -> None:
    till = program()
    reference = create(till)["reference"]
    path = f"/complaints/{reference}/tasks"
    given = {"unit": str(house.unit.pk), "words": "Who read it?", "due": "2027-01-11"}
    made = till.post(path, given, Idempotency_Key="t1")
    assert made.status_code == 201, made.content
    told = json.loads(made.content)
    assert till.post(path, given, Idempotency_Key="t1").status_code == 201
    listed = json.loads(till.get("/tasks").content)["items"]
    assert [(t["id"], t["words"], t["late"]) for t in listed] == [(told["id"], "Who read it?", False)]
    assert "unit" in wrong_fields(till.post(path, {"words": "x", "due": "2027-01-11"}, Idempotency_Key="t2"))
    answer = till.post(f"/tasks/{told['id']}/answer", {"words": "Nobody."})
    assert (answer.status_code, json.loads(answer.content)["answer"]) == (201, "Nobody.")
    problem_of(till.post(f"/tasks/{told['id']}/answer", {"words": "Somebody."}), 409)
    assert [t["answer"] for t in read(till, reference)["tasks"]] == ["Nobody."]
    assert json.loads(till.get("/tasks?answered=true").content)["items"][0]["id"] == told["id"]


def test_a_task_is_taken_back_by_program(program: Programs, house: House) -> None:
    till = program()
    reference = create(till)["reference"]
    given = {"unit": str(house.unit.pk), "words": "Who read it?", "due": "2027-01-11"}
    task = json.loads(till.post(f"/complaints/{reference}/tasks", given).content)["id"]
    for _ in range(2):
        told = till.post(f"/tasks/{task}/withdrawal", {"reason": "Found it."})
        assert (told.status_code, json.loads(told.content)["withdrawn_reason"]) == (201, "Found it.")
    problem_of(till.post(f"/tasks/{task}/answer", {"words": "x"}), 409)


def test_an_alert_is_confirmed_by_program(program: Programs) -> None:
    till = program()
    reference = create(till)["reference"]
    version = read(till, reference)["version"]
    till.post(f"/complaints/{reference}/assessments", {"severity": 5, "version": version})
    case = read(till, reference)
    (alert,) = case["alerts"]
    assert (alert["concerns"], alert["seen"]) == (["grave"], [])
    assert "confirm_alert" in [move["move"] for move in case["moves"]]
    path = f"/complaints/{reference}/alert-confirmations"
    assert till.post(path, {"alert": alert["id"]}).status_code == 201
    assert len(read(till, reference)["alerts"][0]["seen"]) == 1


def test_what_is_not_late_is_not_explained(program: Programs) -> None:
    till = program()
    reference = create(till)["reference"]
    case = read(till, reference)
    assert "explain_delay" not in [move["move"] for move in case["moves"]]
    given = {"clock": case["clocks"][0]["id"], "cause": "workload"}
    problem_of(till.post(f"/complaints/{reference}/delays", given), 409)
