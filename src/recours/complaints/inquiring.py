"""What an investigation is made of: sources, who was spoken to, how sure a finding is, and how much a case asks for. Pure.

ISO 10002:2018, 7.6: every reasonable effort, in proportion to seriousness, frequency and severity.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import pgettext_lazy

from recours.complaints.scales import Complexity, Safety, Severity

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MOST_QUESTIONS = 30


class Source(StrEnum):
    """Where a piece of evidence comes from."""

    COMPLAINANT = "complainant"
    OURS = "ours"
    WITNESS = "witness"
    OUTSIDE = "outside"


class Spoken(StrEnum):
    """In which part somebody was spoken to; the person complained about is heard, not interviewed."""

    COMPLAINANT = "complainant"
    COLLEAGUE = "colleague"
    WITNESS = "witness"
    EXPERT = "expert"


class Fact(StrEnum):
    """How a question or a problem was found to stand."""

    CONFIRMED = "confirmed"
    PARTLY = "partly"
    REFUTED = "refuted"
    UNKNOWN = "unknown"


class Standard(StrEnum):
    """How sure one must be before something counts as found."""

    LIKELIER = "likelier"
    CLEAR = "clear"
    CERTAIN = "certain"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be looked into: nothing for a simple case, questions for a serious one."""

    words: str = ""
    questions: tuple[str, ...] = ()
    standard: Standard = Standard.LIKELIER


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of evidence in words: what it is, where it comes from and since when we have it. `attached` are files of the case."""

    words: str
    source: Source
    source_words: str = ""
    obtained_on: date | None = None
    attached: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A conversation in the course of an investigation: with whom, when, and what was said."""

    who: str
    part: Spoken
    held_on: date | None
    notes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found about one question, one problem, or without either about the whole."""

    fact: Fact
    words: str
    question: UUID | None = None
    problem: UUID | None = None


def needs_questions(*, severity: Severity, complexity: Complexity, safety: Safety) -> bool:
    """Whether a case is so serious that its investigation begins with questions to answer."""
    return (
        severity >= Severity.SERIOUS
        or safety is not Safety.NONE
        or complexity is Complexity.OUTSIDE_EXPERTISE
    )


SOURCE_NAMES: Mapping[Source, _StrPromise] = {
    Source.COMPLAINANT: pgettext_lazy("source of evidence", "The complainant"),
    Source.OURS: pgettext_lazy("source of evidence", "Our own records"),
    Source.WITNESS: pgettext_lazy("source of evidence", "A witness"),
    Source.OUTSIDE: pgettext_lazy("source of evidence", "Somebody outside"),
}

SPOKEN_NAMES: Mapping[Spoken, _StrPromise] = {
    Spoken.COMPLAINANT: pgettext_lazy("spoken to", "The complainant"),
    Spoken.COLLEAGUE: pgettext_lazy("spoken to", "A colleague"),
    Spoken.WITNESS: pgettext_lazy("spoken to", "A witness"),
    Spoken.EXPERT: pgettext_lazy("spoken to", "An expert"),
}

FACT_NAMES: Mapping[Fact, _StrPromise] = {
    Fact.CONFIRMED: pgettext_lazy("finding", "Confirmed"),
    Fact.PARTLY: pgettext_lazy("finding", "Partly confirmed"),
    Fact.REFUTED: pgettext_lazy("finding", "Not confirmed"),
    Fact.UNKNOWN: pgettext_lazy("finding", "Cannot be established"),
}

STANDARD_NAMES: Mapping[Standard, _StrPromise] = {
    Standard.LIKELIER: pgettext_lazy("standard of proof", "More likely than not"),
    Standard.CLEAR: pgettext_lazy("standard of proof", "Clear and convincing"),
    Standard.CERTAIN: pgettext_lazy("standard of proof", "Beyond reasonable doubt"),
}
