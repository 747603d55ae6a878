"""The letters that are due: mailed, shown on the tracking page, or printed for the post."""

from __future__ import annotations

import logging
import time
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F

from recours.core.actors import system
from recours.core.due import LEASE, claim, postpone
from recours.core.locking import lock_row
from recours.core.subjects import Subject
from recours.letters.events import LetterFailed, LetterSent
from recours.letters.kinds import LetterKind
from recours.letters.messages import message_of
from recours.letters.models import Letter
from recours.letters.recipients import Channel
from recours.letters.sheets import sheet_of
from recours.letters.transports import Transport, Undeliverable, Unreachable, transport
from recours.press import fonts
from recours.press.letters import letter_pdf
from recours.trail.record import record

BATCH = 50
LAST_ATTEMPT = 24
"""With the backoff of `core.due` the last attempt comes after about three and a half days."""

ON_PAPER_TOO = frozenset({LetterKind.DECISION})
"""The kinds whose mail carries the sheet of paper as a PDF."""

_WORKER = system("worker")
_log = logging.getLogger(__name__)


def send_due(now: datetime, *, patience: timedelta = LEASE / 3) -> int:
    """Deliver or print up to 50 due letters within this patience and give their number.

    At least once: a letter whose process died between the delivery and its record goes again with the same
    Message-ID; into the mail folder exactly once.
    """
    letters = claim(Letter.objects.all(), now=now, limit=BATCH)
    begun = time.monotonic()
    with transport() as way:
        for n, letter in enumerate(letters):
            if (
                time.monotonic() - begun > patience.total_seconds()
            ):  # or another worker would take what this one still holds
                _give_back(letters[n:])
                return n
            try:
                _handle(letter, way, now)
            except Unreachable as problem:
                for waiting in letters[n:]:
                    _put_off(waiting, str(problem), now)
                break
    return len(letters)


def _handle(letter: Letter, way: Transport, now: datetime) -> None:
    try:
        if letter.channel == Channel.POST:
            _print(letter, now)
            return
        if letter.channel == Channel.EMAIL:
            way.deliver(message_of(letter, paper=_paper(letter)))
    except Unreachable:
        raise
    except Undeliverable as problem:
        _give_up(letter, str(problem), now)
    except Exception as problem:  # noqa: BLE001 - one letter must not hold up the others
        _log.warning("Letter %s could not be delivered: %s", letter.id, problem)
        _put_off(letter, f"{type(problem).__name__}: {problem}", now)
    else:
        _record_sent(letter, now)


def _paper(letter: Letter) -> bytes:
    """The sheet that goes with the mail: a decision is something to keep. Drawn here, for it takes a while.

    A sheet that cannot be drawn holds up no decision: the mail says everything that stands on it.
    """
    if letter.kind not in ON_PAPER_TOO:
        return b""
    try:
        return letter_pdf(sheet_of(letter))
    except Exception as problem:  # noqa: BLE001 - whatever it is, the decision has to arrive
        _log.warning("Letter %s leaves without its sheet: %s", letter.id, problem)
        return b""


def _print(letter: Letter, now: datetime) -> None:
    key = f"letters/{letter.created_at:%Y/%m}/{letter.id}.pdf"
    default_storage.delete(key)  # of a process that died before its commit: the same letter
    letter.pdf = default_storage.save(key, ContentFile(letter_pdf(sheet_of(letter))))
    letter.makeshift = bool(fonts.missing([letter.language]))
    letter.printed_at = now
    letter.due_at = letter.lease_until = None
    letter.last_error = ""
    letter.save(update_fields=["pdf", "makeshift", "printed_at", "due_at", "lease_until", "last_error"])


def _record_sent(letter: Letter, now: datetime) -> None:
    with transaction.atomic():
        letter = lock_row(Letter.objects.all(), letter.id)
        if letter.sent_at:  # by the worker that held it before its lease ran out
            return
        letter.sent_at = now
        letter.due_at = letter.lease_until = letter.failed_at = None
        letter.last_error = ""
        letter.save(update_fields=["sent_at", "due_at", "lease_until", "failed_at", "last_error"])
        event = LetterSent(letter_id=letter.id, letter_kind=letter.kind, channel=letter.channel)
        record(event, about=Subject(letter.subject_kind, letter.subject_id), actor=_WORKER, now=now)


def _put_off(letter: Letter, error: str, now: datetime) -> None:
    if letter.attempts >= LAST_ATTEMPT:
        _give_up(letter, error, now)
    else:
        postpone(letter, now=now, error=error)


def _give_up(letter: Letter, error: str, now: datetime) -> None:
    with transaction.atomic():
        letter = lock_row(Letter.objects.all(), letter.id)
        if letter.sent_at or letter.failed_at:
            return
        letter.failed_at = now
        letter.due_at = letter.lease_until = None
        letter.last_error = error[:2000]
        letter.save(update_fields=["failed_at", "due_at", "lease_until", "last_error"])
        event = LetterFailed(
            letter_id=letter.id, letter_kind=letter.kind, channel=letter.channel, attempts=letter.attempts
        )
        record(event, about=Subject(letter.subject_kind, letter.subject_id), actor=_WORKER, now=now)


def _give_back(letters: list[Letter]) -> None:
    held = Letter.objects.filter(pk__in=[letter.pk for letter in letters], lease_until=letters[0].lease_until)
    held.update(lease_until=None, attempts=F("attempts") - 1)
