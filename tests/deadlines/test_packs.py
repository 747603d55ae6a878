"""Rules survive being kept; what is delivered says what the domain file says."""

from __future__ import annotations

import json

import pytest

from recours.deadlines.packs import DELIVERED, FULFILS, Status, Target, rule_data, rule_from
from recours.deadlines.reckon import ClosedStart, Roll, Rule, StartDay, Unit


@pytest.mark.parametrize(
    "rule",
    [
        Rule("a", "answer", "received", 15, Unit.WORKING_DAYS),
        Rule(
            "b", "answer", "received", 2, Unit.MONTHS, StartDay.INCLUDED, ClosedStart.NEXT_OPEN, Roll.FORWARD
        ),
        *(rule for pack in DELIVERED for rule in pack.rules),
    ],
)
def test_what_is_kept_is_the_rule(rule: Rule) -> None:
    assert rule_from(json.loads(json.dumps(rule_data(rule)))) == rule


def test_what_is_usual_is_left_out() -> None:
    assert rule_data(Rule("a", "answer", "received", 15, Unit.WORKING_DAYS)) == {
        "code": "a", "target": "answer", "start": "received", "amount": 15, "unit": "working_days",
    }  # fmt: skip


@pytest.mark.parametrize(
    "broken", [{}, {"code": "a"}, {"code": "a", "target": "b", "start": "c", "amount": 1, "unit": "moons"}]
)
def test_what_is_no_rule(broken: dict[str, object]) -> None:
    with pytest.raises((KeyError, ValueError)):
        rule_from(broken)


def test_what_is_delivered() -> None:
    found = {
        pack.code: (pack.status, [(r.code, r.target, r.start, r.amount, r.unit.value) for r in pack.rules])
        for pack in DELIVERED
    }
    assert found == {
        "promises": (
            Status.OWN,
            [
                ("acknowledgement", "acknowledgement", "received", 1, "working_days"),
                ("answer", "answer", "received", 15, "working_days"),
            ],
        ),
        "cfpb": (
            Status.CONFIRMED,
            [
                ("response", "response", "sent_to_company", 15, "calendar_days"),
                ("final", "answer", "sent_to_company", 60, "calendar_days"),
            ],
        ),
    }


def test_who_answers_has_responded() -> None:
    assert {Target.ANSWER: {Target.ANSWER, Target.RESPONSE}} == FULFILS
