"""What each response carries: the policy of its content and the language it speaks."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import translation

from recours.ui.middleware import ContentSecurity, Language


def spoken(request: HttpRequest) -> HttpResponse:
    return HttpResponse(translation.get_language() or "")


def test_nothing_inline_and_nothing_from_elsewhere_may_run() -> None:
    response = ContentSecurity(spoken)(RequestFactory().get("/"))
    policy = dict(part.split(" ", 1) for part in response.headers["Content-Security-Policy"].split("; "))
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "worker-src": "'self'",
        "manifest-src": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
    }
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in response.headers["Permissions-Policy"]


def test_a_view_may_be_stricter() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Content-Security-Policy": "sandbox"})

    assert ContentSecurity(view)(RequestFactory().get("/")).headers["Content-Security-Policy"] == "sandbox"


@pytest.mark.parametrize(
    ("path", "cookie", "accepted", "language"),
    [
        ("/ar/complain", "fr", "tr", "ar"),
        ("/api/v1/cases", "fa", "tr", "fa"),
        ("/desk/", "", "de;q=0.9, tr;q=0.8, en;q=0.1", "tr"),
        ("/desk/", "", "fr-CA, en;q=0.5", "fr"),
        ("/desk/", "", "de, ja;q=0.9", "en"),
        ("/desk/", "de", "", "en"),
        ("/desk/", "../../etc", "xx-\x00, *;q=nonsense", "en"),
        ("/de/complain", "", "", "en"),
    ],
)
def test_address_then_cookie_then_browser_then_english(
    path: str, cookie: str, accepted: str, language: str
) -> None:
    request = RequestFactory().get(path, headers={"Accept-Language": accepted} if accepted else None)
    if cookie:
        request.COOKIES["language"] = cookie
    response = Language(spoken)(request)
    assert response.content.decode() == language  # type: ignore[attr-defined]
    assert response.headers["Content-Language"] == language
    assert language == request.LANGUAGE_CODE


def test_an_address_with_its_language_does_not_vary_by_browser() -> None:
    assert Language(spoken)(RequestFactory().get("/fr/")).headers["Vary"] == "Cookie"
    assert Language(spoken)(RequestFactory().get("/desk/")).headers["Vary"] == "Cookie, Accept-Language"


def test_the_language_does_not_outlive_the_request() -> None:
    translation.activate("tr")
    Language(spoken)(RequestFactory().get("/fa/"))
    assert translation.get_language() == "tr"


def test_a_language_chosen_further_in_is_the_one_announced() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        translation.activate("fa")
        return HttpResponse()

    assert Language(view)(RequestFactory().get("/desk/")).headers["Content-Language"] == "fa"
