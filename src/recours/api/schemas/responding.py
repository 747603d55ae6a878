"""Answers and remedies as a program sends and reads them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from recours.api.schemas.base import Day, Given, Told
from recours.complaints.decision import MOST_REMEDIES, Decided, Decision, Promised
from recours.complaints.outcomes import Outcome
from recours.complaints.remedies import Action, Answered, Check, RemedyKind
from recours.core.money import plain
from recours.core.permissions import Role

Amount = Annotated[str, Field(pattern=r"^[0-9]{1,11}(\.[0-9]{1,3})?$", examples=["40.50"])]
Currency = Annotated[str, Field(pattern="^[A-Z]{3}$", examples=["EUR"], description="ISO 4217.")]
Version = Annotated[int, Field(ge=0, le=2**31 - 1)]


class DecidedGiven(Given):
    """How one problem of the case is decided; without `problem` the whole of a case that has none."""

    problem: UUID | None = Field(None, description="The category's `id` under the case's `problems`.")
    outcome: Outcome
    reasons: str = Field("", max_length=20_000)


class PromisedGiven(Given):
    """One remedy: the action of the follow-up form, with its amount and the day until which it is done."""

    action: Action
    kind: RemedyKind | None = Field(None, description="Left out: the kind that goes with the action.")
    amount: Amount | None = None
    currency: Currency | None = None
    words: str = Field("", max_length=20_000)
    due_on: Day | None = None


class ResponseGiven(Given):
    """The answer to be prepared. `version` is that of the case as you last read it."""

    outcomes: list[DecidedGiven] = Field(max_length=100)
    words: str = Field("", max_length=20_000, description="What stands at the beginning of the letter.")
    findings: str = Field("", max_length=20_000)
    reasons: str = Field("", max_length=20_000)
    rule: str = Field("", max_length=20_000)
    apology: str = Field("", max_length=20_000)
    remedies: list[PromisedGiven] = Field(default_factory=list, max_length=MOST_REMEDIES)
    checks: dict[Check, Answered] = Field(default_factory=dict)
    reply_by: Day | None = None
    version: Version


class SeenGiven(Given):
    """The version of the case as you last read it."""

    version: Version


class SentBackGiven(SeenGiven):
    """Why the answer goes back, and the version of the case as you last read it."""

    reason: str = Field(max_length=20_000)


class CarriedOutGiven(Given):
    """Which remedy was carried out, when, and how that can be seen."""

    remedy: UUID
    done_on: Day
    proof: str = Field("", max_length=10_000)
    files: list[str] = Field(default_factory=list, description="Tokens from `POST /files`.")


class VerifiedGiven(Given):
    """Which remedy was found to be carried out."""

    remedy: UUID


class DecidedTold(Told):
    """How one problem of the case was decided."""

    problem: UUID | None
    outcome: Outcome
    reasons: str


class RemedyTold(Told):
    """One remedy and what became of it. `alone`: nobody but who carried it out could verify it."""

    id: UUID
    kind: RemedyKind
    action: Action
    amount: str | None
    currency: str
    words: str
    due_on: date
    executed_on: date | None
    executed_at: datetime | None
    executed_by: str
    proof: str
    verified_at: datetime | None
    verified_by: str
    alone: bool


class ResponseTold(Told):
    """One answer; the one with the highest number is the latest."""

    id: UUID
    number: int
    level: int
    outcome: Outcome
    outcomes: list[DecidedTold]
    words: str
    findings: str
    reasons: str
    rule: str
    apology: str
    remedies: list[RemedyTold]
    checks: dict[str, str]
    reply_by: date
    prepared_by: str
    prepared_at: datetime
    approval_needed: bool
    approved_by: str
    approved_at: datetime | None
    sent_back_by: str
    sent_back_at: datetime | None
    sent_back_reason: str
    communicated_by: str
    communicated_at: datetime | None
    letter: UUID | None


class AuthorityTold(Told):
    """Up to which amount a role may promise alone in a currency; null is without limit."""

    role: Role
    currency: str
    amount: str | None


class AuthorityGiven(Given):
    """Up to which amount; null is without limit."""

    amount: Amount | None


def decision_of(given: ResponseGiven) -> Decision:
    """What the domain takes."""
    return Decision(
        outcomes=tuple(
            Decided(problem=each.problem, outcome=each.outcome, reasons=each.reasons)
            for each in given.outcomes
        ),
        words=given.words,
        findings=given.findings,
        reasons=given.reasons,
        rule=given.rule,
        apology=given.apology,
        remedies=tuple(
            Promised(
                action=each.action,
                kind=each.kind,
                amount=Decimal(each.amount) if each.amount is not None else None,
                currency=each.currency or "",
                words=each.words,
                due_on=each.due_on,
            )
            for each in given.remedies
        ),
        checks=given.checks,
        reply_by=given.reply_by,
    )


def response_told(row: Any) -> ResponseTold:
    """One answer as it is told, with its outcomes and remedies."""
    composed = {"outcomes", "remedies"}
    return ResponseTold(
        **{name: getattr(row, name) for name in ResponseTold.model_fields if name not in composed},
        outcomes=[
            DecidedTold(problem=each.category_id, outcome=each.outcome, reasons=each.reasons)
            for each in row.outcomes.all()
        ],
        remedies=[remedy_told(each) for each in row.remedies.all()],
    )


def remedy_told(row: Any) -> RemedyTold:
    """One remedy as it is told."""
    composed = {"amount", "action"}
    return RemedyTold(
        **{name: getattr(row, name) for name in RemedyTold.model_fields if name not in composed},
        action=Action(row.code),
        amount=plain(row.amount, row.currency) if row.amount is not None else None,
    )


def limit_told(row: Any) -> AuthorityTold:
    """One limit as it is told."""
    amount = plain(row.amount, row.currency) if row.amount is not None else None
    return AuthorityTold(role=row.role, currency=row.currency, amount=amount)
