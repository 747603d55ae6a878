"""Rows are inserted in as few statements as the databases take."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from recours.core.keys import new_key
from recours.core.rows import Prepared, insert_rows
from recours.people.models import Unit

NOW = datetime(2026, 11, 20, 9, 0, 0, 123456, tzinfo=UTC)


def units(count: int, first: int = 0) -> list[Unit]:
    return [
        Unit(
            id=new_key(), code=f"unit-{n}", names={"en": f"Unit “{n}” 100 % ü", "fa": "واحد"}, created_at=NOW
        )
        for n in range(first, first + count)
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 2000])
def test_one_statement(count: int, django_assert_num_queries: Any) -> None:
    rows = units(count)
    with django_assert_num_queries(1):
        insert_rows(rows)
    kept = Unit.objects.in_bulk([row.pk for row in rows])
    assert len(kept) == count
    first = kept[rows[0].pk]
    assert (first.code, first.names, first.created_at, first.retired_at) == (
        "unit-0",
        rows[0].names,
        NOW,
        None,
    )


@pytest.mark.django_db
def test_no_rows_no_statement(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        insert_rows([])


@pytest.mark.django_db
def test_more_than_one_statement_takes(django_assert_num_queries: Any) -> None:
    rows = units(32_000 // len(Unit._meta.concrete_fields) + 1)
    with django_assert_num_queries(1 if connection.vendor == "sqlite" else 2):
        insert_rows(rows)
    assert Unit.objects.count() == len(rows)


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite keeps every statement prepared")
def test_the_statement_does_not_depend_on_the_number_of_rows() -> None:
    """Each text stays prepared: batches of 600 to 730 rows would keep 50 MB."""
    texts = set()
    for count in (2, 30, 700):
        with CaptureQueriesContext(connection) as seen:
            insert_rows(units(count, first=count * 1_000))
        texts.add(seen[0]["sql"].removeprefix(f"{count} times: "))
    assert len(texts) == 1


by_code = Prepared(lambda code: Unit.objects.filter(code=code))
one_since = Prepared(
    lambda key, since: Unit.objects.filter(id=key, created_at__gte=since).values_list("code", "names")
)


@pytest.mark.django_db
def test_a_prepared_query_is_asked_with_other_values_each_time(django_assert_num_queries: Any) -> None:
    rows = units(3)
    insert_rows(rows)
    with django_assert_num_queries(4):
        assert [by_code.first(row.code) for row in rows] == rows
        assert by_code("unknown") == []
    Unit.objects.filter(pk=rows[0].pk).update(names={"en": "50 %s"})
    renamed = by_code.first("unit-0")
    assert renamed is not None
    assert (renamed.names, renamed.created_at) == ({"en": "50 %s"}, NOW)


@pytest.mark.django_db
def test_keys_and_moments_go_in_and_values_come_out() -> None:
    row = units(1)[0]
    insert_rows([row])
    assert one_since(row.pk, NOW) == [(row.code, row.names)]
    assert one_since.first(row.pk, NOW + timedelta(microseconds=1)) is None
    assert one_since.first(new_key(), NOW) is None


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_over_its_own_connection() -> None:
    rows = units(2)
    insert_rows(rows)
    seen: list[list[Unit]] = []

    def ask() -> None:
        try:
            seen.append(by_code("unit-0") + by_code("unit-1"))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [rows] * 4
