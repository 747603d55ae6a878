"""Nobody comes in without signing in; whoever does is spoken to in their language."""

from __future__ import annotations

import pytest
from django.test import Client

from recours.people.models import User
from tests.desk.conftest import Desk, address, form, page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path", ["/desk/", "/desk/cases/", "/desk/outbox/", "/desk/trail/", "/desk/cases/482-719-3068/"]
)
def test_a_stranger_is_sent_to_sign_in_and_back(desk: Desk, path: str) -> None:
    answer = Client().get(path)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/desk/accounts/login/?next={path}")


def test_a_form_of_a_session_that_ran_out_leads_back_to_its_page(desk: Desk) -> None:
    case = desk.case()
    sent = Client().post(
        address(case, "notes/"),
        form(words="Kept in the tab."),
        headers={"Referer": f"http://testserver{address(case)}"},
    )
    seen = page(sent)
    assert sent.status_code == 403
    assert "Kept in the tab.</textarea>" in seen
    assert f'href="/desk/accounts/login/?next={address(case)}"' in seen
    quiet = Client().post(
        address(case, "drafts/note/"),
        form(words="Kept by itself.", quietly="1"),
        headers={"Referer": f"http://testserver{address(case)}"},
    )
    assert quiet.headers["Location"] == f"/desk/accounts/login/?next={address(case)}"


def test_the_way_back_from_a_form_shown_again_is_its_case(desk: Desk) -> None:
    case = desk.case()
    sent = Client().post(
        address(case, "owner/"), headers={"Referer": f"http://testserver{address(case, 'messages/')}"}
    )
    assert sent.headers["Location"] == f"/desk/accounts/login/?next={address(case)}"


def test_words_from_elsewhere_stand_on_no_page_of_ours(desk: Desk) -> None:
    sent = Client().post(
        address(desk.case(), "notes/"), form(words="Evil"), headers={"Referer": "https://evil.example/desk/"}
    )
    assert sent.status_code == 302


def test_a_page_elsewhere_is_no_way_back(desk: Desk) -> None:
    sent = Client().post("/desk/notices/seen/", headers={"Referer": "https://evil.example/desk/"})
    assert sent.headers["Location"] == "/desk/accounts/login/?next=/desk/"


def test_htmx_is_sent_to_sign_in_as_a_whole_page(desk: Desk) -> None:
    answer = Client().get("/desk/cases/", headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == "/desk/accounts/login/?next=/desk/cases/"


def test_somebody_deactivated_is_out_at_once(desk: Desk) -> None:
    browser = desk.browser("handler")
    User.objects.filter(pk=desk.cast.users["handler"].pk).update(is_active=False)
    assert browser.get("/desk/").status_code == 302


@pytest.mark.parametrize(
    ("language", "way"), [("en", "ltr"), ("fr", "ltr"), ("ar", "rtl"), ("fa", "rtl"), ("tr", "ltr")]
)
def test_the_desk_speaks_the_language_of_the_person(desk: Desk, language: str, way: str) -> None:
    User.objects.update(language=language)
    answer = desk.browser("handler").get("/desk/", headers={"Accept-Language": "de"})
    assert f'<html lang="{language}" dir="{way}"' in page(answer)
    assert answer.headers["Content-Language"] == language


def test_no_cache_keeps_a_page(desk: Desk) -> None:
    assert "no-store" in desk.browser("handler").get("/desk/").headers["Cache-Control"]


def test_moments_are_told_by_the_organisations_clock(desk: Desk) -> None:
    case = desk.case()
    there = case.received_at.astimezone(__import__("zoneinfo").ZoneInfo("Europe/London"))
    assert f"{there:%H:%M}" in page(desk.browser("handler").get(address(case)))
