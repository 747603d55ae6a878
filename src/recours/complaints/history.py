"""A case as an earlier system kept it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from recours.complaints.states import Channel, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class PastCase:
    """One case taken over as history: what came, when, about what, how it ended, and which clocks ran.

    `identity` is the source's own number, or where it has none a digest of the row with its ordinal among equal rows.
    `product` and `problem` are paths through the source's own taxonomy, outermost first. `clock_events` start the
    pack's clocks; `kept` and `late` name the limits that were kept or missed at an unknown moment. `closed_at` None
    means that the day of the closure is unknown; `ended_at` is when the clocks stopped. `facts` holds the source's other fields as they were.
    """

    identity: str
    digest: str
    kind: Kind = Kind.COMPLAINT
    channel: Channel
    language: str = "en"
    words: str = ""
    received_at: datetime
    clock_events: Mapping[str, datetime | date] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()
    late: frozenset[str] = frozenset()
    closed: bool = False
    closed_at: datetime | None = None
    ended_at: datetime | None = None
    outcome: str = ""
    product: tuple[str, ...] = ()
    problem: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOverCount:
    """How many of a batch were new, and how many had been taken over before."""

    created: int
    unchanged: int
