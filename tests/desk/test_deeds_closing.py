"""Closing, withdrawing and reopening on the case page."""

from __future__ import annotations

from datetime import timedelta

import pytest

from recours.complaints import actions
from recours.complaints.closing import Said
from recours.complaints.models import Closure, Delay
from recours.complaints.states import Channel, Kind, State
from recours.core.actors import complainant
from recours.core.subjects import Subject
from recours.deadlines.clocks import clocks_of
from tests.desk.conftest import Desk, address, page
from tests.factories.answers import answered

pytestmark = pytest.mark.django_db


def test_a_case_that_is_not_ours_is_closed(desk: Desk) -> None:
    case = desk.taken()
    browser = desk.browser("handler")
    seen = page(browser.get(address(case, do="close")))
    assert "Not ours to handle, and the complainant was told who can" in seen
    assert "Accepted, and everything agreed was carried out" not in seen
    given = {"ground": "out_of_scope_notified", "helper": "", "seen": case.version, "cause": ""}
    answer = browser.post(address(case, "closure/"), given)
    assert (answer.status_code, "Say who can help instead" in page(answer)) == (422, True)
    given |= {
        "helper": "The council, 1 High Street",
        "cause": "policy",
        "recurrent": "no",
        "words": "Ask for the place first.",
    }
    assert browser.post(address(case, "closure/"), given).status_code == 303
    seen = page(browser.get(address(case)))
    for words in (
        "The case is closed.",
        "A rule or the contract",
        "Ask for the place first.",
        "The council, 1 High Street",
    ):
        assert words in seen
    assert browser.post(address(case, "closure/"), given).status_code == 303, "sent twice is sent once"
    assert Closure.objects.count() == 1


def test_what_nobody_outside_has_decided_is_not_offered_as_decided(desk: Desk) -> None:
    case = answered(desk.now)
    said = Said(words="Agreed.")
    actions.accept(actor=complainant(case.pk), complaint_id=case.pk, said=said, now=desk.now)
    seen = page(desk.browser("handler").get(address(case, do="close")))
    assert "Accepted, and everything agreed was carried out" in seen
    assert "Decided finally by an outside body" not in seen


def test_praise_is_closed_with_one_press(desk: Desk) -> None:
    case = desk.taken(kind=Kind.COMPLIMENT)
    browser = desk.browser("handler")
    assert "checked" in page(browser.get(address(case, do="close")))
    assert (
        browser.post(address(case, "closure/"), {"ground": "answered", "seen": case.version}).status_code
        == 303
    )


def test_a_withdrawal_needs_to_say_how(desk: Desk) -> None:
    case = desk.taken()
    browser = desk.browser("handler")
    assert browser.post(address(case, "withdrawal/"), {"words": "", "seen": case.version}).status_code == 422
    assert (
        browser.post(address(case, "withdrawal/"), {"words": "By phone.", "seen": case.version}).status_code
        == 303
    )
    case.refresh_from_db()
    assert case.state == State.CLOSED


def test_a_message_to_a_closed_case_offers_to_reopen_it(desk: Desk) -> None:
    case = desk.taken()
    own = complainant(case.pk)
    actions.withdraw(actor=own, complaint_id=case.pk, words="", now=desk.now)
    browser = desk.browser("handler")
    assert 'class="button button-primary" href="?do=reopen' not in page(browser.get(address(case)))
    later = desk.now + timedelta(minutes=1)
    actions.receive_message(
        actor=own, complaint_id=case.pk, words="Wait.", files=(), channel=Channel.WEB_FORM, key="w", now=later
    )
    assert 'class="button button-primary" href="?do=reopen' in page(browser.get(address(case)))
    case.refresh_from_db()
    answer = browser.post(address(case, "reopening/"), {"words": "She wrote again.", "seen": case.version})
    assert answer.status_code == 303
    seen = page(browser.get(address(case)))
    assert ("The case is open again." in seen, "She wrote again." in seen) == (True, True)


def test_closing_asks_why_it_was_late_and_with_which_unit_the_reason_lies(desk: Desk) -> None:
    case = desk.case(received_at=desk.now - timedelta(days=90), kind=Kind.COMPLAINT)
    browser = desk.browser("handler")
    given = {"ground": "out_of_scope_notified", "helper": "The council", "seen": case.version, "cause": ""}
    asked = page(browser.get(address(case, do="close")))
    assert "Why was this late" in asked
    assert browser.post(address(case, "closure/"), given).status_code == 422
    late = [clock for clock in clocks_of(Subject("complaint", case.pk)) if clock.is_late(desk.now)]
    given |= {f"late_{n}_cause": "workload" for n in range(len(late))} | {"late_0_unit": str(case.unit_id)}
    assert browser.post(address(case, "closure/"), given).status_code == 303
    delays = list(Delay.objects.order_by("at", "id"))
    assert [(each.cause, each.clock) for each in delays] == [("workload", clock.id) for clock in late]
    assert delays[0].unit_id == case.unit_id
    assert Closure.objects.count() == 1
