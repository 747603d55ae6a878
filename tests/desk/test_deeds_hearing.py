"""The person complained about on the case page."""

from __future__ import annotations

import re

import pytest

from recours.complaints.models import Respondent, Statement
from recours.core.keys import new_key
from tests.desk.conftest import Desk, address, page

pytestmark = pytest.mark.django_db


def test_somebody_is_named_told_and_heard(desk: Desk) -> None:
    case = desk.taken("clerk")
    browser = desk.browser("handler")
    seen = page(browser.get(address(case, do="hear_respondent")))
    assert "nothing of discipline is kept here" in seen
    assert str(desk.cast.users["handler"].pk) not in seen, "nobody names themselves"
    answer = browser.post(address(case, "respondents/"), {"seen": case.version})
    assert (answer.status_code, "Say who it is." in page(answer)) == (422, True)
    given = {"seen": case.version, "name": "Dan Driver", "part": "Drove the van"}
    assert browser.post(address(case, "respondents/"), given).status_code == 303
    named = Respondent.objects.get().pk
    seen = page(browser.get(address(case)))
    assert all(words in seen for words in ("Dan Driver", "Told of it", "Not yet", "Named by mistake"))
    opened = page(browser.get(address(case, do="keep_statement", on=str(named))))
    assert re.search(rf'value="{named}"\s+selected', opened)
    said = {"seen": "1", "key": new_key(), "respondent": named, "words": "I was calm.", "how": "phone", "said_on": "1 2 2024"}  # fmt: skip
    told = {**said, "key": new_key(), "stage": "complaint", "told_on": "1 2 2024"}
    assert browser.post(address(case, "respondent-statements/"), said).status_code == 303
    assert browser.post(address(case, "respondent-tellings/"), told).status_code == 303
    assert Statement.objects.get().words == "I was calm."
    assert "I was calm." in page(browser.get(address(case)))
    auditor = page(desk.browser("auditor").get(address(case)))
    assert not any(words in auditor for words in ("I was calm.", "Dan Driver"))
    assert "Only those who investigate or decide see who it is." in auditor
    wrong = {"seen": "1", "respondent": named, "reason": ""}
    assert browser.post(address(case, "respondent-removals/"), wrong).status_code == 422
    assert browser.post(address(case, "respondent-removals/"), {**wrong, "reason": "x"}).status_code == 303
    assert "Dan Driver" not in page(browser.get(address(case)))


def test_a_colleague_who_is_named_finds_nothing(desk: Desk) -> None:
    case = desk.taken("clerk")
    given = {"seen": case.version, "user": desk.cast.users["clerk"].pk}
    assert desk.browser("handler").post(address(case, "respondents/"), given).status_code == 303
    assert desk.browser("clerk").get(address(case)).status_code == 404
    assert case.reference not in page(desk.browser("clerk").get("/desk/cases/?view=all"))
