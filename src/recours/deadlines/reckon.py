"""By when: the arithmetic of time limits. Pure: the same rule, calendar and events always give the same answer.

A limit in days ends with a local day: `due_date` is the last permitted one, `due` the midnight after it, exclusive.
A limit in hours ends at an instant. Where the law leaves a choice, the rule says which; nothing is guessed.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from recours.deadlines.localtime import DAY, MINUTES_A_DAY, instant_of, local

_FARTHEST = 40_000  # days without an end: over a century, so the calendar has no open day left
_MOST = 100_000


class Unit(StrEnum):
    """What is counted.

    `working_days` are the calendar's own. `jours_ouvrables` are all days but the weekly day of rest (Sunday; Friday
    where the weekend has no Sunday) and holidays; `jours_ouvres` the days worked, whose French name is kept because
    the two are not the same.
    """

    HOURS = "hours"
    BUSINESS_HOURS = "business_hours"
    CALENDAR_DAYS = "calendar_days"
    WORKING_DAYS = "working_days"
    JOURS_OUVRABLES = "jours_ouvrables"
    JOURS_OUVRES = "jours_ouvres"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


_OPEN_DAYS = frozenset({Unit.WORKING_DAYS, Unit.JOURS_OUVRABLES, Unit.JOURS_OUVRES})
_TO_THE_HOUR = frozenset({Unit.HOURS, Unit.BUSINESS_HOURS})


class StartDay(StrEnum):
    """Whether the day of the start event is the first day counted or the day before it."""

    EXCLUDED = "excluded"
    INCLUDED = "included"


class ClosedStart(StrEnum):
    """What holds when the start event falls on a closed day: the day it is, or the next open one."""

    AS_IS = "as_is"
    NEXT_OPEN = "next_open"


class Roll(StrEnum):
    """What holds when the last day is a closed one: it stays, or moves to the next or the previous open day."""

    STAY = "stay"
    FORWARD = "forward"
    BACKWARD = "backward"


class Unreckonable(ValueError):
    """No due date exists: a calendar without open days or hours, a date beyond the calendar, or time without a zone."""


class Span(NamedTuple):
    """Opening hours within a day, half-open, in minutes from midnight: (540, 1020) is 9:00 to 17:00."""

    opens: int
    closes: int


@dataclass(frozen=True, slots=True)
class Calendar:
    """When work is done. Weekdays count from Monday = 0.

    `closed` holds holidays and other closed days, `opened` days that are open in spite of weekend or holiday.
    `hours` gives each weekday its spans in order; they matter for business hours only. On an open day at or after
    `cut_off` (a minute of the day) what arrives counts as arriving the next day, for limits in working days only.
    """

    zone: ZoneInfo
    weekend: frozenset[int] = frozenset({5, 6})
    closed: Container[date] = frozenset()
    opened: Container[date] = frozenset()
    hours: tuple[tuple[Span, ...], ...] = ((Span(540, 1020),),) * 7
    cut_off: int | None = None

    def __post_init__(self) -> None:
        if len(self.hours) != 7:
            raise ValueError("A week has seven days.")
        for spans in self.hours:
            edges = [edge for span in spans for edge in span]
            if edges != sorted(set(edges)) or (edges and not 0 <= edges[0] <= edges[-1] <= MINUTES_A_DAY):
                raise ValueError("Opening hours must be within the day, in order, and apart from each other.")
        if self.cut_off is not None and not 0 <= self.cut_off <= MINUTES_A_DAY:
            raise ValueError("The cut-off must be within the day.")

    def is_open(self, day: date) -> bool:
        """Whether this is a working day here."""
        return day in self.opened or (day.weekday() not in self.weekend and day not in self.closed)

    def is_ouvrable(self, day: date) -> bool:
        """Whether this is a jour ouvrable here: neither the weekly day of rest nor a holiday."""
        rest = 4 if 4 in self.weekend and 6 not in self.weekend else 6
        return day in self.opened or (day.weekday() != rest and day not in self.closed)

    def spans_of(self, day: date) -> tuple[Span, ...]:
        """The opening hours of this day; a day opened by exception and without hours has those of the first day that has."""
        if not self.is_open(day):
            return ()
        own = self.hours[day.weekday()]
        if not own and day in self.opened:
            return next((spans for spans in self.hours if spans), ())
        return own


@dataclass(frozen=True, slots=True)
class Rule:
    """A time limit. `code` names it within its pack, `target` says what must be done by then, `start` is the event it runs from."""

    code: str
    target: str
    start: str
    amount: int
    unit: Unit
    start_day: StartDay = StartDay.EXCLUDED
    closed_start: ClosedStart = ClosedStart.AS_IS
    roll: Roll = Roll.STAY

    def __post_init__(self) -> None:
        if not 0 <= self.amount <= _MOST:
            raise ValueError("The amount must be between 0 and 100,000.")
        if self.start_day is StartDay.INCLUDED and self.amount == 0:
            raise ValueError("Counting the first day needs at least one day.")
        if self.unit in _TO_THE_HOUR and (
            self.roll is not Roll.STAY
            or self.start_day is not StartDay.EXCLUDED
            or self.closed_start is not ClosedStart.AS_IS
        ):
            raise ValueError("Hours are counted from the moment and are not moved.")


class StepKind(StrEnum):
    """Why a day appears in the reckoning."""

    START = "start"
    AFTER_CUT_OFF = "after_cut_off"
    START_CLOSED = "start_closed"
    COUNTED = "counted"
    CLOSED = "closed"
    ADDED = "added"
    ROLLED = "rolled"


class Step(NamedTuple):
    """One step of the reckoning: the day, what happened on it, and how much was counted up to then (business hours: minutes)."""

    day: date
    what: StepKind
    counted: int


@dataclass(frozen=True, slots=True)
class Due:
    """The answer: the last permitted local day, the first instant that is too late (with offset), and how it came about."""

    due_date: date
    due: datetime
    started_at: datetime
    steps: tuple[Step, ...]


def reckon(rule: Rule, calendar: Calendar, events: Mapping[str, datetime | date]) -> Due:
    """By when the rule's target must be reached.

    An event is a moment, or a local day where only the day is known. KeyError if the start event is not among the
    events; Unreckonable if there is no answer.
    """
    event = events[rule.start]
    try:
        started = _moment(event, calendar.zone)
        if rule.unit is Unit.HOURS:
            return _ending_at(started + timedelta(hours=rule.amount), started, calendar, [])
        if rule.unit is Unit.BUSINESS_HOURS:
            return _business_hours(rule.amount, started, calendar)
        return _days(rule, calendar, event, started)
    except OverflowError:
        raise Unreckonable("The limit ends beyond the calendar.") from None


def _moment(event: datetime | date, zone: ZoneInfo) -> datetime:
    if not isinstance(event, datetime):
        return instant_of(event, 0, zone)
    if event.utcoffset() is None:
        raise Unreckonable("A moment needs its time zone.")
    return event.astimezone(UTC)


def _days(rule: Rule, calendar: Calendar, event: datetime | date, started: datetime) -> Due:
    is_open = calendar.is_ouvrable if rule.unit is Unit.JOURS_OUVRABLES else calendar.is_open
    steps: list[Step] = []
    first = _first_day(rule, calendar, event, is_open, steps)
    if rule.unit in _OPEN_DAYS:
        last = _count(first, rule, is_open, steps)
    else:
        last = _add(first, rule.amount, rule.unit)
        if rule.start_day is StartDay.INCLUDED:
            last -= DAY
        steps.append(Step(last, StepKind.ADDED, rule.amount))
    if rule.roll is not Roll.STAY and not is_open(last):
        last = _nearest(last, is_open, DAY if rule.roll is Roll.FORWARD else -DAY)
        steps.append(Step(last, StepKind.ROLLED, rule.amount))
    due = local(instant_of(last, MINUTES_A_DAY, calendar.zone), calendar.zone)
    return Due(last, due, started, tuple(steps))


def _first_day(
    rule: Rule, calendar: Calendar, event: datetime | date, is_open: Callable[[date], bool], steps: list[Step]
) -> date:
    if isinstance(event, datetime):
        there = event.astimezone(calendar.zone)
        day = there.date()
        steps.append(Step(day, StepKind.START, 0))
        late = calendar.cut_off is not None and there.hour * 60 + there.minute >= calendar.cut_off
        if late and rule.unit in _OPEN_DAYS and is_open(day):
            day += DAY
            steps.append(Step(day, StepKind.AFTER_CUT_OFF, 0))
    else:
        day = event
        steps.append(Step(day, StepKind.START, 0))
    if rule.closed_start is ClosedStart.NEXT_OPEN and not is_open(day):
        day = _nearest(day, is_open, DAY)
        steps.append(Step(day, StepKind.START_CLOSED, 0))
    return day


def _count(first: date, rule: Rule, is_open: Callable[[date], bool], steps: list[Step]) -> date:
    """The day on which the last open day is counted; of none, the start itself or the next open day."""
    if rule.amount == 0:
        return first if is_open(first) else _nearest(first, is_open, DAY)
    day = first if rule.start_day is StartDay.INCLUDED else first + DAY
    counted, idle = 0, 0
    while True:
        if is_open(day):
            counted, idle = counted + 1, 0
            steps.append(Step(day, StepKind.COUNTED, counted))
            if counted == rule.amount:
                return day
        else:
            idle += 1
            steps.append(Step(day, StepKind.CLOSED, counted))
            if idle > _FARTHEST:
                raise Unreckonable("The calendar has no open day left.")
        day += DAY


def _nearest(day: date, is_open: Callable[[date], bool], step: timedelta) -> date:
    for _ in range(_FARTHEST):
        if is_open(day):
            return day
        day += step
    raise Unreckonable("The calendar has no open day left.")


def _add(day: date, amount: int, unit: Unit) -> date:
    """The day so much later; a month without such a day gives its last day."""
    if unit is Unit.CALENDAR_DAYS:
        return day + timedelta(days=amount)
    if unit is Unit.WEEKS:
        return day + timedelta(weeks=amount)
    months = day.year * 12 + day.month - 1 + (amount * 12 if unit is Unit.YEARS else amount)
    year, month = divmod(months, 12)
    if year > date.max.year:
        raise Unreckonable("The limit ends beyond the calendar.")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _business_hours(amount: int, started: datetime, calendar: Calendar) -> Due:
    """Opening hours are measured between instants, so a day on which the clocks change has the hours it really had."""
    remaining = timedelta(hours=amount)
    day = started.astimezone(calendar.zone).date()
    steps: list[Step] = []
    idle = 0
    while idle <= _FARTHEST:
        idle += 1
        for span in calendar.spans_of(day):
            closes = instant_of(day, span.closes, calendar.zone)
            opens = max(instant_of(day, span.opens, calendar.zone), started)
            if opens >= closes:
                continue
            idle = 0
            used = min(remaining, closes - opens)
            steps.append(Step(day, StepKind.COUNTED, int(used.total_seconds() // 60)))
            if remaining <= closes - opens:
                return _ending_at(opens + remaining, started, calendar, steps)
            remaining -= used
        day += DAY
    raise Unreckonable("The calendar has no open hour left.")


def _ending_at(instant: datetime, started: datetime, calendar: Calendar, steps: list[Step]) -> Due:
    """A limit that ends at an instant; at midnight exactly, the day before is the last permitted one."""
    last = (instant - timedelta.resolution).astimezone(calendar.zone).date() if instant > started else None
    due = local(instant, calendar.zone)
    first = Step(started.astimezone(calendar.zone).date(), StepKind.START, 0)
    return Due(last or due.date(), due, started, (first, *steps))
