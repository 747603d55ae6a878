"""Complaining in a real browser: with scripts and without, from left and from right, with everything that was typed."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, WIDE, Visitor, barriers
from tests.factories.cases import found_with_clocks

pytestmark = pytest.mark.django_db(transaction=True)

STORY = "They came on the wrong day and nobody called me back."


@pytest.fixture
def guest(visitor: Visitor, now: datetime) -> Visitor:
    """Somebody before the open portal; a form that is shown again is no failure."""
    found_with_clocks(now)
    return visitor


def expected(guest: Visitor, status: int) -> None:
    """Forget what the browser noted of an answer that had to come."""
    guest.complaints[:] = [line for line in guest.complaints if f"status of {status}" not in line]


def press(page: Page, name: str, value: str) -> None:
    page.locator(f"main button[name={name}][value={value}]:visible").first.click()
    page.wait_for_load_state()


def read_receipt(page: Page) -> tuple[str, str]:
    return page.locator(".receipt-reference").inner_text(), page.locator(".receipt-secret").inner_text()


@pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [("en", WIDE, "light"), ("ar", NARROW, "dark"), ("fa", NARROW, "light"), ("fr", WIDE, "dark")],
)
def test_a_complaint_goes_all_the_way(guest: Visitor, language: str, width: int, scheme: str) -> None:
    page = guest.visit(f"/{language}/complain/", language, width=width, scheme=scheme)
    page.locator("#id_words").fill(STORY)
    page.locator("#id_files").set_input_files(
        [{"name": "photo.txt", "mimeType": "text/plain", "buffer": b"words"}]
    )
    page.locator("input[name=identity][value=behalf]").check()
    page.locator("#id_email").fill("nonsense")
    expect(page.locator("input[name=proof]")).not_to_have_value("")
    press(page, "step", "review")
    expect(page.locator(".error-summary")).to_be_focused()
    guest.check(page, language)
    assert barriers(page) == []
    expected(guest, 422)
    page.locator("#id_email").fill("nadia@example.org")
    press(page, "step", "review")
    expect(page.locator("dl.facts")).to_contain_text([STORY, "nadia@example.org"])
    guest.check(page, language)
    assert barriers(page) == []
    press(page, "step", "send")
    reference, _secret = read_receipt(page)
    guest.check(page, language)
    assert barriers(page) == []
    page.locator("main form.actions button").click()
    page.wait_for_load_state()
    expect(page.locator(".case-title")).to_contain_text(reference)
    expect(page.locator(".letter .file-name")).to_have_text("photo.txt")
    page.locator("#id_words").fill("One thing more")
    press(page, "step", "send")
    expect(page.locator(".letter-body").last).to_have_text("One thing more")
    expect(page.locator("#id_words")).to_have_value("")
    guest.check(page, language)
    assert barriers(page) == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_it_needs_no_script(guest: Visitor, language: str) -> None:
    page = guest.visit(f"/{language}/complain/", language, width=NARROW, javascript=False)
    page.locator("#id_words").fill(STORY)
    press(page, "step", "review")
    press(page, "step", "send")
    reference, secret = read_receipt(page)
    page.goto(f"{guest.server}/{language}/track/?reference={reference}")
    page.locator("#id_secret").fill(secret.lower())
    page.locator("main button.button-primary").click()
    expect(page.locator(".letter-body").first).to_have_text(STORY)
    page.locator(".case-title button").click()
    page.goto(f"{guest.server}/{language}/track/case/")
    assert page.url.endswith(f"/{language}/track/")


def test_enter_leads_to_the_review_and_change_to_its_field(guest: Visitor) -> None:
    page = guest.visit("/en/complain/")
    page.locator("#id_words").fill(STORY)
    page.locator("#id_name").fill("Nadia")
    page.locator("#id_name").press("Enter")
    expect(page.locator("h1")).to_have_text("Is this right?")
    page.locator('button[formaction$="#id_name"]').click()
    expect(page).to_have_url(re.compile(r"/en/complain/#id_name$"))
    expect(page.locator("#id_name")).to_have_value("Nadia")
    expect(page.locator("#id_words")).to_have_value(STORY)


def test_another_language_keeps_every_word(guest: Visitor) -> None:
    page = guest.visit("/en/complain/", width=NARROW)
    page.locator("#id_words").fill(STORY)
    page.get_by_role("button", name="العربية").click()
    page.wait_for_load_state()
    guest.check(page, "ar")
    expect(page.locator("#id_words")).to_have_value(STORY)


def test_only_the_fields_that_count_are_shown(guest: Visitor) -> None:
    page = guest.visit("/en/complain/", width=NARROW)
    expect(page.locator("#id_representative_name")).to_be_hidden()
    page.locator("input[name=identity][value=behalf]").check()
    expect(page.locator("#id_representative_name")).to_be_visible()
    page.locator("input[name=identity][value=anonymous]").check()
    expect(page.locator("#id_name")).to_be_hidden()
    expect(page.locator("#id_accessibility")).to_be_visible()


def test_words_outlive_the_page_until_they_are_sent(guest: Visitor) -> None:
    page = guest.visit("/en/complain/")
    page.locator("#id_words").fill(STORY)
    expect(page.locator("#draft-saved")).not_to_be_empty()
    page.reload()
    expect(page.locator("#id_words")).to_have_value(STORY)
    press(page, "step", "send")
    read_receipt(page)
    page.goto(f"{guest.server}/en/complain/")
    expect(page.locator("#id_words")).to_have_value("")


def test_who_goes_back_is_told_that_it_was_sent(guest: Visitor) -> None:
    page = guest.visit("/en/complain/")
    page.locator("#id_words").fill(STORY)
    press(page, "step", "send")
    first = read_receipt(page)
    page.go_back()
    page.wait_for_load_state()
    page.get_by_role("link", name="Show the receipt").click()
    assert read_receipt(page) == first
