"""The arithmetic of limits: the vectors of the domain file, the choices a law leaves, and what never may happen."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from recours.deadlines.holidays import holidays_of
from recours.deadlines.reckon import (
    Calendar,
    ClosedStart,
    Due,
    Roll,
    Rule,
    Span,
    StartDay,
    Step,
    StepKind,
    Unit,
    Unreckonable,
    reckon,
)

LONDON = ZoneInfo("Europe/London")
ENGLAND = Calendar(LONDON, closed=frozenset(holidays_of("GB", "ENG", range(2025, 2028))))
FRANCE = Calendar(ZoneInfo("Europe/Paris"), closed=frozenset(holidays_of("FR", "", range(2025, 2028))))
CANADA = Calendar(ZoneInfo("America/Toronto"), closed=frozenset(holidays_of("CA", "ON", range(2025, 2028))))
AUSTRALIA = Calendar(
    ZoneInfo("Australia/Sydney"), closed=frozenset(holidays_of("AU", "NSW", range(2025, 2028)))
)
AMERICA = Calendar(ZoneInfo("America/New_York"), closed=frozenset(holidays_of("US", "", range(2025, 2028))))
TURKEY = Calendar(ZoneInfo("Europe/Istanbul"), closed=frozenset(holidays_of("TR", "", range(2025, 2028))))
ALWAYS = ((Span(0, 1440),),) * 7


def rule(amount: int, unit: Unit, **choices: object) -> Rule:
    return Rule("limit", "answer", "received", amount, unit, **choices)  # type: ignore[arg-type]


def due(calendar: Calendar, limit: Rule, received: datetime | date) -> Due:
    return reckon(limit, calendar, {"received": received})


def at(calendar: Calendar, year: int, month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=calendar.zone)


FRIDAY = (2025, 12, 19)
VECTORS = [
    pytest.param(ENGLAND, FRIDAY, 3, Unit.WORKING_DAYS, (2025, 12, 24), id="UK 3rd BD following receipt"),
    pytest.param(ENGLAND, FRIDAY, 15, Unit.WORKING_DAYS, (2026, 1, 14), id="UK/EU 15 BD"),
    pytest.param(ENGLAND, FRIDAY, 35, Unit.WORKING_DAYS, (2026, 2, 11), id="UK/EU 35 BD"),
    pytest.param(ENGLAND, FRIDAY, 8, Unit.WEEKS, (2026, 2, 13), id="UK 8 weeks"),
    pytest.param(CANADA, FRIDAY, 56, Unit.CALENDAR_DAYS, (2026, 2, 13), id="CA 56 d"),
    pytest.param(AUSTRALIA, FRIDAY, 30, Unit.CALENDAR_DAYS, (2026, 1, 18), id="AU 30 CD, a Sunday"),
    pytest.param(AMERICA, FRIDAY, 15, Unit.CALENDAR_DAYS, (2026, 1, 3), id="CFPB 15 CD, a Saturday"),
    pytest.param(AMERICA, FRIDAY, 60, Unit.CALENDAR_DAYS, (2026, 2, 17), id="CFPB 60 CD"),
    pytest.param(FRANCE, FRIDAY, 10, Unit.JOURS_OUVRABLES, (2026, 1, 2), id="FR 10 jours ouvrables"),
    pytest.param(FRANCE, FRIDAY, 10, Unit.JOURS_OUVRES, (2026, 1, 6), id="FR the same as ouvrés"),
    pytest.param(ENGLAND, (2026, 4, 2), 5, Unit.WORKING_DAYS, (2026, 4, 13), id="UK-HO acknowledgement"),
    pytest.param(ENGLAND, (2026, 4, 13), 10, Unit.WORKING_DAYS, (2026, 4, 27), id="UK-HO stage 1"),
    pytest.param(ENGLAND, (2026, 4, 27), 10, Unit.WORKING_DAYS, (2026, 5, 12), id="UK-HO stage 1 extended"),
    pytest.param(ENGLAND, (2026, 4, 4), 3, Unit.WORKING_DAYS, (2026, 4, 9), id="Saturday, UK 3 BD"),
    pytest.param(ENGLAND, (2026, 4, 4), 5, Unit.WORKING_DAYS, (2026, 4, 13), id="Saturday, UK 5 BD"),
    pytest.param(ENGLAND, (2026, 4, 4), 10, Unit.WORKING_DAYS, (2026, 4, 20), id="Saturday, UK 10 BD"),
    pytest.param(ENGLAND, (2026, 4, 4), 15, Unit.WORKING_DAYS, (2026, 4, 27), id="Saturday, UK 15 BD"),
    pytest.param(TURKEY, (2026, 1, 15), 20, Unit.CALENDAR_DAYS, (2026, 2, 4), id="TR 20 d"),
    pytest.param(TURKEY, (2026, 1, 15), 30, Unit.CALENDAR_DAYS, (2026, 2, 14), id="TR 30 d"),
    pytest.param(TURKEY, (2026, 2, 14), 10, Unit.CALENDAR_DAYS, (2026, 2, 24), id="TR +10 d"),
]
"""Every row of the domain file's table. The chains and extensions (UK-HO, TR +10 d) are reckoned link by link; that a
pack links them by itself (start at the acknowledgement, extension with a reason) comes with the rule packs."""


@pytest.mark.parametrize(("calendar", "received", "amount", "unit", "expected"), VECTORS)
@pytest.mark.parametrize("hour", [0, 10, 23])
def test_vectors(
    calendar: Calendar,
    received: tuple[int, int, int],
    amount: int,
    unit: Unit,
    expected: tuple[int, int, int],
    hour: int,
) -> None:
    moment, limit = at(calendar, *received, hour), rule(amount, unit)
    answer = due(calendar, limit, moment)
    assert answer.due_date == date(*expected)
    assert answer.due == at(calendar, *expected, 0) + timedelta(days=1)
    assert due(calendar, limit, date(*received)).due_date == date(*expected)


def test_the_answer_carries_the_offset_that_holds_on_its_day() -> None:
    answer = due(ENGLAND, rule(2, Unit.WEEKS), at(ENGLAND, 2026, 3, 20))
    assert answer.due.isoformat() == "2026-04-04T00:00:00+01:00"
    assert answer.started_at == datetime(2026, 3, 20, 10, tzinfo=UTC)


def test_the_steps_tell_how_it_came_about() -> None:
    answer = due(ENGLAND, rule(2, Unit.WORKING_DAYS), at(ENGLAND, 2025, 12, 24))
    assert answer.steps == (
        Step(date(2025, 12, 24), StepKind.START, 0),
        Step(date(2025, 12, 25), StepKind.CLOSED, 0),
        Step(date(2025, 12, 26), StepKind.CLOSED, 0),
        Step(date(2025, 12, 27), StepKind.CLOSED, 0),
        Step(date(2025, 12, 28), StepKind.CLOSED, 0),
        Step(date(2025, 12, 29), StepKind.COUNTED, 1),
        Step(date(2025, 12, 30), StepKind.COUNTED, 2),
    )


@pytest.mark.parametrize(
    ("start", "amount", "unit", "expected"),
    [
        (date(2025, 12, 31), 2, Unit.MONTHS, date(2026, 2, 28)),
        (date(2027, 12, 31), 2, Unit.MONTHS, date(2028, 2, 29)),
        (date(2026, 1, 31), 1, Unit.MONTHS, date(2026, 2, 28)),
        (date(2026, 1, 31), 3, Unit.MONTHS, date(2026, 4, 30)),
        (date(2026, 11, 30), 13, Unit.MONTHS, date(2027, 12, 30)),
        (date(2028, 2, 29), 1, Unit.YEARS, date(2029, 2, 28)),
        (date(2028, 2, 29), 4, Unit.YEARS, date(2032, 2, 29)),
        (date(2028, 2, 28), 1, Unit.CALENDAR_DAYS, date(2028, 2, 29)),
        (date(2028, 2, 29), 52, Unit.WEEKS, date(2029, 2, 27)),
    ],
)
def test_months_years_and_leap_days(start: date, amount: int, unit: Unit, expected: date) -> None:
    assert due(ENGLAND, rule(amount, unit), start).due_date == expected


def test_a_calendar_day_limit_stays_on_a_closed_day_unless_the_rule_moves_it() -> None:
    christmas = date(2025, 12, 25)
    limits = {roll: rule(1, Unit.WEEKS, roll=roll) for roll in Roll}
    days = {
        roll: due(ENGLAND, limit, christmas - timedelta(weeks=1)).due_date for roll, limit in limits.items()
    }
    assert days == {
        Roll.STAY: christmas,
        Roll.FORWARD: date(2025, 12, 29),
        Roll.BACKWARD: date(2025, 12, 24),
    }


def test_the_first_day_counts_when_the_rule_says_so() -> None:
    included = {"start_day": StartDay.INCLUDED}
    assert due(ENGLAND, rule(1, Unit.WORKING_DAYS, **included), date(2025, 12, 19)).due_date == date(
        2025, 12, 19
    )
    assert due(ENGLAND, rule(2, Unit.WORKING_DAYS, **included), date(2025, 12, 20)).due_date == date(
        2025, 12, 23
    )
    assert due(ENGLAND, rule(30, Unit.CALENDAR_DAYS, **included), date(2026, 6, 1)).due_date == date(
        2026, 6, 30
    )
    assert due(ENGLAND, rule(1, Unit.MONTHS, **included), date(2026, 6, 1)).due_date == date(2026, 6, 30)


class TestCutOff:
    """What arrives at the cut-off of an open day or later counts as arriving the next day; on a closed day it does not matter."""

    calendar = Calendar(LONDON, closed=ENGLAND.closed, cut_off=17 * 60)

    @pytest.mark.parametrize(
        ("received", "expected"),
        [
            ((2026, 4, 13, 16, 59), (2026, 4, 14)),
            ((2026, 4, 13, 17, 0), (2026, 4, 15)),
            ((2026, 4, 10, 18, 0), (2026, 4, 13)),  # Friday evening is Saturday
            ((2026, 4, 11, 18, 0), (2026, 4, 13)),
            ((2026, 4, 12, 23, 59), (2026, 4, 13)),
            ((2026, 4, 13, 0, 0), (2026, 4, 14)),
            ((2026, 4, 2, 18, 0), (2026, 4, 7)),  # the evening before Good Friday
        ],
    )
    def test_in_working_days(
        self, received: tuple[int, int, int, int, int], expected: tuple[int, int, int]
    ) -> None:
        assert due(self.calendar, rule(1, Unit.WORKING_DAYS), at(self.calendar, *received)).due_date == date(
            *expected
        )

    def test_never_lengthens_a_limit_in_calendar_days(self) -> None:
        answer = due(self.calendar, rule(8, Unit.WEEKS), at(self.calendar, 2025, 12, 19, 18))
        assert answer.due_date == date(2026, 2, 13)

    def test_does_not_touch_a_day_without_an_hour(self) -> None:
        assert due(self.calendar, rule(1, Unit.WORKING_DAYS), date(2026, 4, 13)).due_date == date(2026, 4, 14)


def test_a_start_on_a_closed_day_may_count_from_the_next_open_one() -> None:
    saturday = at(ENGLAND, 2026, 4, 4)
    deemed = rule(3, Unit.WORKING_DAYS, closed_start=ClosedStart.NEXT_OPEN)
    assert due(ENGLAND, rule(3, Unit.WORKING_DAYS), saturday).due_date == date(2026, 4, 9)
    assert due(ENGLAND, deemed, saturday).due_date == date(2026, 4, 10)


class TestWeekends:
    @pytest.mark.parametrize(
        ("weekend", "expected"),
        [
            (frozenset({5, 6}), date(2026, 6, 11)),
            (frozenset({4, 5}), date(2026, 6, 11)),
            (frozenset({4}), date(2026, 6, 10)),
            (frozenset({3, 4}), date(2026, 6, 10)),
            (frozenset(), date(2026, 6, 9)),
        ],
    )
    def test_every_pattern(self, weekend: frozenset[int], expected: date) -> None:
        thursday = date(2026, 6, 4)
        calendar = Calendar(ZoneInfo("Asia/Riyadh"), weekend=weekend)
        assert due(calendar, rule(5, Unit.WORKING_DAYS), thursday).due_date == expected

    def test_the_day_of_rest_of_jours_ouvrables_follows_the_weekend(self) -> None:
        algiers = Calendar(ZoneInfo("Africa/Algiers"), weekend=frozenset({4, 5}))
        assert not algiers.is_ouvrable(date(2026, 6, 5))
        assert algiers.is_ouvrable(date(2026, 6, 6))
        assert FRANCE.is_ouvrable(date(2026, 6, 6))
        assert not FRANCE.is_ouvrable(date(2026, 6, 7))

    def test_an_open_weekend_day_counts(self) -> None:
        calendar = Calendar(LONDON, opened=frozenset({date(2026, 6, 6)}))
        assert due(calendar, rule(1, Unit.WORKING_DAYS), date(2026, 6, 5)).due_date == date(2026, 6, 6)

    def test_an_open_holiday_counts(self) -> None:
        calendar = Calendar(LONDON, closed=ENGLAND.closed, opened=frozenset({date(2025, 12, 26)}))
        assert due(calendar, rule(1, Unit.WORKING_DAYS), date(2025, 12, 24)).due_date == date(2025, 12, 26)


class TestZonesAndMidnight:
    def test_the_local_day_counts_not_the_utc_day(self) -> None:
        moment = datetime(2026, 6, 4, 22, 30, tzinfo=UTC)  # 5 June, 01:30, in Istanbul
        assert due(TURKEY, rule(1, Unit.CALENDAR_DAYS), moment).due_date == date(2026, 6, 6)
        assert due(AMERICA, rule(1, Unit.CALENDAR_DAYS), moment).due_date == date(2026, 6, 5)

    def test_midnight_belongs_to_the_day_that_begins(self) -> None:
        assert due(ENGLAND, rule(1, Unit.CALENDAR_DAYS), at(ENGLAND, 2026, 6, 5, 0)).due_date == date(
            2026, 6, 6
        )
        last = at(ENGLAND, 2026, 6, 5, 0) - timedelta(microseconds=1)
        assert due(ENGLAND, rule(1, Unit.CALENDAR_DAYS), last).due_date == date(2026, 6, 5)

    def test_a_day_of_23_and_one_of_25_hours_are_days(self) -> None:
        spring = due(ENGLAND, rule(1, Unit.CALENDAR_DAYS), date(2026, 3, 28))
        autumn = due(ENGLAND, rule(1, Unit.CALENDAR_DAYS), date(2026, 10, 24))
        assert spring.due.isoformat() == "2026-03-30T00:00:00+01:00"
        assert autumn.due.isoformat() == "2026-10-26T00:00:00+00:00"

    def test_hours_are_elapsed_hours_over_a_change_of_clocks(self) -> None:
        answer = due(ENGLAND, rule(24, Unit.HOURS), at(ENGLAND, 2026, 3, 28, 12))
        assert answer.due.isoformat() == "2026-03-29T13:00:00+01:00"
        assert answer.due_date == date(2026, 3, 29)

    def test_hours_that_end_at_midnight_end_with_the_day_before(self) -> None:
        answer = due(ENGLAND, rule(72, Unit.HOURS), at(ENGLAND, 2026, 6, 5, 0))
        assert answer.due == at(ENGLAND, 2026, 6, 8, 0)
        assert answer.due_date == date(2026, 6, 7)

    def test_a_midnight_that_never_struck(self) -> None:
        cairo = Calendar(ZoneInfo("Africa/Cairo"))  # on 24 April 2026 the clocks go from 00:00 to 01:00
        answer = due(cairo, rule(1, Unit.CALENDAR_DAYS), date(2026, 4, 22))
        assert answer.due.isoformat() == "2026-04-24T01:00:00+03:00"
        assert answer.due == datetime(2026, 4, 23, 22, tzinfo=UTC)

    def test_a_day_that_never_was(self) -> None:
        apia = Calendar(ZoneInfo("Pacific/Apia"))  # Samoa left out 30 December 2011
        answer = due(apia, rule(1, Unit.CALENDAR_DAYS), date(2011, 12, 28))
        assert answer.due_date == date(2011, 12, 29)
        assert answer.due == datetime(2011, 12, 30, 10, tzinfo=UTC)


class TestBusinessHours:
    def test_two_spans_a_day(self) -> None:
        calendar = Calendar(LONDON, hours=((Span(540, 720), Span(780, 1020)),) * 7)
        answer = due(calendar, rule(4, Unit.BUSINESS_HOURS), at(calendar, 2026, 6, 5, 11, 30))
        assert answer.due == at(calendar, 2026, 6, 5, 16, 30)

    def test_a_day_cut_in_two_where_it_is_not_closed_is_one_day(self) -> None:
        whole = Calendar(LONDON, hours=((Span(0, 1440),),) * 7)
        with pytest.raises(ValueError, match="apart from each other"):
            Calendar(LONDON, hours=((Span(0, 150), Span(150, 1440)),) * 7)
        assert due(whole, rule(48, Unit.BUSINESS_HOURS), at(whole, 2026, 6, 1)).due == at(whole, 2026, 6, 3)

    def test_starting_in_the_break_at_night_or_on_a_closed_day(self) -> None:
        calendar = Calendar(LONDON, closed=ENGLAND.closed, hours=((Span(540, 720), Span(780, 1020)),) * 7)
        for moment in (at(calendar, 2026, 4, 3), at(calendar, 2026, 4, 5, 23), at(calendar, 2026, 4, 7, 3)):
            assert due(calendar, rule(1, Unit.BUSINESS_HOURS), moment).due == at(calendar, 2026, 4, 7, 10)
        assert due(calendar, rule(1, Unit.BUSINESS_HOURS), at(calendar, 2026, 4, 7, 12, 15)).due == at(
            calendar, 2026, 4, 7, 14
        )

    def test_the_last_hour_ends_at_closing_time_not_the_next_morning(self) -> None:
        answer = due(ENGLAND, rule(8, Unit.BUSINESS_HOURS), at(ENGLAND, 2026, 6, 5, 9))
        assert answer.due == at(ENGLAND, 2026, 6, 5, 17)
        assert answer.due_date == date(2026, 6, 5)

    def test_a_night_shift_over_a_change_of_clocks_has_the_hours_it_really_had(self) -> None:
        night = Calendar(LONDON, weekend=frozenset(), hours=((Span(0, 360),),) * 7)
        assert due(night, rule(5, Unit.BUSINESS_HOURS), date(2026, 3, 29)).due == at(night, 2026, 3, 29, 6)
        assert due(night, rule(7, Unit.BUSINESS_HOURS), date(2026, 10, 25)).due == at(night, 2026, 10, 25, 6)

    def test_a_span_that_begins_in_the_hour_left_out_begins_with_the_jump(self) -> None:
        calendar = Calendar(LONDON, weekend=frozenset(), hours=((Span(90, 300),),) * 7)
        answer = due(calendar, rule(1, Unit.BUSINESS_HOURS), date(2026, 3, 29))
        assert answer.due == datetime(2026, 3, 29, 2, tzinfo=UTC)

    def test_an_opened_day_without_hours_of_its_own_has_the_first_that_there_are(self) -> None:
        hours = ((Span(600, 720),),) * 5 + ((), ())
        calendar = Calendar(LONDON, hours=hours, opened=frozenset({date(2026, 6, 6)}))
        assert due(calendar, rule(1, Unit.BUSINESS_HOURS), date(2026, 6, 6)).due == at(
            calendar, 2026, 6, 6, 11
        )

    def test_the_steps_are_minutes(self) -> None:
        answer = due(ENGLAND, rule(9, Unit.BUSINESS_HOURS), at(ENGLAND, 2026, 6, 4, 9))
        assert [(step.day.day, step.what, step.counted) for step in answer.steps] == [
            (4, StepKind.START, 0),
            (4, StepKind.COUNTED, 480),
            (5, StepKind.COUNTED, 60),
        ]


class TestNoAnswer:
    def test_a_calendar_without_an_open_day(self) -> None:
        never = Calendar(LONDON, weekend=frozenset(range(7)))
        for limit in (
            rule(0, Unit.WORKING_DAYS),
            rule(1, Unit.WORKING_DAYS),
            rule(1, Unit.BUSINESS_HOURS),
            rule(1, Unit.WEEKS, roll=Roll.FORWARD),
            rule(1, Unit.WORKING_DAYS, closed_start=ClosedStart.NEXT_OPEN),
        ):
            with pytest.raises(Unreckonable):
                due(never, limit, date(2026, 6, 5))

    def test_no_opening_hours(self) -> None:
        with pytest.raises(Unreckonable):
            due(Calendar(LONDON, hours=((),) * 7), rule(1, Unit.BUSINESS_HOURS), date(2026, 6, 5))

    @pytest.mark.parametrize("unit", list(Unit))
    def test_beyond_the_calendar(self, unit: Unit) -> None:
        amount = 24 * 40 if unit is Unit.HOURS else 40 * 8 if unit is Unit.BUSINESS_HOURS else 40
        with pytest.raises(Unreckonable):
            due(ENGLAND, rule(amount, unit), date(9999, 12, 20))

    def test_a_moment_without_its_zone(self) -> None:
        with pytest.raises(Unreckonable):
            due(ENGLAND, rule(1, Unit.WEEKS), datetime(2026, 6, 5, 10))

    def test_an_event_that_did_not_happen(self) -> None:
        with pytest.raises(KeyError):
            reckon(rule(1, Unit.WEEKS), ENGLAND, {"acknowledged": date(2026, 6, 5)})


class TestRefusedRules:
    @pytest.mark.parametrize("amount", [-1, 100_001])
    def test_amounts(self, amount: int) -> None:
        with pytest.raises(ValueError):
            rule(amount, Unit.WEEKS)

    @pytest.mark.parametrize(
        "choice",
        [{"roll": Roll.FORWARD}, {"start_day": StartDay.INCLUDED}, {"closed_start": ClosedStart.NEXT_OPEN}],
    )
    @pytest.mark.parametrize("unit", [Unit.HOURS, Unit.BUSINESS_HOURS])
    def test_hours_leave_no_choice(self, unit: Unit, choice: dict[str, object]) -> None:
        with pytest.raises(ValueError):
            rule(1, unit, **choice)

    def test_counting_the_first_of_no_days(self) -> None:
        with pytest.raises(ValueError):
            rule(0, Unit.WEEKS, start_day=StartDay.INCLUDED)

    @pytest.mark.parametrize(
        "hours",
        [
            ((),) * 6,
            ((Span(1020, 540),),) * 7,
            ((Span(540, 540),),) * 7,
            ((Span(540, 1441),),) * 7,
            ((Span(-1, 540),),) * 7,
            ((Span(780, 1020), Span(540, 720)),) * 7,
            ((Span(540, 780), Span(720, 1020)),) * 7,
        ],
    )
    def test_hours_that_cannot_be(self, hours: tuple[tuple[Span, ...], ...]) -> None:
        with pytest.raises(ValueError):
            Calendar(LONDON, hours=hours)

    @pytest.mark.parametrize("cut_off", [-1, 1441])
    def test_a_cut_off_outside_the_day(self, cut_off: int) -> None:
        with pytest.raises(ValueError):
            Calendar(LONDON, cut_off=cut_off)


def test_nothing_to_wait_for() -> None:
    """An amount of 0: the day itself or the next open one; the moment itself or the next open one."""
    assert due(ENGLAND, rule(0, Unit.WORKING_DAYS), date(2026, 6, 5)).due_date == date(2026, 6, 5)
    assert due(ENGLAND, rule(0, Unit.WORKING_DAYS), date(2026, 6, 6)).due_date == date(2026, 6, 8)
    assert due(ENGLAND, rule(0, Unit.CALENDAR_DAYS), date(2026, 6, 6)).due_date == date(2026, 6, 6)
    assert due(ENGLAND, rule(0, Unit.BUSINESS_HOURS), at(ENGLAND, 2026, 6, 6)).due == at(
        ENGLAND, 2026, 6, 8, 9
    )
    moment = at(ENGLAND, 2026, 6, 6)
    assert (
        due(ENGLAND, rule(0, Unit.HOURS), moment).due,
        due(ENGLAND, rule(0, Unit.HOURS), moment).due_date,
    ) == (
        moment,
        date(2026, 6, 6),
    )


def test_what_hurt_elsewhere() -> None:
    """The clock bugs that other systems' users reported (field.md 3.2, items 13-17), each as what must hold here."""
    # 13: a "holiday" of a feed that is none moved the deadline; round-the-clock lost a minute each midnight
    germany = holidays_of("DE", "", range(2026, 2027))
    assert date(2026, 11, 11) not in germany
    always = Calendar(ZoneInfo("Europe/Berlin"), weekend=frozenset(), hours=ALWAYS)
    start = datetime(2026, 6, 1, 12, tzinfo=always.zone)
    assert due(always, rule(100 * 24, Unit.BUSINESS_HOURS), start).due == start + timedelta(days=100)
    # 14: wrong unless Monday and Thursday both had hours; a lunch break taken for a holiday
    midweek = Calendar(LONDON, hours=((), (Span(540, 1020),), (Span(540, 1020),), (), (), (), ()))
    assert due(midweek, rule(9, Unit.BUSINESS_HOURS), at(midweek, 2026, 6, 2, 9)).due == at(
        midweek, 2026, 6, 3, 10
    )
    assert due(midweek, rule(1, Unit.WORKING_DAYS), date(2026, 6, 3)).due_date == date(2026, 6, 4)
    lunch = Calendar(LONDON, hours=((Span(540, 720), Span(780, 1020)),) * 7)
    assert due(lunch, rule(1, Unit.WORKING_DAYS), date(2026, 6, 3)).due_date == date(2026, 6, 4)
    # 15: fired before the due date, at 00:00 of the next day; closed hours counted as waiting
    assert due(ENGLAND, rule(1, Unit.CALENDAR_DAYS), date(2026, 6, 3)).due == at(ENGLAND, 2026, 6, 5, 0)
    assert due(ENGLAND, rule(1, Unit.BUSINESS_HOURS), at(ENGLAND, 2026, 6, 3, 16, 30)).due == at(
        ENGLAND, 2026, 6, 4, 9, 30
    )
    # 16: wall-clock time, no public holidays, one span a day
    assert due(ENGLAND, rule(8, Unit.BUSINESS_HOURS), at(ENGLAND, 2026, 4, 2, 13)).due == at(
        ENGLAND, 2026, 4, 7, 13
    )
    # 17: wrong on non-working days and over lunch
    assert due(lunch, rule(1, Unit.BUSINESS_HOURS), at(lunch, 2026, 6, 6, 10)).due == at(
        lunch, 2026, 6, 8, 10
    )
    assert due(lunch, rule(1, Unit.BUSINESS_HOURS), at(lunch, 2026, 6, 5, 12, 30)).due == at(
        lunch, 2026, 6, 5, 14
    )
