"""Closing on a legal ground, withdrawing, reopening (ISO 10002:2018, 7.9)."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from recours.complaints.actions.locks import lock_complaint
from recours.complaints.actions.waiting import left
from recours.complaints.closing import Lesson, ReplyKind
from recours.complaints.errors import (
    CAUSE_UNIT_UNKNOWN,
    COMPLAINANT_SPOKE,
    MERGED_AWAY,
    NOT_ANSWERED,
    NOT_DECIDED,
    REMIND_FIRST,
    TOO_EARLY,
)
from recours.complaints.events import Closed, Reopened
from recours.complaints.models import Closure, Complaint, Message, Reminder, Response
from recours.complaints.models.case import DUE, STANDING
from recours.complaints.notices import closing_letter
from recours.complaints.rules import (
    WITH_CLOCKS,
    check_ground,
    check_length,
    check_lesson,
    check_move,
    check_reason,
    sees,
)
from recours.complaints.selectors.closing import answer_that_holds, has_spoken
from recours.complaints.selectors.waiting import running_wait
from recours.complaints.states import GROUNDS, Ground, Kind, Move, Passage, State
from recours.core.actors import Actor
from recours.core.errors import STALE, Invalid, NotFound, Refused, Stale
from recours.core.rows import insert_rows, update_row
from recours.core.subjects import Subject
from recours.core.text import clean
from recours.deadlines.clocks import meet, next_due, resume_clocks, stop_clocks
from recours.people.selectors import all_units, organisation
from recours.trail.chain import digest, new_salt
from recours.trail.events import Event
from recours.trail.record import record, record_many


def close(
    *,
    actor: Actor,
    complaint_id: UUID,
    ground: Ground,
    lesson: Lesson | None,
    helper: str,
    seen: int,
    now: datetime,
) -> Closure:
    """Close the case on a legal ground, stop its clocks and tell the complainant; after a decision only with a lesson.

    `helper` says who can help instead, for the ground out_of_scope_notified. `seen` is the version the actor looked at:
    Stale if the case changed since. The same closing by the same actor again changes nothing.
    """
    check_lesson(ground, lesson, helper)
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        if (again := _closed_so(complaint, ground, actor)) is not None:
            return again
        passage = check_move(actor, complaint, Move.CLOSE)
        check_ground(complaint, ground)
        if complaint.version != seen:
            raise Stale(STALE)
        _ripe(complaint, ground, now)
        closure = _closure(complaint, ground, lesson, actor, now, helper=helper)
        _shut(complaint, closure, passage, actor, now)
    return closure


def withdraw(*, actor: Actor, complaint_id: UUID, words: str, now: datetime) -> Closure:
    """Close the case because the complainant withdraws it: by themselves, or by a colleague who writes down how they said so.

    The same again changes nothing.
    """
    check_length(words)
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        if (again := _closed_so(complaint, Ground.WITHDRAWN, actor)) is not None:
            return again
        passage = check_move(actor, complaint, Move.WITHDRAW)
        if actor.id != complaint.pk:
            check_reason(words)
        closure = _closure(complaint, Ground.WITHDRAWN, None, actor, now, words=words)
        _shut(complaint, closure, passage, actor, now)
    return closure


def reopen(*, actor: Actor, complaint_id: UUID, words: str, seen: int, now: datetime) -> Closure:
    """Open a closed case again for the reason given: the closure is superseded, and the clocks it stopped run on.

    `seen` is the version the actor looked at: Stale if the case changed since, also by another who reopened it.
    """
    check_reason(words)
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        assessed = complaint.kind == Kind.COMPLAINT.value and complaint.assessments.exists()
        passage = check_move(
            actor, complaint, Move.REOPEN, State.ASSESSED if assessed else State.ACKNOWLEDGED
        )
        if complaint.version != seen:
            raise Stale(STALE)
        closure = Closure.objects.get(complaint=complaint, superseded_at=None)
        if closure.ground == Ground.MERGED.value:
            raise Refused(MERGED_AWAY)
        closure.superseded_at, closure.superseded_by = now, actor.code
        closure.superseded_words = clean(words)
        closure.salt = closure.salt or new_salt()
        update_row(closure, ["superseded_at", "superseded_by", "superseded_words", "salt"])
        about = Subject("complaint", complaint.pk)
        due = next_due(resume_clocks(about=about, stopped_at=closure.at)) if closure.at else None
        complaint.enter(passage.to, now)
        complaint.wait_for(due.due if due else None, due.code if due else "")
        update_row(complaint, [*STANDING, *DUE])
        record(
            Reopened(
                closure=closure.pk,
                state=passage.to.value,
                words=digest(closure.superseded_words, closure.salt),
            ),
            about=about,
            actor=actor,
            now=now,
        )
    return closure


def _closed_so(complaint: Complaint, ground: Ground, actor: Actor) -> Closure | None:
    """The closure that this actor made on this ground and that still holds, where a form is sent twice."""
    if not sees(actor, complaint):
        raise NotFound
    held = Closure.objects.filter(complaint=complaint, superseded_at=None)
    return held.filter(ground=ground.value, by=actor.code).first()


def _ripe(complaint: Complaint, ground: Ground, now: datetime) -> None:
    """Refused where the records lack what this ground rests on."""
    if ground is Ground.ANSWERED and Kind(complaint.kind) in WITH_CLOCKS:
        written = complaint.messages.filter(audience=Message.Audience.TO_COMPLAINANT.value).order_by("-at")
        if (latest := written.first()) is None:
            raise Refused(NOT_ANSWERED)
        meet(about=Subject("complaint", complaint.pk), code="answer", at=latest.at)
    if ground is Ground.EXTERNAL_FINAL:
        if not complaint.referrals.filter(ruled_at__isnull=False).exists():
            raise Refused(NOT_DECIDED)
        return
    if not GROUNDS[ground].decided and ground is not Ground.NO_REPLY_AFTER_NOTICE:
        return
    if complaint.state == State.AWAITING_INFORMATION.value:
        _check_no_answer(complaint, now)
        return
    answer = answer_that_holds(complaint)
    if answer is None:
        raise Refused(NOT_DECIDED)
    if ground is Ground.RECOURSE_EXHAUSTED:
        _check_recourse_had_time(answer, now)
    elif ground is Ground.NO_REPLY_AFTER_NOTICE:
        _check_silence(complaint, answer, now)


def _check_recourse_had_time(answer: Response, now: datetime) -> None:
    """The ways that the recourse letter names stay open for as long as a notice runs; until then nothing is exhausted."""
    reply = answer.replies.filter(kind=ReplyKind.REJECTED.value).first()
    if reply is None or reply.letter is None:
        raise Refused(NOT_DECIDED)
    office = organisation()
    last = reply.at.astimezone(ZoneInfo(office.zone)).date() + timedelta(days=office.notice_days)
    if now.astimezone(ZoneInfo(office.zone)).date() <= last:
        raise Refused(TOO_EARLY, day=last.isoformat())


def _check_no_answer(complaint: Complaint, now: datetime) -> None:
    wait = running_wait(complaint)
    if wait is None or wait.go_on is None:
        raise Refused(REMIND_FIRST)
    if now.astimezone(ZoneInfo(organisation().zone)).date() <= wait.go_on:
        raise Refused(TOO_EARLY, day=wait.go_on.isoformat())


def _check_silence(complaint: Complaint, answer: Response, now: datetime) -> None:
    reminder = Reminder.objects.filter(response=answer).first()
    if reminder is None:
        raise Refused(REMIND_FIRST)
    if now.astimezone(ZoneInfo(organisation().zone)).date() <= reminder.close_on:
        raise Refused(TOO_EARLY, day=reminder.close_on.isoformat())
    if has_spoken(complaint, since=answer.communicated_at):
        raise Refused(COMPLAINANT_SPOKE)


def _closure(
    complaint: Complaint,
    ground: Ground,
    lesson: Lesson | None,
    actor: Actor,
    now: datetime,
    *,
    words: str = "",
    helper: str = "",
) -> Closure:
    unit = lesson.cause_unit if lesson else None
    if unit is not None and unit not in {each.pk for each in all_units()}:
        raise Invalid({"cause_unit": CAUSE_UNIT_UNKNOWN})
    return Closure(
        complaint=complaint,
        ground=ground.value,
        cause=lesson.cause.value if lesson else "",
        cause_unit_id=unit,
        recurrent=lesson.recurrent if lesson else None,
        others_affected=lesson.others_affected if lesson else None,
        correction_needed=lesson.correction_needed if lesson else None,
        words=clean(lesson.words if lesson else words),
        helper=clean(helper),
        salt=new_salt(),
        by=actor.code,
        at=now,
    )


def _shut(complaint: Complaint, closure: Closure, passage: Passage, actor: Actor, now: datetime) -> None:
    """Write the closure, stop what runs, tell the complainant, and record it."""
    about = Subject("complaint", complaint.pk)
    stop_clocks(about=about, at=now)
    complaint.enter(passage.to, now)
    complaint.wait_for(None, "")
    update_row(complaint, [*STANDING, *DUE])
    closure.letter = closing_letter(complaint, closure, now=now)
    insert_rows([closure])
    closed = Closed(
        closure=closure.pk,
        ground=closure.ground,
        frm=passage.frm.value,
        cause=closure.cause,
        cause_unit=closure.cause_unit_id,
        recurrent=closure.recurrent,
        others_affected=closure.others_affected,
        correction_needed=closure.correction_needed,
        letter=closure.letter,
        words=digest(closure.words, closure.salt),
        helper=digest(closure.helper, closure.salt),
    )
    events: list[Event] = [*left(complaint, passage.frm, actor, now), closed]
    record_many([(event, about) for event in events], actor=actor, now=now)
