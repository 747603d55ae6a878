"""The desk speaks the language of whoever is signed in, by the organisation's clock, and lets nobody else in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import render, resolve_url
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme

from recours.core.errors import RecoursError
from recours.desk.refusals import answer, typed_in
from recours.people.selectors import actor_of, brand

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

DESK = "/desk/"
_UNDER_CASE = re.compile(r"^(/desk/cases/[^/]*\d[^/]*/).+")
"""What is posted under a case shows its form again there, but cannot be opened by its address: the case can."""
ACCOUNTS = "/desk/accounts/"


class StaffLanguage:
    """Gives each request of the desk its actor, its language, its zone and its moment; nothing it answers is kept by a cache."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(DESK):
            return self.get_response(request)
        user = request.user
        if user.is_authenticated:
            response = self._for_staff(request)
        elif request.path_info.startswith(ACCOUNTS):
            response = self.get_response(request)
        else:
            response = to_sign_in(request)
        response.headers["Cache-Control"] = "no-store, private"
        return response

    def _for_staff(self, request: HttpRequest) -> HttpResponseBase:
        user = request.user
        # Stays active until the outer middleware goes back to its own: it names the page's language in a header.
        translation.activate(user.language)  # type: ignore[union-attr]  # signed in
        request.LANGUAGE_CODE = user.language  # type: ignore[union-attr]  # signed in
        office = brand(user.language)  # type: ignore[union-attr]  # signed in
        request.actor = SimpleLazyObject(lambda: actor_of(user))  # type: ignore[attr-defined,arg-type]  # see DeskRequest
        request.staff_id = user.pk  # type: ignore[attr-defined]  # see DeskRequest
        request.office = office  # type: ignore[attr-defined]  # see DeskRequest
        request.now = timezone.now()  # type: ignore[attr-defined]  # see DeskRequest
        with timezone.override(ZoneInfo(office.zone) if office else None):
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn what the domain refuses into a page, once for the whole desk."""
        if isinstance(exception, RecoursError) and hasattr(request, "actor"):
            return answer(request, exception)
        return None


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """The way to the sign-in page and back: to the page itself, or for a form to the page it stood on.

    Words that were typed into a form of ours stand on the way, to be copied: nobody writes twice because time ran out.
    """
    onward = request.get_full_path()
    typed: list[str] = []
    if request.method not in {"GET", "HEAD"}:
        came_from = request.headers.get("Referer", "")
        is_ours = url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()})
        path = _UNDER_CASE.sub(r"\1", urlsplit(came_from).path)
        onward = path if is_ours and path.startswith(DESK) else resolve_url("desk:home")
        typed = typed_in(request) if is_ours and "quietly" not in request.POST else []
    response = redirect_to_login(onward, resolve_url("account_login"))
    if typed:
        context = {"typed": typed, "sign_in": response.url}
        return render(request, "desk/signed_out.html", context, status=403)
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(headers={"HX-Redirect": response.url})
    return response
