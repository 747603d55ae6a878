"""What `recours complaint new` hands in, from its options."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from recours.cli.setting_up import reader
from recours.complaints.states import Channel, Kind
from recours.complaints.submission import Submission
from recours.core.dates import parse_date
from recours.core.errors import Code, Invalid
from recours.core.filestore import StoredFile, keep
from recours.people.complainants import Party
from recours.people.selectors import organisation

NO_DATE = Code("no_date", "This is not a date. Write it as 2026-11-20.")
NO_FILE = Code("no_file", "This file cannot be read.")

_PARTY = ("name", "organisation", "email", "phone", "address", "postcode", "town", "country")


def kept(paths: Sequence[Path]) -> tuple[StoredFile, ...]:
    """The files judged and stored, or Invalid for the first that cannot be taken."""
    stored = []
    for path in paths:
        try:
            with path.open("rb") as handle:
                stored.append(keep(handle, name=path.name))
        except OSError:
            raise Invalid({str(path): NO_FILE}) from None
    return tuple(stored)


def submission_of(
    given: Mapping[str, object], *, words: str, files: tuple[StoredFile, ...], now: datetime
) -> Submission:
    """The options as a submission; Invalid for a date that cannot be read."""
    office = organisation()
    language = str(given["language"] or office.language)
    details = {name: str(given[name]) for name in _PARTY}
    party = Party(**details, language=language) if any(details.values()) else None
    occurred, received = _day(given, "occurred_on"), _day(given, "received_on")
    zone = ZoneInfo(office.zone)
    arrived = datetime.combine(received, time(12), zone).astimezone(UTC) if received else None
    today = received == now.astimezone(zone).date()
    return Submission(
        kind=Kind(str(given["kind"])),
        channel=Channel(str(given["channel"])),
        language=language,
        words=words,
        complainant=party,
        anonymous=bool(given["anonymous"]),
        product_words=str(given["about"]),
        remedy_wanted=True if given["remedy"] else None,
        remedy_words=str(given["remedy"]),
        occurred_on=occurred,
        received_at=None if today else arrived,
        files=files,
    )


def _day(given: Mapping[str, object], name: str) -> date | None:
    text = given[name]
    if not text:
        return None
    try:
        return parse_date(str(text), reader())
    except ValueError:
        raise Invalid({name: NO_DATE}) from None
