"""Past days played again in their order: what people did at each moment, and the worker after it."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from typing import TypeAlias

from recours.jobs.followers import follow_due
from recours.letters.jobs import send_due

Act: TypeAlias = Callable[[datetime], None]
_BREATH = timedelta(seconds=9)


class Timeline:
    """Acts by their moments; one that was planned for a busy moment happens right after it, and none after the end."""

    def __init__(self, start: datetime, end: datetime) -> None:
        self._clock, self._end = start, end
        self._acts: list[tuple[datetime, int, Act]] = []
        self._numbers = count()

    def at(self, planned: datetime, act: Act) -> None:
        """Plan the act; what lies after the end is yet to come and is left to the living."""
        if planned <= self._end:
            heapq.heappush(self._acts, (planned, next(self._numbers), act))

    def play(self) -> None:
        """Let everything happen, also what acts plan while they happen."""
        while self._acts:
            planned, _number, act = heapq.heappop(self._acts)
            self._clock = max(planned, self._clock + _BREATH)
            act(self._clock)
            self._settle()

    def _settle(self) -> None:
        """The worker: letters leave, and what follows events follows, until nothing is due."""
        self._clock += _BREATH
        while send_due(self._clock) + follow_due(self._clock):
            self._clock += _BREATH
