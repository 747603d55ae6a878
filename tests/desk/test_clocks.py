"""Clocks as people read them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.utils import translation

from recours.deadlines.clocks import ClockView
from recours.desk.clocks import ring_of

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def clock(
    *,
    start: timedelta,
    due: timedelta,
    met: timedelta | None = None,
    breached: bool = False,
    ended: bool = False,
) -> ClockView:
    met_at = NOW + met if met is not None else None
    return ClockView(
        id=UUID(int=1),
        pack="promises",
        code="answer",
        target="answer",
        started_at=NOW + start,
        due_date=date(2026, 12, 3),
        due=NOW + due,
        met_at=met_at,
        breached=breached,
        ended_at=met_at or (NOW if ended else None),
    )


DAYS = timedelta(days=1)


@pytest.mark.parametrize(
    ("view", "state", "label"),
    [
        (clock(start=-2 * DAYS, due=8 * DAYS), "running", "Answer in 8 days"),
        (clock(start=-9 * DAYS, due=1 * DAYS), "soon", "Answer in 24 hours"),
        (clock(start=-1 * DAYS / 24, due=DAYS / 2), "soon", "Answer in 12 hours"),
        (clock(start=-9 * DAYS, due=-3 * DAYS), "late", "Answer due 3 days ago"),
        (clock(start=-9 * DAYS, due=0 * DAYS), "late", "Answer due just now"),
        (clock(start=-9 * DAYS, due=DAYS, met=-DAYS), "met", "Answer done in time"),
        (clock(start=-9 * DAYS, due=-2 * DAYS, met=-DAYS, breached=True), "late", "Answer done late"),
        (clock(start=-9 * DAYS, due=-2 * DAYS, breached=True, ended=True), "late", "Answer missed"),
        (clock(start=-9 * DAYS, due=DAYS, ended=True), "paused", "Answer no longer owed"),
    ],
)
def test_a_clock_says_how_it_stands(view: ClockView, state: str, label: str) -> None:
    ring = ring_of(view, NOW, "en")
    assert (ring.state, ring.label, ring.note) == (state, label, "by Thursday 3 December 2026")


def test_a_ring_empties() -> None:
    assert [ring_of(clock(start=-n * DAYS, due=(10 - n) * DAYS), NOW, "en").part for n in (0, 5, 9)] == [
        1,
        0.5,
        0.1,
    ]


def test_a_ring_that_began_when_it_was_due_is_empty() -> None:
    assert ring_of(clock(start=DAYS, due=DAYS), NOW, "en").part == 0


def test_days_are_told_in_the_readers_calendar() -> None:
    with translation.override("fa"):
        assert "۱۲ آذر ۱۴۰۵" in ring_of(clock(start=-DAYS, due=9 * DAYS), NOW, "fa").note
