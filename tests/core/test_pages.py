"""Every row once, in order, in both directions, one statement a page, whatever the cursor says."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

import pytest
from django.core import signing
from django.db import connection
from django.db.models import F
from django.db.models.functions import Upper
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from recours.core.errors import Invalid
from recours.core.pages import CURSOR_UNKNOWN, LARGEST, Page, page_of
from tests.core.table import Row

ORDERS = [
    ("number",),
    ("-number",),
    ("number", "-code"),
    ("at",),
    ("-at",),
    ("at", "number"),
    ("-at", "number", "-code"),
    ("number", "at"),
    ("day", "at"),
    ("-code", "id"),
    ("pk",),
    ("-pk",),
    ("loud", "number"),
    (),
]


def fill(now: datetime, count: int = 37) -> None:
    dice = random.Random(7)
    Row.objects.bulk_create(
        Row(
            code=dice.choice("abc"),
            number=dice.randrange(5),
            at=dice.choice([None, now + timedelta(microseconds=dice.randrange(6))]),
            day=dice.choice([None, now.date() - timedelta(days=dice.randrange(3))]),
        )
        for _ in range(count)
    )


def wanted(order: tuple[str, ...]) -> list[Row]:
    """The whole list as Python sorts it, nulls last."""
    listed = sorted(Row.objects.annotate(loud=Upper("code")), key=lambda row: row.pk)
    if not {"pk", "-pk", "id"} & set(order):
        order = (*order, "-pk" if order and order[-1].startswith("-") else "pk")
    for name in reversed(order):
        bare = name.lstrip("-")
        some = [row for row in listed if getattr(row, bare) is not None]
        some.sort(key=lambda row: getattr(row, bare), reverse=name.startswith("-"))
        listed = some + [row for row in listed if getattr(row, bare) is None]
    return listed


def page(order: tuple[str, ...], cursor: str = "", size: int = 5) -> Page[Row]:
    with CaptureQueriesContext(connection) as statements:
        found = page_of(Row.objects.annotate(loud=Upper("code")), order=order, cursor=cursor, size=size)
    assert len(statements) == 1
    return found


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("size", [1, 5, 36, 37, 38])
def test_forward_and_back_through_everything(now: datetime, order: tuple[str, ...], size: int) -> None:
    fill(now)
    expected = wanted(order)
    there, at = [], page(order, size=size)
    assert at.previous == ""
    pages = [at]
    while at.next:
        at = page(order, at.next, size)
        pages.append(at)
    there = [row for each in pages for row in each.rows]
    assert there == expected
    for earlier in reversed(pages[:-1]):
        at = page(order, at.previous, size)
        assert at.rows == earlier.rows
    assert at.previous == ""
    assert at.next or len(pages) == 1


@pytest.mark.usefixtures("rows")
def test_nothing_and_one() -> None:
    assert page(("at",)) == Page([], "", "")
    row = Row.objects.create()
    assert page(("at",)) == Page([row], "", "")


@pytest.mark.usefixtures("rows")
def test_what_is_added_or_removed_meanwhile_moves_nothing_else() -> None:
    rows = [Row.objects.create(number=number) for number in (10, 20, 30, 40)]
    first = page(("number",), size=2)
    rows[1].delete()
    Row.objects.create(number=5)
    assert page(("number",), first.next, 2).rows == rows[2:]


@pytest.mark.usefixtures("rows")
def test_a_page_that_emptied_leads_back() -> None:
    rows = [Row.objects.create(number=number) for number in (1, 2, 3)]
    second = page(("number",), size=2).next
    rows[2].delete()
    empty = page(("number",), second, 2)
    assert (empty.rows, empty.next) == ([], "")
    assert page(("number",), empty.previous, 2).rows == rows[:1]


@pytest.mark.usefixtures("rows")
def test_the_size_has_bounds() -> None:
    Row.objects.bulk_create(Row() for _ in range(LARGEST + 1))
    assert len(page((), size=10**9).rows) == LARGEST
    assert len(page((), size=-4).rows) == 1


@pytest.mark.usefixtures("rows")
def test_a_cursor_of_another_order_or_forged_is_refused(now: datetime) -> None:
    fill(now)
    given_out = page(("number",)).next
    forged = signing.Signer(key="not ours", salt="recours.core.pages:core_tests.Row:number").sign_object(
        ["next", [1, "x"]]
    )
    for cursor in (
        given_out + "x", given_out[1:], "x" + given_out, page(("-number",)).next, page(("at",)).next, forged, "1", "0", "'", ":", "::",
        "\x00", "\ud800", "é", " ", "x" * 100_000, "eyJhIjoxfQ", "null", given_out.replace(":", ""), given_out.upper(),
    ):  # fmt: skip
        with pytest.raises(Invalid) as problem:
            page_of(Row.objects.all(), order=("number",), cursor=cursor)
        assert problem.value.fields == {"cursor": CURSOR_UNKNOWN}


@given(st.text(min_size=1))
def test_no_text_is_a_cursor(text: str) -> None:
    with pytest.raises(Invalid):
        page_of(Row.objects.all(), order=("number",), cursor=text)


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("order", [("number",), ("-number",), ("at",)])
def test_a_page_is_answered_from_the_index(now: datetime, order: tuple[str, ...]) -> None:
    fill(now, 3000)
    cursor = page(order, page(order).next).next
    if connection.vendor == "postgresql":
        with connection.cursor() as plain:
            plain.execute("ANALYZE core_tests_row")
            plain.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
    with CaptureQueriesContext(connection) as statements:
        page_of(Row.objects.all(), order=order, cursor=cursor, size=5)
    with connection.cursor() as plain:
        explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
        plain.execute(explain + statements[0]["sql"])
        plan = " ".join(str(row) for row in plain.fetchall())
    assert f"row_{order[0].lstrip('-')}" in plan
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan


@pytest.mark.usefixtures("rows")
def test_it_pages_a_filtered_list_with_expressions() -> None:
    Row.objects.bulk_create(Row(number=number % 3, code="x" if number % 2 else "y") for number in range(20))
    some = Row.objects.filter(code="x").exclude(number=2).annotate(twice=F("number") * 2)
    at = page_of(some, order=("-twice",), size=3)
    found = list(at.rows)
    while at.next:
        at = page_of(some, order=("-twice",), cursor=at.next, size=3)
        found += at.rows
    assert len(found) == len({row.pk for row in found}) == some.count()
    assert [row.number for row in found] == sorted((row.number for row in found), reverse=True)
