"""Asking for information that a case cannot go on without, and going on (ISO 10002:2018, 7.6)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from recours.complaints.actions.locks import lock_complaint
from recours.complaints.errors import (
    DAY_MISSING,
    DUE_PASSED,
    NO_WORDS,
    NOTHING_ASKED,
    REASON_MISSING,
    REMINDED_ALREADY,
    TOO_EARLY,
    TOO_FAR_OFF,
    TOO_LONG,
    UNKNOWN_CHOICE,
    WHO_MISSING,
)
from recours.complaints.events import InformationAsked, InformationReminded, WaitEnded
from recours.complaints.models import Complaint, Message, Wait
from recours.complaints.models.case import STANDING
from recours.complaints.notices import question_letter, question_reminder
from recours.complaints.rules import LONGEST, check_filled, check_length, check_move, sees
from recours.complaints.selectors.waiting import running_wait
from recours.complaints.states import Channel, Move, State
from recours.complaints.waiting import Asked, End, Wanted
from recours.core.actors import Actor, ActorKind
from recours.core.errors import STALE, Code, Invalid, RecoursError, Refused, Stale
from recours.core.rows import insert_rows, update_row
from recours.core.subjects import Subject
from recours.core.text import clean, one_line
from recours.people.selectors import organisation
from recours.trail.chain import digest, new_salt
from recours.trail.record import record

_FARTHEST = timedelta(days=366)
_ENDED = ("ended_at", "ended_by", "end", "end_words")


def ask(*, actor: Actor, complaint_id: UUID, wanted: Wanted, key: str, now: datetime) -> Wait:
    """Ask the complainant, by a letter that stands on the tracking page too, or somebody outside; the case waits for the answer.

    The same key again changes nothing. Invalid names what is missing.
    """
    words, reason = clean(wanted.words), clean(wanted.reason)
    whom = one_line(wanted.whom, 200) if wanted.of is Asked.OUTSIDE else ""
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        earlier = Wait.objects.filter(complaint=complaint, key=key).first()
        if earlier is not None and sees(actor, complaint):
            return earlier
        passage = check_move(actor, complaint, Move.ASK)
        answer_by = _check_wanted(wanted.of, words, reason, whom, wanted.answer_by, now)
        wait = Wait(
            complaint=complaint,
            of=wanted.of.value,
            whom=whom,
            words=words,
            reason=reason,
            answer_by=answer_by,
            frm=passage.frm.value,
            salt=new_salt(),
            key=key,
            by=actor.code,
            at=now,
        )
        if wanted.of is Asked.COMPLAINANT:
            _write(wait, complaint, actor, now)
        # A move of another kind may have led away from an earlier wait without ending it.
        Wait.objects.filter(complaint=complaint, ended_at=None).update(
            ended_at=now, ended_by=actor.code, end=End.MOVED.value
        )
        insert_rows([wait])
        complaint.enter(passage.to, now)
        update_row(complaint, STANDING)
        event = InformationAsked(
            wait=wait.pk,
            of=wait.of,
            answer_by=answer_by,
            frm=wait.frm,
            letter=wait.letter,
            words=digest("\x1f".join((words, whom, reason)), wait.salt),
        )
        record(event, about=Subject("complaint", complaint.pk), actor=actor, now=now)
    return wait


def resume(*, actor: Actor, complaint_id: UUID, end: End, words: str, seen: int, now: datetime) -> Wait:
    """Go on with a case that waits: because the answer is there, or without it; the case stands again where it stood.

    `seen` is the version the actor looked at: Stale if the case changed since. The same again changes nothing.
    """
    words = clean(words)
    check_length(words)
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        wait = running_wait(complaint)
        if wait is None:
            last = Wait.objects.filter(complaint=complaint).order_by("-at", "-id").first()
            again = last is not None and (last.ended_by, last.end, last.end_words) == (
                actor.code,
                end.value,
                words,
            )
            if last is not None and again and sees(actor, complaint):
                return last
        passage = check_move(actor, complaint, Move.RESUME, State(wait.frm) if wait else None)
        if complaint.version != seen:
            raise Stale(STALE)
        if wait is None:
            raise Refused(NOTHING_ASKED)
        if end is End.MOVED:
            raise Invalid({"end": UNKNOWN_CHOICE})
        complaint.enter(passage.to, now)
        update_row(complaint, STANDING)
        event = ended(wait, end, actor, now, words=words)
        record(event, about=Subject("complaint", complaint.pk), actor=actor, now=now)
    return wait


def remind_of_question(*, actor: Actor, complaint_id: UUID, now: datetime) -> Wait:
    """Remind the complainant, once, of what was asked, after its day has passed.

    The letter names the day after which we go on with what we have; nothing closes by it.
    """
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        passage = check_move(actor, complaint, Move.REMIND)
        wait = running_wait(complaint)
        if wait is None or wait.of != Asked.COMPLAINANT.value:
            raise Refused(NOTHING_ASKED)
        if wait.reminded_at is not None:
            raise Refused(REMINDED_ALREADY)
        today = _today(now)
        if today <= wait.answer_by:
            raise Refused(TOO_EARLY, day=wait.answer_by.isoformat())
        wait.go_on = today + timedelta(days=organisation().notice_days)
        wait.reminder_letter = question_reminder(complaint, words=wait.words, go_on=wait.go_on, now=now)
        wait.reminded_at, wait.reminded_by = now, actor.code
        update_row(wait, ("go_on", "reminder_letter", "reminded_at", "reminded_by"))
        complaint.enter(passage.to, now)
        update_row(complaint, STANDING)
        event = InformationReminded(wait=wait.pk, go_on=wait.go_on, letter=wait.reminder_letter)
        record(event, about=Subject("complaint", complaint.pk), actor=actor, now=now)
    return wait


def ended(wait: Wait, end: End, actor: Actor, now: datetime, *, words: str = "") -> WaitEnded:
    """Write the end of a wait; the event that tells it, for the caller to record."""
    wait.ended_at, wait.ended_by, wait.end, wait.end_words = now, actor.code, end.value, words
    update_row(wait, _ENDED)
    return WaitEnded(
        wait=wait.pk,
        end=end.value,
        since=wait.at.date(),
        until=now.date(),
        words=digest(words, wait.salt),
    )


def left(complaint: Complaint, frm: State, actor: Actor, now: datetime) -> list[WaitEnded]:
    """End the wait that a move led away from; its event, or nothing where the case did not wait."""
    if frm is not State.AWAITING_INFORMATION:
        return []
    wait = Wait.objects.filter(complaint=complaint, ended_at=None).first()
    return [ended(wait, End.MOVED, actor, now)] if wait else []


def _write(wait: Wait, complaint: Complaint, actor: Actor, now: datetime) -> None:
    """Put the question on the tracking page, and send it."""
    handler = actor.name if actor.kind is ActorKind.STAFF else ""
    wait.letter = question_letter(
        complaint, words=wait.words, answer_by=wait.answer_by, handler=handler, now=now
    )
    message = Message(
        complaint=complaint,
        audience=Message.Audience.TO_COMPLAINANT.value,
        by=actor.code,
        author_id=actor.id if actor.kind is ActorKind.STAFF else None,
        channel=Channel.WEB_FORM.value,
        language=complaint.language,
        words=wait.words,
        salt=new_salt(),
        letter=wait.letter,
        key=f"ask:{wait.pk}",
        at=now,
    )
    insert_rows([message])
    wait.message_id = message.pk


def _check_wanted(
    of: Asked, words: str, reason: str, whom: str, answer_by: date | None, now: datetime
) -> date:
    """The day, where everything can be asked; else Invalid."""
    wrong: dict[str, Code | RecoursError] = {}
    for field, text, missing in (("words", words, NO_WORDS), ("reason", reason, REASON_MISSING)):
        if not text:
            wrong[field] = missing
        elif len(text) > LONGEST:
            wrong[field] = Refused(TOO_LONG, limit=LONGEST)
    if of is Asked.OUTSIDE and not whom:
        wrong["whom"] = WHO_MISSING
    today = _today(now)
    if answer_by is None:
        wrong["answer_by"] = DAY_MISSING
    elif answer_by <= today:
        wrong["answer_by"] = DUE_PASSED
    elif answer_by > today + _FARTHEST:
        wrong["answer_by"] = TOO_FAR_OFF
    if wrong or answer_by is None:
        raise Invalid(wrong)
    check_filled(words)
    return answer_by


def _today(now: datetime) -> date:
    return now.astimezone(ZoneInfo(organisation().zone)).date()
