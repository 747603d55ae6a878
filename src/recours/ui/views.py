"""Pages that belong to no door: errors, and the reader's choice of appearance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

if TYPE_CHECKING:
    from django.http import HttpRequest

APPEARANCE = {"theme": ("light", "dark"), "density": ("compact", "roomy")}
"""The cookies of appearance and their values; any other value means: as the device or the house has it."""

A_YEAR = 365 * 24 * 60 * 60


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", status=400)


def too_slow(request: HttpRequest) -> HttpResponse:
    """What was sent came so slowly that it was given up."""
    return render(request, "408.html", status=408)


def too_large(request: HttpRequest) -> HttpResponse:
    """What was sent is larger than anything that is taken here."""
    return render(request, "413.html", status=413)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Needs neither database nor context: what broke may be one of them."""
    return HttpResponse(render_to_string("500.html"), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Says that the page had grown old and how to keep what was typed."""
    return render(request, "403_csrf.html", status=403)


def too_many_requests(request: HttpRequest, *, seconds: int) -> HttpResponse:
    """Says when to come back, in minutes for the reader and in `seconds` for the machine."""
    response = render(request, "429.html", {"minutes": max(1, -(-seconds // 60))}, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


@csrf_exempt  # changes nothing but the asker's own colours, and must not put a token cookie on every public page
@require_POST
def appearance(request: HttpRequest) -> HttpResponseRedirect:
    """Keeps the reader's theme or density in a cookie for a year and goes back to the page they came from."""
    onward = request.POST.get("next", "/")
    if not (onward.startswith("/") and url_has_allowed_host_and_scheme(onward, allowed_hosts=None)):
        onward = "/"
    response = HttpResponseRedirect(onward, status=303)
    for name, values in APPEARANCE.items():
        if name not in request.POST:
            continue
        if (value := request.POST[name]) in values:
            response.set_cookie(
                name, value, max_age=A_YEAR, samesite="Lax", secure=settings.HTTPS, httponly=True
            )
        else:
            response.delete_cookie(name, samesite="Lax")
    return response
