"""Cases as an earlier system kept them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Annotated

from pydantic import Field

from recours.api.errors import PAST_ONLY
from recours.api.schemas.base import Day, Given, Language, Moment, Told
from recours.complaints.history import PastCase
from recours.complaints.states import Channel, Kind
from recours.core.errors import Code, Invalid, RecoursError
from recours.core.text import clean, one_line

MOST = 1_000
_FIRST_YEAR = 1900
_AHEAD = timedelta(days=1)

Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_.-]{0,39}$")]
Path = Annotated[list[Annotated[str, Field(min_length=1, max_length=300)]], Field(max_length=8)]
Acts = Annotated[list[Annotated[str, Field(max_length=40)]], Field(max_length=20)]


class PastCaseGiven(Given):
    """One case as the earlier system kept it, with its true dates. `identity` is that system's own number."""

    identity: str = Field(min_length=1, max_length=100, examples=["2019-00417"])
    kind: Kind = Kind.COMPLAINT
    channel: Channel = Field(examples=["phone"])
    language: Language = "en"
    words: str = Field("", max_length=100_000)
    received_at: Moment = Field(examples=["2019-05-03T10:15:00+01:00"])
    clock_events: dict[Name, Moment | Day] = Field(
        default_factory=dict,
        max_length=10,
        description="What starts the clocks of the pack, such as `received`; a day where only that is known.",
    )
    kept: Acts = Field(default_factory=list, description="Limits that were kept at an unknown moment.")
    late: Acts = Field(default_factory=list, description="Limits that were missed at an unknown moment.")
    closed: bool = False
    closed_at: Moment | None = None
    ended_at: Moment | None = Field(None, description="When the clocks stopped.")
    outcome: str = Field("", max_length=40)
    product: Path = Field(
        default_factory=list, description="The way through that system's own list, outermost first."
    )
    problem: Path = Field(default_factory=list)
    facts: dict[Annotated[str, Field(max_length=100)], Annotated[str, Field(max_length=2_000)]] = Field(
        default_factory=dict, max_length=50
    )


class HistoryGiven(Given):
    """Up to 1,000 cases of one source."""

    source: Name = Field(
        examples=["oldsystem"], description="A name for the earlier system, always the same."
    )
    pack: Name = Field("promises", description="The set of rules whose clocks ran.")
    cases: list[PastCaseGiven] = Field(min_length=1, max_length=MOST)


class TakenOver(Told):
    """How many were new, and how many had been taken over before."""

    created: int
    unchanged: int


def past_cases(given: HistoryGiven, now: datetime) -> list[PastCase]:
    """The batch as the action takes it; Invalid names each moment that cannot have been."""
    wrong: dict[str, Code | RecoursError] = {}
    for number, case in enumerate(given.cases):
        for name, moment in _moments(case):
            if not _FIRST_YEAR <= moment.year <= now.year + 1 or _later(moment, now):
                wrong[f"cases.{number}.{name}"] = PAST_ONLY
    if wrong:
        raise Invalid(wrong)
    return [_past(case) for case in given.cases]


def _moments(case: PastCaseGiven) -> Iterator[tuple[str, datetime | date]]:
    for name in ("received_at", "closed_at", "ended_at"):
        moment = getattr(case, name)
        if moment is not None:
            yield name, moment
    for name, moment in case.clock_events.items():
        yield f"clock_events.{name}", moment


def _later(moment: datetime | date, now: datetime) -> bool:
    latest = now + _AHEAD
    return moment > latest if isinstance(moment, datetime) else moment > latest.date()


def _past(case: PastCaseGiven) -> PastCase:
    content = json.dumps(case.model_dump(mode="json"), sort_keys=True)
    return PastCase(
        identity=one_line(case.identity, 100),
        digest=hashlib.sha256(content.encode()).hexdigest(),
        kind=case.kind,
        channel=case.channel,
        language=case.language,
        words=case.words,
        received_at=case.received_at,
        clock_events=case.clock_events or {"received": case.received_at},
        kept=frozenset(case.kept),
        late=frozenset(case.late),
        closed=case.closed,
        closed_at=case.closed_at,
        ended_at=case.ended_at or case.closed_at,
        outcome=one_line(case.outcome, 40),
        product=tuple(case.product),
        problem=tuple(case.problem),
        facts={clean(name): clean(fact) for name, fact in case.facts.items()},
    )
