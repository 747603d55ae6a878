"""Turns away what no door needs to see: an address under a foreign name, a body that was not taken."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse

from recours.api.errors import HOST_UNKNOWN
from recours.api.refusals import body_not_taken, foreign_name, is_for_programs
from recours.config.reception import LARGEST, REFUSED
from recours.ui.views import bad_request, too_large, too_slow

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http.response import HttpResponseBase

_log = logging.getLogger(__name__)
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
        if is_for_programs(request):
            return body_not_taken(request, status=refused, limit=LARGEST)
        return _PAGES.get(refused, bad_request)(request)


def _foreign(request: HttpRequest) -> HttpResponse:
    """No page: it would carry the foreign name in its addresses."""
    _log.info("host %r is not among ALLOWED_HOSTS", request.META.get("HTTP_HOST", "")[:200])
    if is_for_programs(request):
        return foreign_name(request)
    return HttpResponse(f"{HOST_UNKNOWN.sentence}\n", status=400, content_type="text/plain; charset=utf-8")
