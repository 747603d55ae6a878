"""Opening, meeting and reading the clocks of a subject: called by its owner, inside the owner's transaction and lock."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Case, F, When

from recours.core.errors import NotFound
from recours.core.keys import new_key
from recours.core.rows import Prepared, insert_rows
from recours.core.subjects import Subject
from recours.deadlines.books import Book, book_of
from recours.deadlines.errors import NO_PACK
from recours.deadlines.localtime import local
from recours.deadlines.models import Clock
from recours.deadlines.packs import FULFILS, PROMISES
from recours.deadlines.reckon import Due, Roll, Rule, Unit, reckon


@dataclass(frozen=True, slots=True)
class ClockView:
    """One clock: by when what is owed, and whether it was done.

    `due_date` is the last permitted local day, `due` the first instant that is too late, with the calendar's offset.
    `breached` says that lateness is on record; `is_late` also knows a clock that ran out just now.
    """

    id: UUID
    pack: str
    code: str
    target: str
    started_at: datetime
    due_date: date
    due: datetime
    met_at: datetime | None
    breached: bool
    ended_at: datetime | None

    @property
    def runs(self) -> bool:
        """Whether something is still owed."""
        return self.ended_at is None

    def is_late(self, now: datetime) -> bool:
        """Whether the limit passed before what is owed was done."""
        return self.breached or (self.runs and now >= self.due)


def open_clocks(
    *,
    about: Subject,
    pack: str,
    events: Mapping[str, datetime | date],
    now: datetime,
    targets: Collection[str] | None = None,
) -> tuple[ClockView, ...]:
    """Open a clock for each rule of the pack whose start event is among these, and hand back what was opened, soonest first.

    An event is a moment, or a day where only the day is known; the owner may open clocks before its own row stands.
    `targets` leaves only the rules that owe one of these.
    Two statements. NotFound when there is no such pack; Unreckonable for an event without a time zone.
    """
    book = _book(pack)
    clocks = [
        _clock(book, rule, reckon(rule, book.calendar, events), about)
        for rule in book.rules
        if rule.start in events and (targets is None or rule.target in targets)
    ]
    insert_rows(clocks)
    return _in_order(_view(clock, book) for clock in clocks)


def meet(*, about: Subject, code: str, at: datetime) -> tuple[ClockView, ...]:
    """Meet every running clock that `code` fulfils, a target or a rule's own code, and hand back all clocks of the subject.

    Done at the due instant or later is a breach on record. What is met already stays as it is. Two statements at most.
    """
    views = clocks_of(about)
    met = {view.id for view in views if view.runs and _fulfils(code, view.code, view.target)}
    if not met:
        return views
    Clock.objects.filter(pk__in=met).update(
        met_at=at, ended_at=at, breached_at=Case(When(due__lte=at, then=F("due")), default=F("breached_at"))
    )
    return tuple(
        replace(view, met_at=at, ended_at=at, breached=view.breached or at >= view.due)
        if view.id in met
        else view
        for view in views
    )


def stop_clocks(*, about: Subject, at: datetime) -> tuple[ClockView, ...]:
    """End every running clock without meeting it, because nothing is owed any more, and hand back all clocks of the subject.

    One that had run out by then is a breach on record. Two statements.
    """
    Clock.objects.filter(subject_id=about.id, subject_kind=about.kind, ended_at=None).update(
        ended_at=at, breached_at=Case(When(due__lte=at, then=F("due")), default=F("breached_at"))
    )
    return clocks_of(about)


def resume_clocks(*, about: Subject, stopped_at: datetime) -> tuple[ClockView, ...]:
    """Let the clocks run again that `stop_clocks` ended at that moment, and hand back all clocks of the subject. Two statements."""
    Clock.objects.filter(
        subject_id=about.id, subject_kind=about.kind, met_at=None, ended_at=stopped_at
    ).update(ended_at=None)
    return clocks_of(about)


def carry_clocks(*, frm: Subject, to: Subject) -> list[UUID]:
    """Let `to` keep the running limits of `frm` that are earlier than its own or that it lacks, and name its clocks for them.

    What `to` did already is not owed again. At most four statements.
    """
    rows = Clock.objects.filter(subject_kind=frm.kind, subject_id__in=[frm.id, to.id])
    theirs = [row for row in rows if row.subject_id == frm.id and row.ended_at is None]
    ours = [row for row in rows if row.subject_id == to.id]
    carried, fresh = [], []
    for clock in theirs:
        same = [row for row in ours if (row.pack_id, row.code) == (clock.pack_id, clock.code)]
        if any(row.met_at or (row.ended_at is None and row.due <= clock.due) for row in same):
            continue
        before = next((row for row in same if row.started_at == clock.started_at), None)
        if before is None:
            clock.pk, clock.subject_kind, clock.subject_id = new_key(), to.kind, to.id
            fresh.append(clock)
        carried.append(before.pk if before else clock.pk)
    Clock.objects.filter(pk__in=set(carried) - {clock.pk for clock in fresh}).update(ended_at=None)
    insert_rows(fresh)
    return carried


def give_back_clocks(*, clocks: Collection[UUID], at: datetime) -> dict[str, datetime]:
    """End what was carried and still runs, without meeting it; what was met meanwhile is told by its code. Two statements."""
    kept = Clock.objects.filter(pk__in=clocks)
    kept.filter(ended_at=None).update(ended_at=at)
    return {code: at for code, at in kept.values_list("code", "met_at") if at is not None}


def clocks_of(about: Subject) -> tuple[ClockView, ...]:
    """All clocks of the subject, soonest due first; one statement."""
    return _in_order(_view_of(row) for row in _clocks(about.id, about.kind))


def clocks_of_many(subjects: Iterable[Subject]) -> dict[Subject, tuple[ClockView, ...]]:
    """The clocks of each subject, soonest due first, for a page of a list; one statement for each kind of subject."""
    found: dict[Subject, tuple[ClockView, ...]] = {}
    for kind, same in groupby(sorted(set(subjects), key=lambda s: (s.kind, s.id)), key=lambda s: s.kind):
        keys = [subject.id for subject in same]
        rows = Clock.objects.filter(subject_kind=kind, subject_id__in=keys).values_list(
            "subject_id", *_COLUMNS
        )
        views: dict[UUID, list[ClockView]] = {key: [] for key in keys}
        for key, *row in rows:
            views[key].append(_view_of(row))
        found.update({Subject(kind, key): _in_order(each) for key, each in views.items()})
    return found


def due_on(*, day: date) -> Due:
    """The limit of something asked for by this day, by the organisation's calendar; a closed day counts as the next open one."""
    rule = Rule("asked", "asked", "asked", 0, Unit.CALENDAR_DAYS, roll=Roll.FORWARD)
    return reckon(rule, _book(PROMISES).calendar, {"asked": day})


def due_after(*, working_days: int, now: datetime) -> Due:
    """The limit so many working days of the organisation's calendar from now; none: today, or the next open day."""
    rule = Rule("asked", "asked", "asked", working_days, Unit.WORKING_DAYS)
    return reckon(rule, _book(PROMISES).calendar, {"asked": now})


def next_due(views: Iterable[ClockView]) -> ClockView | None:
    """The running clock that is due first, or None when nothing is owed."""
    return min((view for view in views if view.runs), key=lambda view: view.due, default=None)


@dataclass(frozen=True, slots=True)
class History:
    """What is known of a case that another system handled.

    `met` gives the moments at which something was done, by target or rule code; `kept` and `late` name what was done
    in time or too late at an unknown moment. `ended_at` is when the case was over; without it the rest still runs.
    """

    about: Subject
    pack: str
    events: Mapping[str, datetime | date]
    met: Mapping[str, datetime] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()
    late: frozenset[str] = frozenset()
    ended_at: datetime | None = None


def take_over_clocks(entries: Sequence[History], *, now: datetime) -> dict[Subject, tuple[ClockView, ...]]:
    """Write down the clocks of cases taken over from another system, in bulk, and hand back each subject's, soonest due first.

    A limit that passed before `now` is recorded as breached here and now, so that nothing is announced for the past.
    The number of statements does not depend on the number of cases up to 1,000. NotFound when a pack is missing.
    """
    books = {pack: _book(pack) for pack in {entry.pack for entry in entries}}
    made: list[tuple[Clock, Book]] = []
    for entry in entries:
        book = books[entry.pack]
        for rule in book.rules:
            if rule.start in entry.events:
                clock = _clock(book, rule, reckon(rule, book.calendar, entry.events), entry.about)
                _settle(clock, entry, now)
                made.append((clock, book))
    insert_rows([clock for clock, _ in made])
    views: dict[Subject, list[ClockView]] = {entry.about: [] for entry in entries}
    for clock, book in made:
        views[Subject(clock.subject_kind, clock.subject_id)].append(_view(clock, book))
    return {subject: _in_order(each) for subject, each in views.items()}


def _settle(clock: Clock, entry: History, now: datetime) -> None:
    """Put onto the clock what is known of how it ended."""
    moments = [at for act, at in entry.met.items() if _fulfils(act, clock.code, clock.target)]
    late = _named(entry.late, clock)
    if moments:
        clock.met_at = clock.ended_at = min(moments)
    elif _named(entry.kept, clock):
        clock.ended_at = min(entry.ended_at or clock.due, clock.due)
        return
    else:
        clock.ended_at = entry.ended_at
    if late or (clock.ended_at or now) >= clock.due:
        clock.breached_at = clock.due


def _named(acts: Collection[str], clock: Clock) -> bool:
    return any(_fulfils(act, clock.code, clock.target) for act in acts)


def _fulfils(act: str, code: str, target: str) -> bool:
    return act == code or target == act or target in FULFILS.get(act, ())


def _book(pack: str) -> Book:
    book = book_of(pack)
    if book is None:
        raise NotFound(NO_PACK, pack=pack)
    return book


def _clock(book: Book, rule: Rule, due: Due, about: Subject) -> Clock:
    return Clock(
        id=new_key(),
        subject_kind=about.kind,
        subject_id=about.id,
        pack_id=book.pack_id,
        pack_version=book.pack_version,
        calendar_id=book.calendar_id,
        calendar_version=book.calendar_version,
        code=rule.code,
        target=rule.target,
        started_at=due.started_at,
        due_date=due.due_date,
        due=due.due,
    )


_COLUMNS = (
    "id", "pack__code", "code", "target", "started_at", "due_date", "due", "met_at", "breached_at", "ended_at", "calendar__zone",
)  # fmt: skip

_clocks = Prepared(
    lambda key, kind: Clock.objects.filter(subject_id=key, subject_kind=kind).values_list(*_COLUMNS)
)


def _view_of(row: Sequence[Any]) -> ClockView:
    key, pack, code, target, started_at, due_date, due, met_at, breached_at, ended_at, zone = row
    return ClockView(
        key,
        pack,
        code,
        target,
        started_at,
        due_date,
        local(due, ZoneInfo(zone)),
        met_at,
        breached_at is not None,
        ended_at,
    )


def _view(clock: Clock, book: Book) -> ClockView:
    return ClockView(
        clock.id,
        book.pack,
        clock.code,
        clock.target,
        clock.started_at,
        clock.due_date,
        clock.due,
        clock.met_at,
        clock.breached_at is not None,
        clock.ended_at,
    )


def _in_order(views: Iterable[ClockView]) -> tuple[ClockView, ...]:
    return tuple(sorted(views, key=lambda view: (view.due, view.code)))
