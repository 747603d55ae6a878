"""A program hears nothing: it cannot watch, and its notes call colleagues as anybody's do."""

from __future__ import annotations

from tests.api.conftest import Programs, problem_of, wrong_fields
from tests.api.test_complaints import create


def test_a_program_watches_nothing(program: Programs) -> None:
    till = program()
    reference = create(till)["reference"]
    for method in ("POST", "DELETE"):
        problem = problem_of(till.ask(method, f"/complaints/{reference}/watch"), 409)
        assert problem["code"] == "needs_person_to_watch"


def test_a_note_that_calls_nobody_is_refused(program: Programs) -> None:
    till = program()
    reference = create(till)["reference"]
    assert wrong_fields(till.post(f"/complaints/{reference}/notes", {"words": "@Nobody"})) == {
        "words": "nobody_called"
    }
