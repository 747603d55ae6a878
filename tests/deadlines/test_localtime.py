"""Instants of the wall clock where it jumps, stands twice, and does neither."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from recours.deadlines.localtime import instant_of, local


@pytest.mark.parametrize(
    ("zone", "day", "minute", "expected"),
    [
        ("UTC", (2026, 6, 5), 0, "2026-06-05T00:00"),
        ("UTC", (2026, 6, 5), 1440, "2026-06-06T00:00"),
        ("Asia/Kathmandu", (2026, 6, 5), 0, "2026-06-04T18:15"),
        ("Europe/London", (2026, 3, 29), 60, "2026-03-29T01:00"),  # 01:00 is left out: the jump itself
        ("Europe/London", (2026, 3, 29), 90, "2026-03-29T01:00"),
        ("Europe/London", (2026, 3, 29), 120, "2026-03-29T01:00"),
        ("Europe/London", (2026, 10, 25), 90, "2026-10-25T00:30"),  # 01:30 comes twice: the first time
        ("Europe/London", (2026, 10, 25), 120, "2026-10-25T02:00"),
        ("America/Havana", (2026, 11, 1), 0, "2026-11-01T04:00"),  # midnight comes twice
        ("Africa/Cairo", (2026, 4, 24), 0, "2026-04-23T22:00"),  # midnight is left out
        ("Australia/Lord_Howe", (2026, 10, 4), 135, "2026-10-03T15:30"),  # half an hour is left out
        ("Pacific/Apia", (2011, 12, 30), 720, "2011-12-30T10:00"),  # the whole day is left out
        ("America/Toronto", (1919, 3, 31), 0, "1919-03-31T04:30"),  # 23:30 to 00:30
    ],
)
def test_instant_of(zone: str, day: tuple[int, int, int], minute: int, expected: str) -> None:
    assert instant_of(date(*day), minute, ZoneInfo(zone)) == datetime.fromisoformat(expected).replace(
        tzinfo=UTC
    )


def test_local_has_a_fixed_offset() -> None:
    london = ZoneInfo("Europe/London")
    before, after = datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert [local(moment, london).isoformat() for moment in (before, after)] == [
        "2026-10-25T01:30:00+01:00",
        "2026-10-25T01:30:00+00:00",
    ]
    assert local(after, london) - local(before, london) == after - before
