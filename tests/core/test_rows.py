"""Rows are inserted in as few statements as the databases take."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from recours.core.keys import new_key
from recours.core.rows import insert_rows
from recours.people.models import Unit

NOW = datetime(2026, 11, 20, 9, 0, 0, 123456, tzinfo=UTC)


def units(count: int) -> list[Unit]:
    return [
        Unit(
            id=new_key(), code=f"unit-{n}", names={"en": f"Unit “{n}” 100 % ü", "fa": "واحد"}, created_at=NOW
        )
        for n in range(count)
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
    with django_assert_num_queries(2):
        insert_rows(rows)
    assert Unit.objects.count() == len(rows)
