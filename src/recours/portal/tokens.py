"""Signed marks of the portal's forms and cookies. Nothing of them is stored; the moment is handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.core.signing import BadSignature, Signer

from recours.core.keys import new_key

FORM_LIFE = timedelta(hours=48)
"""How long a form may lie open; as long as the files sealed in it are kept."""

_FUTURE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class FormToken:
    """The key under which a form is taken in once, and its signed text for the hidden field."""

    key: UUID
    text: str

    @property
    def intake_key(self) -> str:
        """The key as the ledger of intakes knows it."""
        return f"portal:{self.key}"


def issue_form_token(now: datetime, about: str = "") -> FormToken:
    """A fresh token, which is good only for what it is `about`."""
    key = new_key()
    return FormToken(key, seal_words("form", about, key.hex, now=now))


def read_form_token(text: str, now: datetime, about: str = "") -> FormToken | None:
    """The token if this server issued it for this purpose less than 48 hours ago, else None."""
    words = open_words(text, "form", now=now, life=FORM_LIFE)
    if words is None or len(words) != 2 or words[0] != about:
        return None
    return FormToken(UUID(hex=words[1]), text)


def seal_words(purpose: str, *words: str, now: datetime) -> str:
    """The words with the moment, signed for one purpose; the words must hold no "|"."""
    stamp = str(int(now.timestamp()))
    return _signer(purpose).sign("|".join((*words, stamp)))


def open_words(text: str, purpose: str, *, now: datetime, life: timedelta) -> tuple[str, ...] | None:
    """The words sealed for this purpose within `life`, else None."""
    try:
        *words, stamp = _signer(purpose).unsign(text).split("|")
        issued = datetime.fromtimestamp(int(stamp), tz=UTC)
    except (BadSignature, ValueError):
        return None
    return tuple(words) if -_FUTURE <= now - issued < life else None


def _signer(purpose: str) -> Signer:
    return Signer(salt=f"recours.portal.{purpose}")
