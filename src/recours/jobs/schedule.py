"""Recurring jobs: run when their time has come, each by one worker."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils.module_loading import import_string

from recours.jobs.models import Schedule

LONGEST = timedelta(hours=1)
"""How long a job is left to the worker that took it, before it counts as lost and is due again."""

_AGAIN = timedelta(minutes=1)

log = logging.getLogger(__name__)


def run_due(now: datetime) -> int:
    """Run the jobs of the wiring that are due, and return how many were run; a new job is due at once."""
    intervals: dict[str, timedelta] = settings.RECOURS_SCHEDULE
    times = dict(Schedule.objects.values_list("name", "next_at"))
    if new := [name for name in intervals if name not in times]:
        Schedule.objects.bulk_create(
            [Schedule(name=name, next_at=now) for name in new], ignore_conflicts=True
        )
    due = [name for name in intervals if times.get(name, now) <= now]
    return sum(_run(name, intervals[name], now) for name in due)


def _run(name: str, interval: timedelta, now: datetime) -> bool:
    taken_until = now + min(interval, LONGEST)
    mine = Schedule.objects.filter(name=name, next_at=taken_until, started_at=now)
    if not Schedule.objects.filter(name=name, next_at__lte=now).update(next_at=taken_until, started_at=now):
        return False  # another worker was first
    try:
        import_string(name)(now)
    except Exception as problem:
        log.exception("The scheduled job %s failed.", name)
        mine.update(
            next_at=now + min(interval, _AGAIN), last_error=f"{type(problem).__name__}: {problem}"[:2000]
        )
    else:
        mine.update(next_at=now + interval, finished_at=now, last_error="")
    return True


def late(now: datetime) -> list[str]:
    """The jobs that should have run more than ten minutes ago or failed last time: a sign that no worker runs or one job is ill."""
    ill = Schedule.objects.filter(Q(next_at__lt=now - timedelta(minutes=10)) | ~Q(last_error=""))
    return sorted(set(ill.values_list("name", flat=True)) & set(settings.RECOURS_SCHEDULE))
