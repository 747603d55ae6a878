"""Letters as the desk, the portal and the API read them; the secret is masked everywhere but in a printed letter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import Count, Q, QuerySet

from recours.core.actors import Actor
from recours.core.errors import FORBIDDEN, NotFound, Refused
from recours.core.pages import page_of
from recours.core.permissions import Permission, may, units_of
from recours.core.rows import Prepared
from recours.core.subjects import Subject
from recours.letters.kinds import PLACES, STANDARDS, WORDING_NAMES, LetterKind, WordingKind
from recours.letters.models import Letter, Wording
from recours.letters.queue import sample
from recours.letters.recipients import Channel, Letterhead
from recours.letters.rules import require_administrator, visible
from recours.letters.sheets import digest_of, masked
from recours.letters.states import STANDINGS, Standing, standing_of
from recours.letters.wording import braced, checked, standard

PAGE = 50


@dataclass(frozen=True, slots=True)
class LetterView:
    """One letter. `body` is plain text with the secret masked; `private` says that its words are not shown to staff.

    `left_at` is when it was sent, posted or told; `due_at` when it is tried next; `error` what the last attempt met;
    `makeshift` that the printed letter is set in a fallback typeface and should be looked at before it is posted.
    """

    id: UUID
    kind: LetterKind
    about: Subject
    language: str
    channel: Channel
    name: str
    address: str
    subject: str
    body: str
    private: bool
    reference: str
    digest: str
    standing: Standing
    created_at: datetime
    left_at: datetime | None
    by: str
    failed_at: datetime | None
    returned_at: datetime | None
    due_at: datetime | None
    attempts: int
    error: str
    printed: bool
    makeshift: bool


@dataclass(frozen=True, slots=True)
class LetterPage:
    """Some letters, and the cursors of the pages after and before; a cursor is empty where there is none."""

    letters: tuple[LetterView, ...]
    next: str
    previous: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many letters wait for a person."""

    to_post: int
    to_tell: int
    failed: int


def outbox_for(
    *,
    actor: Actor,
    cursor: str = "",
    standing: Standing | None = None,
    channel: Channel | None = None,
    size: int = PAGE,
) -> LetterPage:
    """The letters the actor may see, newest first, in one statement; those of one standing or channel when named."""
    rows = _seen(actor, Permission.OUTBOX_READ)
    if standing:
        rows = rows.filter(STANDINGS[standing])
    if channel:
        rows = rows.filter(channel=channel)
    return _page(rows, ("-created_at", "-id"), cursor, size)


def letter_for(*, actor: Actor, letter_id: UUID) -> LetterView:
    """The letter, or NotFound where there is none that the actor may see."""
    row = visible(Letter.objects.all(), actor, Permission.OUTBOX_READ).filter(pk=letter_id).first()
    if row is None:
        raise NotFound
    return _view(row)


_about = Prepared(
    lambda kind, key: Letter.objects.filter(subject_kind=kind, subject_id=key).order_by("created_at", "id")
)


def letters_about(*, about: Subject) -> list[LetterView]:
    """Every letter about the subject, first written first, for somebody whom the caller lets see the subject."""
    return [_view(row) for row in _about(about.kind, about.id)]


def print_queue_for(*, actor: Actor, cursor: str = "", size: int = PAGE) -> LetterPage:
    """The printed letters that wait to be posted, oldest first."""
    rows = _seen(actor, Permission.OUTBOX_POST).filter(STANDINGS[Standing.TO_POST])
    return _page(rows, ("created_at", "id"), cursor, size)


def call_list_for(*, actor: Actor, cursor: str = "", size: int = PAGE) -> LetterPage:
    """The letters that wait to be told on the telephone, oldest first."""
    rows = _seen(actor, Permission.OUTBOX_POST).filter(STANDINGS[Standing.TO_TELL])
    return _page(rows, ("created_at", "id"), cursor, size)


def waiting_for(*, actor: Actor) -> Waiting:
    """How many letters that the actor may see wait for a person, in one statement; zeros without the permission."""
    standings = (Standing.TO_POST, Standing.TO_TELL, Standing.FAILED)
    rows = visible(Letter.objects.all(), actor, Permission.OUTBOX_POST)
    rows = rows.filter(Q.create([STANDINGS[standing] for standing in standings], connector=Q.OR))
    counts = rows.aggregate(**{s.value: Count("pk", filter=STANDINGS[s]) for s in standings})
    return Waiting(**counts)


def pdf_for(*, actor: Actor, letter_id: UUID) -> bytes:
    """The printed letter with its secret, for those who post letters; NotFound while it is not printed."""
    row = visible(Letter.objects.all(), actor, Permission.OUTBOX_POST).filter(pk=letter_id).first()
    if row is None or not row.pdf:
        raise NotFound
    try:
        with default_storage.open(row.pdf, "rb") as file:
            content: bytes = file.read()
    except FileNotFoundError:
        raise NotFound from None
    return content


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place that a wording may have, as it is written in it."""

    written: str
    meaning: str
    needed: bool


@dataclass(frozen=True, slots=True)
class WordingView:
    """One kind's wording in one language: what is in force, and what is standard. `changed_at` is None for the standard."""

    kind: WordingKind
    name: str
    language: str
    subject: str
    body: str
    standard_subject: str
    standard_body: str
    places: tuple[PlaceView, ...]
    changed_at: datetime | None
    changed_by: str


def wordings_for(*, actor: Actor) -> list[WordingView]:
    """Every kind's wording in every language, in one statement; Refused for whoever may not change them."""
    require_administrator(actor)
    written = {(row.kind, row.language): row for row in Wording.objects.filter(superseded_at=None)}
    return [
        _wording_view(kind, language, written.get((kind.value, language)))
        for kind in WordingKind
        for language, _name in settings.LANGUAGES
    ]


def wording_for(*, actor: Actor, kind: WordingKind, language: str) -> WordingView:
    """One kind's wording in one language, NotFound for a language that Recours does not speak."""
    require_administrator(actor)
    if language not in dict(settings.LANGUAGES):
        raise NotFound
    return _wording_view(
        kind, language, Wording.objects.filter(kind=kind, language=language, superseded_at=None).first()
    )


def sample_for(
    *, actor: Actor, kind: WordingKind, language: str, subject: str, body: str, letterhead: Letterhead
) -> tuple[str, str]:
    """The subject and words of a letter with this wording and invented values; Invalid as `change_wording` says it."""
    require_administrator(actor)
    return sample(kind, language, *checked(kind, subject, body), letterhead=letterhead)


def _wording_view(kind: WordingKind, language: str, row: Wording | None) -> WordingView:
    subject, body = standard(kind, language)
    rule = STANDARDS[kind]
    return WordingView(
        kind=kind,
        name=str(WORDING_NAMES[kind]),
        language=language,
        subject=row.subject if row else subject,
        body=row.body if row else body,
        standard_subject=subject,
        standard_body=body,
        places=tuple(
            PlaceView(braced(name), str(place.meaning), name in rule.needed)
            for name, place in PLACES.items()
            if name in rule.places
        ),
        changed_at=row.changed_at if row else None,
        changed_by=row.changed_by if row else "",
    )


def _seen(actor: Actor, permission: Permission) -> QuerySet[Letter]:
    if not may(actor, permission) and not units_of(actor, permission):
        raise Refused(FORBIDDEN)
    return visible(Letter.objects.all(), actor, permission)


def _page(rows: QuerySet[Letter], order: tuple[str, ...], cursor: str, size: int) -> LetterPage:
    page = page_of(rows, order=order, cursor=cursor, size=size)
    return LetterPage(tuple(_view(row) for row in page.rows), page.next, page.previous)


def _view(row: Letter) -> LetterView:
    private = row.kind == LetterKind.ACCOUNT  # it carries a link that opens somebody's account
    return LetterView(
        id=row.id,
        kind=LetterKind(row.kind),
        about=Subject(row.subject_kind, row.subject_id),
        language=row.language,
        channel=Channel(row.channel),
        name=row.name,
        address=row.address,
        subject=row.subject,
        body="" if private else masked(row),
        private=private,
        reference=row.thread,
        digest=digest_of(row),
        standing=standing_of(row),
        created_at=row.created_at,
        left_at=row.sent_at or row.posted_at or row.told_at,
        by=row.posted_by or row.told_by,
        failed_at=row.failed_at,
        returned_at=row.returned_at,
        due_at=row.due_at,
        attempts=row.attempts,
        error=row.last_error,
        printed=bool(row.printed_at),
        makeshift=row.makeshift,
    )
