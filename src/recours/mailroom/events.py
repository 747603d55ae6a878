"""What happens to mail, as the trail keeps it: codes and keys, never an address and never a word of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from recours.mailroom.states import FATE_NAMES, REASON_NAMES
from recours.trail.events import Event

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_FATES: dict[str, str | _StrPromise] = {fate.value: name for fate, name in FATE_NAMES.items()}
_REASONS: dict[str, str | _StrPromise] = {reason.value: name for reason, name in REASON_NAMES.items()}
_LABELS: Mapping[str, Mapping[str, str | _StrPromise]] = {
    "fate": _FATES,
    "before": _FATES,
    "reason": _REASONS,
}


@dataclass(frozen=True, kw_only=True)
class MailSettled(Event):
    """A mail was kept and judged; `sha256` proves which bytes."""

    kind: ClassVar[str] = "mail.settled"
    sentence = _("A mail came in. %(fate)s. %(reason)s")
    labels = _LABELS

    fate: str
    reason: str
    case: UUID | None
    sha256: str


@dataclass(frozen=True, kw_only=True)
class MailHeld(Event):
    """A mail was kept and waits for a person."""

    kind: ClassVar[str] = "mail.held"
    sentence = _("A mail came in and waits for a person. %(reason)s")
    labels = _LABELS

    reason: str
    case: UUID | None
    sha256: str


@dataclass(frozen=True, kw_only=True)
class LetterReported(Event):
    """A mail server reported about a letter of ours."""

    kind: ClassVar[str] = "mail.letter_reported"
    sentence = _("A mail server reported. %(reason)s")
    labels = _LABELS

    reason: str
    status: str
    case: UUID | None
    letter: UUID | None
    sha256: str


@dataclass(frozen=True, kw_only=True)
class MailDecided(Event):
    """A person decided what becomes of a mail."""

    kind: ClassVar[str] = "mail.decided"
    sentence = _("%(actor)s decided about a mail. It was: %(before)s. It is now: %(fate)s.")
    labels = _LABELS

    before: str
    fate: str
    case: UUID | None
