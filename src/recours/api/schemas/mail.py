"""Mail that arrived, and what became of it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import Field

from recours.api.schemas.base import Given, Listed, Told
from recours.mailroom.states import FateKind, Reason

if TYPE_CHECKING:
    from recours.mailroom.actions import Taken
    from recours.mailroom.selectors import MailLine, MailView


class MailLineTold(Told):
    """One mail in the list. `rescuable` says that a person may still make a case of it."""

    id: UUID
    mailbox: str
    sender: str
    sender_name: str
    subject: str
    size: int
    received_at: datetime
    fate: FateKind
    reason: Reason
    reference: str
    rescuable: bool
    error: str


class MailList(Listed[MailLineTold]):
    """A page of mails."""


class DecisionTold(Told):
    """One fate of a mail; the last one holds."""

    fate: FateKind
    reason: Reason
    at: datetime
    by: str


class EnclosureTold(Told):
    """An attachment of a mail, with the type it claims to be."""

    number: int
    name: str
    media_type: str
    size: int


class MailTold(Told):
    """One mail in full: `words` are the sender's own, `text` is all of it."""

    line: MailLineTold
    to: list[str]
    cc: list[str]
    date: datetime | None
    words: str
    text: str
    enclosures: list[EnclosureTold]
    problems: list[str]
    decisions: list[DecisionTold]


class TakenTold(Told):
    """What became of a mail. `repeated` says that these bytes came before."""

    id: UUID
    fate: FateKind
    reason: Reason
    case: str = Field(description="The address of the case it made or went into, or empty.")
    repeated: bool


class PlacementGiven(Given):
    """The case that a mail belongs to."""

    reference: str = Field(examples=["482-719-3068"])


def line_told(line: MailLine) -> MailLineTold:
    """A mail in the list."""
    return MailLineTold(**{name: getattr(line, name) for name in MailLineTold.model_fields})


def mail_told(view: MailView) -> MailTold:
    """A mail in full, without its HTML."""
    return MailTold(
        line=line_told(view.line),
        to=list(view.to),
        cc=list(view.cc),
        date=view.date,
        words=view.words,
        text=view.text,
        enclosures=[
            EnclosureTold(number=e.number, name=e.name, media_type=e.media_type, size=e.size)
            for e in view.enclosures
        ],
        problems=list(view.problems),
        decisions=[DecisionTold(fate=d.fate, reason=d.reason, at=d.at, by=d.by) for d in view.decisions],
    )


def taken_told(taken: Taken, case: str) -> TakenTold:
    """What became of a mail; `case` is the case's address."""
    return TakenTold(
        id=taken.message_id, fate=taken.fate, reason=taken.reason, case=case, repeated=taken.repeated
    )
