"""What a program sends, read strictly: bodies with a limit, JSON without surprises, idempotency keys."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.http import HttpRequest, UnreadablePostError
from ninja.parser import Parser

from recours.api.errors import (
    BODY_BROKEN,
    BODY_NAME_TWICE,
    BODY_NOT_UTF8,
    BODY_TOO_DEEP,
    BODY_TOO_LARGE,
    BODY_UNREADABLE,
    KEY_UNREADABLE,
    MEDIA_TYPE,
)
from recours.core.errors import Code, RecoursError
from recours.core.keys import new_key

if TYPE_CHECKING:
    from datetime import datetime

    from recours.core.actors import Actor

MEGABYTE = 1024 * 1024
JSON = "application/json"
LONGEST_KEY = 64


class Caller(HttpRequest):
    """A request whose token was recognised: who asks, and at what moment."""

    auth: Actor
    now: datetime


class Unreadable(RecoursError):
    """The request cannot be read: 400, 413 or 415."""

    def __init__(self, code: Code, *, status: int = 400, **facts: object) -> None:
        super().__init__(code, **facts)
        self.status = status


class JsonBodies(Parser):
    """Reads request bodies as JSON for every operation that takes a model."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        require_media_type(request, JSON)
        return cast("dict[str, Any]", read_json(request.body))


def require_media_type(request: HttpRequest, *wanted: str) -> None:
    """Unreadable (415) unless the body is declared as one of these."""
    if request.content_type not in wanted:
        raise Unreadable(MEDIA_TYPE, status=415, wanted=", ".join(wanted))


def read_body(request: HttpRequest, *, limit: int) -> bytes:
    """The whole body, at most `limit` bytes; Unreadable (413) for more, before more than that is read."""
    declared = request.META.get("CONTENT_LENGTH") or "0"
    if declared.isascii() and declared.isdigit() and int(declared[:12]) > limit:
        raise Unreadable(BODY_TOO_LARGE, status=413, limit=limit // MEGABYTE)
    try:
        body = request.read(limit + 1)
    except (UnreadablePostError, OSError):
        raise Unreadable(BODY_BROKEN) from None
    if len(body) > limit:
        raise Unreadable(BODY_TOO_LARGE, status=413, limit=limit // MEGABYTE)
    return body


def read_json(body: bytes) -> Any:
    """The JSON value in these bytes; no name twice in an object, no NaN, no thousand levels. Unreadable (400) otherwise."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(BODY_NOT_UTF8) from None
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_no_constant)
    except json.JSONDecodeError as problem:
        raise Unreadable(BODY_UNREADABLE, line=problem.lineno, column=problem.colno) from None
    except RecursionError:
        raise Unreadable(BODY_TOO_DEEP) from None
    except ValueError:  # NaN, Infinity, a number of more digits than Python reads
        raise Unreadable(BODY_UNREADABLE, line=1, column=1) from None


def body_limit() -> int:
    """How many bytes an ordinary body may have."""
    return int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 3 * MEGABYTE)


def intake_key(request: Caller, kind: str = "") -> str:
    """The key under which this request counts once: the token's own Idempotency-Key, or a fresh one.

    Two tokens never meet under one key, nor do two kinds of request of one token.
    """
    given = request.headers.get("Idempotency-Key")
    if given is None:
        return f"api:{new_key()}"
    if not 1 <= len(given) <= LONGEST_KEY or not given.isascii() or not given.isprintable():
        raise Unreadable(KEY_UNREADABLE, limit=LONGEST_KEY)
    return f"api:{request.auth.id}:{kind}{given}"


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        twice = next(name for name, _value in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
        raise Unreadable(BODY_NAME_TWICE, name=twice[:60])
    return found


def _no_constant(name: str) -> None:
    raise ValueError(name)
