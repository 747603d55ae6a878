"""Error pages say what to do next, and the choice of colours goes nowhere it should not."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from recours.ui import views

pytestmark = pytest.mark.urls("tests.ui.gallery")
LANGUAGES = ["en", "fr", "ar", "fa", "tr"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "name", ["400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html"]
)
def test_an_error_page_needs_no_request_and_no_database(name: str, language: str) -> None:
    with translation.override(language):
        page = render_to_string(name, {"minutes": 3})
    turned = "rtl" if language in {"ar", "fa"} else "ltr"
    assert f'<html lang="{language}" dir="{turned}"' in page
    assert page.count("<h1>") == 1
    assert 'id="main"' in page


def test_a_failure_of_ours_is_a_500_without_context() -> None:
    response = views.server_error(RequestFactory().get("/"))
    assert response.status_code == 500


@pytest.mark.django_db
def test_too_many_requests_says_when_to_come_back() -> None:
    response = views.too_many_requests(RequestFactory().get("/"), seconds=61)
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "61"
    assert "about 2 minutes" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("view", "status"),
    [(views.bad_request, 400), (views.forbidden, 403), (views.not_found, 404), (views.csrf_failure, 403)],
)
def test_each_error_keeps_its_number(view: type[HttpResponse], status: int) -> None:
    assert view(RequestFactory().get("/")).status_code == status


def choose(**data: str) -> HttpResponse:
    return views.appearance(RequestFactory().post("/appearance", data))


def test_a_theme_is_kept_and_the_reader_goes_back() -> None:
    response = choose(theme="dark", next="/ar/complain?step=2")
    assert (response.status_code, response.headers["Location"]) == (303, "/ar/complain?step=2")
    cookie = response.cookies["theme"]
    assert (cookie.value, cookie["samesite"], cookie["httponly"]) == ("dark", "Lax", True)


def test_any_other_value_forgets_the_choice() -> None:
    assert choose(density="<script>", next="/").cookies["density"]["max-age"] == 0


@pytest.mark.parametrize(
    "onward",
    [
        "https://elsewhere.example/",
        "//elsewhere.example",
        "/\\elsewhere.example",
        "javascript:1",
        "",
        "///x.example",
    ],
)
def test_it_leads_nowhere_else(onward: str) -> None:
    assert choose(theme="light", next=onward).headers["Location"] == "/"


def test_only_a_form_can_choose() -> None:
    assert views.appearance(RequestFactory().get("/appearance")).status_code == 405
