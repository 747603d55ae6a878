"""The public complaint data of the Consumer Financial Protection Bureau (USA), in any of its styles of CSV.

Columns are matched by name: "Date received", "date_received" and "DateReceived" are one. Source: the bureau's field
reference; the values compare case-insensitively.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.utils.translation import gettext_lazy as _

from recours.complaints.exchange.records import Record, records
from recours.complaints.history import PastCase
from recours.complaints.states import Channel
from recours.core.errors import Code, Refused
from recours.core.text import clean

SOURCE = "cfpb"

NO_HEADER = Code("no_header", _("The file has no heading line. The first line must name the columns."))
COLUMNS_MISSING = Code("columns_missing", _("These columns are missing: %(columns)s."))
WRONG_DELIMITER = Code(
    "wrong_delimiter",
    _("The columns are separated by “%(found)s”, not by “%(expected)s”. Say so when you import it."),
)

_HALF = Code("half_a_row", _("The row has %(found)s cells, the heading has %(wanted)s."))
_UNREADABLE = Code(
    "row_unreadable", _("The row cannot be read: a cell is too long, or a quotation mark is missing.")
)
_NO_DATE = Code("no_date", _("“%(value)s” is not a date we can read."))
_NO_NUMBER = Code("no_number", _("“%(value)s” is not a complaint number."))
_EMPTY = Code("empty", _("This cell must not be empty."))
_FUTURE = Code("future_date", _("“%(value)s” lies in the future."))
_ENCODING = Code("encoding", _("The row has characters that are not UTF-8."))
_UNKNOWN = Code("unknown_value", _("“%(value)s” is not one of the values this column can have."))

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "date_received": ("datereceived",),
    "product": ("product",),
    "sub_product": ("subproduct",),
    "issue": ("issue",),
    "sub_issue": ("subissue",),
    "narrative": ("consumercomplaintnarrative", "complaintwhathappened", "narrative"),
    "public_response": ("companypublicresponse",),
    "company": ("company", "companyname"),
    "state": ("state",),
    "zip_code": ("zipcode", "zip"),
    "tags": ("tags",),
    "consent": ("consumerconsentprovided",),
    "submitted_via": ("submittedvia",),
    "date_sent": ("datesenttocompany",),
    "response": ("companyresponsetoconsumer", "companyresponse"),
    "timely": ("timelyresponse", "timely"),
    "disputed": ("consumerdisputed",),
    "id": ("complaintid",),
}
_NEEDED = ("date_received", "product", "issue")
_CHANNELS: Mapping[str, Channel] = {
    "web": Channel.WEB_FORM,
    "phone": Channel.PHONE,
    "referral": Channel.REGULATOR,
    "web referral": Channel.REGULATOR,
    "postal mail": Channel.POST,
    "email": Channel.EMAIL,
    "fax": Channel.FAX,
}
_OUTCOMES: Mapping[str, str] = {
    "in progress": "",
    "closed with explanation": "closed_with_explanation",
    "closed with monetary relief": "closed_with_monetary_relief",
    "closed with non-monetary relief": "closed_with_non_monetary_relief",
    "untimely response": "untimely_response",
    "closed": "closed",
    "closed with relief": "closed_with_relief",
    "closed without relief": "closed_without_relief",
}
_YES_NO: Mapping[str, bool | None] = {
    "yes": True,
    "true": True,
    "no": False,
    "false": False,
    "": None,
    "n/a": None,
}
_FACTS = (
    "company",
    "state",
    "zip_code",
    "tags",
    "consent",
    "public_response",
    "response",
    "timely",
    "disputed",
)
_UNDECODED = re.compile("[\udc80-\udcff]")
_US_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2}|\d{4})")


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that cannot be taken, with the line it begins on, the column and the reason."""

    line: int
    column: str
    problem: Refused


class _Bad(Exception):
    def __init__(self, column: str, problem: Refused) -> None:
        super().__init__(column)
        self.column, self.problem = column, problem


def read(
    lines: Iterable[str], *, today: date, ordinal: Callable[[bytes], int], delimiter: str = ","
) -> Iterator[PastCase | Rejected]:
    """Every row as a past case or as rejected; Refused when the heading cannot be used.

    `ordinal` counts how often a digest came before in this file, for rows without a complaint number.
    """
    rows = records(lines, delimiter=delimiter)
    heading = next(rows, None)
    if heading is None:
        raise Refused(NO_HEADER)
    columns = _columns(heading.cells, delimiter)
    for record in rows:
        try:
            yield _past_case(_values(record, heading.cells, columns), heading.cells, columns, today, ordinal)
        except _Bad as bad:
            yield Rejected(record.line, bad.column, bad.problem)


def _columns(heading: list[str], delimiter: str) -> dict[str, int]:
    names = {
        re.sub(r"[^a-z0-9]", "", cell.lower()): place for place, cell in reversed(list(enumerate(heading)))
    }
    found = {
        field: names[alias] for field, aliases in _COLUMNS.items() for alias in aliases if alias in names
    }
    missing = [field for field in _NEEDED if field not in found]
    if missing:
        for other in (";", "\t", "|", ","):
            if other != delimiter and len(heading) <= 2 and other in "".join(heading):
                raise Refused(WRONG_DELIMITER, found=other.replace("\t", "tab"), expected=delimiter)
        raise Refused(COLUMNS_MISSING, columns=", ".join(missing))
    return found


def _values(record: Record, heading: list[str], columns: Mapping[str, int]) -> dict[str, str]:
    if not record.cells:
        raise _Bad("", Refused(_UNREADABLE))
    if len(record.cells) != len(heading):
        column = heading[len(record.cells)] if len(record.cells) < len(heading) else ""
        raise _Bad(column, Refused(_HALF, found=len(record.cells), wanted=len(heading)))
    values = {}
    for field, place in columns.items():
        cell = record.cells[place]
        if not cell.isascii() and _UNDECODED.search(cell):
            raise _Bad(heading[place], Refused(_ENCODING))
        cell = clean(cell)
        values[field] = "" if cell == "None" else cell
    return values


def _past_case(
    values: dict[str, str],
    heading: list[str],
    columns: Mapping[str, int],
    today: date,
    ordinal: Callable[[bytes], int],
) -> PastCase:
    def value_of(field: str, known: Mapping[str, bool | None] | Mapping[str, str]) -> str:
        value = values.get(field, "").lower()
        if value and value not in known:
            raise _bad(field, heading, columns, _UNKNOWN, values[field])
        return value

    received = _day("date_received", values, heading, columns, today)
    sent = _day("date_sent", values, heading, columns, today) if values.get("date_sent") else None
    if received is None:
        raise _bad("date_received", heading, columns, _EMPTY, "")
    for field in ("product", "issue"):
        if not values[field]:
            raise _bad(field, heading, columns, _EMPTY, "")
    number = values.get("id", "")
    if number and not (number.isascii() and number.isdigit() and len(number) <= 20):
        raise _bad("id", heading, columns, _NO_NUMBER, number)
    outcome = _OUTCOMES.get(value_of("response", _OUTCOMES), "")
    timely = _YES_NO[value_of("timely", _YES_NO)]
    value_of("disputed", _YES_NO)
    digest = hashlib.sha256("\x1f".join(f"{k}={v}" for k, v in sorted(values.items()) if v).encode()).digest()
    return PastCase(
        identity=f"id:{int(number)}" if number else f"row:{digest[:16].hex()}:{ordinal(digest[:16])}",
        digest=digest.hex(),
        channel=_CHANNELS.get(values.get("submitted_via", "").lower(), Channel.WEB_FORM),
        words=values.get("narrative", ""),
        received_at=_instant(received),
        clock_events={"received": _instant(received)} | ({"sent_to_company": sent} if sent else {}),
        kept=frozenset({"response"}) if timely is True and outcome else frozenset(),
        late=frozenset({"response"}) if timely is False else frozenset(),
        closed=bool(outcome),
        ended_at=_instant(sent or received) if outcome else None,
        outcome=outcome,
        product=tuple(filter(None, (values["product"], values.get("sub_product", "")))),
        problem=tuple(filter(None, (values["issue"], values.get("sub_issue", "")))),
        facts={field: values[field] for field in _FACTS if values.get(field)}
        | ({"complaint_id": number} if number else {})
        | ({"date_sent_to_company": sent.isoformat()} if sent else {}),
    )


def _bad(field: str, heading: list[str], columns: Mapping[str, int], code: Code, value: str) -> _Bad:
    return _Bad(heading[columns[field]], Refused(code, value=value[:60]))


def _day(
    field: str, values: Mapping[str, str], heading: list[str], columns: Mapping[str, int], today: date
) -> date | None:
    """A day as the bureau writes it: 2017-03-21 (with or without a time), 3/21/2017 or 03/21/17."""
    text = values[field]
    if not text:
        return None
    try:
        if match := _US_DATE.fullmatch(text):
            month, day, year = (int(part) for part in match.groups())
            found = date(year + 2000 if year < 100 else year, month, day)
        else:
            found = date.fromisoformat(text[:10])
            if text[10:11] not in {"", "T", " "}:
                raise ValueError(text)
    except ValueError:
        raise _bad(field, heading, columns, _NO_DATE, text) from None
    if found > today:
        raise _bad(field, heading, columns, _FUTURE, text)
    return found


def _instant(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
