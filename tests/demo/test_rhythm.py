"""Office hours and the hours of customers."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from recours.complaints.states import Channel
from recours.demo.rhythm import (
    ZONE,
    arrival,
    awake,
    is_office_time,
    needs_office,
    office_after,
    office_before,
)

MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2029, 1, 1), timezones=st.just(UTC))


@given(MOMENTS)
def test_the_office_is_reached_at_once_or_within_a_weekend(moment: datetime) -> None:
    before, after = office_before(moment), office_after(moment)
    assert is_office_time(before)
    assert is_office_time(after)
    assert moment - timedelta(days=3) < before <= moment <= after < moment + timedelta(days=3)
    assert (before == after == moment) is is_office_time(moment)


@given(MOMENTS)
def test_nobody_writes_in_the_night(moment: datetime) -> None:
    later = awake(moment)
    assert moment <= later < moment + timedelta(hours=10)
    assert 7 <= later.astimezone(ZONE).hour < 23


@given(MOMENTS, st.sampled_from(list(Channel)), st.integers())
def test_what_needs_the_office_arrives_in_its_hours(moment: datetime, channel: Channel, seed: int) -> None:
    found = arrival(moment, channel, random.Random(seed))
    assert found == arrival(moment, channel, random.Random(seed))
    assert abs(found - moment) < timedelta(days=4)
    assert is_office_time(found) or not needs_office(channel)


def test_the_office_keeps_the_hours_of_its_town_in_summer() -> None:
    assert is_office_time(datetime(2026, 7, 15, 8, 0, tzinfo=UTC))
    assert not is_office_time(datetime(2026, 11, 18, 8, 0, tzinfo=UTC))
    assert not is_office_time(datetime(2026, 7, 18, 10, 0, tzinfo=UTC))
