"""Working-time vectors that others wrote; what a limit cannot express is named with its reason, never skipped silently."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from recours.deadlines.calendars import CalendarDraft, calendar_from, content_of
from recours.deadlines.reckon import Calendar, ClosedStart, Rule, Unit, reckon

BACKWARDS = "a time limit runs forwards"
DURATION = "measures a duration, which a time limit does not"
HOURS_LOST = "the opening hours were lost when the vectors were taken from their file"
UNNAMED = "the calendar or its exceptional days are not named in the vectors"


def of(country: str, year: int, **choices: Any) -> Calendar:
    return calendar_from(content_of(CalendarDraft("UTC", country, **choices), year))


BRAZIL_BANKS = {
    date(2017, 2, 27): "Carnival",
    date(2017, 2, 28): "Carnival",
    date(2017, 3, 1): "Ash Wednesday",
    date(2017, 6, 15): "Corpus Christi",
    date(2017, 12, 29): "Last weekday of the year",
}
WORKDAYS: Mapping[str, Calendar] = {
    "China": of("CN", 2019),
    "HongKong": of("HK", 2020, weekend=frozenset({6})),
    "HongKongBank": of("HK", 2020),
    "Qatar": of("QA", 2017, weekend=frozenset({4, 5})),
    "Taiwan": of("TW", 2021),
    "BrazilBankCalendar": of("BR", 2017, closed=BRAZIL_BANKS),
    "WeekendOnWednesdayCalendar": of("", 2017, weekend=frozenset({2})),
    "OverwriteGetWeekendDaysCalendar": of("", 2017, weekend=frozenset({2})),
    "France": of("FR", 2013),
    "Russia": of("RU", 2021),
}


def _day(value: list[Any]) -> date:
    return date(*value[1:])


def _working_days(vector: dict[str, Any]) -> tuple[str, Any, Any]:
    """("", ours, theirs), or why the vector cannot be expressed."""
    calendar = WORKDAYS.get(vector["calendar"])
    if vector["call"] == "sub_working_days":
        return BACKWARDS, None, None
    if vector["call"] == "get_working_days_delta":
        return DURATION, None, None
    if calendar is None:
        return UNNAMED, None, None
    first = _day(vector["args"][0])
    if vector["call"] == "is_working_day":
        return "", calendar.is_open(first), vector["expected"]
    amount = vector["args"][1] if vector["call"] == "add_working_days" else 0
    limit = Rule("limit", "answer", "received", amount, Unit.WORKING_DAYS)
    return "", reckon(limit, calendar, {"received": first}).due_date, _day(vector["expected"])


def test_working_days_of_several_countries(corpora: Path) -> None:
    results = [_working_days(v) for v in json.loads((corpora / "workdays" / "vectors.json").read_text())]
    assert [(ours, theirs) for reason, ours, theirs in results if not reason and ours != theirs] == []
    assert Counter(reason for reason, _, _ in results) == {"": 41, DURATION: 18, UNNAMED: 8, BACKWARDS: 1}


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WHEN = re.compile(r"([A-Z][a-z]+) (\d+)[a-z]*,? (\d{4}),?(?: (\d+):(\d+)(?: ?([ap]m))?)?$")


def _moment(text: str, zone: ZoneInfo) -> datetime | date:
    found = _WHEN.search(text)
    assert found, text
    month, day, year, hour, minute, half = found.groups()
    whole = date(int(year), _MONTHS.index(month[:3].lower()) + 1, int(day))
    if hour is None:
        return whole
    hours = int(hour) % 12 + 12 if half == "pm" and int(hour) <= 12 else int(hour)
    return datetime(whole.year, whole.month, whole.day, hours, int(minute), tzinfo=zone)


def _closed(vector: dict[str, Any]) -> frozenset[date]:
    """Independence Day 2010 fell on a Sunday; the tests close it or, where it makes a long weekend, the Monday after."""
    if "holiday" not in vector["test"]:
        return frozenset()
    return frozenset({date(2010, 7, 4) if "on a weekend" in vector["test"] else date(2010, 7, 5)})


def _business_time(vector: dict[str, Any]) -> tuple[str, Any, Any]:
    if "amount" not in vector:
        return DURATION, None, None
    amount = vector["amount"] * (-1 if vector["direction"] in {"before", "ago"} else 1)
    if amount < 0 or (amount == 0 and vector["direction"] == "before"):
        return BACKWARDS, None, None
    if any("work_hours" in line for line in vector["config"]) or "work_hours" in vector["test"]:
        return HOURS_LOST, None, None
    zone = ZoneInfo("America/New_York" if "eastern" in vector["file"] else "UTC")
    calendar = Calendar(zone, closed=_closed(vector), cut_off=17 * 60)
    start, expected = _moment(vector["start"], zone), _moment(vector["expected"], zone)
    if vector["unit"].startswith("hour"):
        limit = Rule("limit", "answer", "received", int(amount), Unit.BUSINESS_HOURS)
        return "", reckon(limit, calendar, {"received": start}).due, expected
    limit = Rule(
        "limit", "answer", "received", int(amount), Unit.WORKING_DAYS, closed_start=ClosedStart.NEXT_OPEN
    )
    theirs = expected.date() if isinstance(expected, datetime) else expected
    return "", reckon(limit, calendar, {"received": start}).due_date, theirs


def test_business_time(corpora: Path) -> None:
    """That library moves a start outside working hours to the next opening and answers a limit in days with a time of day.

    Ours says the same by `closed_start` and the cut-off; the time of day is its own policy, so days are compared.
    """
    vectors = json.loads((corpora / "calendars" / "business_time.json").read_text())["cases"]
    results = [(*_business_time(v), v["file"], v["test"]) for v in vectors]
    assert [result for result in results if not result[0] and result[1] != result[2]] == []
    assert Counter(reason for reason, *_ in results) == {"": 72, BACKWARDS: 66, HOURS_LOST: 5, DURATION: 4}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Aug 4 2010, 9:35 am", datetime(2010, 8, 4, 9, 35, tzinfo=UTC)),
        ("Thurdsay October 15th, 2015, 09:00 am", datetime(2015, 10, 15, 9, 0, tzinfo=UTC)),
        ("January 29th, 2016, 17:00 pm", datetime(2016, 1, 29, 17, 0, tzinfo=UTC)),
        ("July 2nd 2010, 4:50pm", datetime(2010, 7, 2, 16, 50, tzinfo=UTC)),
        ("July 5nd, 2010", date(2010, 7, 5)),
    ],
)
def test_the_vectors_are_read_rightly(text: str, expected: datetime | date) -> None:
    assert _moment(text, ZoneInfo("UTC")) == expected
