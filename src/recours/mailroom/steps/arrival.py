"""What the steps hand on to each other, and what they may decide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from recours.core.actors import Actor
from recours.core.filestore import StoredFile
from recours.mailroom.parse import Mail
from recours.mailroom.states import FateKind, Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A mail on its way through the steps.

    `host` is that in our Message-IDs; `case` and `speakers` are set once the case is found; `words` are what goes into
    the case; `files` are stored already; `left` names the attachments that stay in the original mail only.
    """

    id: UUID
    mailbox: str
    content: str
    mail: Mail
    received_at: datetime
    now: datetime
    actor: Actor
    host: str
    case: UUID | None = None
    speakers: tuple[str, ...] = ()
    words: str = ""
    language: str = ""
    files: tuple[StoredFile, ...] = ()
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What becomes of the mail, why, and in which case; `status` is what a mail server reported of which `letter`."""

    fate: FateKind
    reason: Reason = Reason.NONE
    case: UUID | None = None
    letter: UUID | None = None
    status: str = ""


Step: TypeAlias = Callable[[Arrival], Arrival | Verdict]
