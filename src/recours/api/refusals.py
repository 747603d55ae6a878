"""Problems for requests that never reach a route."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recours.api import errors
from recours.api.addresses import ROOT
from recours.api.problems import of_error
from recours.api.reading import MEGABYTE, Unreadable

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_BODIES = {
    400: errors.BODY_BROKEN,
    408: errors.BODY_LATE,
    411: errors.BODY_LENGTH,
    413: errors.BODY_TOO_LARGE,
}


def is_for_programs(request: HttpRequest) -> bool:
    """Whether the address lies under the machine's door, where everything is answered by problems."""
    return request.path_info.startswith(f"{ROOT}/")


def body_not_taken(request: HttpRequest, *, status: int, limit: int) -> HttpResponse:
    """The body broke off (400), was too slow (408), of no announced length (411) or of more than `limit` bytes (413)."""
    return of_error(request, Unreadable(_BODIES[status], status=status, limit=limit // MEGABYTE))


def foreign_name(request: HttpRequest) -> HttpResponse:
    """The address has a name that is not ours."""
    return of_error(request, Unreadable(errors.HOST_UNKNOWN))
