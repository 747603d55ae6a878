"""A lock is a lock on both databases."""

from __future__ import annotations

import itertools
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from recours.core.errors import NotFound
from recours.core.locking import lock_free_rows, lock_row, lock_rows
from tests.core.table import Row


@pytest.mark.usefixtures("rows")
def test_locks_the_row_in_one_statement_or_says_that_there_is_none() -> None:
    row = Row.objects.create(code="a")
    with CaptureQueriesContext(connection) as statements:
        assert lock_row(Row.objects.all(), row.pk) == row
    assert len(statements) == 1
    with pytest.raises(NotFound):
        lock_row(Row.objects.all(), uuid4())
    with pytest.raises(NotFound):
        lock_row(Row.objects.filter(code="b"), row.pk)


@pytest.mark.usefixtures("rows")
def test_many_come_in_the_order_of_their_keys_in_one_statement() -> None:
    made = [Row.objects.create() for _ in range(5)]
    with CaptureQueriesContext(connection) as statements:
        found = lock_rows(Row.objects.all(), [row.pk for row in reversed(made)] + [uuid4()])
    assert [row.pk for row in found] == sorted(row.pk for row in made)
    assert len(statements) == 1


@pytest.mark.usefixtures("shared_rows")
def test_no_increment_is_lost_between_threads(at_once) -> None:
    key = Row.objects.create().pk

    def count() -> None:
        for _ in range(15):
            with transaction.atomic():
                row = lock_row(Row.objects.all(), key)
                row.number += 1
                row.save(update_fields=["number"])

    at_once(count, 2)
    assert Row.objects.get().number == 30


@pytest.mark.usefixtures("shared_rows")
def test_two_batches_in_opposite_order_do_not_wait_for_each_other(at_once) -> None:
    keys = [Row.objects.create().pk for _ in range(20)]
    turn = itertools.count()

    def batch() -> None:
        mine = keys if next(turn) % 2 else keys[::-1]
        for _ in range(5):
            with transaction.atomic():
                for row in lock_rows(Row.objects.all(), mine):
                    row.number += 1
                    row.save(update_fields=["number"])

    at_once(batch, 2)
    assert set(Row.objects.values_list("number", flat=True)) == {10}


@pytest.mark.usefixtures("rows")
def test_free_rows_come_up_to_the_limit_in_one_statement() -> None:
    made = [Row.objects.create(number=number) for number in range(4)]
    with CaptureQueriesContext(connection) as statements:
        assert lock_free_rows(Row.objects.order_by("number"), 3) == made[:3]
    assert len(statements) == 1


@pytest.mark.usefixtures("shared_rows")
def test_rows_that_another_holds_are_left_out(at_once) -> None:
    """On PostgreSQL both hold theirs at the same time; SQLite lets the second in when the first has committed."""
    Row.objects.bulk_create(Row() for _ in range(10))
    both_hold = Barrier(2, timeout=30)

    def hold() -> list[UUID]:
        with transaction.atomic():
            mine = [row.pk for row in lock_free_rows(Row.objects.filter(number=0).order_by("pk"), 5)]
            if connection.features.has_select_for_update_skip_locked:
                both_hold.wait()
            Row.objects.filter(pk__in=mine).update(number=1)
        return mine

    keys = [key for mine in at_once(hold, 2) for key in mine]
    assert len(keys) == len(set(keys)) == 10
