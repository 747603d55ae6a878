"""The two cookies by which a browser shows again what it has proved: the receipt just given, the case just opened."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings

from recours.portal.tokens import open_words, seal_words

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

RECEIPT, CASE, KEEPS = "receipt", "case", "keeps"
RECEIPT_LIFE = timedelta(hours=1)
CASE_LIFE = timedelta(hours=2)
ADDRESS_LIFE = timedelta(minutes=10)
"""How long a receipt can be shown by its address alone, to a browser that keeps no cookies."""


def keeps_cookies(request: HttpRequest) -> bool:
    """Whether this browser has kept the mark that came with the form."""
    return KEEPS in request.COOKIES


def mark(response: HttpResponse) -> None:
    """Find out whether the browser keeps cookies."""
    _set(response, KEEPS, "1", None)


def give_receipt(response: HttpResponse, complaint_id: UUID, now: datetime) -> None:
    """Let this browser see the receipt again for an hour."""
    _set(response, RECEIPT, seal_words("receipt", complaint_id.hex, now=now), RECEIPT_LIFE)


def receipt_in(request: HttpRequest, now: datetime) -> UUID | None:
    """The case whose receipt this browser may see: by its cookie, or by an address given to a browser without any."""
    words = open_words(request.COOKIES.get(RECEIPT, ""), "receipt", now=now, life=RECEIPT_LIFE)
    if words is None:
        words = open_words(request.GET.get("receipt", ""), "address", now=now, life=ADDRESS_LIFE)
    return UUID(hex=words[0]) if words else None


def receipt_address(complaint_id: UUID, now: datetime) -> str:
    """The receipt as a value for an address, good for ten minutes."""
    return seal_words("address", complaint_id.hex, now=now)


def open_case(response: HttpResponse, complaint_id: UUID, generation: int, now: datetime) -> None:
    """Let this browser read the case for two hours, or until its secret is replaced."""
    _set(response, CASE, seal_words("case", complaint_id.hex, str(generation), now=now), CASE_LIFE)


def case_in(request: HttpRequest, now: datetime) -> tuple[UUID, int] | None:
    """The case that this browser has opened, and by which generation of its secret."""
    words = open_words(request.COOKIES.get(CASE, ""), "case", now=now, life=CASE_LIFE)
    return (UUID(hex=words[0]), int(words[1])) if words else None


def close_all(response: HttpResponse) -> None:
    """Forget both, so that the next person at this screen sees nothing."""
    for name in (CASE, RECEIPT):
        response.delete_cookie(name, samesite="Lax")


def _set(response: HttpResponse, name: str, value: str, life: timedelta | None) -> None:
    # The path is the whole site: a receipt or a story must be found again in another language.
    response.set_cookie(
        name, value, max_age=life, httponly=True, samesite="Lax", secure=settings.HTTPS, path="/"
    )
