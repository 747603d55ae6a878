"""Classifying on the case page."""

from __future__ import annotations

import pytest

from recours.complaints.models import Issue
from recours.complaints.seed import seed_categories
from recours.complaints.selectors import choices
from recours.complaints.states import Kind
from tests.desk.conftest import Desk, address, page

pytestmark = pytest.mark.django_db


def test_problems_are_chosen_and_changed_and_the_old_ones_stay_in_sight(desk: Desk) -> None:
    seed_categories(actor=desk.cast.house.admin, now=desk.now)
    keys = {choice.code: str(choice.id) for choice in choices(tree="problem", language="en")}
    case, browser = desk.taken(problem=None), desk.browser("handler")
    assert "Main problem" in page(browser.get(address(case, do="classify")))
    sent = {"product": "", "issue_0": keys["faulty"], "issue_1": keys["damage"], "seen": case.version}
    assert browser.post(address(case, "classification/"), sent).status_code == 303
    assert Issue.objects.filter(removed_at=None).count() == 2
    case.refresh_from_db()
    sent = {"product": "", "issue_0": keys["damage"], "issue_1": keys["damage"], "seen": case.version}
    answer = browser.post(address(case, "classification/"), sent)
    assert (answer.status_code, "Choose each problem once." in page(answer)) == (422, True)
    sent = {"product": "", "issue_0": keys["price"], "seen": case.version}
    assert browser.post(address(case, "classification/"), sent).status_code == 303
    told = page(browser.get(address(case)))
    assert ("The price" in told, "A product is faulty" in told) == (True, True)


def test_a_kind_is_changed_with_a_reason(desk: Desk) -> None:
    case, browser = desk.taken(), desk.browser("handler")
    sent = {"kind": "suggestion", "reason": "", "seen": case.version}
    assert browser.post(address(case, "kind/"), sent).status_code == 422
    assert browser.post(address(case, "kind/"), {**sent, "reason": "An idea."}).status_code == 303
    case.refresh_from_db()
    assert case.kind == Kind.SUGGESTION
    assert "An idea." in page(browser.get(address(case)))
