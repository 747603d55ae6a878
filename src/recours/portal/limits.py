"""Limits against abuse that need no row: failed tries and uploads of one source in spans of ten minutes.

They are counted in Django's cache, so in each process by itself, and may be forgotten at any time. Nothing rests on
them alone: a tracking secret has 80 bits, and files that no case took in are swept.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache

from recours.complaints.selectors import recent_intakes

SPAN = timedelta(minutes=10)
SPAN_SECONDS = int(SPAN.total_seconds())
UPLOAD_BYTES = 300 * 1024 * 1024
"""What one source may upload in a span, sent or not."""


def may_send(source: str, *, proved: bool, now: datetime) -> bool:
    """Whether this source may send one more complaint now; one statement."""
    limit: int = settings.INTAKE_PER_10_MINUTES if proved else settings.INTAKE_SLOW_PER_10_MINUTES
    return recent_intakes(source=source, since=now - SPAN) < limit


def may_try(source: str, now: datetime) -> bool:
    """Whether this source may try one more reference and secret."""
    tries: int = cache.get(_key("tries", source, now), 0)
    return tries < settings.TRACKING_TRIES_PER_10_MINUTES


def count_failed_try(source: str, now: datetime) -> None:
    """Remember that a reference and a secret did not fit."""
    _add(_key("tries", source, now), 1)


def may_upload(source: str, size: int, now: datetime) -> bool:
    """Whether this source may have `size` more bytes kept, which are counted then."""
    key = _key("uploads", source, now)
    if cache.get(key, 0) + size > UPLOAD_BYTES:
        return False
    _add(key, size)
    return True


def seconds_left(now: datetime) -> int:
    """Until the running span ends."""
    return SPAN_SECONDS - int(now.timestamp()) % SPAN_SECONDS


def _key(what: str, source: str, now: datetime) -> str:
    return f"portal:{what}:{source}:{int(now.timestamp()) // SPAN_SECONDS}"


def _add(key: str, amount: int) -> None:
    cache.add(key, 0, timeout=SPAN_SECONDS)
    try:
        cache.incr(key, amount)
    except ValueError:  # culled between the two lines
        cache.set(key, amount, timeout=SPAN_SECONDS)
