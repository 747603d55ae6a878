"""Closing, withdrawing and reopening by program."""

from __future__ import annotations

import json

from tests.api.conftest import Programs, problem_of, wrong_fields
from tests.api.test_complaints import create, read


def test_a_case_is_closed_and_reopened_by_program(program: Programs) -> None:
    till = program()
    told = create(till)
    path = f"/complaints/{told['reference']}"
    version = read(till, told["reference"])["version"]
    given = {"ground": "out_of_scope_notified", "version": version}
    assert wrong_fields(till.post(f"{path}/closure", given)) == {"helper": "helper_missing"}
    given |= {"helper": "The council", "lesson": {"cause": "policy", "others_affected": False}}
    answer = till.post(f"{path}/closure", given)
    assert (answer.status_code, json.loads(answer.content)["cause"]) == (201, "policy")
    assert till.post(f"{path}/closure", given).status_code == 201, "the same again changes nothing"
    seen = read(till, told["reference"])
    assert (seen["state"], seen["closure"]["ground"], seen["clocks"][0]["met_at"]) == (
        "closed",
        "out_of_scope_notified",
        None,
    )
    assert {move["move"] for move in seen["moves"]} >= {"reopen", "note"}
    answer = till.post(f"{path}/reopening", {"words": "It is ours after all.", "version": seen["version"]})
    assert (answer.status_code, json.loads(answer.content)["superseded_words"]) == (
        201,
        "It is ours after all.",
    )
    seen = read(till, told["reference"])
    assert (seen["state"], seen["closure"]) == ("acknowledged", None)


def test_a_ground_that_does_not_hold_is_refused(program: Programs) -> None:
    till = program()
    told = create(till)
    version = read(till, told["reference"])["version"]
    lesson = {"cause": "unknown"}
    answer = till.post(
        f"/complaints/{told['reference']}/closure",
        {"ground": "accepted_and_executed", "version": version, "lesson": lesson},
    )
    assert problem_of(answer, 409)["code"] == "ground_not_here"


def test_a_withdrawal_says_how(program: Programs) -> None:
    till = program()
    told = create(till)
    path = f"/complaints/{told['reference']}/withdrawal"
    assert wrong_fields(till.post(path, {"words": " "})) == {"words": "reason_missing"}
    assert till.post(path, {"words": "She called."}).status_code == 201
    assert read(till, told["reference"])["state"] == "closed"
