"""The worker: sweeps what is due and runs what recurs, until told to stop."""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django.utils.module_loading import import_string

IDLE = 0.5
"""Seconds to wait when there was nothing to do."""

_LONGEST = 30.0
_SCHEDULE = "recours.jobs.schedule.run_due"

log = logging.getLogger(__name__)


class _DatabaseAway(Exception):
    """The database does not answer."""


class Rests:
    """Sweeps that failed as a whole rest for a while, so that they neither flood the log nor hold up the others."""

    def __init__(self) -> None:
        self._failures: dict[str, int] = {}
        self._until: dict[str, datetime] = {}

    def is_resting(self, name: str, now: datetime) -> bool:
        """Whether the sweep still rests."""
        return name in self._until and now < self._until[name]

    def failed(self, name: str, now: datetime) -> None:
        """Let it rest: 1 s, 2 s, 4 s ... at most 64 s."""
        count = self._failures[name] = self._failures.get(name, -1) + 1
        self._until[name] = now + timedelta(seconds=2 ** min(count, 6))

    def went_well(self, name: str) -> None:
        """Forget its failures."""
        self._failures.pop(name, None)
        self._until.pop(name, None)


def run(stop: threading.Event) -> None:
    """Work until `stop` is set. Any number of workers may run at once; nothing that one row or one sweep does ends it.

    Without work it looks again after half a second; while the database is away it waits longer and longer, up to 30 s.
    """
    rests, away = Rests(), 0
    while not stop.is_set():
        close_old_connections()
        try:
            done = turn(datetime.now(UTC), rests)
        except _DatabaseAway:
            pause = min(IDLE * 2**away, _LONGEST)
            away = min(away + 1, 10)
            log.warning("The database does not answer; looking again in %.1f s.", pause)
            connection.close()
            stop.wait(pause)
            continue
        away = 0
        if not done:
            stop.wait(IDLE)
    connection.close()


def tick(now: datetime) -> int:
    """Run every sweep and every due job once, and return how many rows and jobs were handled."""
    return turn(now, Rests())


def turn(now: datetime, rests: Rests) -> int:
    """One tick, leaving out the sweeps that rest."""
    done = 0
    for name in (*settings.RECOURS_SWEEPS, _SCHEDULE):
        if rests.is_resting(name, now):
            continue
        try:
            done += import_string(name)(now)
        except Exception as problem:
            if isinstance(problem, (DatabaseError, InterfaceError)) and not _database_answers():
                raise _DatabaseAway from problem
            log.exception("The sweep %s failed.", name)
            rests.failed(name, now)
        else:
            rests.went_well(name)
    return done


def _database_answers() -> bool:
    try:
        close_old_connections()
        connection.ensure_connection()
        return connection.is_usable()
    except (DatabaseError, InterfaceError):
        return False
