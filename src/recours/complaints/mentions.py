"""Who is called in a note by @ and a name. No database."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recours.core.text import fold

if TYPE_CHECKING:
    from uuid import UUID

_AT = re.compile(r"(?<![\w.@/])@(?=[^\W\d_])")
_WORD = re.compile(r"\S+")
_REACH = 200
_LONGEST = 6
_AROUND = " .,;:!?…()[]«»“”\"'’،؛؟*_-–—/\u200e\u200f\u2066\u2067\u2068\u2069"


@dataclass(frozen=True, slots=True)
class Called:
    """The colleagues called, in order; the names that nobody bears, and those that several begin with."""

    people: tuple[UUID, ...] = ()
    unknown: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()


def calls_somebody(words: str) -> bool:
    """Whether something stands here that would be a mention in a note, whoever it means."""
    return _AT.search(words) is not None


def called_in(words: str, names: Mapping[UUID, str]) -> Called:
    """Whom the words call: after @ a whole name, else a first name that only one bears; in any case of letters.

    Of several with the same whole name all are called. An address such as a@b.example calls nobody.
    """
    bearers: dict[str, list[UUID]] = {}
    begun: dict[str, list[UUID]] = {}
    for key, name in names.items():
        whole = fold(name)
        bearers.setdefault(whole, []).append(key)
        begun.setdefault(whole.partition(" ")[0], []).append(key)
    people: dict[UUID, None] = {}
    unknown: dict[str, None] = {}
    unclear: dict[str, None] = {}
    for at in _AT.finditer(words):
        line = words[at.end() : at.end() + _REACH].partition("\n")[0]
        parts = _WORD.findall(line)[:_LONGEST]
        found = _whole(parts, bearers) or begun.get(_bare(parts[0]), []) or begun.get(_stem(parts[0]), [])
        if not found:
            unknown[parts[0].strip(_AROUND)] = None
        elif len(found) > 1 and len({fold(names[key]) for key in found}) > 1:
            unclear[parts[0].strip(_AROUND)] = None
        else:
            people |= dict.fromkeys(found)
    return Called(tuple(people), tuple(unknown), tuple(unclear))


def _whole(parts: list[str], bearers: Mapping[str, list[UUID]]) -> list[UUID]:
    """Who bears the longest name that stands here, with what may follow it: a comma, a Turkish or English ending."""
    for length in range(len(parts), 0, -1):
        *first, last = parts[:length]
        for end in (_bare(last), _stem(last)):
            found = bearers.get(" ".join([*(fold(part) for part in first), end]))
            if found:
                return found
    return []


def _bare(word: str) -> str:
    return fold(word.strip(_AROUND))


def _stem(word: str) -> str:
    """The word before an apostrophe: @Elif'e, @Ruth’s."""
    return _bare(re.split(r"['’ʼ]", word.strip(_AROUND))[0])
