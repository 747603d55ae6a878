"""What every response carries: what a page may load, and in which language it speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import UnreadablePostError
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_path, get_language_from_request

from recours.ui.views import bad_request

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    Answer = Callable[[HttpRequest], HttpResponseBase]

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "payment",
        "usb",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS,
    "Referrer-Policy": "same-origin",
}


class ContentSecurity:
    """Sends a content policy that allows our own files and nothing inline; a view that set one of the headers keeps its own."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Somebody hung up while sending: nothing of it was taken, and it is no fault of ours."""
        return bad_request(request) if isinstance(exception, UnreadablePostError) else None


class Language:
    """Speaks the language of the address, else of the cookie `language`, else of the browser among ours, else English."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        in_address = bool(get_language_from_path(request.path_info))
        language = get_language_from_request(request, check_path=True)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            # A door may have chosen another language for the person signed in.
            response.headers.setdefault("Content-Language", translation.get_language() or language)
        patch_vary_headers(response, ["Cookie"] if in_address else ["Cookie", "Accept-Language"])
        return response
