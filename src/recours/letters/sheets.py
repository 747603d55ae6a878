"""A letter's frozen words with the secret put in or masked, and the letter as a sheet of paper."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from recours.core.dates import long_date
from recours.core.logos import logo_bytes
from recours.core.secrets import tracking_secret
from recours.letters.kinds import MASK, SECRET, LetterKind
from recours.letters.models import Letter
from recours.press.letters import LetterSheet

_WITH_SECRET = frozenset({LetterKind.ACKNOWLEDGEMENT, LetterKind.ACKNOWLEDGEMENT_FEEDBACK})


def disclosed(letter: Letter) -> str:
    """The words as the recipient gets them, with the tracking secret in its place."""
    if letter.kind not in _WITH_SECRET or SECRET not in letter.body:
        return letter.body
    return letter.body.replace(SECRET, tracking_secret(letter.subject_id, letter.generation))


def masked(letter: Letter) -> str:
    """The words as staff see them: the secret is dots, so that nobody can answer as the complainant."""
    return letter.body.replace(SECRET, MASK)


def digest_of(letter: Letter) -> str:
    """Sixteen hex digits of the SHA-256 of the kept words, as they stand in a printed letter's footer."""
    whole = hashlib.sha256(f"{letter.id}\n{letter.subject}\n{letter.body}".encode()).hexdigest()
    return " ".join(whole[i : i + 4] for i in range(0, 16, 4))


def sheet_of(letter: Letter) -> LetterSheet:
    """The letter on paper, secret included, dated when it was written."""
    head: Mapping[str, object] = letter.letterhead
    lines = head.get("address_lines")
    address_lines = [str(line) for line in lines] if isinstance(lines, list) else []
    ways = [str(head.get(way, "")) for way in ("phone", "email", "website")]
    return LetterSheet(
        language=letter.language,
        organisation=str(head.get("name", "")),
        office=tuple(line for line in (*address_lines, *ways) if line),
        recipient=(letter.name, *letter.address.splitlines()),
        date=long_date(
            letter.created_at.astimezone(ZoneInfo(str(head.get("zone") or "UTC"))).date(), letter.language
        ),
        reference=letter.thread,
        subject=letter.subject,
        body=disclosed(letter),
        digest=digest_of(letter),
        written_at=letter.created_at,
        colour=str(head.get("colour", "")),
        link=letter.link,
        logo=logo_bytes(str(head.get("logo", ""))),
    )
