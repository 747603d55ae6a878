"""What can be read of mail: lists, counts that reconcile, one mail in full."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, QuerySet

from recours.complaints.selectors import references_of
from recours.core.actors import Actor
from recours.core.errors import NotFound
from recours.core.pages import Page, page_of
from recours.core.subjects import Subject
from recours.mailroom.html import clean_html
from recours.mailroom.models import Fate, RawMessage
from recours.mailroom.parse import Mail, parse
from recours.mailroom.quote import strip_quote
from recours.mailroom.rules import visible
from recours.mailroom.states import HELD, RESCUABLE, FateKind, Reason
from recours.mailroom.steps.store_raw import read_raw

PAGE = 50
_COUNTED = 1_000


@dataclass(frozen=True, slots=True)
class MailLine:
    """One mail in a list. `reference` names its case; `received_at` is when we first saw it."""

    id: UUID
    mailbox: str
    sender: str
    sender_name: str
    subject: str
    size: int
    received_at: datetime
    fate: FateKind
    reason: Reason
    case: UUID | None
    reference: str
    rescuable: bool
    error: str


@dataclass(frozen=True, slots=True)
class Decision:
    """One fate of a mail: the last has no end."""

    fate: FateKind
    reason: Reason
    case: UUID | None
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Enclosure:
    """An attachment of a mail by its number: the name the sender gave it, the type it claims, its size in bytes."""

    number: int
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class MailView:
    """One mail in full: `words` are the sender's own, `text` all of it, `html` cleaned and safe to show."""

    line: MailLine
    to: tuple[str, ...]
    cc: tuple[str, ...]
    date: datetime | None
    words: str
    text: str
    html: str
    enclosures: tuple[Enclosure, ...]
    problems: tuple[str, ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many mails have each fate; the sum is `total`, the number of mails ever seen."""

    total: int
    by_fate: Mapping[FateKind, int]

    @property
    def held(self) -> int:
        """How many wait for a person."""
        return sum(self.by_fate[fate] for fate in HELD)


def counts_for(*, actor: Actor) -> Counts:
    """The mails that the actor may see, counted by fate in one statement."""
    rows = visible(RawMessage.objects.all(), actor).order_by().values_list("fate").annotate(Count("pk"))
    counted = {FateKind(fate): number for fate, number in rows}
    return Counts(sum(counted.values()), {fate: counted.get(fate, 0) for fate in FateKind})


def held_for(*, actor: Actor) -> int:
    """How many mails that the actor may see wait for a person, counted to 1,000 and no further."""
    rows = RawMessage.objects.filter(fate__in=[fate.value for fate in HELD])
    return visible(rows, actor)[:_COUNTED].count()


def quarantine_for(*, actor: Actor, cursor: str = "", size: int = PAGE) -> Page[MailLine]:
    """The mails that wait for a person, longest waiting first."""
    rows = visible(RawMessage.objects.filter(fate__in=[fate.value for fate in HELD]), actor)
    return _page(rows, ("received_at", "id"), cursor, size)


def mail_list_for(
    *, actor: Actor, fate: FateKind | None = None, cursor: str = "", size: int = PAGE
) -> Page[MailLine]:
    """Every mail, or those of one fate, newest first."""
    rows = visible(RawMessage.objects.all(), actor)
    return _page(rows.filter(fate=fate.value) if fate else rows, ("-received_at", "-id"), cursor, size)


def mails_about(*, about: Subject) -> list[MailLine]:
    """Every mail that belongs to the subject, first come first, for somebody whom the caller lets see the subject."""
    rows = list(
        RawMessage.objects.filter(subject_kind=about.kind, subject_id=about.id).order_by("received_at", "id")
    )
    return _lines(rows)


def mail_for(*, actor: Actor, message_id: UUID) -> MailView:
    """The mail read anew from its bytes, or NotFound where there is none that the actor may see."""
    row = _row(actor, message_id)
    mail = parse(read_raw(row))
    decisions = Fate.objects.filter(message=row).order_by("at", "id")
    return MailView(
        line=_lines([row])[0],
        to=_people(mail, "to"),
        cc=_people(mail, "cc"),
        date=mail.date,
        words=strip_quote(mail.text).words,
        text=mail.text,
        html=clean_html(mail.html),
        enclosures=tuple(
            Enclosure(number, a.name, a.media_type, len(a.content))
            for number, a in enumerate(mail.attachments)
        ),
        problems=mail.problems,
        decisions=tuple(
            Decision(FateKind(d.fate), Reason(d.reason), d.subject_id, d.at, d.by) for d in decisions
        ),
    )


def raw_for(*, actor: Actor, message_id: UUID) -> bytes:
    """The mail's bytes as they came; a door must send them as a download, never show them."""
    return read_raw(_row(actor, message_id))


def enclosure_for(*, actor: Actor, message_id: UUID, number: int) -> tuple[str, bytes]:
    """Name and bytes of an attachment, also of one that no case could take; a door must send it as a download."""
    attachments = parse(read_raw(_row(actor, message_id))).attachments
    if not 0 <= number < len(attachments):
        raise NotFound
    return attachments[number].name, attachments[number].content


def subjects() -> Iterator[Subject]:
    """Every settled mail, one at a time: each must have a chain on the trail."""
    rows = RawMessage.objects.exclude(fate=FateKind.WAITING.value).order_by("pk")
    for key in rows.values_list("pk", flat=True).iterator(chunk_size=5_000):
        yield Subject("mail", key)


def _row(actor: Actor, message_id: UUID) -> RawMessage:
    row = visible(RawMessage.objects.filter(pk=message_id), actor).first()
    if row is None:
        raise NotFound
    return row


def _page(rows: QuerySet[RawMessage], order: tuple[str, ...], cursor: str, size: int) -> Page[MailLine]:
    page = page_of(rows, order=order, cursor=cursor, size=size)
    return Page(_lines(page.rows), page.next, page.previous)


def _lines(rows: list[RawMessage]) -> list[MailLine]:
    keys = {row.subject_id for row in rows if row.subject_id is not None}
    references = references_of(keys) if keys else {}
    return [
        MailLine(
            id=row.pk,
            mailbox=row.mailbox,
            sender=row.sender,
            sender_name=row.sender_name,
            subject=row.title,
            size=row.size,
            received_at=row.received_at,
            fate=FateKind(row.fate),
            reason=Reason(row.reason),
            case=row.subject_id,
            reference=references.get(row.subject_id, "") if row.subject_id else "",
            rescuable=FateKind(row.fate) in RESCUABLE,
            error=row.last_error,
        )
        for row in rows
    ]


def _people(mail: Mail, field: str) -> tuple[str, ...]:
    people = mail.to if field == "to" else mail.cc
    return tuple(f"{p.name} <{p.address}>" if p.name and p.address else p.address or p.name for p in people)
