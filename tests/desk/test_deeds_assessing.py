"""Assessing on the case page."""

from __future__ import annotations

from typing import Any

import pytest

from recours.complaints.models import Assessment, Complaint
from recours.complaints.states import State
from tests.desk.conftest import Desk, address, page

pytestmark = pytest.mark.django_db


def judged(case: Complaint, **changed: Any) -> dict[str, Any]:
    sides = {f"impact_{side}": "2" for side in ("customer", "affected", "financial", "legal", "reputation")}
    given = {
        "severity": "4",
        "safety": "none",
        "complexity": "1",
        "recurrence": "single",
        "seen": case.version,
    }
    return {**sides, **given, **changed}


def test_a_case_is_assessed_and_says_so(desk: Desk) -> None:
    case = desk.taken()
    browser = desk.browser("handler")
    seen = page(browser.get(address(case, do="assess")))
    assert 'name="severity"' in seen
    assert browser.post(address(case, "assessments/"), judged(case)).status_code == 303
    seen = page(browser.get(address(case)))
    assert "The case is assessed." in seen
    assert "Serious loss; rights or health affected" in seen
    case.refresh_from_db()
    assert (case.state, case.priority) == (State.ASSESSED, 2)
    again = page(browser.get(address(case, do="assess")))
    assert 'value="4"' in again


def test_what_is_missing_is_said_at_the_field_and_nothing_is_lost(desk: Desk) -> None:
    case = desk.taken()
    browser = desk.browser("handler")
    answer = browser.post(
        address(case, "assessments/"), judged(case, severity="", reason="Because of the heat.")
    )
    assert (answer.status_code, "Choose how severe it is." in page(answer)) == (422, True)
    assert "Because of the heat." in page(answer)
    answer = browser.post(address(case, "assessments/"), judged(case, priority="1"))
    assert "Say why the priority differs from what the rule gives." in page(answer)
    assert Assessment.objects.count() == 0


def test_what_changed_meanwhile_is_told(desk: Desk) -> None:
    case = desk.taken()
    answer = desk.browser("handler").post(address(case, "assessments/"), judged(case, seen=case.version - 1))
    assert answer.status_code == 409
