"""The row is the queue: claimed once, leased, postponed, finished."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from recours.core.due import LEASE, claim, finish, postpone
from tests.core.table import Row


def due(now: datetime, **fields: object) -> Row:
    return Row.objects.create(due_at=now, **fields)


@pytest.mark.usefixtures("rows")
def test_claims_what_is_due_oldest_first_up_to_the_limit(now: datetime) -> None:
    second = due(now - timedelta(minutes=1))
    first = due(now - timedelta(minutes=2))
    third = due(now)
    due(now + timedelta(microseconds=1))
    due(None)  # type: ignore[arg-type]
    assert claim(Row.objects.all(), now=now, limit=2) == [first, second]
    assert claim(Row.objects.all(), now=now, limit=2) == [third]
    assert claim(Row.objects.all(), now=now, limit=2) == []


@pytest.mark.usefixtures("rows")
def test_a_claim_leases_and_counts_in_memory_as_in_the_database(now: datetime) -> None:
    due(now)
    [row] = claim(Row.objects.all(), now=now, limit=9)
    stored = Row.objects.get(pk=row.pk)
    assert (row.attempts, row.lease_until) == (stored.attempts, stored.lease_until) == (1, now + LEASE)


@pytest.mark.usefixtures("rows")
def test_a_lease_that_ran_out_makes_the_row_due_again(now: datetime) -> None:
    row = due(now)
    assert claim(Row.objects.all(), now=now, limit=9)
    assert claim(Row.objects.all(), now=now + LEASE - timedelta(seconds=1), limit=9) == []
    [again] = claim(Row.objects.all(), now=now + LEASE, limit=9)
    assert (again, again.attempts) == (row, 2)


@pytest.mark.usefixtures("rows")
def test_only_rows_of_the_given_set_are_claimed(now: datetime) -> None:
    mine = due(now, code="mine")
    due(now, code="other")
    assert claim(Row.objects.filter(code="mine"), now=now, limit=9) == [mine]


@pytest.mark.usefixtures("rows")
def test_a_claim_costs_a_look_and_two_statements_whatever_its_size(now: datetime) -> None:
    for size in (1, 3):
        for _ in range(size):
            due(now)
        with CaptureQueriesContext(
            connection,
        ) as statements:
            assert len(claim(Row.objects.all(), now=now, limit=10)) == size
        assert [s["sql"].split()[0] for s in statements if "SAVEPOINT" not in s["sql"]] == [
            "SELECT",
            "SELECT",
            "UPDATE",
        ]


@pytest.mark.usefixtures("rows")
def test_finished_means_never_again(now: datetime) -> None:
    due(now, last_error="the last time it failed")
    [row] = claim(Row.objects.all(), now=now, limit=9)
    assert finish(row)
    row.refresh_from_db()
    assert (row.due_at, row.lease_until, row.last_error, row.attempts) == (None, None, "", 1)
    assert claim(Row.objects.all(), now=now + timedelta(days=9), limit=9) == []


@pytest.mark.usefixtures("rows")
def test_each_failure_doubles_the_delay_up_to_six_hours(now: datetime) -> None:
    due(now)
    delays = []
    for _ in range(16):
        [row] = claim(Row.objects.all(), now=now, limit=9)
        assert postpone(row, now=now, error="no answer")
        row.refresh_from_db()
        assert row.lease_until is None
        assert row.due_at is not None
        delays.append(row.due_at - now)
        now = row.due_at
    seconds = [int(delay.total_seconds()) for delay in delays]
    assert seconds[:5] == [15, 30, 60, 120, 240]
    assert seconds[-1] == 6 * 3600
    assert seconds == sorted(seconds)


@pytest.mark.usefixtures("rows")
def test_a_long_error_is_cut(now: datetime) -> None:
    due(now)
    [row] = claim(Row.objects.all(), now=now, limit=9)
    postpone(row, now=now, error="x" * 10_000)
    assert len(Row.objects.get().last_error) == 2000


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("late", [finish, lambda row: postpone(row, now=row.due_at, error="too late")])
def test_a_worker_that_wakes_up_after_its_lease_undoes_nothing(
    now: datetime, late: Callable[[Row], bool]
) -> None:
    due(now)
    [slow] = claim(Row.objects.all(), now=now, limit=1)
    [quick] = claim(Row.objects.all(), now=now + LEASE, limit=1)
    assert not late(slow)
    assert Row.objects.get().lease_until == quick.lease_until
    assert finish(quick)
    assert not late(slow)
    assert (Row.objects.get().due_at, Row.objects.get().last_error) == (None, "")


@pytest.mark.usefixtures("rows")
def test_a_row_that_was_never_claimed_can_be_postponed(now: datetime) -> None:
    row = due(now)
    assert postpone(row, now=now, error="the door was closed")
    assert Row.objects.get().due_at == row.due_at == now + timedelta(seconds=15)


@pytest.mark.usefixtures("shared_rows")
@pytest.mark.parametrize("threads", [2, 4])
def test_threads_that_claim_at_once_never_get_the_same_row(now: datetime, at_once, threads: int) -> None:
    expected = {due(now).pk for _ in range(60)}

    def drain() -> list[UUID]:
        mine: list[UUID] = []
        while taken := claim(Row.objects.all(), now=now, limit=4):
            mine += [row.pk for row in taken]
        return mine

    claimed = [key for keys in at_once(drain, threads) for key in keys]
    # A thread may find only rows that the other has locked and stop early; what is left is still due.
    claimed += drain()
    assert len(claimed) == len(set(claimed)) == 60
    assert set(claimed) == expected
    assert set(Row.objects.values_list("attempts", flat=True)) == {1}


@pytest.mark.usefixtures("shared_rows")
def test_two_threads_want_the_one_row(now: datetime, at_once) -> None:
    for _ in range(15):
        Row.objects.all().delete()
        due(now)
        got = at_once(lambda: len(claim(Row.objects.all(), now=now, limit=1)), 2)
        assert sorted(got) == [0, 1]
