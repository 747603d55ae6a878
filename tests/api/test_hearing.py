"""The person complained about, by program."""

from __future__ import annotations

import json

from recours.core.permissions import Permission
from tests.api.conftest import Programs, wrong_fields
from tests.api.test_complaints import create, read


def test_somebody_is_named_told_and_heard_by_program(program: Programs) -> None:
    till = program()
    reference = create(till)["reference"]
    path = f"/complaints/{reference}"
    assert "name" in wrong_fields(till.post(f"{path}/respondents", {}))
    key = json.loads(till.post(f"{path}/respondents", {"name": "Dan"}).content)["id"]
    assert json.loads(till.post(f"{path}/respondents", {"name": "Dan"}).content)["id"] == key
    for _ in range(2):
        said = {"respondent": key, "words": "I was calm.", "said_on": "2026-11-02"}
        assert till.post(f"{path}/respondent-statements", said, Idempotency_Key="s").status_code == 201
        told = {"respondent": key, "stage": "complaint", "words": "What is said.", "told_on": "2026-11-02"}
        assert till.post(f"{path}/respondent-tellings", told, Idempotency_Key="t").status_code == 201
    (each,) = read(till, reference)["respondents"]
    assert (each["name"], each["told"], [s["words"] for s in each["statements"]]) == (
        "Dan",
        ["complaint"],
        ["I was calm."],
    )
    (masked,) = read(program(Permission.READ), reference)["respondents"]
    assert (masked["masked"], masked["name"], masked["statements"], masked["heard"]) == (True, "", [], True)
    assert till.post(f"{path}/respondent-removals", {"respondent": key, "reason": "x"}).status_code == 201
    assert read(till, reference)["respondents"] == []
