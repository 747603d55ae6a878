"""The components in a real browser: reachable for everybody, and their scripts do what they add."""

from __future__ import annotations

import re
from copy import deepcopy
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from tests.browser.conftest import NARROW, WIDE, Visitor, barriers
from tests.ui.gallery import NUMBER

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.ui.gallery")]
TEMPLATES = Path(__file__).resolve().parents[1] / "ui/templates"


@pytest.fixture(autouse=True)
def gallery(settings: Settings) -> None:
    """The gallery's templates, for this module alone."""
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = [TEMPLATES]
    settings.TEMPLATES = templates


@pytest.mark.parametrize(
    ("path", "language", "width", "scheme"),
    [
        ("gallery?bad", "en", WIDE, "light"),
        ("gallery?bad", "ar", NARROW, "dark"),
        ("desk", "en", NARROW, "light"),
        ("desk", "ar", WIDE, "dark"),
        ("desk", "fa", NARROW, "forced"),
    ],
)
def test_nobody_is_shut_out(visitor: Visitor, path: str, language: str, width: int, scheme: str) -> None:
    assert barriers(visitor.visit(f"/{language}/{path}", language, width=width, scheme=scheme)) == []


def test_without_a_script_the_page_hides_what_needs_one(visitor: Visitor) -> None:
    page = visitor.visit("/en/gallery", javascript=False)
    expect(page.locator("[data-copy]").first).to_be_hidden()
    expect(page.locator("input[type=file]")).to_be_visible()


def give(page: Page, *names: str) -> None:
    page.set_input_files(
        "input[type=file]", [{"name": name, "mimeType": "text/plain", "buffer": b"words"} for name in names]
    )


def test_files_add_up_and_can_be_taken_back(visitor: Visitor) -> None:
    page = visitor.visit("/en/gallery")
    give(page, "one.txt", "two.txt")
    lines = page.locator("[data-files] .file")
    expect(lines).to_have_count(2)
    lines.first.get_by_role("button").click()
    expect(lines).to_have_count(1)
    assert page.evaluate("[...document.querySelector('input[type=file]').files].map(file => file.name)") == [
        "two.txt"
    ]


def test_a_dropped_file_is_taken(visitor: Visitor) -> None:
    page = visitor.visit("/en/gallery")
    page.evaluate(
        """() => { const bag = new DataTransfer(); bag.items.add(new File(["x"], "dropped.txt"));
        document.querySelector("[data-drop]").dispatchEvent(new DragEvent("drop", {dataTransfer: bag, bubbles: true, cancelable: true})); }"""
    )
    expect(page.locator("[data-files] .file-name")).to_have_text("dropped.txt")


def test_words_outlive_the_page(visitor: Visitor) -> None:
    page = visitor.visit("/en/gallery")
    page.locator("#id_story").fill("They never came.")
    expect(page.locator("#kept")).to_have_text("Kept on this device")
    page.reload()
    expect(page.locator("#id_story")).to_have_value("They never came.")


def test_the_work_is_done_while_somebody_writes(visitor: Visitor) -> None:
    page = visitor.visit("/en/gallery")
    page.locator("#id_story").focus()
    expect(page.locator("input[name=proof]")).to_have_value(str(NUMBER))


def test_the_first_error_has_the_focus(visitor: Visitor) -> None:
    page = visitor.visit("/en/gallery?bad")
    expect(page.locator(".error-summary")).to_be_focused()
    page.get_by_role("link", name="Enter a valid email address.").click()
    expect(page.locator("#id_email")).to_be_focused()


def test_keys_move_through_the_lines(visitor: Visitor) -> None:
    page = visitor.visit("/en/desk")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(page.get_by_role("link", name="Peter Lindqvist")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"#row-2$"))
    page.keyboard.press("/")
    expect(page.locator("[data-search]")).to_be_focused()
    page.keyboard.type("jk?")
    expect(page.locator("[data-search]")).to_have_value("jk?")
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(page.locator("#shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#shortcuts")).to_be_hidden()


def test_density_changes_at_once_and_stays(visitor: Visitor) -> None:
    page = visitor.visit("/en/desk")
    page.locator(".rail-foot summary").click()
    with page.expect_response("**/appearance"):
        page.get_by_role("button", name="Compact").click()
    expect(page.locator("html")).to_have_attribute("data-density", "compact")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-density", "compact")


def test_a_theme_is_a_form_and_needs_no_script(visitor: Visitor) -> None:
    page = visitor.visit("/en/gallery", javascript=False)
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
