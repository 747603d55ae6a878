"""Every error of this door as a problem detail (RFC 9457), made in this one place."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent, TooManyFilesSent
from django.db import IntegrityError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext_lazy as _
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic_core import to_json

from recours.api import errors
from recours.api.reading import MEGABYTE, Unreadable, body_limit
from recours.core.errors import INVALID, Code, Invalid, NotFound, RecoursError
from recours.core.filetypes import TOO_LARGE
from recours.core.keys import new_key
from recours.mailroom.errors import MAIL_TOO_LARGE

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise
    from ninja import NinjaAPI

MEDIA_TYPE = "application/problem+json"
_KEY = "[key]"  # by which the framework says that it means the name, not what stands under it
_OVERSIZE = frozenset({TOO_LARGE.code, MAIL_TOO_LARGE.code})
_log = logging.getLogger(__name__)

TITLES: Mapping[int, str | _StrPromise] = {
    400: _("The request cannot be read"),
    401: _("A token is needed"),
    403: _("Not allowed"),
    404: _("Not found"),
    405: _("Not possible in this way"),
    408: _("Too slow"),
    409: _("It stands otherwise"),
    411: _("A length is needed"),
    413: _("Too large"),
    415: _("Another media type is needed"),
    422: _("Something cannot be taken"),
    429: _("Too many requests"),
    500: _("A fault of ours"),
    503: _("Busy"),
}


class Withheld(RecoursError):
    """The token is missing or unknown (401), may not do this (403), or asks too often (429)."""

    def __init__(self, code: Code, *, status: int, retry_after: int = 0, **facts: object) -> None:
        super().__init__(code, **facts)
        self.status = status
        self.retry_after = retry_after


def problem(
    request: HttpRequest,
    status: int,
    code: str,
    detail: str,
    *,
    wrong: Iterable[Mapping[str, str]] = (),
    facts: Mapping[str, object] | None = None,
    instance: str = "",
) -> HttpResponse:
    """The one shape of an error: type, title, status, code, detail, instance, errors; `facts` only where there are any."""
    body: dict[str, Any] = {
        "type": f"urn:recours:problem:{code}",
        "title": str(TITLES.get(status) or HTTPStatus(status).phrase),
        "status": status,
        "code": code,
        "detail": detail,
        "instance": instance or request.path,
        "errors": list(wrong),
    }
    told = {name: fact for name, fact in (facts or {}).items() if isinstance(fact, str | int)}
    if told:
        body["facts"] = told
    return HttpResponse(to_json(body), status=status, content_type=MEDIA_TYPE)


def of_error(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    """Any exception as its problem; one that nobody foresaw is logged under the number that the caller gets."""
    if isinstance(error, type):
        error = error()
    if isinstance(error, RecoursError):
        return _of_domain(request, error)
    if isinstance(error, ValidationError):
        return problem(request, 422, INVALID.code, str(INVALID.sentence), wrong=_wrong(error.errors))
    if isinstance(error, HttpError) and not isinstance(error, AuthenticationError):
        return _of_body(request, error)
    if isinstance(error, RequestDataTooBig):
        return of_error(
            request, Unreadable(errors.BODY_TOO_LARGE, status=413, limit=body_limit() // MEGABYTE)
        )
    if isinstance(error, MultiPartParserError | TooManyFieldsSent | TooManyFilesSent):
        return of_error(request, Unreadable(errors.FORM_UNREADABLE))
    if isinstance(error, UnreadablePostError):
        return of_error(request, Unreadable(errors.BODY_BROKEN))
    if isinstance(error, SuspiciousOperation):
        return of_error(request, Unreadable(errors.REQUEST_REFUSED))
    if isinstance(error, Http404):
        return of_error(request, NotFound(errors.NO_SUCH_ROUTE))
    return _of_fault(request, error)


def _of_domain(request: HttpRequest, error: RecoursError) -> HttpResponse:
    status, wrong = error.status, []
    if isinstance(error, Invalid):
        codes = {name: given.code for name, given in error.fields.items()}
        wrong = [
            {"field": name, "code": codes[name], "detail": sentence}
            for name, sentence in error.sentences().items()
        ]
        if _OVERSIZE.intersection(codes.values()):
            status = 413
    response = problem(request, status, error.code, error.sentence, wrong=wrong, facts=error.facts)
    if status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="recours"'
    if isinstance(error, Withheld) and error.retry_after:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _of_body(request: HttpRequest, error: HttpError) -> HttpResponse:
    """The framework hides why it could not read a body behind its own error."""
    if isinstance(error.__cause__, RecoursError):
        return _of_domain(request, error.__cause__)
    return of_error(request, Unreadable(errors.REQUEST_REFUSED, status=error.status_code))


def _of_fault(request: HttpRequest, error: Exception) -> HttpResponse:
    instance = f"urn:uuid:{new_key()}"
    if isinstance(error, IntegrityError):
        _log.warning("%s %s %s", instance, request.method, request.path, exc_info=error)
        return problem(request, 409, errors.CONFLICT.code, str(errors.CONFLICT.sentence), instance=instance)
    _log.error("%s %s %s", instance, request.method, request.path, exc_info=error)
    if isinstance(error, OperationalError):
        response = problem(request, 503, errors.BUSY.code, str(errors.BUSY.sentence), instance=instance)
        response.headers["Retry-After"] = "1"
        return response
    return problem(request, 500, errors.FAILED.code, str(errors.FAILED.sentence), instance=instance)


_KINDS: Mapping[str, Code] = {
    "missing": errors.MISSING,
    "extra_forbidden": errors.UNKNOWN_FIELD,
    "enum": errors.NOT_A_CHOICE,
    "literal_error": errors.NOT_A_CHOICE,
    "uuid_type": errors.NOT_A_KEY,
    "uuid_parsing": errors.NOT_A_KEY,
    "timezone_aware": errors.NOT_A_MOMENT,
    "string_type": errors.NOT_A_TEXT,
    "string_unicode": errors.TEXT_BROKEN,
    "string_too_long": errors.TOO_LONG,
    "string_too_short": errors.TOO_SHORT,
    "string_pattern_mismatch": errors.FORM_WRONG,
    "bool_type": errors.NOT_YES_OR_NO,
    "bool_parsing": errors.NOT_YES_OR_NO,
    "list_type": errors.NOT_A_LIST,
    "tuple_type": errors.NOT_A_LIST,
    "frozen_set_type": errors.NOT_A_LIST,
    "too_long": errors.TOO_MANY,
    "too_short": errors.TOO_FEW,
    "dict_type": errors.NOT_AN_OBJECT,
    "model_type": errors.NOT_AN_OBJECT,
    "model_attributes_type": errors.NOT_AN_OBJECT,
}
_FAMILIES: Sequence[tuple[str, Code]] = (
    ("datetime", errors.NOT_A_MOMENT),
    ("date", errors.NOT_A_DAY),
    ("int", errors.NOT_A_NUMBER),
    ("less_than", errors.NUMBER_RANGE),
    ("greater_than", errors.NUMBER_RANGE),
)


def _wrong(found: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """What the schema refused, one line for each place, by its path in what was sent."""
    lines: dict[str, dict[str, str]] = {}
    for error in found:
        field = ".".join(str(part) for part in error["loc"][_before(error["loc"]) :] if part != _KEY)
        code = code_of(error["type"])
        context = error.get("ctx") or {}
        facts = {
            "choices": str(context.get("expected", "")).replace("'", "").replace(" or ", ", "),
            "limit": context.get("max_length") or context.get("min_length") or "",
            "pattern": context.get("pattern", ""),
        }
        lines.setdefault(
            field, {"field": field, "code": code.code, "detail": RecoursError(code, **facts).sentence}
        )
    return list(lines.values())


def _before(place: Sequence[str | int]) -> int:
    """How many parts of a place are the framework's: where it was found, and for a body the argument's name."""
    return 2 if place and place[0] == "body" else 1


def code_of(kind: str) -> Code:
    """Our code for one of pydantic's kinds of error."""
    if kind in _KINDS:
        return _KINDS[kind]
    return next((code for family, code in _FAMILIES if kind.startswith(family)), errors.NOT_UNDERSTOOD)


def handle_everything(api: NinjaAPI) -> None:
    """Let the API answer every exception with its problem, also where DEBUG would show insides."""
    for family in (Exception, Http404, HttpError, ValidationError):
        api.add_exception_handler(family, of_error)
