"""Promises and the calendar."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from pydantic import Field

from recours.api.schemas.base import Day, Given, Told
from recours.core.text import one_line
from recours.deadlines.actions import CalendarDraft, Span, Unit

if TYPE_CHECKING:
    from recours.deadlines.selectors import CalendarSheet, PackSheet, Promises

_LARGEST = 2**31 - 1
_WEEK = 7


class LimitGiven(Given):
    """How much of which unit."""

    amount: int = Field(ge=-_LARGEST, le=_LARGEST, examples=[15])
    unit: Unit = Field(examples=["working_days"])


class PromisesGiven(Given):
    """Other limits from now on. `version` is the one you last read, so that nobody's change is overwritten."""

    acknowledge_within: LimitGiven
    answer_within: LimitGiven
    version: int | None = None


class LimitTold(Told):
    """How much of which unit."""

    amount: int
    unit: Unit


class PromisesTold(Told):
    """What the organisation promises everybody who complains."""

    acknowledge_within: LimitTold
    answer_within: LimitTold
    sentences: list[str]
    version: int
    changed_at: datetime


class PackTold(Told):
    """A set of rules with its source and how sure it is."""

    code: str
    title: str
    jurisdiction: str
    source: str
    status: str
    caution: str
    version: int
    effective_from: date | None
    effective_to: date | None
    calendar: str
    sentences: list[str]


class SpanGiven(Given):
    """Opening hours within a day, in minutes from midnight."""

    opens: int = Field(ge=0, le=1440, examples=[540])
    closes: int = Field(ge=0, le=1440, examples=[1020])


class CalendarGiven(Given):
    """When the organisation works; the whole of it. Weekdays count from Monday = 0, `hours` has seven days."""

    zone: str = Field(examples=["Europe/London"])
    country: str = Field("", examples=["GB"], description="Whose public holidays count; empty for none.")
    subdivision: str = ""
    weekend: list[int] = Field(default_factory=lambda: [5, 6], max_length=_WEEK)
    hours: list[list[SpanGiven]] = Field(
        default_factory=lambda: [[SpanGiven(opens=540, closes=1020)] for _ in range(_WEEK)],
        min_length=_WEEK,
        max_length=_WEEK,
    )
    cut_off: int | None = Field(
        None, description="What arrives after this minute of the day counts as the next day's."
    )
    closed: dict[Day, str] = Field(
        default_factory=dict, description="Exceptional days on which nobody works."
    )
    opened: dict[Day, str] = Field(default_factory=dict, description="Exceptional days on which you do work.")
    version: int | None = None


class SpanTold(Told):
    """Opening hours within a day, in minutes from midnight."""

    opens: int
    closes: int


class CalendarTold(Told):
    """When the organisation works, and the public holidays that follow from its country."""

    zone: str
    country: str
    subdivision: str
    weekend: list[int]
    hours: list[list[SpanTold]]
    cut_off: int | None
    closed: dict[date, str]
    opened: dict[date, str]
    holidays: dict[date, str]
    version: int
    changed_at: datetime


def promises_told(found: Promises) -> PromisesTold:
    """The promises, also as sentences in the reader's language."""
    return PromisesTold(
        acknowledge_within=LimitTold(**found.acknowledge_within._asdict()),
        answer_within=LimitTold(**found.answer_within._asdict()),
        sentences=found.sentences(),
        version=found.version,
        changed_at=found.changed_at,
    )


def pack_told(sheet: PackSheet) -> PackTold:
    """A set of rules, also as sentences in the reader's language."""
    fields = {name: getattr(sheet, name) for name in PackTold.model_fields if name != "sentences"}
    return PackTold(**fields, sentences=sheet.sentences())


def calendar_draft(given: CalendarGiven) -> CalendarDraft:
    """The calendar as the action takes it."""
    return CalendarDraft(
        zone=given.zone,
        country=given.country,
        subdivision=given.subdivision,
        weekend=frozenset(given.weekend),
        hours=tuple(tuple(Span(span.opens, span.closes) for span in spans) for spans in given.hours),
        cut_off=given.cut_off,
        closed={day: one_line(name, 121) for day, name in given.closed.items()},
        opened={day: one_line(name, 121) for day, name in given.opened.items()},
    )


def calendar_told(sheet: CalendarSheet) -> CalendarTold:
    """The calendar as it stands."""
    draft = sheet.draft
    return CalendarTold(
        zone=draft.zone,
        country=draft.country,
        subdivision=draft.subdivision,
        weekend=sorted(draft.weekend),
        hours=[[SpanTold(opens=s.opens, closes=s.closes) for s in spans] for spans in draft.hours],
        cut_off=draft.cut_off,
        closed=dict(draft.closed),
        opened=dict(draft.opened),
        holidays=dict(sheet.holidays),
        version=sheet.version,
        changed_at=sheet.changed_at,
    )
