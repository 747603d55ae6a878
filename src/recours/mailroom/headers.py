"""The header fields of a message read with patience: encoded words, addresses, identifiers, dates; pure, never raising."""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.policy import EmailPolicy
from email.utils import getaddresses, parsedate_to_datetime

from recours.core.text import one_line
from recours.mailroom.charsets import decode

_LONGEST_FIELD = 20_000
_MOST_IDS = 100
_MOST_ADDRESSES = 200
_ENCODED_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
_BETWEEN_ENCODED = re.compile(r"(\?=)[ \t\r\n]+(?==\?[^?\s]{1,60}\?[bBqQ]\?)")
_MESSAGE_ID = re.compile(r"<([^<>\s]{1,500})>")
_BARE_ID = re.compile(r"^[^<>\s@]{1,250}@[^<>\s@]{1,250}$")
_UNSEEN = r"\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff"
_LOCAL = re.compile(rf"[^\s{_UNSEEN}<>()\[\]\\,;:@\"]+\Z")
_DOMAIN = re.compile(
    r"(?:(?!-)[^\W_](?:[\w-]{0,62})(?<![-_])(?:\.(?!-)[^\W_]?[\w-]{0,62}(?<![-_.]))*"
    r"|\[(?:\d{1,3}(?:\.\d{1,3}){3}|IPv6:[0-9A-Fa-f:.]{2,45})\])\Z"
)
_QUOTED_LOCAL = re.compile(rf'"(?:[^"\\\u2028\u2029{_UNSEEN}]|\\[ -~])*"\Z')
_ROUGH_ADDRESS = re.compile(r"[^\s<>()\[\]\\,;:@\"]{1,64}@[\w.-]{1,255}")


class PlainPolicy(EmailPolicy):
    """The modern policy with header fields as plain text: its structured reading raises, or takes long, on hostile fields."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        del name
        return value[:_LONGEST_FIELD].replace("\r", "").replace("\n", " ")


@dataclass(frozen=True, slots=True)
class Address:
    """A person in a header: both parts may be empty, the address is lower-case in its domain."""

    name: str
    address: str


def fields_of(message: Message) -> dict[str, tuple[str, ...]]:
    """Every field by its lower-case name, values raw and in their order, each cut at 20,000 characters."""
    fields: dict[str, list[str]] = {}
    for name, value in message.raw_items():
        fields.setdefault(name.strip().lower(), []).append(
            str(value)[:_LONGEST_FIELD].replace("\r", "").replace("\n", " ")
        )
    return {name: tuple(values) for name, values in fields.items()}


def words(value: str, charset: str = "") -> str:
    """The field as a person reads it: encoded words decoded, raw 8-bit bytes understood, on one line."""
    joined = _BETWEEN_ENCODED.sub(r"\1", value)
    return one_line(_ENCODED_WORD.sub(_encoded_word, _raw_bytes(joined, charset)), 1000)


def addresses(values: tuple[str, ...], charset: str = "") -> tuple[Address, ...]:
    """Everybody named in these fields; a name without a usable address stays, as nothing may be lost."""
    plain = [_raw_bytes(value, charset) for value in values]
    found = []
    for name, given in _pairs(plain)[:_MOST_ADDRESSES]:
        address = read_address(given)
        label = words(name)
        if not address and given.strip():
            label = label or words(given)
        if address or label:
            found.append(Address(label, address))
    return tuple(found)


def _pairs(values: list[str]) -> list[tuple[str, str]]:
    try:
        return getaddresses(values)
    except (RecursionError, ValueError, IndexError):
        return [("", part) for value in values for part in _ROUGH_ADDRESS.findall(value)]


def read_address(given: str) -> str:
    """The address if a letter could go there, with its domain in lower case; otherwise an empty string."""
    text = given.strip().strip("<>").strip()
    if len(text) > 320 or "@" not in text:
        return ""
    local, _, domain = text.rpartition("@")
    domain = domain.rstrip(".").lower() if not domain.startswith("[") else domain
    if len(domain) > 255 or len(local) > 64 or not _DOMAIN.match(domain):
        return ""
    if _QUOTED_LOCAL.match(local):
        return f"{local}@{domain}"
    if not _LOCAL.match(local) or local.startswith(".") or local.endswith(".") or ".." in local:
        return ""
    return f"{local}@{domain}"


def message_ids(values: tuple[str, ...]) -> tuple[str, ...]:
    """The identifiers in these fields, without their angle brackets, in their order, each once."""
    found: dict[str, None] = {}
    for value in values:
        text = _BETWEEN_ENCODED.sub(r"\1", value)
        for part in _MESSAGE_ID.findall(text):
            found[_one_word(part)] = None
        if "<" not in text and _BARE_ID.match(text.strip()):
            found[_one_word(text)] = None
    found.pop("", None)
    return tuple(found)[:_MOST_IDS]


def _one_word(text: str) -> str:
    """An identifier as it may stand in a header of our own: what a control character tore apart is joined."""
    return "".join(one_line(text, 500).split())


def moment(value: str) -> datetime | None:
    """The date of a field in UTC, or None when there is none that makes sense."""
    try:
        found = parsedate_to_datetime(value[:200])
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, TypeError, OverflowError, IndexError, AttributeError):
        return None


def _raw_bytes(value: str, charset: str) -> str:
    """8-bit bytes in a field arrive as lone surrogates: turn them into letters."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return decode(value.encode("utf-8", "surrogateescape"), charset).text
    return value


def _encoded_word(found: re.Match[str]) -> str:
    charset, encoding, text = found.groups()
    content = text.encode("utf-8", "replace")
    try:
        if encoding in "bB":
            content = base64.b64decode(content + b"=" * (-len(content) % 4))
        else:
            content = quopri.decodestring(content.replace(b"_", b" "), header=True)
    except (binascii.Error, ValueError):
        return found[0]
    return decode(content, charset.partition("*")[0]).text
