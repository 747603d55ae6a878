"""Loads and suggestions by program."""

from __future__ import annotations

import json

from tests.api.conftest import Programs
from tests.api.test_complaints import create


def test_loads_and_suggestions_are_read_by_program(program: Programs) -> None:
    till = program()
    reference = create(till)["reference"]
    assert json.loads(till.get("/team").content)[-1] == {
        "owner": None, "name": "", "open": 1, "overdue": 0, "ages": [1, 0, 0, 0],
        "oldest": json.loads(till.get(f"/complaints/{reference}").content)["received_at"],
    }  # fmt: skip
    answer = till.get(f"/complaints/{reference}/suggestions")
    assert (answer.status_code, json.loads(answer.content)) == (200, [])
