"""References that can be read out on the telephone: nine random digits and a check digit, "482-719-3068"."""

from __future__ import annotations

import re
import secrets

from recours.core.text import ascii_digits

_LOWEST = 100_000_000  # no leading zero: spreadsheets drop it
_SEPARATORS = re.compile(
    r"[\s\-\u2010-\u2015\u2212\ufe58\ufe63\uff0d_./\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+"
)
_TEN_DIGITS = re.compile(r"[0-9]{10}")
_IN_TEXT = re.compile(r"(?<![0-9])[0-9]{3}[-\s\u2010-\u2015]?[0-9]{3}[-\s\u2010-\u2015]?[0-9]{4}(?![0-9])")
_LONGEST = 100

# The quasigroup of order 10 printed by H. M. Damm, "Total anti-symmetrische Quasigruppen" (2004), p. 111.
_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)


def new_reference() -> str:
    """A random reference with its check digit; whether it is free, the database says."""
    digits = str(_LOWEST + secrets.randbelow(9 * _LOWEST))
    return _grouped(digits + str(_damm(digits)))


def read_reference(text: str) -> str | None:
    """The reference a person typed, in any digits and with any spaces, dashes and direction marks; None if it cannot be one."""
    digits = _SEPARATORS.sub("", ascii_digits(text)) if len(text) <= _LONGEST else ""
    if not _TEN_DIGITS.fullmatch(digits) or digits[0] == "0" or _damm(digits):
        return None
    return _grouped(digits)


def references_in(text: str) -> tuple[str, ...]:
    """Every reference that stands in a subject or a body, in order, each once."""
    found = (read_reference(match[0]) for match in _IN_TEXT.finditer(ascii_digits(text)))
    return tuple(dict.fromkeys(reference for reference in found if reference))


def _damm(digits: str) -> int:
    interim = 0
    for digit in digits:
        interim = _DAMM[interim][int(digit)]
    return interim


def _grouped(digits: str) -> str:
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"
