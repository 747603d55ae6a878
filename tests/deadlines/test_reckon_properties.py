"""What holds for every limit on every calendar, against a second, plainer reckoning written here."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from recours.deadlines.localtime import instant_of
from recours.deadlines.reckon import Calendar, ClosedStart, Roll, Rule, Span, StartDay, Unit, reckon

ZONES = ("UTC", "Europe/London", "Europe/Istanbul", "Asia/Tehran", "Africa/Cairo", "America/Sao_Paulo", "Pacific/Apia",
         "Asia/Kathmandu", "Australia/Lord_Howe", "America/Havana", "Asia/Beirut", "Africa/Casablanca")  # fmt: skip
DAY = timedelta(days=1)

days = st.dates(date(2000, 1, 1), date(2035, 12, 31))
moments = st.datetimes(datetime(2000, 1, 1), datetime(2035, 12, 31), timezones=st.just(UTC))
amounts = st.integers(0, 60)
spans = st.lists(st.integers(0, 1440), unique=True, max_size=6).map(
    lambda edges: tuple(Span(*pair) for pair in zip(sorted(edges)[::2], sorted(edges)[1::2], strict=False))
)
WORKING = (Unit.WORKING_DAYS, Unit.JOURS_OUVRABLES, Unit.JOURS_OUVRES)
IN_DAYS = (*WORKING, Unit.CALENDAR_DAYS, Unit.WEEKS, Unit.MONTHS, Unit.YEARS)


@st.composite
def calendars(draw: st.DrawFn, zone: str = "") -> Calendar:
    return Calendar(
        zone=ZoneInfo(zone or draw(st.sampled_from(ZONES))),
        weekend=draw(
            st.sampled_from([frozenset({5, 6}), frozenset({4, 5}), frozenset({4}), frozenset({3, 4})])
        ),
        closed=draw(st.frozensets(days, max_size=30)),
        opened=draw(st.frozensets(days, max_size=5)),
        hours=(draw(spans.filter(bool)), *(draw(spans) for _ in range(6))),
        cut_off=draw(st.none() | st.integers(0, 1440)),
    )


def rule(amount: int, unit: Unit, **choices: object) -> Rule:
    return Rule("limit", "answer", "received", amount, unit, **choices)  # type: ignore[arg-type]


def last_day(limit: Rule, calendar: Calendar, start: datetime | date) -> date:
    return reckon(limit, calendar, {"received": start}).due_date


@given(calendars(), moments, moments, amounts, st.sampled_from(list(Unit)))
def test_who_comes_later_is_never_due_earlier(
    calendar: Calendar, one: datetime, other: datetime, amount: int, unit: Unit
) -> None:
    earlier, later = sorted([one, other])
    limit = rule(amount, unit)
    first, second = (reckon(limit, calendar, {"received": moment}) for moment in (earlier, later))
    assert first.due <= second.due
    assert first.due_date <= second.due_date


@given(
    calendars(),
    moments,
    moments,
    st.integers(1, 60),
    st.sampled_from(IN_DAYS),
    st.sampled_from(list(StartDay)),
    st.sampled_from(list(ClosedStart)),
    st.sampled_from(list(Roll)),
)
def test_whatever_the_law_chooses_who_comes_later_is_never_due_earlier(
    calendar: Calendar,
    one: datetime,
    other: datetime,
    amount: int,
    unit: Unit,
    start_day: StartDay,
    closed_start: ClosedStart,
    roll: Roll,
) -> None:
    limit = rule(amount, unit, start_day=start_day, closed_start=closed_start, roll=roll)
    earlier, later = sorted([one, other])
    assert last_day(limit, calendar, earlier) <= last_day(limit, calendar, later)


@given(calendars(), moments, amounts, amounts, st.sampled_from(list(Unit)))
def test_more_is_never_sooner(calendar: Calendar, start: datetime, one: int, other: int, unit: Unit) -> None:
    less, more = sorted([one, other])
    assert (
        reckon(rule(less, unit), calendar, {"received": start}).due
        <= reckon(rule(more, unit), calendar, {"received": start}).due
    )


@given(
    calendars(),
    moments,
    st.integers(1, 40),
    st.integers(1, 40),
    st.sampled_from([*WORKING, Unit.CALENDAR_DAYS]),
)
def test_limits_in_days_add_up(calendar: Calendar, start: datetime, one: int, other: int, unit: Unit) -> None:
    halfway = last_day(rule(one, unit), calendar, start)
    assert last_day(rule(other, unit), calendar, halfway) == last_day(
        rule(one + other, unit), calendar, start
    )


@given(
    calendars(),
    moments,
    st.integers(0, 40),
    st.integers(0, 40),
    st.sampled_from([Unit.HOURS, Unit.BUSINESS_HOURS]),
)
def test_limits_in_hours_add_up(
    calendar: Calendar, start: datetime, one: int, other: int, unit: Unit
) -> None:
    halfway = reckon(rule(one, unit), calendar, {"received": start}).due
    whole = reckon(rule(one + other, unit), calendar, {"received": start}).due
    rest = reckon(rule(other, unit), calendar, {"received": halfway}).due
    if other or unit is Unit.HOURS:
        assert rest == whole
    else:
        assert rest >= whole  # nothing more, begun at closing time, is at the next opening


@given(calendars(), moments, amounts, st.sampled_from(WORKING))
def test_working_days_never_end_on_a_closed_day(
    calendar: Calendar, start: datetime, amount: int, unit: Unit
) -> None:
    last = last_day(rule(amount, unit), calendar, start)
    assert calendar.is_ouvrable(last) if unit is Unit.JOURS_OUVRABLES else calendar.is_open(last)


@given(calendars(), days, amounts, st.sampled_from(IN_DAYS))
def test_a_rolled_limit_never_ends_on_a_closed_day(
    calendar: Calendar, start: date, amount: int, unit: Unit
) -> None:
    stays = last_day(rule(amount, unit), calendar, start)
    forward = last_day(rule(amount, unit, roll=Roll.FORWARD), calendar, start)
    backward = last_day(rule(amount, unit, roll=Roll.BACKWARD), calendar, start)
    assert backward <= stays <= forward
    if unit not in WORKING:
        assert calendar.is_open(forward)
        assert calendar.is_open(backward)


@given(calendars(), moments, amounts, st.sampled_from(IN_DAYS))
def test_due_is_where_the_last_day_ends(calendar: Calendar, start: datetime, amount: int, unit: Unit) -> None:
    answer = reckon(rule(amount, unit), calendar, {"received": start})
    assert (answer.due - timedelta.resolution).astimezone(calendar.zone).date() <= answer.due_date
    assert answer.due.astimezone(calendar.zone).date() > answer.due_date
    assert answer.due > start
    assert answer.due.utcoffset() == answer.due.astimezone(calendar.zone).utcoffset()


@given(calendars(), days, st.integers(1, 60), st.sampled_from(IN_DAYS))
def test_counting_the_first_day_is_never_later(
    calendar: Calendar, start: date, amount: int, unit: Unit
) -> None:
    included = last_day(rule(amount, unit, start_day=StartDay.INCLUDED), calendar, start)
    assert included == last_day(rule(amount, unit), calendar, start - DAY) or unit in (
        Unit.MONTHS,
        Unit.YEARS,
    )
    assert included <= last_day(rule(amount, unit), calendar, start)


@given(calendars(), days, st.integers(1, 60))
def test_working_days_as_anybody_would_count_them(calendar: Calendar, start: date, amount: int) -> None:
    following = (start + DAY * n for n in range(1, 10_000))
    opened = (day for day in following if calendar.is_open(day))
    for _ in range(amount - 1):
        next(opened)
    assert last_day(rule(amount, Unit.WORKING_DAYS), calendar, start) == next(opened)


@settings(max_examples=40)
@given(calendars(zone="UTC"), moments, st.integers(0, 12))
def test_business_hours_as_anybody_would_count_them(calendar: Calendar, start: datetime, amount: int) -> None:
    """Minute by minute, where no clock changes."""
    moment = start.replace(second=0, microsecond=0)
    remaining = amount * 60
    clock = moment
    while True:
        minute = clock.hour * 60 + clock.minute
        if any(span.opens <= minute < span.closes for span in calendar.spans_of(clock.date())):
            if remaining == 0:
                break
            remaining -= 1
            clock += timedelta(minutes=1)
            if remaining == 0:
                break
        else:
            clock += timedelta(minutes=1)
    assert reckon(rule(amount, Unit.BUSINESS_HOURS), calendar, {"received": moment}).due == clock


@given(st.sampled_from(ZONES).map(ZoneInfo), days, st.integers(0, 1440), st.integers(0, 1440))
def test_the_minutes_of_a_day_are_in_order(zone: ZoneInfo, day: date, one: int, other: int) -> None:
    earlier, later = sorted([one, other])
    assert instant_of(day, earlier, zone) <= instant_of(day, later, zone) <= instant_of(day, 1440, zone)
    assert instant_of(day, 1440, zone) == instant_of(day + DAY, 0, zone)
