"""Followers, sweeps and jobs that tests name in the wiring: they write what befell them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from recours.core.subjects import Subject
from recours.trail.reading import Recorded
from recours.trail.record import record
from tests.factories.trail import ACTOR, Poured

called: list[tuple[str, object]] = []
subjects_of_tests: list[Subject] = []
hold = threading.Event()


def note(event: Recorded, now: datetime) -> None:
    called.append(("note", event.facts["cups"]))


def answer(event: Recorded, now: datetime) -> None:
    """Write something about the same subject."""
    if event.about.kind == "tea":
        record(Poured(100), about=Subject("answer", event.about.id), actor=ACTOR, now=now)


def answer_in_its_own_transaction(event: Recorded, now: datetime) -> None:
    with transaction.atomic():
        answer(event, now)


def fail_after_writing(event: Recorded, now: datetime) -> None:
    answer(event, now)
    raise RuntimeError("the cup broke")


def sweep(now: datetime) -> int:
    called.append(("sweep", now))
    return 3


def ill_sweep(now: datetime) -> int:
    called.append(("ill", now))
    raise RuntimeError("the broom broke")


def stop_sweep(now: datetime) -> int:
    """Lets the worker's test go on."""
    hold.set()
    return 0


def job(now: datetime) -> None:
    called.append(("job", now))


def ill_job(now: datetime) -> None:
    called.append(("ill job", now))
    raise RuntimeError("the job broke")


def some_subjects() -> Iterator[Subject]:
    yield from subjects_of_tests
