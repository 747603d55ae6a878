"""Calendars as data: how people set one, how it is kept in a row, and how it is read back for reckoning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from zoneinfo import ZoneInfo

from recours.deadlines.holidays import (
    SATURDAY_AND_SUNDAY,
    ClosedDays,
    Kept,
    OpenedDays,
    holidays_of,
    workdays_of,
)
from recours.deadlines.reckon import Calendar, Span

ORGANISATION: Final = "organisation"
"""The code of the organisation's own calendar."""

NINE_TO_FIVE: Final = ((Span(540, 1020),),) * 7
_YEARS_BACK, _YEARS_AHEAD = 1, 5


@dataclass(frozen=True, slots=True)
class CalendarDraft:
    """A calendar as people set it. Weekdays count from Monday = 0; hours of a weekend day do not matter.

    `closed` and `opened` give each exceptional day its name; they win over the public holidays, `opened` over all.
    """

    zone: str
    country: str = ""
    subdivision: str = ""
    weekend: frozenset[int] = SATURDAY_AND_SUNDAY
    hours: tuple[tuple[Span, ...], ...] = NINE_TO_FIVE
    cut_off: int | None = None
    closed: Mapping[date, str] = field(default_factory=dict)
    opened: Mapping[date, str] = field(default_factory=dict)


def content_of(draft: CalendarDraft, this_year: int) -> dict[str, Any]:
    """The calendar as it is kept, with the public holidays of the years around this one, so that it proves itself."""
    years = range(this_year - _YEARS_BACK, this_year + _YEARS_AHEAD + 1)
    return {
        "zone": draft.zone,
        "country": draft.country,
        "subdivision": draft.subdivision,
        "weekend": sorted(draft.weekend),
        "hours": [[list(span) for span in spans] for spans in draft.hours],
        "cut_off": draft.cut_off,
        "closed": _names(draft.closed),
        "opened": _names(draft.opened),
        "holidays": _names(holidays_of(draft.country, draft.subdivision, years)),
        "workdays": sorted(day.isoformat() for day in workdays_of(draft.country, draft.subdivision, years)),
        "holidays_from": years[0],
        "holidays_to": years[-1],
    }


def draft_from(content: Mapping[str, Any]) -> CalendarDraft:
    """What people set, of the calendar that was kept."""
    return CalendarDraft(
        zone=content["zone"],
        country=content["country"],
        subdivision=content["subdivision"],
        weekend=frozenset(content["weekend"]),
        hours=tuple(tuple(Span(*span) for span in spans) for spans in content["hours"]),
        cut_off=content["cut_off"],
        closed=_days(content["closed"]),
        opened=_days(content["opened"]),
    )


def calendar_from(content: Mapping[str, Any]) -> Calendar:
    """The calendar that was kept, ready to reckon with."""
    draft = draft_from(content)
    kept = Kept(
        country=draft.country,
        subdivision=draft.subdivision,
        first_year=content["holidays_from"],
        last_year=content["holidays_to"],
        holidays=frozenset(_days(content["holidays"])),
        workdays=frozenset(date.fromisoformat(day) for day in content["workdays"]),
    )
    listed = frozenset(draft.closed)
    return Calendar(
        zone=ZoneInfo(draft.zone),
        weekend=draft.weekend,
        closed=ClosedDays(kept, listed),
        opened=OpenedDays(kept, frozenset(draft.opened), listed),
        hours=draft.hours,
        cut_off=draft.cut_off,
    )


def _names(days: Mapping[date, str]) -> dict[str, str]:
    return {day.isoformat(): name for day, name in sorted(days.items())}


def _days(names: Mapping[str, str]) -> dict[date, str]:
    return {date.fromisoformat(day): name for day, name in names.items()}
