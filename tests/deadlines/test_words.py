"""Limits and rules as sentences."""

from __future__ import annotations

import pytest
from django.utils import translation

from recours.deadlines.packs import DELIVERED, PROMISE_UNITS, Limit, Target
from recours.deadlines.reckon import Rule, Unit
from recours.deadlines.words import TARGET_NAMES, TITLES, UNIT_NAMES, limit_words, rule_sentence


def test_the_promises_are_spoken() -> None:
    promises = DELIVERED[0].rules
    assert [rule_sentence(rule) for rule in promises] == [
        "We confirm within 1 working day that your complaint has arrived.",
        "We answer your complaint within 15 working days.",
    ]


def test_other_rules_are_told() -> None:
    assert [rule_sentence(rule) for rule in DELIVERED[1].rules] == [
        "First response: 15 days, counted from the day it was sent to the company.",
        "Answer: 60 days, counted from the day it was sent to the company.",
    ]
    unknown = Rule("x", "inspection", "inspected", 10, Unit.JOURS_OUVRABLES)
    assert (
        rule_sentence(unknown)
        == "inspection: 10 days, not counting Sundays and holidays, counted from inspected."
    )


@pytest.mark.parametrize("unit", PROMISE_UNITS)
@pytest.mark.parametrize("target", [Target.ACKNOWLEDGEMENT, Target.ANSWER])
@pytest.mark.parametrize("amount", [1, 2, 11])
def test_every_promise_that_can_be_made_can_be_spoken(unit: Unit, target: Target, amount: int) -> None:
    sentence = rule_sentence(Rule("x", target, "received", amount, unit))
    assert sentence.startswith("We ")
    assert limit_words(Limit(amount, unit)) in sentence


@pytest.mark.parametrize("unit", list(Unit))
def test_every_unit_has_its_words(unit: Unit) -> None:
    assert limit_words(Limit(1, unit)) != limit_words(Limit(2, unit))
    assert str(UNIT_NAMES[unit])


def test_digits_follow_the_reader() -> None:
    with translation.override("fa"):
        assert "۱۵" in limit_words(Limit(15, Unit.WORKING_DAYS))
    with translation.override("ar"):
        assert "١٥" in limit_words(Limit(15, Unit.WORKING_DAYS))


def test_everything_delivered_has_a_name() -> None:
    assert set(TARGET_NAMES) == set(Target)
    assert {pack.code for pack in DELIVERED} | {"organisation"} == set(TITLES)
