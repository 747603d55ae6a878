"""Rows that wait to be worked on: the row is the queue, claimed with a lease and postponed with a backoff.

A worker that dies leaves a lease that runs out; then the row is due again. Nothing else remembers work.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TypeVar

from django.db import connection, models, transaction
from django.db.models import F, Q, QuerySet

LEASE = timedelta(minutes=2)
_LONGEST = timedelta(hours=6)


class Due(models.Model):
    """Abstract: `due_at` is when the row wants work, None when it wants none any more; `lease_until` is who-has-it."""

    due_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.TextField(default="", blank=True)

    class Meta:
        abstract = True


D = TypeVar("D", bound=Due)


def claim(rows: QuerySet[D], *, now: datetime, limit: int, lease: timedelta = LEASE) -> list[D]:
    """Up to `limit` due rows, oldest first, each leased to the caller and counted as one attempt more.

    Two workers never get the same row: PostgreSQL skips locked rows, SQLite lets one transaction in at a time.
    """
    free = rows.filter(due_at__lte=now).filter(Q(lease_until=None) | Q(lease_until__lte=now))
    if not free.exists():
        return []  # an idle worker never asks SQLite for its write lock
    with transaction.atomic():
        waiting = free.order_by("due_at", "pk")
        if connection.features.has_select_for_update_skip_locked:
            waiting = waiting.select_for_update(skip_locked=True, of=("self",))
        taken = list(waiting[:limit])
        if taken:
            rows.model._default_manager.filter(pk__in=[row.pk for row in taken]).update(
                lease_until=now + lease, attempts=F("attempts") + 1
            )
    for row in taken:
        row.lease_until = now + lease
        row.attempts += 1
    return taken


def finish(row: Due) -> bool:
    """Take the row out of the queue for good; False when the lease ran out meanwhile and another worker has it."""
    return _give_back(row, due_at=None, last_error="")


def postpone(row: Due, *, now: datetime, error: str) -> bool:
    """Put the row back with a delay that doubles with each attempt: 15 s, 30 s, 1 min ... at most 6 h; False as for `finish`."""
    delay = min(timedelta(seconds=15) * 2 ** max(0, min(row.attempts - 1, 12)), _LONGEST)
    return _give_back(row, due_at=now + delay, last_error=error[:2000])


def _give_back(row: Due, *, due_at: datetime | None, last_error: str) -> bool:
    # only while the lease is ours: a worker that woke up late must not put back what another has finished
    held = type(row)._default_manager.filter(pk=row.pk, lease_until=row.lease_until)
    if not held.update(due_at=due_at, lease_until=None, last_error=last_error):
        return False
    row.due_at, row.lease_until, row.last_error = due_at, None, last_error
    return True
