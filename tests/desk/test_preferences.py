"""How somebody wants the desk."""

from __future__ import annotations

import pytest

from tests.desk.conftest import Desk, page

pytestmark = pytest.mark.django_db

HERE = "/desk/preferences/"


def test_the_language_changes_with_the_next_page(desk: Desk) -> None:
    browser = desk.browser("handler")
    assert browser.post(HERE, {"name": "Hana H.", "language": "ar"}).status_code == 303
    seen = page(browser.get(HERE))
    assert '<html lang="ar" dir="rtl"' in seen
    assert "Hana H." in seen


@pytest.mark.parametrize(
    "sent",
    [
        {"name": "", "language": "ar"},
        {"name": "Hana", "language": "xx"},
        {"name": "N" * 300, "language": "fr"},
    ],
)
def test_what_cannot_be_kept_is_said(desk: Desk, sent: dict[str, str]) -> None:
    answer = desk.browser("handler").post(HERE, sent)
    assert answer.status_code == 422
    desk.cast.users["handler"].refresh_from_db()
    assert desk.cast.users["handler"].language == "en"


def test_colours_and_spacing_are_kept_on_the_device(desk: Desk) -> None:
    browser = desk.browser("handler")
    browser.post("/appearance", {"theme": "dark", "next": HERE})
    browser.post("/appearance", {"density": "compact", "next": HERE})
    assert 'data-theme="dark" data-density="compact"' in page(browser.get(HERE))


def test_every_key_is_listed(desk: Desk) -> None:
    seen = page(desk.browser("auditor").get("/desk/keys/"))
    assert [key for key in ("j", "k", "Enter", "/", "?", "Esc") if f"<kbd>{key}</kbd>" not in seen] == []
