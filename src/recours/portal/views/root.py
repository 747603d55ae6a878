"""What stands at the root: the way to the reader's language, the organisation's colour, the pulse."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db import DatabaseError
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from recours.core.logos import logo_bytes
from recours.people.selectors import brand, is_founded
from recours.ui.views import A_YEAR

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


@require_safe
def door(request: HttpRequest) -> HttpResponse:
    """To the first page in the reader's language."""
    response = HttpResponseRedirect(f"/{translation.get_language() or 'en'}/")
    response.headers["Cache-Control"] = "no-cache, private"
    return response


@require_safe
def brand_css(request: HttpRequest) -> HttpResponseBase:
    """The organisation's hue as a custom property, and nothing else."""
    office = brand("en")
    sheet = f":root{{--brand-hue:{office.hue % 360}}}\n" if office else ""
    tag = f'"{hashlib.sha256(sheet.encode()).hexdigest()[:16]}"'
    response = HttpResponse(sheet, content_type="text/css; charset=utf-8")
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "public, max-age=300"
    return get_conditional_response(request, etag=tag, response=response) or response


@require_safe
def logo(request: HttpRequest) -> HttpResponseBase:
    """The organisation's logo; at the address that names the picture it may be kept for a year."""
    office = brand("en")
    picture = office.logo if office else None
    content = logo_bytes(picture.key) if picture else b""
    if picture is None or not content:
        raise Http404
    named = request.GET.get("of") == picture.sha256[:16]
    response = HttpResponse(content, content_type=picture.media_type)
    response.headers["ETag"] = tag = f'"{picture.sha256[:16]}"'
    response.headers["Cache-Control"] = (
        f"public, max-age={A_YEAR}, immutable" if named else "public, max-age=300"
    )
    return get_conditional_response(request, etag=tag, response=response) or response


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether the database answers: 200 or 503, and nothing that helps a stranger."""
    try:
        is_founded()
        answers = True
    except DatabaseError:
        answers = False
    response = JsonResponse(
        {"status": "ok" if answers else "failing", "database": answers}, status=200 if answers else 503
    )
    response.headers["Cache-Control"] = "no-store"
    return response
