"""Turns away what no door needs to see: an address under a foreign name, a body that was not taken."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse

from recours.api import errors
from recours.api.addresses import ROOT
from recours.api.problems import of_error
from recours.api.reading import MEGABYTE, Unreadable
from recours.config.reception import LARGEST, REFUSED
from recours.ui.views import bad_request, too_large, too_slow

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http.response import HttpResponseBase

_log = logging.getLogger(__name__)

_PROBLEMS = {
    400: errors.BODY_BROKEN,
    408: errors.BODY_LATE,
    411: errors.BODY_LENGTH,
    413: errors.BODY_TOO_LARGE,
}
_PAGES = {408: too_slow, 413: too_large}


class Gate:
    """Answers programs with a problem and people with a page, in the reader's language; a foreign name with one plain sentence."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            request.get_host()
        except DisallowedHost:
            return _foreign(request)
        refused = request.META.get(REFUSED)
        if not refused:
            return self.get_response(request)
        if _is_for_programs(request):
            return of_error(
                request, Unreadable(_PROBLEMS[refused], status=refused, limit=LARGEST // MEGABYTE)
            )
        return _PAGES.get(refused, bad_request)(request)


def _foreign(request: HttpRequest) -> HttpResponse:
    """No page: it would carry the foreign name in its addresses."""
    _log.info("host %r is not among ALLOWED_HOSTS", request.META.get("HTTP_HOST", "")[:200])
    if _is_for_programs(request):
        return of_error(request, Unreadable(errors.HOST_UNKNOWN))
    return HttpResponse(
        f"{errors.HOST_UNKNOWN.sentence}\n", status=400, content_type="text/plain; charset=utf-8"
    )


def _is_for_programs(request: HttpRequest) -> bool:
    return request.path_info.startswith(f"{ROOT}/")
