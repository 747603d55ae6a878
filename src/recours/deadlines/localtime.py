"""Wall time and instants: where a local day begins and when the clock on the wall shows an hour. Pure."""

from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
MINUTES_A_DAY = 1440


@lru_cache(maxsize=16384)
def instant_of(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """The UTC instant at which the wall clock shows this minute of the local day, 0 to 1440.

    Shown twice, the first time counts; never shown (clocks went forward, or the day was skipped), the moment of the
    jump. So the minutes of a day cut it into spans that neither overlap nor leave a gap.
    """
    if minute == MINUTES_A_DAY:
        day, minute = day + DAY, 0
    wall = datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=zone)
    instant = wall.astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return instant
    return _jump(wall.replace(fold=1).astimezone(UTC), instant, zone)


def _jump(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The instant between two at which the zone's offset changes, to the second."""
    new = after.astimezone(zone).utcoffset()
    span = int((after - before).total_seconds())
    low, high = 0, span
    while low < high:
        middle = (low + high) // 2
        if (before + timedelta(seconds=middle)).astimezone(zone).utcoffset() == new:
            high = middle
        else:
            low = middle + 1
    return before + timedelta(seconds=low)


def local(instant: datetime, zone: ZoneInfo) -> datetime:
    """The instant with the offset that holds there, fixed: arithmetic on it can never slip an hour."""
    there = instant.astimezone(zone)
    offset = there.utcoffset()
    return there.replace(tzinfo=timezone(offset) if offset is not None else UTC, fold=0)
