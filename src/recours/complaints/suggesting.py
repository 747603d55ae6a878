"""Whom a case could be given to: by workload, language and experience, with the reasons. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

LANGUAGE_WORTH = 5
"""Speaking the complainant's language outweighs this many open cases more."""

EXPERIENCE_WORTH = 3
"""Having handled such cases outweighs this many open cases more."""

_NEVER = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A colleague who may take the case: open cases, whether they speak its language, how many of its kind they had this year."""

    id: UUID
    name: str
    open: int = 0
    speaks: bool = False
    handled: int = 0
    last_given: datetime | None = None

    @property
    def burden(self) -> int:
        """What giving the case to them costs, in open cases; the least is best."""
        return self.open - LANGUAGE_WORTH * self.speaks - EXPERIENCE_WORTH * bool(self.handled)


def ranked(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The best first; of equals the one whose turn it is, who was given a case longest ago."""
    return sorted(candidates, key=lambda c: (c.burden, c.last_given or _NEVER, c.name, str(c.id)))
