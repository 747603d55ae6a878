"""An answer as it is given to be prepared, and what must be in it before it is prepared and before it is sent. Pure.

ISO 10002:2018, 7.7, 7.8 and annex F; what a decision letter must say follows the strictest rules for such letters.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import pgettext_lazy

from recours.complaints.errors import (
    AMOUNT_INEXACT,
    AMOUNT_MISSING,
    CHECK_UNANSWERED,
    CURRENCY_UNKNOWN,
    DAY_MISSING,
    DAY_PAST,
    OUTCOME_MISSING,
    REASONS_MISSING,
    RULE_MISSING,
    TOO_LONG,
    TOO_MANY_REMEDIES,
    UNKNOWN_CHOICE,
    WORDS_MISSING,
)
from recours.complaints.outcomes import DECIDABLE, WITH_FAULT, Outcome, overall
from recours.complaints.remedies import (
    KIND_OF,
    WITH_AMOUNT,
    WITH_WORDS,
    Action,
    Answered,
    Check,
    RemedyKind,
)
from recours.core.errors import Code, Invalid, RecoursError, Refused
from recours.core.money import is_currency_code, is_exact

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LONGEST_PART = 20_000
MOST_REMEDIES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What is decided about one problem of the case, named by its category; None is the whole of a case without problems."""

    problem: UUID | None = None
    outcome: Outcome
    reasons: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """One remedy. `kind` None is the one that goes with the action; an amount needs its currency (ISO 4217)."""

    action: Action
    kind: RemedyKind | None = None
    amount: Decimal | None = None
    currency: str = ""
    words: str = ""
    due_on: date | None = None

    @property
    def sort(self) -> RemedyKind:
        """The kind that holds."""
        return self.kind or KIND_OF[self.action]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """An answer: what was found, decided and why, the rule relied on, what is promised, and until when a reply is asked for."""

    outcomes: tuple[Decided, ...]
    words: str = ""
    findings: str = ""
    reasons: str = ""
    rule: str = ""
    apology: str = ""
    remedies: tuple[Promised, ...] = ()
    checks: Mapping[Check, Answered] = field(default_factory=dict)
    reply_by: date | None = None

    @property
    def outcome(self) -> Outcome:
        """The outcome of the whole."""
        return overall([each.outcome for each in self.outcomes])

    def digest(self) -> str:
        """What makes two answers the same: a SHA-256 over all of it."""
        checks = sorted((c.value, a.value) for c, a in self.checks.items())
        parts = (self.outcomes, self.words, self.findings, self.reasons, self.rule, self.apology)
        remedies = [
            (r.action, r.sort, r.amount.normalize() if r.amount else None, r.currency, r.words, r.due_on)
            for r in self.remedies
        ]
        return hashlib.sha256(repr((parts, remedies, checks, self.reply_by)).encode()).hexdigest()


class Part(StrEnum):
    """What a decision letter may not leave out."""

    ALL_POINTS = "all_points"
    FINDINGS = "findings"
    REASONS = "reasons"
    RULE = "rule"
    REMEDIES = "remedies"
    APOLOGY = "apology"
    REPLY_BY = "reply_by"
    OTHER_OPTIONS = "other_options"


PART_NAMES: Mapping[Part, _StrPromise] = {
    Part.ALL_POINTS: pgettext_lazy("part of a letter", "that every point of the complaint is answered"),
    Part.FINDINGS: pgettext_lazy("part of a letter", "what was found out"),
    Part.REASONS: pgettext_lazy("part of a letter", "the reasons"),
    Part.RULE: pgettext_lazy("part of a letter", "the rule relied on"),
    Part.REMEDIES: pgettext_lazy("part of a letter", "what will be done, and until when"),
    Part.APOLOGY: pgettext_lazy("part of a letter", "the apology"),
    Part.REPLY_BY: pgettext_lazy("part of a letter", "a day for the reply that has not passed"),
    Part.OTHER_OPTIONS: pgettext_lazy(
        "part of a letter",
        "the outside body that the complainant may turn to, and its time limit (an administrator enters it)",
    ),
}


def check_decision(decision: Decision, *, problems: Collection[UUID], today: date) -> None:
    """Invalid, naming every field that is missing or cannot be taken; remedies and checks by their number and code."""
    wrong: dict[str, Code | RecoursError] = {}
    expected: set[UUID | None] = {*problems} or {None}
    if len(decision.outcomes) != len(expected) or {d.problem for d in decision.outcomes} != expected:
        wrong["outcomes"] = OUTCOME_MISSING
    elif any(d.outcome not in DECIDABLE for d in decision.outcomes):
        wrong["outcomes"] = UNKNOWN_CHOICE
    for name in ("words", "findings", "reasons", "rule", "apology"):
        if len(getattr(decision, name)) > LONGEST_PART:
            wrong[name] = Refused(TOO_LONG, limit=LONGEST_PART)
    if any(len(d.reasons) > LONGEST_PART for d in decision.outcomes):
        wrong["outcomes"] = Refused(TOO_LONG, limit=LONGEST_PART)
    if not decision.reasons:
        wrong["reasons"] = REASONS_MISSING
    if not decision.rule:
        wrong["rule"] = RULE_MISSING
    for check in Check:
        if check not in decision.checks:
            wrong[f"check_{check.value}"] = CHECK_UNANSWERED
    if decision.reply_by is None:
        wrong["reply_by"] = DAY_MISSING
    elif decision.reply_by <= today:
        wrong["reply_by"] = DAY_PAST
    if len(decision.remedies) > MOST_REMEDIES:
        wrong["remedies"] = Refused(TOO_MANY_REMEDIES, limit=MOST_REMEDIES)
    for number, remedy in enumerate(decision.remedies[:MOST_REMEDIES]):
        wrong |= {f"remedy_{number}_{name}": code for name, code in _wrong_with(remedy, today).items()}
    if wrong:
        raise Invalid(wrong)


def _wrong_with(remedy: Promised, today: date) -> dict[str, Code | RecoursError]:
    wrong: dict[str, Code | RecoursError] = {}
    if remedy.amount is None:
        if remedy.action in WITH_AMOUNT or remedy.currency:
            wrong["amount"] = AMOUNT_MISSING
    elif not is_currency_code(remedy.currency):
        wrong["currency"] = CURRENCY_UNKNOWN
    elif remedy.amount <= 0 or not is_exact(remedy.amount, remedy.currency):
        wrong["amount"] = AMOUNT_INEXACT
    if remedy.action in WITH_WORDS and not remedy.words:
        wrong["words"] = WORDS_MISSING
    if len(remedy.words) > LONGEST_PART:
        wrong["words"] = Refused(TOO_LONG, limit=LONGEST_PART)
    if remedy.due_on is None:
        wrong["due_on"] = DAY_MISSING
    elif remedy.due_on < today:
        wrong["due_on"] = DAY_PAST
    return wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a decision letter would say, as far as it can be missing."""

    outcome: Outcome
    all_points: bool
    findings: str
    reasons: str
    rule: str
    apology: str
    remedies: int
    reply_by: date
    outside: bool


def missing_in(draft: Draft, *, today: date) -> tuple[Part, ...]:
    """The parts that the letter still lacks, in the order of the letter; nothing may be sent before it is empty."""
    lacks = {
        Part.ALL_POINTS: not draft.all_points,
        Part.FINDINGS: not draft.findings,
        Part.REASONS: not draft.reasons,
        Part.RULE: not draft.rule,
        Part.REMEDIES: draft.outcome is Outcome.GOODWILL_WITHOUT_FAULT and not draft.remedies,
        Part.APOLOGY: draft.outcome in WITH_FAULT and not draft.apology,
        Part.REPLY_BY: draft.reply_by <= today,
        Part.OTHER_OPTIONS: not draft.outside,
    }
    return tuple(part for part in Part if lacks[part])


def totals(remedies: Collection[tuple[Decimal | None, str]]) -> dict[str, Decimal]:
    """The sum of the amounts in each currency."""
    sums: dict[str, Decimal] = {}
    for amount, currency in remedies:
        if amount is not None:
            sums[currency] = sums.get(currency, Decimal(0)) + amount
    return sums


def with_given(
    promised: Collection[tuple[Decimal | None, str]], given: Collection[tuple[Decimal | None, str]]
) -> dict[str, Decimal]:
    """The sums promised now, each with what was given before in its currency: several small answers are one large one."""
    before = totals(given)
    return {
        currency: total + before.get(currency, Decimal(0)) for currency, total in totals(promised).items()
    }
