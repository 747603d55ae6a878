"""Putting a letter into the outbox: rendered in the recipient's language, frozen, in the caller's transaction."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from email.utils import parseaddr
from functools import lru_cache
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from recours.core.dates import long_date
from recours.core.keys import new_key
from recours.core.rows import Prepared, insert_rows
from recours.core.subjects import Subject
from recours.core.text import clean, one_line
from recours.letters.kinds import MASK, PLACES, SECRET, SPOKEN, LetterKind, WordingKind
from recours.letters.models import Letter, Wording
from recours.letters.recipients import Channel, Letterhead, Recipient
from recours.letters.wording import filled_body, filled_subject, isolated, standard

__all__ = ["Letterhead", "Recipient", "mail_host", "queue", "sample", "track_address"]

TRACK_PAGE = "/{language}/track/"
HOW_PAGE = "/{language}/how-we-handle-complaints/"

_SIGNED = frozenset({WordingKind.MESSAGE, WordingKind.DECISION})
_PARTS = ("words", "decision", "findings", "reasons", "rule", "apology", "remedies", "review", "rights")
_PERSONAL = frozenset({LetterKind.MESSAGE, LetterKind.DECISION, LetterKind.INFORMATION_REQUEST})
"""The kinds that a colleague signs."""

_UNTHREADABLE = re.compile(r"[^A-Za-z0-9-]+")
_SALUTATION = 80

_own_wording = Prepared(
    lambda kind, language: Wording.objects.filter(
        kind=kind, language=language, superseded_at=None
    ).values_list("subject", "body")
)


def queue(
    *,
    kind: LetterKind,
    to: Recipient,
    about: Subject,
    places: Mapping[str, str | date],
    letterhead: Letterhead,
    now: datetime,
    thread: str = "",
    generation: int = 1,
    unit: UUID | None = None,
) -> UUID:
    """Write the letter into the outbox and give its key; two statements: the wording read, the letter inserted.

    `places` are those of `kinds.PLACES` that the caller fills; ValueError for one that does not exist. `thread` is
    the case's reference and gathers its letters into one conversation; `generation` is that of the tracking secret;
    `unit` is the unit whose staff may see the letter.
    """
    unknown = set(places) - set(PLACES)
    if unknown:
        raise ValueError(f"A letter has no place {sorted(unknown)[0]!r}.")
    language = to.language if to.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    subject, body = _wording(kind, to.channel, language)
    values = _values(kind, to, places, letterhead, language)
    key = new_key()
    letter = Letter(
        id=key,
        kind=kind,
        subject_kind=about.kind,
        subject_id=about.id,
        unit_id=unit,
        language=language,
        channel=to.channel,
        name=one_line(to.name),
        address=clean(to.address),
        subject=(filled_subject(subject, values, language) or values["organisation"])[:300],
        body=filled_body(body, values, language),
        letterhead=_kept(letterhead),
        thread=_UNTHREADABLE.sub("", thread)[:80],
        link=values["tracking_link"] if "{tracking_link}" in body else "",
        generation=generation,
        message_id=f"<{key}@{mail_host()}>",
        created_at=now,
        due_at=None if to.channel is Channel.PHONE else now,
    )
    insert_rows([letter])
    return key


def track_address(reference: str, language: str) -> str:
    """The address of the tracking page with the reference filled in; the secret is typed, so that no address leaks it."""
    path = TRACK_PAGE.format(language=language)
    return f"{settings.SITE_URL}{path}?reference={quote(reference, safe='-')}"


def mail_host() -> str:
    """The host in our Message-IDs: that of the address we write from."""
    return _host_of(settings.MAIL_FROM)


@lru_cache(maxsize=1)
def _host_of(address: str) -> str:
    host = parseaddr(address)[1].rpartition("@")[2]
    return re.sub(r"[^A-Za-z0-9.-]", "", host) or "localhost"


def _wording(kind: LetterKind, channel: Channel, language: str) -> tuple[str, str]:
    if kind is LetterKind.ACCOUNT:
        return "{title}", "{words}"
    which = SPOKEN.get(kind) if channel is Channel.PHONE else None
    which = which or WordingKind(kind.value)
    return _own_wording.first(which, language) or standard(which, language)


def sample(
    kind: WordingKind, language: str, subject: str, body: str, *, letterhead: Letterhead
) -> tuple[str, str]:
    """The subject and words that a wording gives with invented values, the secret masked."""
    with override(language):
        person, handler = pgettext("sample letter", "Mary Example"), pgettext("sample letter", "Sam Example")
        matter = pgettext("sample letter", "A delivery that never arrived")
        words = pgettext("sample letter", "Here stand the words that were written.")
    places: dict[str, str | date] = {
        "reference": "482-719-3068",
        "received_on": date(2026, 12, 3),
        "answer_by": date(2026, 12, 31),
        "matter": matter,
        "handler": handler,
        "title": matter,
        **dict.fromkeys(_PARTS, words),
        "reply_by": date(2027, 1, 14),
        "other_options": "https://ombudsman.example",
        "link": settings.SITE_URL,
        "outcome": words,
        "helper": "https://ombudsman.example",
        "close_on": date(2026, 12, 31),
        "body": "ombudsman.example",
        "body_reference": "2026-0417",
        "decided_on": date(2026, 12, 3),
    }
    to = Recipient(name=person, address="", language=language, channel=Channel.PORTAL)
    letter_kind = LetterKind.MESSAGE if kind in _SIGNED else LetterKind.ACKNOWLEDGEMENT
    values = _values(letter_kind, to, places, letterhead, language)
    words = filled_body(body, values, language).replace(SECRET, MASK)
    return filled_subject(subject, values, language), words


def _values(
    kind: LetterKind, to: Recipient, places: Mapping[str, str | date], letterhead: Letterhead, language: str
) -> dict[str, str]:
    values = {name: _said(value, language, lines=PLACES[name].lines) for name, value in places.items()}
    organisation = one_line(letterhead.name)
    name = one_line(to.name)
    reference = values.get("reference", "")
    website = letterhead.website.removeprefix("https://").rstrip("/")
    contact = [one_line(way) for way in (letterhead.email, letterhead.phone, website)]
    written_by = values.get("handler", "") if kind in _PERSONAL else ""
    with override(language):
        greeting = _("Dear %(name)s,") % {"name": isolated(name, language)} if name else _("Good day,")
    if _greets(values.get("words", "")):
        greeting = ""
    return {
        **values,
        "name": name,
        "greeting": greeting,
        "organisation": organisation,
        "signature": "\n".join(line for line in (written_by, organisation) if line),
        "contact": " · ".join(isolated(way, language) for way in contact if way),
        "secret": "secret",  # never this word: `wording` writes the mark
        "tracking_link": track_address(reference, language) if reference else "",
        "how_link": settings.SITE_URL + HOW_PAGE.format(language=language),
    }


def _greets(words: str) -> bool:
    """Whether the words begin with a salutation of their own: a short line without an end, or with a comma, and more under it."""
    first, _break, rest = words.strip().partition("\n")
    first = first.rstrip()
    if not rest or len(first) > _SALUTATION:
        return False
    return first.endswith((",", "،")) or (rest.startswith("\n") and first[-1:].isalpha())


def _said(value: str | date, language: str, *, lines: bool) -> str:
    if isinstance(value, datetime):
        raise TypeError("A letter names days: hand in the date in the organisation's time zone.")
    if isinstance(value, date):
        return long_date(value, language)
    return clean(value) if lines else one_line(value, limit=300)


def _kept(letterhead: Letterhead) -> dict[str, object]:
    lines = [one_line(line) for line in letterhead.address_lines]
    return {
        **{field: one_line(str(value)) for field, value in asdict(letterhead).items()},
        "address_lines": lines,
    }
