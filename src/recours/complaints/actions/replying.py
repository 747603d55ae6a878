"""What the complainant says to our answer, and what happens when they say nothing (ISO 10002:2018, 7.9)."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from recours.complaints.actions.locks import lock_complaint
from recours.complaints.closing import ReplyKind, Said
from recours.complaints.errors import (
    COMPLAINANT_SPOKE,
    FUTURE,
    NOT_DECIDED,
    REMINDED_ALREADY,
    TOO_EARLY,
)
from recours.complaints.events import Reminded, Replied
from recours.complaints.models import Complaint, Reminder, Reply, Response
from recours.complaints.models.case import STANDING
from recours.complaints.notices import recourse_letter, reminder_letter
from recours.complaints.rules import check_length, check_move, sees
from recours.complaints.selectors.closing import answer_that_holds, has_spoken
from recours.complaints.states import Move, State
from recours.core.actors import Actor
from recours.core.errors import Invalid, NotFound, Refused
from recours.core.rows import insert_rows, update_row
from recours.core.subjects import Subject
from recours.core.text import clean, one_line
from recours.people.selectors import organisation
from recours.trail.chain import digest, new_salt
from recours.trail.record import record


def accept(*, actor: Actor, complaint_id: UUID, said: Said, now: datetime) -> Reply:
    """Record that the complainant accepts the answer: what it promises is carried out, or where it promises nothing the case is settled.

    The same again changes nothing.
    """
    _check_said(said, now)
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        response, again = _answered(actor, complaint, ReplyKind.ACCEPTED)
        if again is not None:
            return again
        waits = response is not None and response.remedies.filter(verified_at=None).exists()
        passage = check_move(
            actor, complaint, Move.ACCEPT, State.IMPLEMENTING if waits else State.REMEDY_VERIFIED
        )
        reply = _reply(complaint, response, ReplyKind.ACCEPTED, said, actor, now)
        insert_rows([reply])
        complaint.enter(passage.to, now)
        update_row(complaint, STANDING)
        record(_event(reply), about=Subject("complaint", complaint.pk), actor=actor, now=now)
    return reply


def reject(*, actor: Actor, complaint_id: UUID, said: Said, now: datetime) -> Reply:
    """Record that the complainant does not accept the answer; a letter tells them at once which ways are open. It never closes.

    The same again changes nothing.
    """
    _check_said(said, now)
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        response, again = _answered(actor, complaint, ReplyKind.REJECTED)
        if again is not None:
            return again
        passage = check_move(actor, complaint, Move.REJECT)
        reply = _reply(complaint, response, ReplyKind.REJECTED, said, actor, now)
        complaint.enter(passage.to, now)
        update_row(complaint, STANDING)
        reply.letter = recourse_letter(complaint, now=now)
        insert_rows([reply])
        record(_event(reply), about=Subject("complaint", complaint.pk), actor=actor, now=now)
    return reply


def remind(*, actor: Actor, complaint_id: UUID, now: datetime) -> Reminder:
    """Remind the complainant, once for each answer, after the day by which a reply was asked for has passed.

    The letter names the day after which the case may be closed without a reply. Refused where they wrote since the answer.
    """
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        passage = check_move(actor, complaint, Move.REMIND)
        response = answer_that_holds(complaint)
        if response is None:
            raise Refused(NOT_DECIDED)
        if Reminder.objects.filter(response=response).exists():
            raise Refused(REMINDED_ALREADY)
        office = organisation()
        today = now.astimezone(ZoneInfo(office.zone)).date()
        if today <= response.reply_by:
            raise Refused(TOO_EARLY, day=response.reply_by.isoformat())
        if has_spoken(complaint, since=response.communicated_at):
            raise Refused(COMPLAINANT_SPOKE)
        close_on = today + timedelta(days=office.notice_days)
        letter = reminder_letter(complaint, close_on=close_on, now=now)
        reminder = Reminder.objects.create(
            complaint=complaint, response=response, close_on=close_on, letter=letter, by=actor.code, at=now
        )
        complaint.enter(passage.to, now)
        update_row(complaint, STANDING)
        record(
            Reminded(response=response.pk, close_on=close_on, letter=letter),
            about=Subject("complaint", complaint.pk),
            actor=actor,
            now=now,
        )
    return reminder


def _check_said(said: Said, now: datetime) -> None:
    check_length(said.words)
    if said.said_on is not None and said.said_on > (now + timedelta(days=1)).date():
        raise Invalid({"said_on": FUTURE})


def _answered(actor: Actor, complaint: Complaint, kind: ReplyKind) -> tuple[Response | None, Reply | None]:
    """The answer that is replied to, and the reply of this kind that was recorded before, where a form is sent twice."""
    if not sees(actor, complaint):
        raise NotFound
    response = answer_that_holds(complaint)
    if response is None:
        return None, None
    return response, Reply.objects.filter(response=response, kind=kind.value, by=actor.code).first()


def _reply(
    complaint: Complaint, response: Response | None, kind: ReplyKind, said: Said, actor: Actor, now: datetime
) -> Reply:
    if response is None:
        raise Refused(NOT_DECIDED)
    return Reply(
        complaint=complaint,
        response=response,
        kind=kind.value,
        words=clean(said.words),
        salt=new_salt(),
        who=one_line(said.who),
        channel=said.channel.value,
        said_on=said.said_on,
        by=actor.code,
        at=now,
    )


def _event(reply: Reply) -> Replied:
    return Replied(
        reply=reply.kind,
        response=reply.response_id,
        channel=reply.channel,
        said_on=reply.said_on,
        letter=reply.letter,
        words=digest(reply.words, reply.salt),
    )
