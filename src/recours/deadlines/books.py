"""The rules and the calendar that a pack stands on, read with one statement and built once per process."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.db.models import TextField
from django.db.models.functions import Cast

from recours.core.rows import Prepared
from recours.deadlines.calendars import calendar_from
from recours.deadlines.models import Pack
from recours.deadlines.packs import rules_from
from recours.deadlines.reckon import Calendar, Rule


@dataclass(frozen=True, slots=True)
class Book:
    """A pack as it stands now, ready to reckon with, and the editions it was made from."""

    pack_id: UUID
    pack: str
    pack_version: int
    calendar_id: UUID
    calendar_version: int
    rules: tuple[Rule, ...]
    calendar: Calendar


@lru_cache(maxsize=128)
def _rules(text: str) -> tuple[Rule, ...]:
    return rules_from(json.loads(text))


@lru_cache(maxsize=64)
def _calendar(text: str) -> Calendar:
    return calendar_from(json.loads(text))


_pack = Prepared(
    lambda code: Pack.objects.filter(code=code).values_list(
        "id",
        "version",
        "calendar_id",
        "calendar__version",
        Cast("rules", TextField()),
        Cast("calendar__content", TextField()),
    )
)


def book_of(pack: str) -> Book | None:
    """The pack under this code with its calendar, if there is one; one statement.

    Rules and content come as text and are the key of the cache, so no process ever reckons with rules that were changed.
    """
    row = _pack.first(pack)
    if row is None:
        return None
    pack_id, version, calendar_id, calendar_version, rules, content = row
    return Book(pack_id, pack, version, calendar_id, calendar_version, _rules(rules), _calendar(content))
