"""What must be in an answer before it is prepared, and in its letter before it is sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from recours.complaints.decision import (
    PART_NAMES,
    Decided,
    Decision,
    Draft,
    Part,
    Promised,
    check_decision,
    missing_in,
    totals,
)
from recours.complaints.outcomes import Outcome
from recours.complaints.remedies import Action, Answered, Check, RemedyKind
from recours.core.errors import Invalid

TODAY = date(2026, 12, 3)
SOON = TODAY + timedelta(days=14)
CHECKS = dict.fromkeys(Check, Answered.YES)
REFUND = Promised(action=Action.REFUND_PAYMENTS, amount=Decimal("40.50"), currency="EUR", due_on=SOON)
WHOLE = Decision(
    outcomes=(Decided(outcome=Outcome.UPHELD),),
    findings="The meter was read twice.",
    reasons="The second reading was ours.",
    rule="Tariff, article 4",
    apology="We are sorry.",
    remedies=(REFUND,),
    checks=CHECKS,
    reply_by=SOON,
)


def wrong(decision: Decision, problems: tuple[Any, ...] = ()) -> set[str]:
    try:
        check_decision(decision, problems=problems, today=TODAY)
    except Invalid as invalid:
        return {name for name, sentence in invalid.sentences().items() if sentence}
    return set()


def test_a_whole_answer_is_taken() -> None:
    assert wrong(WHOLE) == set()


def test_every_missing_field_is_named_at_once() -> None:
    empty = Decision(outcomes=(), remedies=(Promised(action=Action.PAY_COMPENSATION),))
    assert wrong(empty) == {
        "outcomes", "reasons", "rule", "reply_by", "remedy_0_amount", "remedy_0_due_on",
        *(f"check_{check.value}" for check in Check),
    }  # fmt: skip


def test_every_issue_is_decided_once_and_no_other() -> None:
    one, two = uuid4(), uuid4()
    both = (Decided(problem=one, outcome=Outcome.UPHELD), Decided(problem=two, outcome=Outcome.NOT_UPHELD))
    assert wrong(replace(WHOLE, outcomes=both), (one, two)) == set()
    assert replace(WHOLE, outcomes=both).outcome is Outcome.PARTLY_UPHELD
    for outcomes in (both[:1], (both[0], both[0]), (*both, both[0]), WHOLE.outcomes):
        assert wrong(replace(WHOLE, outcomes=outcomes), (one, two)) == {"outcomes"}
    withdrawn = (Decided(outcome=Outcome.WITHDRAWN),)
    assert wrong(replace(WHOLE, outcomes=withdrawn)) == {"outcomes"}


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"amount": None}, {"amount"}),
        ({"amount": Decimal(0)}, {"amount"}),
        ({"amount": Decimal("1.001")}, {"amount"}),
        ({"currency": "EURO"}, {"currency"}),
        ({"due_on": TODAY - timedelta(days=1)}, {"due_on"}),
        ({"action": Action.OTHER, "amount": None, "currency": ""}, {"words"}),
        ({"words": "x" * 20_001}, {"words"}),
    ],
)
def test_a_remedy_says_how_much_what_and_when(changed: dict[str, Any], fields: set[str]) -> None:
    given = replace(WHOLE, remedies=(REFUND, replace(REFUND, **changed)))
    assert wrong(given) == {f"remedy_1_{name}" for name in fields}


def test_there_is_an_end_to_what_can_be_promised_or_said() -> None:
    assert wrong(replace(WHOLE, remedies=(REFUND,) * 11)) == {"remedies"}
    assert wrong(replace(WHOLE, reasons="x" * 20_001)) == {"reasons"}
    assert wrong(replace(WHOLE, reply_by=TODAY)) == {"reply_by"}


def test_a_remedy_is_of_the_kind_of_its_action_unless_said() -> None:
    assert REFUND.sort is RemedyKind.REFUND
    assert replace(REFUND, kind=RemedyKind.GOODWILL).sort is RemedyKind.GOODWILL


def test_the_digest_tells_answers_apart() -> None:
    again = replace(WHOLE, remedies=(replace(REFUND, amount=Decimal("40.500")),))
    assert WHOLE.digest() == again.digest()
    assert WHOLE.digest() != replace(WHOLE, apology="Sorry.").digest()
    assert WHOLE.digest() != replace(WHOLE, remedies=()).digest()


DRAFT = Draft(
    outcome=Outcome.UPHELD,
    all_points=True,
    findings="Found",
    reasons="Because",
    rule="Tariff",
    apology="Sorry",
    remedies=1,
    reply_by=SOON,
    outside=True,
)


@pytest.mark.parametrize(
    ("changed", "part"),
    [
        ({"all_points": False}, Part.ALL_POINTS),
        ({"findings": ""}, Part.FINDINGS),
        ({"reasons": ""}, Part.REASONS),
        ({"rule": ""}, Part.RULE),
        ({"apology": ""}, Part.APOLOGY),
        ({"outcome": Outcome.GOODWILL_WITHOUT_FAULT, "remedies": 0}, Part.REMEDIES),
        ({"reply_by": TODAY}, Part.REPLY_BY),
        ({"outside": False}, Part.OTHER_OPTIONS),
    ],
)
def test_each_part_that_a_letter_lacks_is_named(changed: dict[str, Any], part: Part) -> None:
    assert missing_in(DRAFT, today=TODAY) == ()
    assert missing_in(replace(DRAFT, **changed), today=TODAY) == (part,)


def test_nothing_to_be_sorry_for_needs_no_apology() -> None:
    assert missing_in(replace(DRAFT, outcome=Outcome.NOT_UPHELD, apology="", remedies=0), today=TODAY) == ()
    assert set(PART_NAMES) == set(Part)


def test_amounts_are_added_by_currency() -> None:
    given = [(Decimal("1.5"), "EUR"), (None, ""), (Decimal(2), "EUR"), (Decimal(7), "TRY")]
    assert totals(given) == {"EUR": Decimal("3.5"), "TRY": Decimal(7)}
