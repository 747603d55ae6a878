"""Who is still to be told: claimed once, finished by who holds the claim."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from recours.core.due import LEASE
from recours.trail.models import Pending
from recours.trail.pending import claim_pending, failing, finish_pending, postpone_pending
from tests.factories.trail import a_subject, pour

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def wiring(settings: Settings) -> None:
    settings.RECOURS_WIRING = {"tea.poured": ("some.follower",)}


def test_a_claim_brings_the_event_and_keeps_others_out(now: datetime) -> None:
    tea = a_subject()
    pour(tea, 2, now)

    claimed = claim_pending(now=now, limit=10)

    assert [(w.follower, w.event.about, w.attempts) for w in claimed] == [("some.follower", tea, 1)] * 2
    assert [w.event.sequence for w in claimed] == [1, 2]
    assert claim_pending(now=now, limit=10) == []
    assert len(claim_pending(now=now + LEASE, limit=10)) == 2


def test_looking_when_nothing_waits_costs_one_statement_and_no_lock(now: datetime) -> None:
    with CaptureQueriesContext(connection) as spent:
        assert claim_pending(now=now, limit=10) == []
    assert len(spent) == 1


def test_a_claim_costs_the_same_however_many(now: datetime) -> None:
    spent = []
    for count in (1, 30):
        pour(a_subject(), count, now)
        with CaptureQueriesContext(connection) as statements:
            assert len(claim_pending(now=now, limit=100)) == count
        spent.append(len(statements))
    assert spent[0] == spent[1]


def test_what_is_finished_is_gone(now: datetime) -> None:
    pour(a_subject(), 1, now)
    (waiting,) = claim_pending(now=now, limit=1)
    assert finish_pending(waiting)
    assert not Pending.objects.exists()
    assert not finish_pending(waiting)


def test_only_who_holds_the_lease_finishes_or_postpones(now: datetime) -> None:
    pour(a_subject(), 1, now)
    (slow,) = claim_pending(now=now, limit=1)
    (quick,) = claim_pending(now=now + LEASE, limit=1)
    postpone_pending(slow, now=now, error="late")
    assert Pending.objects.get().last_error == ""
    assert not finish_pending(slow)
    assert finish_pending(quick)


def test_what_is_postponed_waits_and_is_counted(now: datetime) -> None:
    pour(a_subject(), 1, now)
    (waiting,) = claim_pending(now=now, limit=1)
    postpone_pending(waiting, now=now, error="broken")
    assert claim_pending(now=now + timedelta(seconds=14), limit=1) == []
    (again,) = claim_pending(now=now + timedelta(seconds=15), limit=1)
    assert again.attempts == 2
    assert (failing(attempts=2), failing()) == (1, 0)
