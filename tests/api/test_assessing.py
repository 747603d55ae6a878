"""Assessing by program."""

from __future__ import annotations

import json

from django.http import HttpResponse

from recours.api.door import _tell_version
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


def test_a_move_tells_the_version_for_the_next(program: Programs) -> None:
    till = program()
    reference = create(till)["reference"]
    first = till.post(f"/complaints/{reference}/acknowledgement", {"how": "phone"})
    version = int(first.headers["Case-Version"])
    assert version == read(till, reference)["version"]
    second = till.post(f"/complaints/{reference}/assessments", {"severity": 3, "version": version})
    assert (second.status_code, int(second.headers["Case-Version"])) == (201, version + 1)
    assert "Case-Version" not in till.get(f"/complaints/{reference}").headers
    refused = till.post(f"/complaints/{reference}/assessments", {"severity": 4, "version": version})
    assert (refused.status_code, "Case-Version" in refused.headers) == (409, False)


def test_whose_move_met_another_reads_first() -> None:
    answers = [HttpResponse() for _ in range(3)]
    for answer, after in zip(answers, (8, 9, None), strict=True):
        _tell_version(answer, 7, after)
    assert [answer.headers.get("Case-Version") for answer in answers] == ["8", None, None]
