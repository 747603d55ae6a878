"""What happens beside the conversation: to the texts that colleagues write with, and who follows a case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from recours.trail.chain import Digest
from recours.trail.events import Event


@dataclass(frozen=True, kw_only=True)
class TextAdded(Event):
    kind: ClassVar[str] = "text.added"
    sentence = _("%(actor)s wrote the ready-made text %(code)s.")

    text: UUID
    code: str
    words: Digest


@dataclass(frozen=True, kw_only=True)
class TextChanged(Event):
    kind: ClassVar[str] = "text.changed"
    sentence = _("%(actor)s changed the ready-made text %(code)s.")

    text: UUID
    code: str
    fields: tuple[str, ...]
    words: Digest


@dataclass(frozen=True, kw_only=True)
class TextRetired(Event):
    kind: ClassVar[str] = "text.retired"
    sentence = _("%(actor)s retired the ready-made text %(code)s.")

    text: UUID
    code: str


@dataclass(frozen=True, kw_only=True)
class Watched(Event):
    kind: ClassVar[str] = "complaint.watched"
    sentence = _("%(actor)s watches this case.")


@dataclass(frozen=True, kw_only=True)
class WatchEnded(Event):
    kind: ClassVar[str] = "complaint.watch_ended"
    sentence = _("%(actor)s no longer watches this case.")
