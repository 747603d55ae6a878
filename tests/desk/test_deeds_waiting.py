"""Asking for information on the case page, and the answer on the tracking page."""

from __future__ import annotations

import pytest

from recours.complaints.models import Wait
from recours.complaints.states import State
from recours.core.keys import new_key
from tests.desk.conftest import Desk, address, page
from tests.desk.test_deeds_investigating import assessed

pytestmark = pytest.mark.django_db


def test_a_question_is_asked_and_the_case_waits(desk: Desk) -> None:
    case = assessed(desk, "1")
    browser = desk.browser("clerk")
    assert "Answer asked for by" in page(browser.get(address(case, do="ask")))
    given = {"seen": case.version, "key": new_key(), "of": "complainant", "words": "Which meter?", "answer_by": "3 12 2099"}  # fmt: skip
    answer = browser.post(address(case, "information-requests/"), given)
    assert (answer.status_code, "Which meter?" in page(answer)) == (422, True)
    given |= {"reason": "Two meters.", "answer_by": (desk.now.date().replace(day=1)).isoformat()}
    assert browser.post(address(case, "information-requests/"), given).status_code == 422
    opened = browser.get(address(case, do="ask"))
    given["answer_by"] = opened.context["deed"].form.initial["answer_by"]
    for _ in range(2):
        assert browser.post(address(case, "information-requests/"), given).status_code == 303
    case.refresh_from_db()
    assert (case.state, Wait.objects.count()) == (State.AWAITING_INFORMATION, 1)
    seen = page(browser.get(address(case)))
    assert all(words in seen for words in ("Waiting for information", "Two meters.", "Go on without waiting"))
    gone = {"seen": case.version, "end": "went_on", "words": ""}
    assert browser.post(address(case, "resumption/"), gone).status_code == 303
    case.refresh_from_db()
    assert case.state == State.ASSESSED
    assert "we go on without it" in page(browser.get(address(case)))
