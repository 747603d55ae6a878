"""Filling an empty installation with the sample."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from recours.complaints.actions import take_over
from recours.complaints.history import PastCase
from recours.core.actors import system
from recours.core.errors import Refused
from recours.demo import library
from recours.demo.archive import Archive
from recours.demo.deeds import MANAGER
from recours.demo.house import House, SignIn, found, leave
from recours.demo.post import MAILBOX, mail
from recours.demo.rhythm import ZONE, is_office_time, office_after, office_before, opening
from recours.demo.scenes import CLERK, Attendance, Scene
from recours.demo.timeline import Act, Timeline
from recours.letters.actions import mark_posted, mark_told
from recours.letters.selectors import call_list_for, print_queue_for
from recours.mailroom.actions import discard, take_mail
from recours.people.errors import FOUNDED_ALREADY
from recours.people.selectors import is_founded
from recours.trail.checkpoints import seal_all

__all__ = ["SignIn", "populate"]

_HISTORY = timedelta(days=548)
_LIVE = timedelta(days=118)
_SETTING_UP = timedelta(days=7)
_READY = timedelta(hours=3)
_FRESH = timedelta(hours=26)
"""Letters and calls younger than this still wait for somebody."""

_HANDOVER = timedelta(days=2)
_TUESDAY = 1
_LATELY = timedelta(days=47)
_QUIET_ROUNDS = frozenset({2, 4})
"""Before, when there was less to do, the rounds were made on Wednesdays and Fridays only."""

_PENNY_LEAVES = timedelta(days=19)
_MAIL_ROOM = system("mailroom")


def populate(*, now: datetime, progress: Callable[[int, int], None]) -> Sequence[SignIn]:
    """Make the sample organisation with about 300 cases up to this moment, all or nothing, and give its sign-ins.

    The words and times are the same for the same moment; keys and references are not. `progress(done, total)` counts
    cases. Refused founded_already where there is an organisation.
    """
    if is_founded():
        raise Refused(FOUNDED_ALREADY)
    live = office_before(now - _LIVE)
    with transaction.atomic():
        begun = opening(live - _SETTING_UP)
        house = found(begun)
        _perform(house, begun=begun, live=live, now=now, progress=progress)
    seal_all(now)
    return house.sign_ins


def _perform(
    house: House, *, begun: datetime, live: datetime, now: datetime, progress: Callable[[int, int], None]
) -> None:
    stories = library.stories()
    handover = office_before(now - _HANDOVER)
    archive = Archive(begins=now - _HISTORY, live=live, handover=handover)
    total, done = len(archive) + len(stories), 0

    def count(more: int) -> None:
        nonlocal done
        done += more
        progress(done, total)

    line, staff = Timeline(begun, now - timedelta(minutes=3)), Attendance(house)
    line.at(begun + _READY, lambda moment: None)  # the invitations leave
    for source, batch, moment in (("archive", archive.old, live), ("call-centre", archive.recent, handover)):
        line.at(moment, _taking_over(house, source, batch, count))
    cases: dict[str, UUID] = {}
    for number, story in enumerate(stories):
        scene = Scene(
            story,
            number,
            house=house,
            staff=staff,
            line=line,
            today=now,
            begun=lambda: count(1),
            cases=cases,
        )
        scene.plan()
    for days in range((now - live).days + 1):
        day = live + timedelta(days=days)
        if now - day < _LATELY or day.astimezone(ZONE).weekday() in _QUIET_ROUNDS:
            _plan_rounds(staff, line, day, last=now - _FRESH)
    for number, stray in enumerate(library.strays()):
        _plan_stray(stray, number, staff, line, now)
    line.at(office_before(now - _PENNY_LEAVES), lambda moment: leave(house, "penny", moment))
    line.play()


def _taking_over(house: House, source: str, batch: Sequence[PastCase], count: Callable[[int], None]) -> Act:
    def act(moment: datetime) -> None:
        take_over(actor=house.staff[MANAGER], source=source, pack="promises", batch=batch, now=moment)
        count(len(batch))

    return act


def _plan_rounds(staff: Attendance, line: Timeline, day: datetime, *, last: datetime) -> None:
    """Calls before lunch and the post in the afternoon of every working day; none on Tuesdays, when the clerk is away."""
    there = day.astimezone(ZONE).date()

    def call(moment: datetime) -> None:
        clerk = staff.come(CLERK, moment)
        for letter in call_list_for(actor=clerk).letters:
            mark_told(actor=clerk, letter_id=letter.id, now=moment)

    def post_letters(moment: datetime) -> None:
        clerk = staff.come(CLERK, moment)
        for letter in print_queue_for(actor=clerk).letters:
            mark_posted(actor=clerk, letter_id=letter.id, now=moment)

    for at, act in ((time(11, 40), call), (time(15, 45), post_letters)):
        moment = datetime.combine(there, at, ZONE).astimezone(day.tzinfo)
        if is_office_time(moment) and there.weekday() != _TUESDAY and moment <= last:
            line.at(moment, act)


def _plan_stray(
    stray: Mapping[str, Any], number: int, staff: Attendance, line: Timeline, today: datetime
) -> None:
    """A mail that makes no case by itself; where it says so, the clerk puts it aside on the next working day."""

    def arrive(moment: datetime) -> None:
        raw = mail(
            sender=(stray["who"], stray["email"]),
            subject=stray["subject"],
            words=stray["words"].strip(),
            at=moment - timedelta(minutes=1),
            name=f"stray-{number}",
            fields=stray.get("fields"),
        )
        taken = take_mail(actor=_MAIL_ROOM, raw=raw, mailbox=MAILBOX, now=moment, source="imap")

        def put_aside(later: datetime) -> None:
            discard(actor=staff.come(CLERK, later), message_id=taken.message_id, now=later)

        if stray.get("put_aside"):
            line.at(office_after(moment + timedelta(hours=5)), put_aside)

    line.at(today - timedelta(days=stray["age"]), arrive)
