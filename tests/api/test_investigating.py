"""An investigation by program."""

from __future__ import annotations

import json

from tests.api.conftest import Programs, problem_of, wrong_fields
from tests.api.test_complaints import create, read


def test_an_investigation_by_program(program: Programs) -> None:
    till = program()
    told = create(till)
    path = f"/complaints/{told['reference']}"
    problem_of(till.post(f"{path}/investigation", {"version": read(till, told["reference"])["version"]}), 409)
    till.post(f"{path}/assessments", {"severity": 4, "version": read(till, told["reference"])["version"]})
    version = read(till, told["reference"])["version"]
    assert "questions" in wrong_fields(till.post(f"{path}/investigation", {"version": version}))
    plan = {"questions": ["Who read it?"], "version": version}
    for _ in range(2):
        assert till.post(f"{path}/investigation", plan).status_code == 201
    moves = {m["href"] for m in read(till, told["reference"])["moves"] if m["move"] == "inquire"}
    assert moves == {
        f"{told['href']}/{route}" for route in ("questions", "evidence", "interviews", "findings")
    }
    for _ in range(2):
        piece = {"source": "ours", "words": "The meter itself, shelf 4"}
        assert till.post(f"{path}/evidence", piece, Idempotency_Key="e1").status_code == 201
        talk = {"who": "Ada", "part": "colleague", "held_on": "2026-11-02", "notes": "No."}
        assert till.post(f"{path}/interviews", talk, Idempotency_Key="i1").status_code == 201
        assert till.post(f"{path}/questions", {"words": "When?"}, Idempotency_Key="q1").status_code == 201
    seen = read(till, told["reference"])
    question = seen["investigation"]["questions"][0]
    finding = {"fact": "unknown", "words": "No log.", "question": question["id"], "version": seen["version"]}
    assert json.loads(till.post(f"{path}/findings", finding).content)["number"] == 1
    held = read(till, told["reference"])["investigation"]
    assert [len(held[name]) for name in ("plans", "questions", "evidence", "interviews", "findings")] == [1, 2, 1, 1, 1]  # fmt: skip
