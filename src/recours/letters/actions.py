"""What people do with letters: post them, tell them, try them again, and give them another wording."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid5

from django.conf import settings
from django.db import IntegrityError, transaction

from recours.core.actors import Actor
from recours.core.errors import STALE, Invalid, NotFound, Refused, Stale
from recours.core.locking import lock_row
from recours.core.subjects import Subject
from recours.letters import errors
from recours.letters.events import (
    LetterPosted,
    LetterRetried,
    LetterReturned,
    LetterTold,
    WordingChanged,
    WordingRestored,
)
from recours.letters.kinds import WordingKind
from recours.letters.models import Letter, Wording
from recours.letters.recipients import Channel
from recours.letters.rules import require_administrator, require_by_hand
from recours.letters.wording import checked
from recours.trail.chain import digest, new_salt
from recours.trail.record import record

__all__ = [
    "change_wording",
    "mark_posted",
    "mark_returned",
    "mark_told",
    "restore_wording",
    "try_again",
]

_ANEW = ("failed_at", "returned_at", "sent_at", "posted_at", "posted_by", "printed_at")
_WORDINGS = UUID("8f0d6c0e-6a0b-5f0e-9d3e-3a1f6f0c2b77")


def mark_posted(*, actor: Actor, letter_id: UUID, now: datetime) -> None:
    """Record who put the printed letter into the post, and when."""
    with transaction.atomic():
        letter = lock_letter(letter_id)
        require_by_hand(actor, letter)
        if letter.channel != Channel.POST:
            raise Refused(errors.NOT_FOR_POST)
        if letter.posted_at:
            raise Refused(errors.POSTED_ALREADY)
        if not letter.printed_at:
            raise Refused(errors.NOT_PRINTED)
        letter.posted_at, letter.posted_by = now, actor.code
        letter.save(update_fields=["posted_at", "posted_by"])
        event = LetterPosted(letter_id=letter.id, letter_kind=letter.kind, channel=letter.channel)
        record(event, about=_subject(letter), actor=actor, now=now)


def mark_told(*, actor: Actor, letter_id: UUID, now: datetime) -> None:
    """Record who told the person on the telephone what the letter says, and when."""
    with transaction.atomic():
        letter = lock_letter(letter_id)
        require_by_hand(actor, letter)
        if letter.channel != Channel.PHONE:
            raise Refused(errors.NOT_BY_PHONE)
        if letter.told_at:
            raise Refused(errors.TOLD_ALREADY)
        letter.told_at, letter.told_by = now, actor.code
        letter.save(update_fields=["told_at", "told_by"])
        event = LetterTold(letter_id=letter.id, letter_kind=letter.kind, channel=letter.channel)
        record(event, about=_subject(letter), actor=actor, now=now)


def mark_returned(*, actor: Actor, letter_id: UUID, now: datetime) -> None:
    """Record that a letter which had left came back, so that its recipient knows nothing of it."""
    with transaction.atomic():
        letter = lock_letter(letter_id)
        require_by_hand(actor, letter)
        if letter.returned_at:
            raise Refused(errors.RETURNED_ALREADY)
        if not (letter.posted_at or (letter.sent_at and letter.channel == Channel.EMAIL)):
            raise Refused(errors.NOT_LEFT)
        letter.returned_at = now
        letter.save(update_fields=["returned_at"])
        event = LetterReturned(letter_id=letter.id, letter_kind=letter.kind, channel=letter.channel)
        record(event, about=_subject(letter), actor=actor, now=now)


def try_again(*, actor: Actor, letter_id: UUID, now: datetime) -> None:
    """Put a letter that could not be delivered, or that came back, into the outbox again, all its attempts before it."""
    with transaction.atomic():
        letter = lock_letter(letter_id)
        require_by_hand(actor, letter)
        if not (letter.failed_at or letter.returned_at):
            raise Refused(errors.NOT_FAILED)
        letter.due_at, letter.attempts = now, 0
        letter.failed_at = letter.returned_at = letter.sent_at = letter.posted_at = letter.printed_at = None
        letter.posted_by = ""
        letter.save(update_fields=["due_at", "attempts", *_ANEW])
        event = LetterRetried(letter_id=letter.id, letter_kind=letter.kind, channel=letter.channel)
        record(event, about=_subject(letter), actor=actor, now=now)


def change_wording(
    *, actor: Actor, kind: WordingKind, language: str, subject: str, body: str, now: datetime
) -> None:
    """Give letters of this kind and language another wording from now on; Invalid when it lacks or misuses a place."""
    with transaction.atomic():
        current = lock_wording(kind, language)
        require_administrator(actor)
        subject, body = checked(kind, subject, body)
        if current:
            current.superseded_at = now
            current.save(update_fields=["superseded_at"])
        row = Wording(kind=kind, language=language, subject=subject, body=body, salt=new_salt())
        row.changed_at, row.changed_by = now, actor.code
        try:
            row.save(force_insert=True)
        except IntegrityError:  # two administrators wrote the first wording at once
            raise Stale(STALE) from None
        words = digest(f"{subject}\n{body}", row.salt)
        event = WordingChanged(wording=kind.value, language=language, words=words)
        record(event, about=wording_subject(kind, language), actor=actor, now=now)


def restore_wording(*, actor: Actor, kind: WordingKind, language: str, now: datetime) -> None:
    """Give letters of this kind and language their standard wording back; the other wording is kept as history."""
    with transaction.atomic():
        current = lock_wording(kind, language)
        require_administrator(actor)
        if current is None:
            raise Refused(errors.WORDING_IS_STANDARD)
        current.superseded_at = now
        current.save(update_fields=["superseded_at"])
        event = WordingRestored(wording=kind.value, language=language)
        record(event, about=wording_subject(kind, language), actor=actor, now=now)


def lock_letter(letter_id: UUID) -> Letter:
    """The letter, locked, or NotFound."""
    return lock_row(Letter.objects.all(), letter_id)


def lock_wording(kind: WordingKind, language: str) -> Wording | None:
    """The wording in force, locked, or None while it is the standard one; Invalid for a language not spoken."""
    if language not in dict(settings.LANGUAGES):
        raise Invalid({"language": errors.LANGUAGE_UNKNOWN})
    in_force = Wording.objects.filter(kind=kind, language=language, superseded_at=None)
    key = in_force.values_list("pk", flat=True).first()
    if key is None:
        return None
    try:
        return lock_row(in_force, key)
    except NotFound:  # superseded while we waited for the lock
        raise Stale(STALE) from None


def wording_subject(kind: WordingKind, language: str) -> Subject:
    """Under what key the trail keeps the history of a wording: one chain for each kind and language."""
    return Subject("wording", uuid5(_WORDINGS, f"{kind.value}:{language}"))


def _subject(letter: Letter) -> Subject:
    return Subject(letter.subject_kind, letter.subject_id)
