"""Small chains about cups of tea, and the means to tamper with them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from recours.core.actors import system
from recours.core.keys import new_key
from recours.core.subjects import Subject
from recours.trail import guards
from recours.trail.chain import Digest
from recours.trail.events import Event
from recours.trail.record import record, record_many

ACTOR = system("test")


@dataclass(frozen=True)
class Poured(Event):
    kind = "tea.poured"
    sentence = "%(actor)s poured %(cups)s cups."

    cups: int
    pot: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Tasted(Event):
    """Every sort of fact."""

    kind = "tea.tasted"
    version = 2
    sentence = "%(actor)s tasted %(leaf)s with %(guest)s on %(day)s at %(at)s for %(price)s: %(marks)s, %(sweet)s, %(milk)s."
    labels = {"leaf": {"assam": "Assam"}}

    leaf: str
    guest: UUID
    day: date
    at: datetime
    price: Decimal
    marks: tuple[str, ...]
    sweet: bool
    milk: str | None
    words: Digest


def a_subject() -> Subject:
    return Subject("tea", new_key())


def pour(subject: Subject, count: int, now: datetime) -> None:
    """Put so many events on the subject's chain."""
    with transaction.atomic():
        if count == 1:
            record(Poured(0), about=subject, actor=ACTOR, now=now)
        else:
            record_many([(Poured(cups), subject) for cups in range(count)], actor=ACTOR, now=now)


@contextmanager
def tampering() -> Iterator[CursorWrapper]:
    """The hands of somebody who owns the database, who passes the guards; undone afterwards."""
    with transaction.atomic():
        connection.check_constraints()
        guards.remove(connection)
        with connection.cursor() as cursor:
            yield cursor
        guards.install(connection)
        transaction.set_rollback(True)


def stored(key: UUID) -> object:
    """A key as raw SQL hands it in."""
    return key if connection.vendor == "postgresql" else key.hex
