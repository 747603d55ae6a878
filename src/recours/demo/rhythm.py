"""When people do things: an office's hours, and the hours in which customers write; pure."""

from __future__ import annotations

import random
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from recours.complaints.states import Channel

ZONE: Final = ZoneInfo("Europe/London")
OPENS, CLOSES = 9, 17
_SATURDAY = 5
_AT_THE_OFFICE = frozenset({Channel.PHONE, Channel.IN_PERSON, Channel.POST})
_HOURS = {8: 5, 9: 6, 10: 6, 11: 6, 12: 8, 13: 7, 14: 4, 15: 4, 16: 5, 17: 6, 18: 7, 19: 9, 20: 10, 21: 9, 22: 5, 23: 2, 0: 1}  # fmt: skip


def is_office_time(moment: datetime) -> bool:
    """Whether somebody sits at the desk: Monday to Friday from nine to five."""
    there = moment.astimezone(ZONE)
    return there.weekday() < _SATURDAY and OPENS <= there.hour < CLOSES


def office_before(moment: datetime) -> datetime:
    """The moment itself in office hours, else one in the last hour of the working day before."""
    if is_office_time(moment):
        return moment
    there = moment.astimezone(ZONE)
    day = there.date()
    if there.weekday() >= _SATURDAY or there.hour < CLOSES:
        day -= timedelta(days=1)
        while day.weekday() >= _SATURDAY:
            day -= timedelta(days=1)
    return datetime.combine(day, time(CLOSES - 1, there.minute, there.second), ZONE).astimezone(moment.tzinfo)


def office_after(moment: datetime) -> datetime:
    """The moment itself in office hours, else one in the first hour of the next working day."""
    if is_office_time(moment):
        return moment
    there = moment.astimezone(ZONE)
    day = there.date()
    if there.hour >= CLOSES:
        day += timedelta(days=1)
    while day.weekday() >= _SATURDAY:
        day += timedelta(days=1)
    return datetime.combine(day, time(OPENS, there.minute, there.second), ZONE).astimezone(moment.tzinfo)


def opening(moment: datetime) -> datetime:
    """When the office opens on that day."""
    there = moment.astimezone(ZONE)
    return datetime.combine(there.date(), time(OPENS), ZONE).astimezone(moment.tzinfo)


def awake(moment: datetime) -> datetime:
    """The moment itself in the day or the evening, else at breakfast."""
    there = moment.astimezone(ZONE)
    if 7 <= there.hour < 23:
        return moment
    day = there.date() + timedelta(days=1 if there.hour >= 23 else 0)
    return datetime.combine(day, time(7, there.minute, there.second), ZONE).astimezone(moment.tzinfo)


def arrival(near: datetime, channel: Channel, chance: random.Random) -> datetime:
    """A believable moment on that day for something to come in by this channel: for what needs the office, in its hours."""
    there = near.astimezone(ZONE)
    hours = [h for h in _HOURS if OPENS <= h < CLOSES] if channel in _AT_THE_OFFICE else list(_HOURS)
    hour = chance.choices(hours, [_HOURS[h] for h in hours])[0]
    moment = datetime.combine(there.date(), time(hour, chance.randrange(60), chance.randrange(60)), ZONE)
    moment = moment.astimezone(near.tzinfo)
    return office_before(moment) if channel in _AT_THE_OFFICE else moment


def needs_office(channel: Channel) -> bool:
    """Whether somebody of ours must be there for it to come in."""
    return channel in _AT_THE_OFFICE
