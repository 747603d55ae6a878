"""Classifying by program."""

from __future__ import annotations

import json
from datetime import datetime

from recours.complaints import actions
from tests.api.conftest import Programs, problem_of, wrong_fields
from tests.api.test_complaints import create, read
from tests.factories.people import House


def test_a_case_is_classified_and_its_kind_changed(program: Programs, house: House, now: datetime) -> None:
    late = actions.add_category(
        actor=house.admin, tree="problem", code="late", names={"en": "Late"}, parent=None, unit=None, position=1, now=now
    ).pk  # fmt: skip
    till = program()
    reference = create(till)["reference"]
    version = read(till, reference)["version"]
    path = f"/complaints/{reference}/classification"
    answer = till.post(path, {"issues": [str(late)], "version": version})
    assert (answer.status_code, json.loads(answer.content)[0]["code"]) == (201, "late")
    assert till.post(path, {"issues": [str(late)], "version": version}).status_code == 201
    problem_of(till.post(path, {"issues": [], "version": version}), 409)
    case = read(till, reference)
    assert [(i["code"], i["main"], i["removed_at"]) for i in case["issues"]] == [("late", True, None)]
    assert "issues" in wrong_fields(till.post(path, {"issues": [], "version": case["version"]}))
    given = {"kind": "enquiry", "reason": "A question.", "version": case["version"]}
    assert till.post(f"/complaints/{reference}/kind", given).status_code == 201
    case = read(till, reference)
    assert (case["kind"], case["kind_changes"][0]["before"]) == ("enquiry", "complaint")
