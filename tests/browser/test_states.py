"""Pages that have no address of their own, shown after something was sent or opened: open to everybody as well."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from playwright.sync_api import Page

from recours.people.actions import set_logo
from recours.people.models import User
from tests.browser.conftest import NARROW, WIDE, Visitor, barriers
from tests.browser.test_pages import NOT_PAGES, PAGES
from tests.desk.test_accounts import with_second_key
from tests.factories.cast import PASSWORD
from tests.factories.pictures import png
from tests.permissions.matrix import ROWS
from tests.permissions.scene import Scene, make_scene

pytestmark = pytest.mark.django_db(transaction=True)

SEEN_ELSEWHERE = {
    "/<language>/complain/sent/": "test_portal.py sends a complaint in every language",
    "/desk/accounts/second-factor/recovery-codes/": "below: it needs a second key",
    "/desk/accounts/second-factor/totp/deactivate/": "below: it needs a second key",
    "/logo": "a picture; below on a page",
}
WHO = [("en", WIDE, "light"), ("ar", NARROW, "dark")]
every_reader = pytest.mark.parametrize(("language", "width", "scheme"), WHO)


def test_no_page_of_the_table_of_routes_is_forgotten() -> None:
    opened = {line.path for line in PAGES}
    asked = {line.path for line in ROWS if line.method == "GET" and not line.path.startswith("/api/")}
    left = {
        path for path in asked - opened if not any(part in path for part in (*NOT_PAGES, "/pdf/", "<rest>"))
    }
    assert left == set(SEEN_ELSEWHERE)


@pytest.fixture
def scene(visitor: Visitor, now: datetime) -> Scene:
    return make_scene(now)


@pytest.fixture
def opened(visitor: Visitor, scene: Scene) -> Callable[..., Page]:
    """A page as one of the cast sees it, in a language, a width and a scheme."""

    def open_as(name: str, path: str, language: str, width: int, scheme: str) -> Page:
        User.objects.update(language=language)
        scene.cast.users[name].refresh_from_db()
        visitor.sign_in(scene.cast.users[name])
        return visitor.visit(path, language, width=width, scheme=scheme)

    return open_as


Opened = Callable[..., Page]


def sent(page: Page, button: str) -> Page:
    """The page after its form went, scripts or not."""
    with page.expect_navigation():
        page.click(button)
    return page


@every_reader
def test_a_token_is_shown(language: str, width: int, scheme: str, opened: Opened, visitor: Visitor) -> None:
    page = opened("administrator", "/desk/organisation/tokens/new/", language, width, scheme)
    page.fill("[name=name]", "Web shop")
    page.check("[name=scopes] >> nth=0")
    sent(page, "main form .button-primary")
    visitor.check(page, language)
    assert page.locator(".secret-once code").count() == 1
    assert barriers(page) == []
    with page.expect_navigation():
        page.reload()
    assert page.url.endswith("/desk/organisation/tokens/")


@every_reader
def test_a_picture_that_is_no_logo(
    language: str, width: int, scheme: str, opened: Opened, visitor: Visitor
) -> None:
    page = opened("administrator", "/desk/organisation/details/", language, width, scheme)
    page.set_input_files(
        "#logo [type=file]", {"name": "x.svg", "mimeType": "image/svg+xml", "buffer": b"<svg/>"}
    )
    with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        page.click("#logo form .button")
    assert answer.value.status == 422
    page.wait_for_selector(".error-summary")
    visitor.check(page, language)
    assert barriers(page) == []
    visitor.complaints.clear()  # the browser notes the 422 of its own accord


@every_reader
@pytest.mark.parametrize("size", [(320, 80), (64, 64)], ids=["broad", "square"])
def test_a_logo_on_pages(
    size: tuple[int, int],
    language: str,
    width: int,
    scheme: str,
    opened: Opened,
    scene: Scene,
    visitor: Visitor,
    now: datetime,
) -> None:
    set_logo(actor=scene.cast.house.admin, content=png(*size), now=now)
    for page in (
        visitor.visit(f"/{language}/", language, width=width, scheme=scheme),
        opened("administrator", "/desk/organisation/details/", language, width, scheme),
    ):
        drawn = page.locator(".identity img")
        assert drawn.evaluate("image => image.complete && image.naturalWidth") == size[0]
        assert barriers(page) == []


@every_reader
@pytest.mark.parametrize("do", ["write", "note", "receive_message", "attach"])
def test_what_opens_on_a_case(
    do: str, language: str, width: int, scheme: str, opened: Opened, scene: Scene
) -> None:
    page = opened("manager", f"/desk/cases/{scene.receipt.reference}/?do={do}", language, width, scheme)
    assert barriers(page) == []


@every_reader
@pytest.mark.parametrize(
    "path",
    ["/desk/mail/?fate=all", "/desk/mail/?fate=discarded", "/desk/outbox/?standing=failed", "/desk/cases/?q=nothing+at+all",
     "/desk/cases/?view=mine", "/desk/trail/?reference=000-000-0000", "/desk/nowhere/"],
)  # fmt: skip
def test_lists_that_are_empty(
    path: str, language: str, width: int, scheme: str, opened: Opened, visitor: Visitor
) -> None:
    if path.endswith("nowhere/"):
        opened("manager", "/desk/", language, width, scheme)
        page = visitor.page(language, width=width, scheme=scheme)
        page.goto(visitor.server + path)
        visitor.complaints.clear()  # the browser notes the 404 of its own accord
    else:
        page = opened("manager", path, language, width, scheme)
    assert barriers(page) == []


@every_reader
def test_a_second_key(language: str, width: int, scheme: str, scene: Scene, visitor: Visitor) -> None:
    user = scene.cast.users["clerk"]
    User.objects.update(language=language)
    user.refresh_from_db()
    browser = Client()
    browser.force_login(user)
    with_second_key(browser, PASSWORD)
    visitor.take_cookies(browser)
    for path in ("", "recovery-codes/", "totp/deactivate/"):
        page = visitor.visit(f"/desk/accounts/second-factor/{path}", language, width=width, scheme=scheme)
        assert page.url.endswith(path or "second-factor/")
        assert barriers(page) == []
