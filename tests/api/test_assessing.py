"""Assessing by program."""

from __future__ import annotations

import json

from tests.api.conftest import Programs
from tests.api.test_complaints import create, read


def test_a_case_is_assessed_by_program(program: Programs) -> None:
    till = program()
    told = create(till)
    path = f"/complaints/{told['reference']}/assessments"
    version = read(till, told["reference"])["version"]
    answer = till.post(path, {"severity": 3, "impact": {"legal": 2}, "version": version})
    assert answer.status_code == 201
    made = json.loads(answer.content)
    assert (made["number"], made["priority"], made["impact"]) == (1, 3, {"legal": 2})
    seen = read(till, told["reference"])
    assert (seen["state"], len(seen["assessments"])) == ("assessed", 1)
    assert till.post(path, {"severity": 4, "version": version}).status_code == 409
    answer = till.post(path, {"severity": 9, "version": version})
    assert answer.status_code == 422
    answer = till.post(path, {"severity": 3, "priority": 1, "version": seen["version"]})
    assert (answer.status_code, "reason" in answer.content.decode()) == (422, True)
