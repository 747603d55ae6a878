"""What similar cases received: counts always, figures only where there are enough of them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from recours.complaints.actions import add_category
from recours.complaints.models import Category, IssueOutcome, Response
from recours.complaints.outcomes import Outcome
from recours.complaints.selectors import similar_to
from tests.factories.answers import answered
from tests.factories.cases import found_with_clocks, make_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def problem(db: None, now: datetime) -> Category:
    return add_category(
        actor=found_with_clocks(now).admin, tree="problem", code="taste", names={"en": "Taste"}, parent=None, unit=None,
        position=1, now=now,
    )  # fmt: skip


def told(now: datetime, problem: Category, outcome: str = "upheld", **given: Any) -> None:
    case = answered(now, problem=problem.pk, **given)
    IssueOutcome.objects.create(
        response=Response.objects.get(complaint=case), position=1, category=problem, outcome=outcome
    )


def test_under_five_nothing_is_said_but_how_many(
    now: datetime, problem: Category, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    case = make_case(now, problem=problem.pk)
    for amount in ("10", "20", "30", "40"):
        told(now, problem, refund=amount)
    (found,) = similar_to(case)
    assert (found.outcome, found.cases, found.enough) == (Outcome.UPHELD, 4, False)
    assert found.paid[0].middle is None
    told(now, problem, refund="90")
    told(now, problem)
    with django_assert_num_queries(3):
        (found,) = similar_to(case)
    assert (found.cases, found.enough, found.words_alone) == (6, True, 1)
    paid = found.paid[0]
    assert (paid.currency, paid.cases, paid.middle, paid.least, paid.most) == (
        "GBP", 5, Decimal(30), Decimal(10), Decimal(90),
    )  # fmt: skip


def test_other_problems_other_findings_and_the_case_itself_do_not_count(
    now: datetime, problem: Category
) -> None:
    own = answered(now, problem=problem.pk)
    IssueOutcome.objects.create(
        response=Response.objects.get(complaint=own), position=1, category=problem, outcome="upheld"
    )
    told(now, problem, "not_upheld")
    answered(now)
    assert [(each.outcome, each.cases) for each in similar_to(own)] == [(Outcome.NOT_UPHELD, 1)]
    assert similar_to(make_case(now)) == []
