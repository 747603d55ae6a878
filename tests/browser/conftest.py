"""A real Chromium before a real server: pages are opened as people open them, and what the browser complains of fails the test."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import urljoin

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.factories.cast import Cast, make_cast

# Playwright keeps an event loop running in this thread, which Django would take for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

PLACES = (
    os.environ.get("CHROMIUM", ""),
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
)
WIDE, NARROW = 1280, 390
HEIGHTS = {WIDE: 900, NARROW: 844}
RIGHT_TO_LEFT = set(django_settings.LANGUAGES_BIDI)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOK = {
    "runOnly": RULES,
    "resultTypes": ["violations"],
}  # what is in order is not described: that takes thrice as long
WINDOWS = 4


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser of this machine; skipped where there is none."""
    path = next((place for place in PLACES if place and Path(place).exists()), "")
    if not path:
        pytest.skip("Chromium is not installed: no page was opened in a browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-dev-shm-usage", "--force-color-profile=srgb"],
        )
        yield browser
        browser.close()


@dataclass
class Visitor:
    """Somebody at a browser. What the browser complains of is gathered in `complaints` and must be empty at the end."""

    browser: Browser
    server: str
    complaints: list[str] = field(default_factory=list)
    contexts: dict[tuple[str, int, bool, str], BrowserContext] = field(default_factory=dict)
    cookies: list[dict[str, str]] = field(default_factory=list)
    stays: bool = False

    def visit(
        self,
        path: str,
        language: str = "en",
        *,
        width: int = WIDE,
        javascript: bool = True,
        scheme: str = "light",
    ) -> Page:
        """Open a page in a language and a width; it answers, speaks the language, turns the right way and fits its window."""
        page = self.page(language, width=width, javascript=javascript, scheme=scheme)
        answer = page.goto(urljoin(self.server, path), wait_until="load")
        assert answer is not None
        assert answer.ok, f"{path}: {answer.status}"
        self.check(page, language)
        return page

    def page(
        self, language: str = "en", *, width: int = WIDE, javascript: bool = True, scheme: str = "light"
    ) -> Page:
        """A blank page of a browser that prefers the language; pages of equal browsers share their cookies.

        Who stays keeps the last few windows open and gets the same page again: a new one is a new process.
        """
        key = (language, width, javascript, scheme)
        if self.stays and key in self.contexts:
            return self.contexts[key].pages[0]
        if self.stays and len(self.contexts) == WINDOWS:
            self.contexts.pop(next(iter(self.contexts))).close()
        if key not in self.contexts:
            context = self.browser.new_context(
                viewport={"width": width, "height": HEIGHTS[width]},
                locale=language,
                java_script_enabled=javascript,
                color_scheme="dark" if scheme == "dark" else "light",
                reduced_motion="reduce",
                forced_colors="active" if scheme == "forced" else "none",
            )
            context.set_default_timeout(10_000)
            if self.cookies:
                context.add_cookies(self.cookies)  # type: ignore[arg-type]
            self.contexts[key] = context
        page = self.contexts[key].new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("response", lambda answer: self._note(answer.status, answer.url))
        return page

    def check(self, page: Page, language: str) -> None:
        """The page says which language it speaks, runs in its direction, and does not scroll sideways."""
        html = page.locator("html")
        assert html.get_attribute("lang") == language
        assert html.get_attribute("dir") == ("rtl" if language in RIGHT_TO_LEFT else "ltr")
        room = page.viewport_size
        assert room is not None
        assert page.evaluate("document.documentElement.scrollWidth") <= room["width"], (
            f"{page.url} scrolls sideways"
        )

    def sign_in(self, user: AbstractBaseUser) -> None:
        """Let every page opened from now on belong to a member of staff."""
        client = Client()
        client.force_login(user)
        self.take_cookies(client)

    def take_cookies(self, client: Client) -> None:
        """Let every page opened from now on carry what a test's client carries."""
        self.cookies = [
            {"name": name, "value": cookie.value, "url": self.server}
            for name, cookie in client.cookies.items()
        ]
        for context in self.contexts.values():
            context.add_cookies(self.cookies)  # type: ignore[arg-type]

    def leave(self) -> None:
        """Let go of the page and of who one was; the windows stay open."""
        for context in self.contexts.values():
            for page in context.pages:
                page.goto("about:blank")
            context.clear_cookies()
        self.cookies = []

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.location.get('url', '')}: {message.text}")

    def _note(self, status: int, url: str) -> None:
        if status >= 500:
            self.complaints.append(f"{url}: {status}")


@pytest.fixture
def visitor(chromium: Browser, live_server: LiveServer, settings: Settings) -> Iterator[Visitor]:
    """Somebody at a browser in front of the running server; fails for any error, warning or violation of the policy."""
    settings.SITE_URL = live_server.url
    visitor = Visitor(chromium, live_server.url)
    yield visitor
    for context in visitor.contexts.values():
        context.close()
    assert visitor.complaints == []


@pytest.fixture(scope="session")
def resident(chromium: Browser) -> Iterator[Visitor]:
    """Somebody who keeps the windows open from one test to the next."""
    visitor = Visitor(chromium, "", stays=True)
    yield visitor
    for context in visitor.contexts.values():
        context.close()


@pytest.fixture
def reader(resident: Visitor, live_server: LiveServer, settings: Settings) -> Iterator[Visitor]:
    """Somebody who only opens pages, quicker than a visitor: what a page keeps on the device is there for the next test."""
    settings.SITE_URL = resident.server = live_server.url
    resident.complaints.clear()
    yield resident
    resident.leave()
    assert resident.complaints == []


@pytest.fixture
def staff(live_server: LiveServer, now: datetime) -> Cast:
    """The cast, committed, so that the server's own threads see it."""
    return make_cast(now)


def barriers(page: Page) -> list[str]:
    """What axe-core finds that would shut somebody out: rule, sentence and element."""
    found = Axe().run(page, options=LOOK)
    return [
        f"{violation['id']}: {violation['help']}: {node['target'][0]}"
        for violation in found.response["violations"]
        for node in violation["nodes"]
    ]
