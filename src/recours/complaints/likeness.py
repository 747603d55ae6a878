"""How likely two cases are the same matter, with the reasons; and the marks by which the like of a case are found. Pure.

Words are compared by pairs of neighbouring word beginnings, so that endings, letter variants, accents and marks of any
of the languages make no difference. The marks of the words are bands of a MinHash (Broder 1997): texts that share half of
their pairs have a band in common nineteen times of twenty, texts that share a hundredth once in a thousand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from hashlib import blake2b
from itertools import pairwise
from typing import TYPE_CHECKING

from django.utils.translation import pgettext_lazy

from recours.core.references import references_in
from recours.core.text import fold

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

READ = 6_000
"""Characters of a text that are compared."""

LIKELY = 30
"""The least score of a pair that is worth showing."""

BANDS = 10
_ROWS = 2
_BEGINNING = 5
_SHORTEST = 3
_FEW = 8
_NUMBER_MARK = "i:%s"
_MOST_NUMBERS = 6
_PRIME = (1 << 61) - 1
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"(?<![^\W_])[a-z]{0,4}\d[\da-z]*(?:[-/.][\da-z]+)*")
_DAY = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")
_OF_YEAR = re.compile(r"(?:19|20)\d\d[-/]\d+")
_AMOUNT = re.compile(r"\d+(?:[.]\d{1,2})?|\d{1,3}(?:[.]\d{3})+")
_DIGIT = re.compile(r"\d")
_NOT_ALNUM = re.compile(r"[\W_]+")


class Reason(StrEnum):
    """Why two cases may be the same matter."""

    NAMED = "named"
    ORDER = "order"
    NUMBER = "number"
    WORDS = "words"
    SIMILAR = "similar"
    EMAIL = "email"
    PHONE = "phone"
    NAME = "name"


REASON_NAMES: Mapping[Reason, _StrPromise] = {
    Reason.NAMED: pgettext_lazy("likeness", "One names the reference of the other"),
    Reason.ORDER: pgettext_lazy("likeness", "Same order or account number"),
    Reason.NUMBER: pgettext_lazy("likeness", "Same number in the words"),
    Reason.WORDS: pgettext_lazy("likeness", "Same words"),
    Reason.SIMILAR: pgettext_lazy("likeness", "Similar words"),
    Reason.EMAIL: pgettext_lazy("likeness", "Same e-mail address"),
    Reason.PHONE: pgettext_lazy("likeness", "Same telephone number"),
    Reason.NAME: pgettext_lazy("likeness", "Same name"),
}

_WORTH: Mapping[Reason, int] = {
    Reason.NAMED: 60,
    Reason.ORDER: 45,
    Reason.NUMBER: 40,
    Reason.WORDS: 60,
    Reason.SIMILAR: 35,
}
_OF_PERSON: Mapping[Reason, int] = {Reason.EMAIL: 30, Reason.PHONE: 30, Reason.NAME: 15}


@dataclass(frozen=True)
class Matter:
    """What is compared of a case; `common` are numbers that stand in many cases, such as our own telephone, and say nothing."""

    reference: str
    words: str = ""
    order: str = ""
    email: str = ""
    phone: str = ""
    name: str = ""
    common: frozenset[str] = frozenset()

    @cached_property
    def folded(self) -> str:
        """The words without what differs between writers."""
        return fold(self.words[:READ])

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """The beginnings of the words that say something, in their order."""
        return tuple(w[:_BEGINNING] for w in _WORD.findall(self.folded) if len(w) >= _SHORTEST)

    @cached_property
    def pairs(self) -> frozenset[str]:
        """Neighbouring beginnings; of a text of one word the word."""
        stems = self.stems
        return frozenset(f"{a} {b}" for a, b in pairwise(stems)) or frozenset(stems)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The order number, and what looks like a number of an account, meter or contract in the words."""
        found = [n for raw in _NUMBER.findall(self.folded) if (n := _number(raw))]
        return (
            frozenset([*([self.order_key] if self.order_key else []), *found[:_MOST_NUMBERS]]) - self.common
        )

    @cached_property
    def named(self) -> frozenset[str]:
        """The references of cases that the words name."""
        return frozenset(references_in(self.words[:READ]))

    @property
    def order_key(self) -> str:
        """The order number without its punctuation and the words around it."""
        key = "".join(_NOT_ALNUM.sub("", part) for part in fold(self.order).split() if _DIGIT.search(part))
        return key if len(key) >= _SHORTEST and any(c.isdigit() for c in key) else ""

    @property
    def phone_key(self) -> str:
        """The last nine digits: the same with and without the country's number."""
        digits = "".join(c for c in fold(self.phone) if c.isdigit())
        return digits[-9:] if len(digits) >= 7 else ""

    @property
    def email_key(self) -> str:
        """The address without case."""
        return self.email.strip().casefold()

    @property
    def name_key(self) -> str:
        """The name, its parts in one order; a single part is nobody's alone."""
        parts = sorted(_WORD.findall(fold(self.name)))
        return " ".join(parts) if len(parts) > 1 else ""

    @property
    def words_key(self) -> str:
        """The words letter by letter, where they are enough to be nobody else's."""
        return " ".join(_WORD.findall(self.folded)) if len(set(self.stems)) >= _FEW else ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two cases are, 0 to 100, and why."""

    score: int
    reasons: tuple[Reason, ...]

    @property
    def likely(self) -> bool:
        """Whether it is worth showing."""
        return self.score >= LIKELY


def likeness(one: Matter, other: Matter) -> Likeness:
    """Compare two cases; the order of the two makes no difference."""
    reasons = [reason for reason, holds in _compared(one, other) if holds]
    score = sum(_WORTH.get(reason, 0) for reason in reasons)
    person = max((_OF_PERSON.get(reason, 0) for reason in reasons), default=0)
    if person and overlap(frozenset(one.stems), frozenset(other.stems)) >= 0.2:
        person += 15
    return Likeness(min(score + person, 100), tuple(reasons))


def same_person(one: Matter, other: Matter) -> bool:
    """Whether the records show that both come from one person: by address or telephone, or by name and matter together.

    Words that nobody else would use speak for their author where neither says who it is.
    """
    reasons = set(likeness(one, other).reasons)
    if reasons & {Reason.EMAIL, Reason.PHONE}:
        return True
    if Reason.NAME in reasons:
        return len(reasons) > 1
    unnamed = not any(m.email_key or m.phone_key or m.name for m in (one, other))
    return unnamed and Reason.WORDS in reasons


def _compared(one: Matter, other: Matter) -> Iterator[tuple[Reason, bool]]:
    yield Reason.NAMED, one.reference in other.named or other.reference in one.named
    same_order = bool(one.order_key) and one.order_key == other.order_key
    yield Reason.ORDER, same_order
    yield Reason.NUMBER, not same_order and _same_number(one, other)
    same_words = bool(one.words_key) and one.words_key == other.words_key
    yield Reason.WORDS, same_words
    yield Reason.SIMILAR, not same_words and _similar(one, other)
    yield Reason.EMAIL, bool(one.email_key) and one.email_key == other.email_key
    yield Reason.PHONE, bool(one.phone_key) and one.phone_key == other.phone_key
    yield Reason.NAME, bool(one.name_key) and one.name_key == other.name_key


def _same_number(one: Matter, other: Matter) -> bool:
    """Whether both name a number that is neither somebody's telephone nor a case of ours."""
    phones = tuple(key for key in (one.phone_key, other.phone_key) if key)
    cases = {reference.replace("-", "") for reference in (*one.named, *other.named)}
    return any(not (n.endswith(phones) or n in cases) for n in one.numbers & other.numbers)


def _similar(one: Matter, other: Matter) -> bool:
    """Whether a third of what both say is the same, or most of the shorter stands in the longer."""
    if min(len(set(one.stems)), len(set(other.stems))) < _FEW:
        return False
    shared = len(one.pairs & other.pairs)
    shorter = min(len(one.pairs), len(other.pairs))
    return overlap(one.pairs, other.pairs) >= 0.35 or (shorter >= 2 * _FEW and shared / shorter >= 0.6)


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of what either has that both have (Jaccard 1901)."""
    return len(one & other) / len(one | other) if one and other else 0.0


def marks_of(matter: Matter, key: bytes) -> dict[int, int]:
    """The marks of a case, 64 bits each, with what having one in common is worth; `key` keeps who is who to ourselves.

    Two cases that are alike have one in common.
    """
    said = [
        (f"e:{matter.email_key}", 3 if matter.email_key else 0),
        (f"p:{matter.phone_key}", 3 if matter.phone_key else 0),
        (f"n:{matter.name_key}", 1 if matter.name_key else 0),
        (f"w:{matter.words_key}", 9 if matter.words_key else 0),
        *((_NUMBER_MARK % number, 6) for number in matter.numbers),
        *((f"r:{reference}", 9) for reference in {matter.reference, *matter.named}),
        *((f"b{number}:{band}", 1) for number, band in enumerate(bands_of(matter.pairs))),
    ]
    return {_mark(value, key): worth for value, worth in said if worth}


def mark_of_number(number: str, key: bytes) -> int:
    """The mark that each case with this number has."""
    return _mark(_NUMBER_MARK % number, key)


def bands_of(pairs: Iterable[str]) -> list[str]:
    """The bands of the MinHash of these pairs; none for fewer than eight."""
    hashes = [
        int.from_bytes(blake2b(pair.encode("utf-8", "replace"), digest_size=7).digest()) for pair in pairs
    ]
    if len(hashes) < _FEW:
        return []
    least = [min((a * h + b) % _PRIME for h in hashes) for a, b in _TURNS]
    return [" ".join(str(value) for value in least[i : i + _ROWS]) for i in range(0, len(least), _ROWS)]


def _mark(said: str, key: bytes) -> int:
    digest = blake2b(said.encode("utf-8", "replace"), digest_size=8, key=key[:64]).digest()
    return int.from_bytes(digest, signed=True)


def _turns() -> list[tuple[int, int]]:
    """As many ways of turning a hash into another as there are rows: fixed, as what is stored depends on them."""
    numbers = [int.from_bytes(blake2b(b"%d" % i, digest_size=7).digest()) for i in range(2 * BANDS * _ROWS)]
    return [(numbers[i] | 1, numbers[i + 1]) for i in range(0, len(numbers), 2)]


_TURNS = _turns()


def _number(raw: str) -> str:
    """A number that may tell matters apart, without its punctuation; empty for a day, an amount, a law, few digits."""
    plain = _NOT_ALNUM.sub("", raw)
    is_amount = _AMOUNT.fullmatch(raw) and ("." in raw or plain.endswith("000"))
    if is_amount or _DAY.fullmatch(raw) or _OF_YEAR.fullmatch(raw) or sum(c.isdigit() for c in plain) < 6:
        return ""
    return plain
