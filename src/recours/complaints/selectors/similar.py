"""What cases about the same problem received: counts, and the amounts where there are enough of them to say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from uuid import UUID

from recours.complaints.models import Complaint, Issue, IssueOutcome, Remedy
from recours.complaints.outcomes import DECIDABLE, Outcome

ENOUGH = 5
"""Fewer than this are too few to say anything of."""

LATEST = 500
"""So many of the latest answers are looked at."""


@dataclass(frozen=True, slots=True)
class Paid:
    """What was paid in one currency: how often, and where that is often enough the middle, the least and the most."""

    currency: str
    cases: int
    middle: Decimal | None
    least: Decimal | None
    most: Decimal | None


@dataclass(frozen=True, slots=True)
class Received:
    """What complainants received where this was found: how many answers there were, how many of them promised words alone."""

    outcome: Outcome
    cases: int
    words_alone: int
    paid: Sequence[Paid]

    @property
    def enough(self) -> bool:
        """Whether there are enough answers to say anything."""
        return self.cases >= ENOUGH


def similar_to(complaint: Complaint) -> list[Received]:
    """What was answered to others about this case's main problem, by what was found; empty without a problem. Three statements."""
    main = Issue.objects.filter(complaint=complaint, removed_at=None, is_main=True).first()
    if main is None:
        return []
    rows = IssueOutcome.objects.filter(category=main.category_id, response__communicated_at__isnull=False)
    rows = rows.exclude(response__complaint=complaint).order_by("-id")
    latest: dict[UUID, tuple[UUID, str]] = {}
    for case, response, outcome in rows.values_list("response__complaint", "response", "outcome")[:LATEST]:
        latest.setdefault(case, (response, outcome))
    sums: dict[UUID, dict[str, Decimal]] = {}
    with_deeds: set[UUID] = set()
    keys = [response for response, _outcome in latest.values()]
    for response, kind, amount, currency in Remedy.objects.filter(response__in=keys).values_list(
        "response", "kind", "amount", "currency"
    ):
        if kind not in _WORDS:
            with_deeds.add(response)
        if amount is not None:
            held = sums.setdefault(response, {})
            held[currency] = held.get(currency, Decimal(0)) + amount
    found = [_received(outcome, latest.values(), sums, with_deeds) for outcome in DECIDABLE]
    return [each for each in found if each.cases]


_WORDS = frozenset({"apology", "information", "referral"})


def _received(
    outcome: Outcome,
    answers: object,
    sums: dict[UUID, dict[str, Decimal]],
    with_deeds: set[UUID],
) -> Received:
    keys = [response for response, found in answers if found == outcome.value]  # type: ignore[attr-defined]  # pairs
    amounts: dict[str, list[Decimal]] = {}
    for key in keys:
        for currency, amount in sums.get(key, {}).items():
            amounts.setdefault(currency, []).append(amount)
    return Received(
        outcome=outcome,
        cases=len(keys),
        words_alone=sum(key not in with_deeds for key in keys),
        paid=[_paid(currency, given) for currency, given in sorted(amounts.items())],
    )


def _paid(currency: str, given: list[Decimal]) -> Paid:
    if len(given) < ENOUGH:
        return Paid(currency, len(given), None, None, None)
    return Paid(currency, len(given), median(given), min(given), max(given))
