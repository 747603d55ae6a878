"""What the domain refuses, as a page: said once for every view of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from recours.core.errors import FORBIDDEN, Invalid, NotFound, RecoursError, Stale
from recours.desk.requests import DeskRequest
from recours.desk.shell import render

if TYPE_CHECKING:
    from django.http import HttpRequest

WORDS = ("words", "reason", "remedy_words")
"""The fields of a form in which a person may have written much."""


def answer(request: HttpRequest, problem: RecoursError) -> HttpResponse:
    """The page that tells what was refused, with the way back and everything that was typed; htmx is sent to the whole page."""
    ours = cast(DeskRequest, request)
    if request.headers.get("HX-Request") == "true" and request.method == "GET":
        return HttpResponse(status=problem.status, headers={"HX-Redirect": request.get_full_path()})
    context = {
        "heading": _heading(problem),
        "sentences": list(problem.sentences().values())
        if isinstance(problem, Invalid)
        else [problem.sentence],
        "back": _back(request),
        "typed": typed_in(request),
        "status": problem.status,
    }
    return render(ours, "desk/refused.html", context, status=problem.status)


def typed_in(request: HttpRequest) -> list[str]:
    """The words that were typed into a form."""
    return [request.POST[name] for name in WORDS if request.POST.get(name, "").strip()]


def _heading(problem: RecoursError) -> str:
    if isinstance(problem, NotFound):
        return _("This is not here")
    if isinstance(problem, Stale):
        return _("This has changed meanwhile")
    if isinstance(problem, Invalid):
        return _("This could not be read")
    if problem.code == FORBIDDEN.code:
        return _("This is not open to you")
    return _("This cannot be done now")


def _back(request: HttpRequest) -> str:
    came_from = request.headers.get("Referer", "")
    if request.method == "POST" and url_has_allowed_host_and_scheme(
        came_from, allowed_hosts={request.get_host()}
    ):
        return came_from
    return reverse("desk:home")
