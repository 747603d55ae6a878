"""Replies, reviews and outside bodies on the case page."""

from __future__ import annotations

from datetime import timedelta

import pytest

from recours.core.permissions import Role
from recours.people.actions import add_dispute_body
from recours.people.details import DisputeBodyDetails
from recours.people.models import DisputeBody
from tests.desk.conftest import Desk, address, page
from tests.factories.answers import answer
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def test_a_rejection_is_written_down_and_reviewed(desk: Desk) -> None:
    case = desk.taken()
    answer(case, desk.now)
    browser = desk.browser("handler")
    assert 'name="who"' in page(browser.get(address(case, do="reject")))
    given = {
        "words": "It is not enough.",
        "who": "Her son",
        "channel": "phone",
        "said_on": "",
        "seen": case.version,
    }
    assert browser.post(address(case, "rejection/"), given).status_code == 303
    seen = page(browser.get(address(case)))
    assert ("It is not enough." in seen, 'button-primary" href="?do=escalate' in seen) == (True, True)
    rita = make_user(desk.cast.house, "Rita Reviewer", desk.now, Role.REVIEWER)
    seen = page(browser.get(address(case, do="escalate")))
    assert ("Rita Reviewer" in seen, "Hana Handler</option>" in seen) == (True, False)
    case.refresh_from_db()
    given = {"reviewer": str(rita.pk), "reason": "Not accepted.", "seen": case.version}
    assert browser.post(address(case, "reviews/"), given).status_code == 303
    assert "Rita Reviewer" in page(browser.get(address(case)))


def test_an_acceptance_and_a_stray_day(desk: Desk) -> None:
    case = desk.taken()
    answer(case, desk.now)
    browser = desk.browser("handler")
    late = (desk.now + timedelta(days=9)).date().isoformat()
    given = {"words": "", "who": "", "channel": "phone", "said_on": late, "seen": case.version}
    assert "This day has not come yet." in page(browser.post(address(case, "acceptance/"), given))
    assert browser.post(address(case, "acceptance/"), {**given, "said_on": ""}).status_code == 303
    case.refresh_from_db()
    assert case.state == "remedy_verified"


def test_an_outside_body_has_it_and_decides(desk: Desk) -> None:
    case = desk.taken()
    add_dispute_body(
        actor=desk.cast.house.admin,
        code="o",
        details=DisputeBodyDetails(names={"en": "Ombudsman"}),
        now=desk.now,
    )
    browser = desk.browser("handler")
    given = {
        "body": str(DisputeBody.objects.get().pk),
        "reference": "WO-1",
        "since": "",
        "words": "",
        "seen": case.version,
    }
    assert "Give the day." in page(browser.post(address(case, "referrals/"), given))
    day = (desk.now - timedelta(days=1)).date().isoformat()
    assert browser.post(address(case, "referrals/"), {**given, "since": day}).status_code == 303
    case.refresh_from_db()
    given = {"result": "for_us", "decided_on": day, "words": "Nothing owed.", "seen": case.version}
    assert browser.post(address(case, "rulings/"), given).status_code == 303
    seen = page(browser.get(address(case)))
    assert ("For us" in seen, "Nothing owed." in seen) == (True, True)
