"""What the domain refuses, as a page: said once for every view of the portal."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from django.utils import timezone
from django.utils.translation import gettext as _

from recours.core.errors import FORBIDDEN, Invalid, NotFound, RecoursError, Stale
from recours.portal.pages import draw, keep_private, office_of_page

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponse, HttpResponseBase

P = ParamSpec("P")


def told(
    view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Turn what the view's action or selector raises into a page that says it."""

    @wraps(view)
    def answered(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except RecoursError as problem:
            return refusal(request, problem)

    return answered


def refusal(request: HttpRequest, problem: RecoursError) -> HttpResponse:
    """The page that tells what was refused, with the way on."""
    sentences = list(problem.sentences().values()) if isinstance(problem, Invalid) else [problem.sentence]
    context = {"heading": _heading(problem), "sentences": sentences}
    page = draw(
        request,
        "portal/refused.html",
        context,
        office=office_of_page(),
        now=timezone.now(),
        status=problem.status,
    )
    return keep_private(page)


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
