"""Who is still to be told of what: the rows that `record` leaves for the worker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from recours.core.due import LEASE, claim, postpone
from recours.trail.models import Pending
from recours.trail.reading import Recorded, recorded


@dataclass(frozen=True, slots=True)
class Waiting:
    """A follower, by its dotted name, that waits for an event; `lease_until` says that this claim holds it until then."""

    id: UUID
    follower: str
    event: Recorded
    attempts: int
    lease_until: datetime | None


def claim_pending(*, now: datetime, limit: int) -> list[Waiting]:
    """Up to `limit` followers that are due, each leased to the caller for `core.due.LEASE`."""
    free = Q(lease_until=None) | Q(lease_until__lte=now)
    # an idle worker only looks: claiming would take SQLite's one write lock twice a second
    if not Pending.objects.filter(free, due_at__lte=now).exists():
        return []
    rows = claim(Pending.objects.select_related("event"), now=now, limit=limit, lease=LEASE)
    return [Waiting(row.pk, row.follower, recorded(row.event), row.attempts, row.lease_until) for row in rows]


def finish_pending(waiting: Waiting) -> bool:
    """Strike the row out; False when another worker has taken it over since, because our lease ran out."""
    return bool(Pending.objects.filter(pk=waiting.id, lease_until=waiting.lease_until).delete()[0])


def postpone_pending(waiting: Waiting, *, now: datetime, error: str) -> bool:
    """Let the row wait for its next attempt; False as for `finish_pending`."""
    row = Pending(pk=waiting.id, lease_until=waiting.lease_until, attempts=waiting.attempts)
    return postpone(row, now=now, error=error)


def failing(*, attempts: int = 5) -> int:
    """How many followers have failed at least so often: for `recours check` and the desk."""
    return Pending.objects.filter(attempts__gte=attempts).count()
