"""What follows an event: each follower of the wiring is called once the event's transaction has committed."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction
from django.utils.module_loading import import_string

from recours.trail.pending import Waiting, claim_pending, finish_pending, postpone_pending

BATCH = 50

log = logging.getLogger(__name__)


class _TakenOver(Exception):
    """Our lease ran out and another worker has the row."""


def follow_due(now: datetime) -> int:
    """Call the followers that are due, up to 50, and return how many were called.

    A follower runs in one transaction with the striking out of its row, so what it writes happens once; what it does
    outside the database can happen again. One that raises is called again later, with growing delays, for ever.
    """
    claimed = claim_pending(now=now, limit=BATCH)
    for waiting in claimed:
        _follow(waiting, now)
    return len(claimed)


def _follow(waiting: Waiting, now: datetime) -> None:
    try:
        follower = import_string(waiting.follower)
        with transaction.atomic():
            follower(waiting.event, now)
            if not finish_pending(waiting):
                raise _TakenOver
    except _TakenOver:
        log.warning("%s took longer than its lease with event %s.", waiting.follower, waiting.event.id)
    except Exception as problem:
        log.exception(
            "%s failed with event %s (attempt %d).", waiting.follower, waiting.event.id, waiting.attempts
        )
        postpone_pending(waiting, now=now, error=f"{type(problem).__name__}: {problem}")
