"""The harness sees what it is there to see."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import NARROW, Visitor, barriers

GOOD = '<html lang="{lang}" dir="{dir}"><head><title>Page</title></head><body><main><h1>Page</h1><p>{words}</p></main></body></html>'


@pytest.fixture
def visitor(chromium: Browser) -> Iterator[Visitor]:
    """Somebody at a browser, with no server before it."""
    visitor = Visitor(chromium, "http://localhost")
    yield visitor
    for context in visitor.contexts.values():
        context.close()


def test_a_good_page_has_no_barriers(visitor: Visitor) -> None:
    page = visitor.page("fa", width=NARROW)
    page.set_content(GOOD.format(lang="fa", dir="rtl", words="سلام"))
    visitor.check(page, "fa")
    assert barriers(page) == []


def test_a_page_in_the_wrong_direction_is_seen(visitor: Visitor) -> None:
    page = visitor.page("ar")
    page.set_content(GOOD.format(lang="ar", dir="ltr", words="مرحبا"))
    with pytest.raises(AssertionError):
        visitor.check(page, "ar")


def test_a_page_that_scrolls_sideways_is_seen(visitor: Visitor) -> None:
    page = visitor.page(width=NARROW)
    page.set_content(GOOD.format(lang="en", dir="ltr", words="m" * 500))
    with pytest.raises(AssertionError, match="sideways"):
        visitor.check(page, "en")


def test_a_barrier_is_seen(visitor: Visitor) -> None:
    page = visitor.page()
    page.set_content(GOOD.format(lang="en", dir="ltr", words='<img src="data:,">'))
    assert any(found.startswith("image-alt") for found in barriers(page))


def test_a_complaint_of_the_browser_is_heard(visitor: Visitor) -> None:
    page = visitor.page()
    page.evaluate("console.error('broken')")
    page.evaluate("setTimeout(() => { throw new Error('torn') }, 0)")
    page.wait_for_timeout(100)
    assert [complaint.split(": ")[-1] for complaint in visitor.complaints] == ["broken", "torn"]
    visitor.complaints.clear()


def test_a_broken_policy_is_heard(visitor: Visitor) -> None:
    page = visitor.page()
    policy = '<meta http-equiv="Content-Security-Policy" content="default-src \'self\'">'
    page.set_content(f"<html><head>{policy}</head><body style='color: red'>Page</body></html>")
    assert any("Content Security Policy" in complaint for complaint in visitor.complaints)
    visitor.complaints.clear()
