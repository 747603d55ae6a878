"""How every page of the portal is drawn: with the organisation, by its clock."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.shortcuts import render
from django.utils import timezone, translation

from recours.people.selectors import Brand, brand

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def language_of_page() -> str:
    """The language that the address asks for."""
    return translation.get_language() or "en"


def office_of_page() -> Brand | None:
    """The organisation in the reader's language; one statement."""
    return brand(language_of_page())


def draw(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    office: Brand | None,
    now: datetime,
    status: int = 200,
) -> HttpResponse:
    """The page, with its moments in the organisation's zone."""
    with _clock_of(office):
        return render(request, template, {**context, "organisation": office, "now": now}, status=status)


def keep_private(response: HttpResponse) -> HttpResponse:
    """Nobody but this reader may see the page, not even their browser a second time, nor the next site where it came from."""
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _clock_of(office: Brand | None) -> AbstractContextManager[None]:
    try:
        return timezone.override(ZoneInfo(office.zone)) if office else nullcontext()
    except ZoneInfoNotFoundError:
        return nullcontext()
