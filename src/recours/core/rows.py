"""Rows without the price of the ORM: its SQL is built once, for what every request asks and every intake writes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from inspect import signature
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import (
    BooleanField,
    CharField,
    DateTimeField,
    Field,
    IntegerField,
    Model,
    QuerySet,
    TextField,
    UUIDField,
    Value,
)

_AS_IS = (CharField, TextField, BooleanField, IntegerField)
"""Fields whose values go to the driver as they are."""

_VALUES = 32_000  # PostgreSQL takes 65,535 in one statement

Row = TypeVar("Row")


class _Table(NamedTuple):
    """How rows of a model are inserted: the statement up to its values, the places of one row, and a way to each value."""

    insert: str
    places: str
    ways: tuple[tuple[Callable[..., Any] | None, str], ...]


@cache
def _table(model: type[Model]) -> _Table:
    quoted = connections[DEFAULT_DB_ALIAS].ops.quote_name
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    columns = ", ".join(quoted(str(field.column)) for field in fields)
    return _Table(
        f"INSERT INTO {quoted(model._meta.db_table)} ({columns}) VALUES ",  # noqa: S608 - our own names
        f"({', '.join(['%s'] * len(fields))})",
        tuple(
            (None if isinstance(field, _AS_IS) else field.get_db_prep_save, field.attname) for field in fields
        ),
    )


def insert_rows(rows: Sequence[Model]) -> None:
    """Insert rows of one model, keys given, with as few trips to the database as it allows.

    `bulk_create` would cut a batch into pieces of 999 values on SQLite: 33 statements for 2,000 rows of 15 columns.
    """
    if not rows:
        return
    connection = connections[DEFAULT_DB_ALIAS]  # not the proxy, which every value would ask
    table = _table(type(rows[0]))
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite" and len(rows) > 1:
            # it keeps statements prepared: one for each number of rows would in time be 50 MB of them
            cursor.executemany(
                table.insert + table.places, [_values([row], table, connection) for row in rows]
            )
            return
        size = _VALUES // len(table.ways)
        for start in range(0, len(rows), size):
            batch = rows[start : start + size]
            places = ", ".join([table.places] * len(batch))
            cursor.execute(table.insert + places, _values(batch, table, connection))


def _values(rows: Sequence[Model], table: _Table, connection: Any) -> list[Any]:
    """What the database is handed for these rows, one after the other."""
    return [
        value if (value := getattr(row, name)) is None or prepare is None else prepare(value, connection)
        for row in rows
        for prepare, name in table.ways
    ]


@cache
def _change(model: type[Model], names: tuple[str, ...]) -> tuple[str, tuple[Any, ...]]:
    """The statement, and the fields whose values it takes."""
    quoted = connections[DEFAULT_DB_ALIAS].ops.quote_name
    fields: tuple[Any, ...] = (*(model._meta.get_field(name) for name in names), model._meta.pk)
    *changes, key = (f"{quoted(str(field.column))} = %s" for field in fields)
    table = quoted(model._meta.db_table)
    return f"UPDATE {table} SET {', '.join(changes)} WHERE {key}", fields  # noqa: S608 - our own names


def update_row(row: Model, names: Sequence[str]) -> None:
    """Write these fields of a row that its transaction holds locked; what `save(update_fields=names)` does, in a tenth of the time."""
    connection = connections[DEFAULT_DB_ALIAS]
    statement, fields = _change(type(row), tuple(names))
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


class _Place(Value):
    """Where a value of a prepared query goes."""

    def as_sql(self, *_: Any) -> Any:
        return "%s", [self]


_FIELDS: dict[type, Field[Any, Any]] = {UUID: UUIDField(), datetime: DateTimeField()}


def _ready(value: object, connection: Any) -> object:
    """The value as the database's driver takes it."""
    field = _FIELDS.get(type(value))
    return field.get_db_prep_value(value, connection) if field else value


class Prepared(Generic[Row]):
    """A query that is asked with every request: Django builds its SQL, which takes ten times as long as asking, once in each thread.

    `build` makes the query of places that stand for the values (texts, keys, moments) with which it is called. Only
    the statement is remembered, never a row.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Row]]) -> None:
        self._build = build
        self._places = [_Place(number) for number in range(len(signature(build).parameters))]
        self._thread = threading.local()

    def __call__(self, *values: object) -> list[Row]:
        """The rows for these values; one statement."""
        connection = connections[DEFAULT_DB_ALIAS]
        if getattr(self._thread, "connection", None) is not connection:
            self._prepare(connection)
        rows, compiler, sql, places = self._thread.built
        filled = [
            _ready(values[place.value], connection) if isinstance(place, _Place) else place
            for place in places
        ]
        compiler.as_sql = lambda: (sql, filled)
        return list(rows._iterable_class(rows))

    def first(self, *values: object) -> Row | None:
        """The first row for these values, if there is any; the query itself says that it wants no more."""
        return next(iter(self(*values)), None)

    def _prepare(self, connection: Any) -> None:
        rows = self._build(*self._places)
        compiler: Any = rows.query.get_compiler(connection=connection)
        sql, places = compiler.as_sql()
        converters = compiler.get_converters([expression for expression, _sql, _alias in compiler.select])
        compiler.get_converters = lambda _: converters
        rows.query.get_compiler = lambda *_, **__: compiler  # type: ignore[method-assign]
        self._thread.connection, self._thread.built = connection, (rows, compiler, sql, places)
