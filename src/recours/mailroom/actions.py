"""What is done with mail: taken in, tried again, and by people released, placed or put aside."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from recours.complaints.selectors import complaint_for
from recours.core.actors import Actor
from recours.core.due import postpone
from recours.core.errors import NotFound, Refused
from recours.core.locking import lock_row
from recours.core.subjects import Subject
from recours.core.text import one_line
from recours.letters.queue import mail_host
from recours.mailroom.errors import MAIL_SAYS_NOTHING
from recours.mailroom.events import LetterReported, MailDecided, MailHeld, MailSettled
from recours.mailroom.models import Fate, RawMessage
from recours.mailroom.parse import Mail, parse
from recours.mailroom.rules import require_rescuable, require_taker
from recours.mailroom.states import HELD, FateKind, Reason
from recours.mailroom.steps import STEPS, Arrival, Verdict, keep_files, store_raw, strip_quote, take_in
from recours.mailroom.steps.store_raw import read_raw
from recours.trail.events import Event
from recours.trail.record import record

__all__ = ["discard", "place", "release", "take_mail"]

LAST_ATTEMPT = 12
"""With the backoff of `core.due` the last attempt comes after about eight hours; then a person looks."""

_FOUND = ("message_id", "content", "sender", "sender_name", "title")
_FATE = ("fate", "reason", "subject_kind", "subject_id", "decided_at", "due_at", "lease_until", "last_error")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of a mail: `case` is the one it made or went into; `repeated` says that these bytes came before."""

    message_id: UUID
    fate: FateKind
    reason: Reason = Reason.NONE
    case: UUID | None = None
    repeated: bool = False


def take_mail(*, actor: Actor, raw: bytes, mailbox: str, now: datetime, source: str = "") -> Taken:
    """Keep the mail's bytes, then make it a case, a message in its case, or work for a person; never lose it.

    The same bytes in the same mailbox again change nothing. `mailbox` is the address or name where it arrived, `source`
    says where these bytes were found. Refused without the permission; Invalid for no bytes, no mailbox, or over 64 MB.
    A mail that cannot be settled now has the fate WAITING and is tried again by `jobs.resume_due`.
    """
    require_taker(actor)
    kept = store_raw(raw=raw, mailbox=mailbox, source=source, now=now)
    if not kept.fresh:
        return _taken(kept.message, repeated=True)
    return _handle(actor, kept.message, raw, now)


def resume(*, actor: Actor, message: RawMessage, now: datetime) -> Taken:
    """Go on with a kept mail whose taking in did not end; the caller has claimed it."""
    return _handle(actor, message, None, now)


def release(*, actor: Actor, message_id: UUID, now: datetime) -> Taken:
    """Make a new case of a mail that a person has looked at, whatever the steps thought of it."""
    arrival = _read(actor, message_id, None, now)
    with transaction.atomic():
        message = lock_message(message_id)
        require_rescuable(actor, message)
        before = message.fate
        verdict = take_in(arrival)
        _decide(message, verdict, actor, now)
        event = MailDecided(before=before, fate=verdict.fate.value, case=verdict.case)
        record(event, about=Subject("mail", message.pk), actor=actor, now=now)
    return _taken(message)


def place(*, actor: Actor, message_id: UUID, reference: str, now: datetime) -> Taken:
    """Put a mail that a person has looked at into a case, as what its complainant says."""
    arrival = _read(actor, message_id, complaint_for(actor=actor, reference=reference).pk, now)
    with transaction.atomic():
        message = lock_message(message_id)
        require_rescuable(actor, message)
        before = message.fate
        verdict = take_in(arrival)
        _decide(message, verdict, actor, now)
        event = MailDecided(before=before, fate=verdict.fate.value, case=verdict.case)
        record(event, about=Subject("mail", message.pk), actor=actor, now=now)
    return _taken(message)


def discard(*, actor: Actor, message_id: UUID, now: datetime) -> Taken:
    """Put a mail aside that needs nothing; it stays in the list and can still be released."""
    with transaction.atomic():
        message = lock_message(message_id)
        require_rescuable(actor, message)
        before, case = message.fate, message.subject_id
        _decide(message, Verdict(fate=FateKind.DISCARDED, reason=Reason.BY_PERSON, case=case), actor, now)
        event = MailDecided(before=before, fate=FateKind.DISCARDED.value, case=case)
        record(event, about=Subject("mail", message.pk), actor=actor, now=now)
    return _taken(message)


def lock_message(message_id: UUID) -> RawMessage:
    """The mail's row, locked until the transaction ends, or NotFound."""
    return lock_row(RawMessage.objects.all(), message_id)


def _handle(actor: Actor, message: RawMessage, raw: bytes | None, now: datetime) -> Taken:
    """Run the steps and settle what they decide; a mail that cannot be settled goes back into the queue."""
    try:
        arrival = _arrival(actor, message, read_raw(message) if raw is None else raw, now)
        outcome = _judge(arrival)
        with transaction.atomic():
            row = lock_message(message.pk)
            if row.fate != FateKind.WAITING:  # by the worker that held it before its lease ran out
                return _taken(row, repeated=True)
            verdict = outcome if isinstance(outcome, Verdict) else take_in(outcome)
            _decide(row, verdict, actor, now, arrival=arrival)
            record(_event(row, verdict), about=Subject("mail", row.pk), actor=actor, now=now)
        return _taken(row)
    except Exception as problem:  # noqa: BLE001 - whatever is wrong with one mail, its bytes are kept and a person sees it
        _log.warning("Mail %s could not be settled: %s", message.pk, problem, exc_info=True)
        return _put_off(actor, message, problem, now)


def _put_off(actor: Actor, message: RawMessage, problem: Exception, now: datetime) -> Taken:
    error = f"{type(problem).__name__}: {problem}"
    if message.attempts < LAST_ATTEMPT:
        postpone(message, now=now, error=error)
        return _taken(message)
    with transaction.atomic():
        row = lock_message(message.pk)
        if row.fate != FateKind.WAITING:
            return _taken(row, repeated=True)
        verdict = Verdict(fate=FateKind.FAILED, reason=Reason.ERROR)
        _decide(row, verdict, actor, now, error=error)
        record(_event(row, verdict), about=Subject("mail", row.pk), actor=actor, now=now)
    return _taken(row)


def _judge(arrival: Arrival) -> Arrival | Verdict:
    current = arrival
    for step in STEPS:
        outcome = step(current)
        if isinstance(outcome, Verdict):
            return outcome
        current = outcome
    return current


def _read(actor: Actor, message_id: UUID, case: UUID | None, now: datetime) -> Arrival:
    """A kept mail ready to be taken in as a person decided: the steps that judge are left out."""
    message = RawMessage.objects.filter(pk=message_id).first()
    if message is None:
        raise NotFound
    require_rescuable(actor, message)
    arrival = replace(_arrival(actor, message, read_raw(message), now), case=case)
    current: Arrival = arrival
    for step in (strip_quote, keep_files):
        outcome = step(current)
        if isinstance(outcome, Verdict):
            raise Refused(MAIL_SAYS_NOTHING)
        current = outcome
    return current


def _arrival(actor: Actor, message: RawMessage, raw: bytes, now: datetime) -> Arrival:
    mail = parse(raw)
    return Arrival(
        id=message.pk,
        mailbox=message.mailbox,
        content=_content_of(mail),
        mail=mail,
        received_at=message.received_at,
        now=now,
        actor=actor,
        host=mail_host(),
    )


def _content_of(mail: Mail) -> str:
    """A digest of what a person would read, equal for two deliveries of one mail."""
    told = hashlib.sha256()
    for part in (mail.sender.address, mail.subject, mail.text, mail.html):
        told.update(part.encode("utf-8", "replace") + b"\0")
    for attachment in mail.attachments:
        told.update(hashlib.sha256(attachment.content).digest())
    return told.hexdigest()


def _decide(
    message: RawMessage,
    verdict: Verdict,
    actor: Actor,
    now: datetime,
    *,
    arrival: Arrival | None = None,
    error: str = "",
) -> None:
    """Write the fate and the index over it; the caller holds the row's lock."""
    message.fate, message.reason = verdict.fate.value, verdict.reason.value
    message.subject_kind, message.subject_id = ("complaint" if verdict.case else ""), verdict.case
    message.decided_at = now
    message.due_at = message.lease_until = None
    message.last_error = error[:2000]
    if arrival is not None:
        mail = arrival.mail
        message.message_id, message.content = mail.message_id[:500], arrival.content
        message.sender, message.sender_name = mail.sender.address[:320], one_line(mail.sender.name, 200)
        message.title = one_line(mail.subject, 300)
    Fate.objects.filter(message=message, superseded_at=None).update(superseded_at=now)
    Fate.objects.create(
        message=message,
        fate=message.fate,
        reason=message.reason,
        subject_kind=message.subject_kind,
        subject_id=message.subject_id,
        at=now,
        by=actor.code,
    )
    message.save(update_fields=[*_FATE, *(_FOUND if arrival is not None else ())])


def _event(message: RawMessage, verdict: Verdict) -> Event:
    reason, sha256 = verdict.reason.value, message.sha256
    if verdict.fate in HELD:
        return MailHeld(reason=reason, case=verdict.case, sha256=sha256)
    if verdict.fate is FateKind.BOUNCE:
        return LetterReported(
            reason=reason, status=verdict.status, case=verdict.case, letter=verdict.letter, sha256=sha256
        )
    return MailSettled(fate=verdict.fate.value, reason=reason, case=verdict.case, sha256=sha256)


def _taken(message: RawMessage, *, repeated: bool = False) -> Taken:
    return Taken(
        message_id=message.pk,
        fate=FateKind(message.fate),
        reason=Reason(message.reason),
        case=message.subject_id,
        repeated=repeated,
    )
