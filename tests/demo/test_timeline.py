"""Time runs forwards only, and not beyond today."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from recours.demo.timeline import Timeline

START = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
END = START + timedelta(days=2)


@pytest.mark.django_db
def test_acts_happen_in_the_order_of_their_moments_also_those_planned_meanwhile() -> None:
    line, seen = Timeline(START, END), list[tuple[str, datetime]]()

    def first(now: datetime) -> None:
        seen.append(("first", now))
        line.at(now + timedelta(hours=1), lambda later: seen.append(("planned", later)))

    line.at(START + timedelta(hours=5), lambda now: seen.append(("last", now)))
    line.at(START + timedelta(hours=1), first)
    line.play()
    assert [name for name, _now in seen] == ["first", "planned", "last"]
    assert seen[1][1] == START + timedelta(hours=2)


@pytest.mark.django_db
def test_two_acts_of_one_moment_happen_one_after_the_other() -> None:
    line, seen = Timeline(START, END), list[datetime]()
    for _ in range(3):
        line.at(START + timedelta(hours=1), seen.append)
    line.play()
    assert seen == sorted(set(seen))
    assert seen[-1] - seen[0] < timedelta(minutes=1)


@pytest.mark.django_db
def test_what_lies_ahead_is_left_to_the_living() -> None:
    line, seen = Timeline(START, END), list[datetime]()
    line.at(END + timedelta(seconds=1), seen.append)
    line.play()
    assert seen == []
