"""Clocks as people read them: a ring that empties, and a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from recours.complaints.selectors import QueueLine, TaskView
from recours.core.dates import long_date, relative
from recours.deadlines.clocks import ClockView
from recours.deadlines.selectors import TARGET_NAMES

SOON = timedelta(hours=24)
"""From here on a clock calls for attention, however long it ran."""

_SHORT = 0.2


@dataclass(frozen=True, slots=True)
class Ring:
    """What ui/clock.html draws."""

    label: str
    part: float
    state: str
    note: str


def ring_of(clock: ClockView, now: datetime, language: str) -> Ring:
    """A clock of a case."""
    name = _name(clock.target)
    by = _("by %(day)s") % {"day": long_date(clock.due_date, language)}
    if clock.met_at is not None:
        met = _("%(clock)s done late") if clock.breached else _("%(clock)s done in time")
        return Ring(met % {"clock": name}, 1, "late" if clock.breached else "met", by)
    if not clock.runs:
        over = _("%(clock)s missed") if clock.breached else _("%(clock)s no longer owed")
        return Ring(over % {"clock": name}, 0, "late" if clock.breached else "paused", by)
    return _running(name, clock.started_at, clock.due, now, language, by)


def ring_of_line(line: QueueLine, now: datetime, language: str) -> Ring | None:
    """What is due next in a line of the queue, or None when nothing is."""
    due = line.next_due_at
    if due is None:
        return None
    return _running(_name(line.next_due_code), line.received_at, due, now, language, "")


def name_of(clock: ClockView) -> str:
    """What is owed by this clock, in a word."""
    return _name(clock.target)


def ring_of_task(task: TaskView, now: datetime, language: str) -> Ring:
    """The limit of what others were asked."""
    name = _("Answer")
    by = _("by %(day)s") % {"day": long_date(task.due_date, language)}
    if task.is_open:
        return _running(name, task.at, task.due, now, language, by)
    if task.withdrawn_at is not None:
        return Ring(str(_("Taken back")), 1, "met", by)
    late = task.is_late(now)
    met = _("%(clock)s done late") if late else _("%(clock)s done in time")
    return Ring(met % {"clock": name}, 1, "late" if late else "met", by)


def _running(name: str, start: datetime, due: datetime, now: datetime, language: str, note: str) -> Ring:
    when = relative(due, now, language)
    if now >= due:
        return Ring(_("%(clock)s due %(when)s") % {"clock": name, "when": when}, 0, "late", note)
    part = (due - now) / (due - start) if due > start else 0
    state = "soon" if due - now < SOON or part < _SHORT else "running"
    return Ring(_("%(clock)s %(when)s") % {"clock": name, "when": when}, part, state, note)


def _name(target: str) -> str:
    return str(TARGET_NAMES.get(target) or pgettext("target of a limit", "Reply"))
