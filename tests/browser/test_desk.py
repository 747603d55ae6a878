"""The desk in a real browser: by keys, by htmx, and without any script."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from recours.complaints.models import Complaint, Draft, Message
from tests.browser.conftest import NARROW, Visitor, barriers
from tests.factories.cases import make_case
from tests.factories.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def moment() -> datetime:
    return timezone.now()


def test_the_queue_is_worked_by_keys(visitor: Visitor, staff: Cast, moment: datetime) -> None:
    cases = [make_case(moment) for _ in range(3)]
    visitor.sign_in(staff.users["handler"])
    page = visitor.visit("/desk/cases/")
    for key in ("j", "j", "k"):
        page.keyboard.press(key)
    expect(page.locator(".row-link:focus")).to_have_count(1)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/cases/*-*-*/")
    assert any(case.reference in page.url for case in cases)
    page.keyboard.press("/")
    expect(page.locator("[name=q]:focus")).to_have_count(1)


def test_the_list_alone_is_exchanged_and_the_address_follows(
    visitor: Visitor, staff: Cast, moment: datetime
) -> None:
    for _ in range(52):
        make_case(moment)
    visitor.sign_in(staff.users["manager"])
    page = visitor.visit("/desk/cases/")
    page.evaluate("window.stayed = true")
    page.click("a[rel=next]")
    page.wait_for_selector("a[rel=prev]")
    assert page.evaluate("window.stayed") is True
    expect(page).to_have_url(re.compile("cursor="))
    expect(page.locator(".row-link")).to_have_count(2)
    page.go_back()
    page.wait_for_selector("a[rel=next]")
    expect(page.locator(".row-link")).to_have_count(50)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_case_is_taken_answered_and_noted(
    visitor: Visitor, staff: Cast, moment: datetime, *, javascript: bool
) -> None:
    case = make_case(moment)
    visitor.sign_in(staff.users["handler"])
    page = visitor.visit(f"/desk/cases/{case.reference}/", javascript=javascript)
    page.click("button:has-text('Take the case')")
    page.click("summary:has-text('Write to the complainant')")
    page.fill("#write_words", "We look into it.")
    page.click("#write button:has-text('Send')")
    page.wait_for_selector(".message-out")
    page.click("summary:has-text('Write an internal note')")
    page.fill("#note_words", "Ask finance.")
    page.click("#note button:has-text('Keep the note')")
    page.wait_for_selector(".message-note")
    assert list(Message.objects.order_by("at", "id").values_list("words", flat=True)) == [
        "We look into it.",
        "Ask finance.",
    ]


def test_words_are_kept_on_the_server_and_are_there_on_every_device(
    visitor: Visitor, staff: Cast, moment: datetime
) -> None:
    case = make_case(moment)
    visitor.sign_in(staff.users["handler"])
    where = f"/desk/cases/{case.reference}/"
    page = visitor.visit(where + "?do=note")
    page.fill("#note_words", "A long thought.")
    expect(page.locator("#note-kept")).to_have_text("Draft kept.")
    phone = visitor.visit(where, width=NARROW)
    expect(phone.locator("#note_words")).to_have_value("A long thought.")
    phone.click("#note button:has-text('Keep the note')")
    expect(phone.locator(".message-note")).to_have_count(1)
    expect(phone.locator("#note_words")).to_have_value("")
    assert not Draft.objects.exists()


def test_words_outlive_a_session_that_ran_out(visitor: Visitor, staff: Cast, moment: datetime) -> None:
    case = make_case(moment)
    visitor.sign_in(staff.users["handler"])
    where = f"/desk/cases/{case.reference}/"
    page = visitor.visit(where + "?do=note")
    page.context.clear_cookies()
    page.fill("#note_words", "A long thought.")
    expect(page.locator("#note-kept")).to_contain_text("You are signed out.")
    page.click("#note button:has-text('Keep the note')")
    expect(page.get_by_role("heading", name="You were signed out")).to_be_visible()
    expect(page.locator("textarea")).to_have_value("A long thought.")
    visitor.complaints.clear()  # the browser says that the page it shows was refused
    visitor.sign_in(staff.users["handler"])
    page.goto(f"{visitor.server}{where}?do=note")
    expect(page.locator("#note_words")).to_have_value("A long thought.")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_caller_is_recorded_read_back_and_given_the_reference(
    visitor: Visitor, staff: Cast, *, javascript: bool
) -> None:
    visitor.sign_in(staff.users["clerk"])
    page = visitor.visit("/desk/cases/new/", javascript=javascript)
    page.fill("[name=words]", "The road is open since May.")
    page.fill("[name=name]", "Elif")
    page.fill("[name=phone]", "+90 212 555 0100")
    page.click("button[value=review]")
    page.wait_for_selector("button[value=record]")
    assert barriers(page) == [] if javascript else True
    page.click("button[value=record]")
    page.wait_for_url("**/recorded/")
    case = Complaint.objects.get()
    expect(page.locator(".receipt-reference")).to_have_text(case.reference)
    page.click("button:has-text('I have told them')")
    page.wait_for_url(f"**/desk/cases/{case.reference}/")
    case.refresh_from_db()
    assert case.state == "acknowledged"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_word_of_ten_thousand_letters_does_not_break_a_phone(
    visitor: Visitor, staff: Cast, moment: datetime, language: str
) -> None:
    case = make_case(moment, words="W" * 10_000)
    staff.users["handler"].language = language
    staff.users["handler"].save(update_fields=["language"])
    visitor.sign_in(staff.users["handler"])
    for path in ("/desk/", "/desk/cases/", f"/desk/cases/{case.reference}/"):
        visitor.visit(path, language, width=NARROW)
