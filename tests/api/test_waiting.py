"""Asking for information by program."""

from __future__ import annotations

import json

from tests.api.conftest import Programs, problem_of, wrong_fields
from tests.api.test_complaints import create, read


def test_a_case_waits_and_goes_on_by_program(program: Programs) -> None:
    till = program()
    reference = create(till)["reference"]
    path = f"/complaints/{reference}"
    till.post(f"{path}/acknowledgement", {"how": "phone"})
    assert "answer_by" in wrong_fields(
        till.post(f"{path}/information-requests", {"words": "x", "reason": "x", "answer_by": "2020-01-01"})
    )
    wanted = {"words": "Which meter?", "reason": "Two stand there.", "answer_by": "2027-01-11"}
    for _ in range(2):
        made = till.post(f"{path}/information-requests", wanted, Idempotency_Key="w1")
        assert made.status_code == 201, made.content
    case = read(till, reference)
    assert (case["state"], len(case["waits"])) == ("awaiting_information", 1)
    problem_of(till.post(f"{path}/reminders", {}), 409)
    gone = {"end": "went_on", "version": case["version"]}
    for _ in range(2):
        assert json.loads(till.post(f"{path}/resumption", gone).content)["end"] == "went_on"
    assert read(till, reference)["state"] == "acknowledged"
