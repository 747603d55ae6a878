"""A calendar survives being kept, and proves itself later."""

from __future__ import annotations

import json
from datetime import date

from recours.deadlines.calendars import CalendarDraft, calendar_from, content_of, draft_from
from recours.deadlines.reckon import Span

DRAFT = CalendarDraft(
    zone="Asia/Tehran",
    country="IR",
    weekend=frozenset({3, 4}),
    hours=((Span(480, 720), Span(780, 960)),) * 3 + ((), (), (Span(480, 720),), (Span(480, 960),)),
    cut_off=900,
    closed={date(2026, 7, 1): "Removal"},
    opened={date(2026, 7, 3): "Stocktaking"},
)


def test_what_is_kept_is_what_was_set() -> None:
    content = json.loads(json.dumps(content_of(DRAFT, 2026)))
    assert draft_from(content) == DRAFT
    calendar = calendar_from(content)
    assert (calendar.zone.key, calendar.weekend, calendar.hours, calendar.cut_off) == (
        "Asia/Tehran", DRAFT.weekend, DRAFT.hours, 900,
    )  # fmt: skip


def test_people_win_over_holidays_and_weekends() -> None:
    calendar = calendar_from(content_of(DRAFT, 2026))
    assert not calendar.is_open(date(2026, 7, 1))
    assert calendar.is_open(date(2026, 7, 3))
    assert not calendar.is_open(date(2026, 3, 21))


def test_a_listed_closed_day_wins_over_a_weekend_worked_by_decree() -> None:
    saturday = date(2025, 5, 17)
    plain = content_of(CalendarDraft("Europe/Budapest", "HU"), 2025)
    closed = content_of(CalendarDraft("Europe/Budapest", "HU", closed={saturday: "Outing"}), 2025)
    assert calendar_from(plain).is_open(saturday)
    assert not calendar_from(closed).is_open(saturday)


def test_kept_years_stay_as_they_were_and_other_years_are_looked_up() -> None:
    content = content_of(CalendarDraft("Europe/London", "GB", "ENG"), 2026)
    assert (content["holidays_from"], content["holidays_to"]) == (2025, 2031)
    del content["holidays"]["2026-12-25"]  # as if the package had not known it then
    calendar = calendar_from(content)
    assert calendar.is_open(date(2026, 12, 25))
    assert not calendar.is_open(date(2011, 4, 29))  # the royal wedding
    assert not calendar.is_open(date(2040, 12, 25))
