"""The answers of a case as they are read: the newest first, and what each state of an answer leaves to do."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from recours.complaints.models import Complaint, Remedy, Response
from recours.complaints.selectors.responding import authority_limits, responding_of
from recours.complaints.states import State
from tests.complaints.test_actions import staff
from tests.factories.cases import make_case
from tests.factories.people import House


def respond(case: Complaint, number: int, now: datetime, **changed: Any) -> Response:
    given: dict[str, Any] = {
        "level": 0,
        "frm": State.ASSESSED.value,
        "outcome": "upheld",
        "reply_by": now.date() + timedelta(days=14),
        "salt": "s",
        "digest": "d",
        "prepared_by": "staff:x",
        "prepared_at": now,
        "approval_needed": False,
    }
    return Response.objects.create(complaint=case, number=number, **{**given, **changed})


def remedy(response: Response, position: int, now: datetime, **changed: Any) -> Remedy:
    given: dict[str, Any] = {
        "kind": "refund",
        "code": 49,
        "amount": Decimal(40),
        "currency": "EUR",
        "due_on": now.date(),
        "salt": "s",
    }
    return Remedy.objects.create(response=response, position=position, **{**given, **changed})


def test_the_newest_answer_is_the_current_one_and_the_sent_one_counts(house: House, now: datetime) -> None:
    case = make_case(now)
    assert responding_of(case.pk).current is None
    assert responding_of(case.pk).remedies == []
    sent = respond(case, 1, now, communicated_at=now)
    remedy(sent, 0, now)
    done = remedy(sent, 1, now, executed_at=now)
    remedy(sent, 2, now, executed_at=now, verified_at=now)
    newer = respond(case, 2, now, approval_needed=True)
    found = responding_of(case.pk)
    assert [each.number for each in found.responses] == [2, 1]
    assert found.current == found.prepared == newer
    assert newer.waits_for_approval
    assert found.decided == sent
    assert [each.position for each in found.to_carry_out] == [0]
    assert list(found.to_verify) == [done]


def test_what_was_sent_back_is_no_longer_prepared(house: House, now: datetime) -> None:
    case = make_case(now)
    respond(case, 1, now, sent_back_at=now, approval_needed=True)
    found = responding_of(case.pk)
    assert found.current is not None
    assert (found.prepared, found.decided, found.current.waits_for_approval) == (None, None, False)


def test_limits_are_for_administrators(house: House, now: datetime) -> None:
    assert authority_limits(house.admin) == []
    assert authority_limits(staff(house, now)) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_statements_is_constant(
    house: House, now: datetime, count: int, django_assert_num_queries: Any
) -> None:
    case = make_case(now)
    for number in range(1, count + 1):
        remedy(respond(case, number, now), 0, now)
    with django_assert_num_queries(3):
        found = responding_of(case.pk)
        assert all(list(each.remedies.all()) for each in found.responses)
