"""Who asks: the token in the header, what it may do, and how often it may ask."""

from __future__ import annotations

import threading
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from recours.api.errors import SCOPE_MISSING, TOKEN_MISSING, TOKEN_UNKNOWN, TOO_MANY_REQUESTS
from recours.api.problems import Withheld
from recours.people.selectors import actor_of_token

if TYPE_CHECKING:
    from recours.core.actors import Actor
    from recours.core.permissions import Permission

_LONGEST_SECRET = 200
_MINUTE = 60


class Window:
    """Counts by key within the running minute and forgets them with it; each web worker counts by itself."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._minute = 0
        self._counts: dict[UUID, int] = {}

    def count(self, key: UUID, now: datetime) -> int:
        """How many there were of this key in this minute, this one included."""
        minute = int(now.timestamp()) // _MINUTE
        with self._lock:
            if minute != self._minute:
                self._minute, self._counts = minute, {}
            self._counts[key] = found = self._counts.get(key, 0) + 1
        return found

    def forget(self) -> None:
        """Begin anew."""
        with self._lock:
            self._counts = {}


REQUESTS = Window()


class Token:
    """An operation's guard: recognises the token, then demands that it carry at least one of these permissions.

    Whether the permission holds for the unit concerned is judged by the selector or the action.
    """

    openapi_security_schema = {"type": "http", "scheme": "bearer", "bearerFormat": "rc_…"}

    def __init__(self, *permissions: Permission) -> None:
        self.permissions = frozenset(permissions)
        self.scopes = tuple(sorted(permission.value for permission in permissions))

    def __call__(self, request: HttpRequest) -> Actor:
        now = timezone.now()
        actor = recognise(request, now)
        request.now = now  # type: ignore[attr-defined]  # see Caller
        if self.permissions and not any(grant.permission in self.permissions for grant in actor.grants):
            raise Withheld(SCOPE_MISSING, status=403, scopes=", ".join(self.scopes))
        return actor


def recognise(request: HttpRequest, now: datetime) -> Actor:
    """The actor of the request's token, counted; Withheld without one (401) or when it asks too often (429)."""
    scheme, _space, secret = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    secret = secret.strip()
    if scheme.lower() != "bearer" or not secret:
        raise Withheld(TOKEN_MISSING, status=401)
    actor = actor_of_token(secret, now) if len(secret) <= _LONGEST_SECRET else None
    if actor is None or actor.id is None:
        raise Withheld(TOKEN_UNKNOWN, status=401)
    limit: int = settings.API_PER_MINUTE
    if REQUESTS.count(actor.id, now) > limit:
        seconds = _MINUTE - int(now.timestamp()) % _MINUTE
        raise Withheld(TOO_MANY_REQUESTS, status=429, retry_after=seconds, limit=limit, seconds=seconds)
    return actor


def scopes_of(guards: Any) -> tuple[str, ...] | None:
    """The permissions of which an operation demands one, or None when anybody may ask."""
    found = [guard for guard in guards or () if isinstance(guard, Token)]
    return found[0].scopes if found else None
