"""Letters that wait to be told on the telephone, settled by who told their news in another way."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from recours.core.actors import Actor
from recours.core.locking import lock_rows
from recours.core.subjects import Subject
from recours.letters.events import LetterTold
from recours.letters.models import Letter
from recours.letters.recipients import Channel
from recours.trail.record import record

__all__ = ["settle_call"]


def settle_call(*, letter_id: UUID | None, actor: Actor, now: datetime) -> None:
    """Take a letter off the list of calls, as the person was told, in the caller's transaction; nothing where none waits."""
    waiting = Letter.objects.filter(channel=Channel.PHONE, told_at=None)
    for letter in lock_rows(waiting, [letter_id] if letter_id else []):
        letter.told_at, letter.told_by = now, actor.code
        letter.save(update_fields=["told_at", "told_by"])
        event = LetterTold(letter_id=letter.id, letter_kind=letter.kind, channel=letter.channel)
        record(event, about=Subject(letter.subject_kind, letter.subject_id), actor=actor, now=now)
