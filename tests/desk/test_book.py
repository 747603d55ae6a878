"""The complaints book of a small business: the same records, on one screen."""

from __future__ import annotations

import pytest

from recours.complaints.models import Complaint
from recours.complaints.states import State
from recours.letters.models import Letter
from recours.people.actions import add_dispute_body
from recours.people.details import DisputeBodyDetails
from recours.people.models import Organisation
from tests.desk.conftest import Desk, address, form, page

pytestmark = pytest.mark.django_db

ANSWER = {
    "severity": "2", "outcome_0": "upheld", "findings": "We read it twice.", "reasons": "Our mistake.",
    "rule": "Our terms, section 4.", "apology": "We are sorry.", "remedy_0_action": "49",
    "remedy_0_amount": "40", "remedy_0_currency": "GBP", "remedy_0_due_on": "2099-01-11", "reply_by": "2099-01-11",
    **{f"check_{code}": "yes" for code in ("all_aspects", "follow_up", "others_affected", "authority", "staff_told")},
}  # fmt: skip


@pytest.fixture
def small(desk: Desk) -> Desk:
    """Northwind Water has become small, and names a body outside."""
    Organisation.objects.update(small=True)
    details = DisputeBodyDetails(names={"en": "Ombudsman"}, terms={"en": "Free, within a year."})
    add_dispute_body(actor=desk.cast.house.admin, code="ombudsman", details=details, now=desk.now)
    return desk


def test_from_the_counter_to_the_end_on_one_screen(small: Desk) -> None:
    browser = small.browser("manager")
    assert browser.get("/desk/").headers["Location"] == "/desk/book/"
    told = form(
        words="You billed me twice.",
        name="Nadia Haddad",
        email="n@example.org",
        channel="in_person",
        told="on",
    )
    assert browser.post("/desk/book/record/", told).status_code == 303
    assert browser.post("/desk/book/record/", told).status_code == 303
    case = Complaint.objects.get()
    assert case.state == State.ACKNOWLEDGED
    html = page(browser.get("/desk/book/"))
    assert case.reference in html
    answer = address(case, "answer/")
    assert f'href="{answer}"' in html
    wrong = browser.post(answer, {**ANSWER, "seen": case.version, "reasons": ""})
    assert wrong.status_code == 422
    case.refresh_from_db()
    assert case.state == State.ACKNOWLEDGED, "everything is asked before anything is done"
    assert browser.post(answer, {**ANSWER, "seen": case.version}).headers["Location"] == "/desk/book/"
    case.refresh_from_db()
    assert case.state == State.DECISION_COMMUNICATED
    letter = Letter.objects.get(kind="decision").body
    assert "Ombudsman" in letter
    assert "We are sorry." in letter
    assert "They do not accept" in page(browser.get("/desk/book/"))


def test_a_letter_that_lacks_something_is_finished_on_the_case_page(small: Desk) -> None:
    case = small.taken("manager")
    sent = small.browser("manager").post(
        address(case, "answer/"), {**ANSWER, "seen": case.version, "apology": ""}
    )
    assert sent.headers["Location"].endswith("?do=prepare#prepare")
    case.refresh_from_db()
    assert case.state == State.RESPONSE_PREPARED


def test_what_is_missing_is_said_and_nothing_is_lost(small: Desk) -> None:
    again = small.browser("clerk").post("/desk/book/record/", form(words=" ", name="Nadia", channel="phone"))
    assert again.status_code == 422
    assert 'value="Nadia"' in page(again)


def test_a_large_house_keeps_its_desk(desk: Desk) -> None:
    assert desk.browser("manager").get("/desk/").status_code == 200
