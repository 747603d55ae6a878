"""Answering on the case page: prepared, approved, sent, carried out, verified; and the limits of the administration."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from recours.complaints.models import AuthorityLimit, Complaint, Remedy, Response
from recours.complaints.remedies import Check
from recours.complaints.states import State
from recours.letters.models import Letter
from tests.complaints.test_actions_responding import assessed as made_assessed
from tests.complaints.test_actions_responding import ombudsman, prepare
from tests.desk.conftest import Desk, address, page

pytestmark = pytest.mark.django_db
HERE = "/desk/organisation/authority/"


def assessed(desk: Desk, **changed: Any) -> Complaint:
    ombudsman(desk.now)
    return made_assessed(desk.now, **changed)


def answer(desk: Desk, case: Complaint, **changed: Any) -> dict[str, Any]:
    soon = (desk.now + timedelta(days=20)).date().isoformat()
    given = {
        "outcome_0": "upheld",
        "findings": "The meter was read twice.",
        "reasons": "The second reading was our mistake.",
        "rule": "Tariff of 2026, article 4.",
        "apology": "We are sorry for the trouble.",
        "remedy_0_action": "",
        "remedy_1_action": "49",
        "remedy_1_amount": "1,040.50",
        "remedy_1_currency": "gbp",
        "remedy_1_due_on": soon,
        "reply_by": soon,
        "seen": case.version,
        **{f"check_{check.value}": "yes" for check in Check},
    }
    return {**given, **changed}


def test_an_answer_goes_from_the_form_into_the_post(desk: Desk) -> None:
    case, browser = assessed(desk), desk.browser("handler")
    seen = page(browser.get(address(case, do="prepare")))
    assert 'name="outcome_0"' in seen
    assert 'name="remedy_1_amount"' in seen
    assert browser.post(address(case, "responses/"), answer(desk, case)).status_code == 303
    case.refresh_from_db()
    assert case.state == State.RESPONSE_PREPARED
    assert Remedy.objects.get().amount == Decimal("1040.50")
    seen = page(browser.get(address(case, do="communicate")))
    assert "£1,040.50" in seen
    assert "The second reading was our mistake." in seen
    assert "The letter still lacks" not in seen
    assert browser.post(address(case, "decision/"), {"seen": case.version}).status_code == 303
    assert Letter.objects.filter(kind="decision").count() == 1
    seen = page(browser.get(address(case)))
    assert "The answer is on its way to the complainant." in seen
    assert "Our answer to your complaint" in seen


def test_what_is_missing_is_said_at_its_field_and_nothing_is_lost(desk: Desk) -> None:
    case, browser = assessed(desk), desk.browser("handler")
    wrong = answer(desk, case, outcome_0="", rule="", remedy_1_amount="", check_staff_told="")
    seen = page(reply := browser.post(address(case, "responses/"), wrong))
    assert reply.status_code == 422
    for sentence in (
        "Say for each point of the complaint how it is decided.",
        "Name the rule that the decision relies on",
        "Say how much.",
        "Answer this question first.",
    ):
        assert sentence in seen
    assert "The second reading was our mistake." in seen
    seen = page(browser.post(address(case, "responses/"), answer(desk, case, remedy_1_amount="a lot")))
    assert "We could not read this amount." in seen
    assert Response.objects.count() == 0


def test_the_letter_that_lacks_something_says_so_before_it_is_sent(desk: Desk) -> None:
    case, browser = made_assessed(desk.now), desk.browser("handler")
    prepare(desk.actor("handler"), case, desk.now, apology="")
    case.refresh_from_db()
    seen = page(browser.get(address(case, do="communicate")))
    assert "The letter still lacks:" in seen
    assert "the apology" in seen
    assert browser.post(address(case, "decision/"), {"seen": case.version}).status_code == 409
    assert not Letter.objects.filter(kind="decision").exists()


def test_beyond_the_limit_the_manager_approves_or_sends_back(desk: Desk) -> None:
    admin = desk.browser("administrator")
    for role, amount in (("handler", "100"), ("manager", "")):
        sent = {"role": role, "currency": "gbp", "amount": amount}
        assert admin.post(HERE, sent).status_code == 303
    seen = page(admin.get(HERE))
    assert "£100.00" in seen
    assert "No limit" in seen
    case, handler, manager = assessed(desk), desk.browser("handler"), desk.browser("manager")
    handler.post(address(case, "responses/"), answer(desk, case))
    seen = page(handler.get(address(case)))
    assert "A second person must approve it" in seen
    assert "?do=communicate" not in seen
    case.refresh_from_db()
    assert manager.post(address(case, "return/"), {"seen": case.version, "reason": ""}).status_code == 422
    sent_back = {"seen": case.version, "reason": "Name the article."}
    assert manager.post(address(case, "return/"), sent_back).status_code == 303
    assert "Name the article." in page(handler.get(address(case)))
    case.refresh_from_db()
    assert case.state == State.ASSESSED
    handler.post(address(case, "responses/"), answer(desk, case, findings="Looked at again."))
    case.refresh_from_db()
    assert "Looked at again." in page(manager.get(address(case, do="approve")))
    assert manager.post(address(case, "approval/"), {"seen": case.version}).status_code == 303
    assert "?do=communicate" in page(handler.get(address(case)))
    assert admin.post(HERE + "handler/GBP/lifting/").status_code == 303
    assert AuthorityLimit.objects.count() == 1
    assert admin.post(HERE, {"role": "manager", "currency": "pound", "amount": "1"}).status_code == 422


def test_a_remedy_is_carried_out_and_verified(desk: Desk) -> None:
    case, browser = assessed(desk), desk.browser("handler")
    browser.post(address(case, "responses/"), answer(desk, case))
    case.refresh_from_db()
    browser.post(address(case, "decision/"), {"seen": case.version})
    Complaint.objects.update(state=State.IMPLEMENTING.value)
    case.refresh_from_db()
    remedy = Remedy.objects.get()
    assert "£1,040.50" in page(browser.get(address(case, do="carry_out")))
    done = {
        "remedy": str(remedy.pk),
        "done_on": desk.now.date().isoformat(),
        "proof": "",
        "seen": case.version,
    }
    assert browser.post(address(case, "executions/"), done).status_code == 422
    done["proof"] = "Transfer 2026-117."
    for _time in (1, 2):
        assert browser.post(address(case, "executions/"), done).status_code == 303
    assert "Transfer 2026-117." in page(browser.get(address(case)))
    given = {"remedy": str(remedy.pk), "seen": case.version}
    assert browser.post(address(case, "verifications/"), given).status_code == 409
    for _time in (1, 2):
        assert desk.browser("manager").post(address(case, "verifications/"), given).status_code == 303
    case.refresh_from_db()
    assert case.state == State.REMEDY_VERIFIED
    assert "verified by" in page(browser.get(address(case)))


@pytest.mark.parametrize("language", ["ar", "fa", "fr", "tr"])
def test_every_language_reads_the_answer_in_its_digits(desk: Desk, language: str) -> None:
    case = assessed(desk)
    prepare(desk.actor("handler"), case, desk.now)
    user = desk.cast.users["handler"]
    type(user).objects.filter(pk=user.pk).update(language=language)
    seen = page(desk.browser("handler").get(address(case, do="prepare")))
    assert {"ar": "٤٠٫٥٠", "fa": "۴۰٫۵۰", "fr": "40,50", "tr": "40,50"}[language] in seen
    assert 'value="40.50"' in seen
