"""What the trail says about letters: recorded on the chain of the subject that the letter is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from recours.letters.kinds import KIND_NAMES, WORDING_NAMES
from recours.letters.recipients import CHANNEL_NAMES
from recours.trail.chain import Digest
from recours.trail.events import Event

_LABELS = {
    "letter_kind": {kind.value: name for kind, name in KIND_NAMES.items()},
    "channel": {channel.value: name for channel, name in CHANNEL_NAMES.items()},
}


@dataclass(frozen=True)
class LetterSent(Event):
    """The letter left by mail or appeared on the tracking page."""

    kind: ClassVar[str] = "letter.sent"
    sentence = _("A letter left: %(letter_kind)s. It went by: %(channel)s.")
    labels = _LABELS
    letter_id: UUID
    letter_kind: str
    channel: str


@dataclass(frozen=True)
class LetterPosted(Event):
    """Somebody put the printed letter into the post."""

    kind: ClassVar[str] = "letter.posted"
    sentence = _("%(actor)s posted a letter: %(letter_kind)s.")
    labels = _LABELS
    letter_id: UUID
    letter_kind: str
    channel: str


@dataclass(frozen=True)
class LetterTold(Event):
    """Somebody told the person on the telephone what the letter says."""

    kind: ClassVar[str] = "letter.told"
    sentence = _("%(actor)s told the person on the telephone: %(letter_kind)s.")
    labels = _LABELS
    letter_id: UUID
    letter_kind: str
    channel: str


@dataclass(frozen=True)
class LetterFailed(Event):
    """Every attempt to deliver the letter was in vain; it waits for a person."""

    kind: ClassVar[str] = "letter.failed"
    sentence = _("A letter could not be delivered: %(letter_kind)s. It should have gone by: %(channel)s.")
    labels = _LABELS
    letter_id: UUID
    letter_kind: str
    channel: str
    attempts: int


@dataclass(frozen=True)
class LetterReturned(Event):
    """The letter left and came back: a mail server or the post said so."""

    kind: ClassVar[str] = "letter.returned"
    sentence = _("A letter came back: %(letter_kind)s. It had gone by: %(channel)s.")
    labels = _LABELS
    letter_id: UUID
    letter_kind: str
    channel: str


@dataclass(frozen=True)
class LetterRetried(Event):
    """Somebody put a letter that could not be delivered, or that came back, into the outbox again."""

    kind: ClassVar[str] = "letter.retried"
    sentence = _("%(actor)s had a letter tried again: %(letter_kind)s.")
    labels = _LABELS
    letter_id: UUID
    letter_kind: str
    channel: str


_WORDING_LABELS = {
    "wording": {kind.value: name for kind, name in WORDING_NAMES.items()},
    "language": settings.LANGUAGE_NAMES,
}


@dataclass(frozen=True)
class WordingChanged(Event):
    """An administrator gave a letter another wording; the words are kept in their own row."""

    kind: ClassVar[str] = "wording.changed"
    sentence = _("%(actor)s changed the wording of a letter: %(wording)s (%(language)s).")
    labels = _WORDING_LABELS
    wording: str
    language: str
    words: Digest


@dataclass(frozen=True)
class WordingRestored(Event):
    """An administrator gave a letter its standard wording back."""

    kind: ClassVar[str] = "wording.restored"
    sentence = _("%(actor)s gave a letter its standard wording back: %(wording)s (%(language)s).")
    labels = _WORDING_LABELS
    wording: str
    language: str
