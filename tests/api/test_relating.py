"""Cases that concern each other, by program."""

from __future__ import annotations

from datetime import datetime

from recours.complaints.comparing import compare_new
from tests.api.conftest import Programs
from tests.api.test_complaints import create, read


def test_suggestions_are_told_with_their_reasons(program: Programs, now: datetime) -> None:
    till = program()
    first, second = create(till), create(till)
    assert read(till, first["reference"])["alike"] == []
    compare_new(now)
    (line,) = read(till, first["reference"])["alike"]
    assert (line["reference"], line["score"] >= 30) == (second["reference"], True)
    assert "email" in line["reasons"]
