"""Calling a colleague and watching a case, at the desk."""

from __future__ import annotations

import pytest

from recours.complaints.models import Message, Watch
from tests.desk.conftest import Desk, address, form, page

pytestmark = pytest.mark.django_db


def test_a_colleague_is_put_into_the_note_and_called(desk: Desk) -> None:
    case, browser = desk.taken(), desk.browser("handler")
    seen = page(browser.get(address(case, do="note")))
    assert '<option value="Clara Clerk">' in seen
    assert '<option value="Otto Outside">' not in seen, "who may not see the case is not offered"
    answer = browser.post(address(case, "notes/"), form(words="Look,", insert="1", whom="Clara Clerk"))
    assert (answer.status_code, Message.objects.count()) == (200, 0)
    assert "Look, @Clara Clerk" in page(answer)
    assert browser.post(address(case, "notes/"), form(words="Look, @Clara Clerk")).status_code == 303
    assert "@<bdi>Clara Clerk</bdi>" in page(browser.get(address(case)))


def test_who_may_not_see_the_case_is_named_and_the_words_stay(desk: Desk) -> None:
    case = desk.taken()
    answer = desk.browser("handler").post(address(case, "notes/"), form(words="Hey @Otto Outside!"))
    assert answer.status_code == 422
    assert "Otto Outside may not see this case" in page(answer)
    assert "Hey @Otto Outside!</textarea>" in page(answer)


def test_a_case_is_watched_listed_and_left(desk: Desk) -> None:
    case, browser = desk.taken(), desk.browser("clerk")
    assert "Watch this case" in page(browser.get(address(case)))
    assert browser.post(address(case, "watch/")).status_code == 303
    assert "You watch this case." in page(browser.get(address(case)))
    assert case.reference in page(browser.get("/desk/cases/?view=watched"))
    assert browser.post(address(case, "watch/end/")).status_code == 303
    assert not Watch.objects.exists()
    assert case.reference not in page(browser.get("/desk/cases/?view=watched"))
