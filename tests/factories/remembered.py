"""What takes long to found is founded once in each process; every later test gets the same rows again."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.models import AutoField, GeneratedField, Model

T = TypeVar("T")


@dataclass(frozen=True)
class _Memory:
    """What a factory returned and the statements that insert what it inserted."""

    made: bytes
    inserts: tuple[str, ...]


_memories: dict[tuple[object, ...], _Memory] = {}


def remembered(name: str, now: datetime, found: Callable[[], T]) -> T:
    """What `found` returns, its rows in the database: made the first time, from then on put back keys and all.

    `found` must do nothing but insert rows: no file, and no row that refers to a key drawn by the database.
    """
    key = (name, now, settings.SITE_URL, connection.vendor)
    if key not in _memories:
        before = _rows()
        made = found()
        _memories[key] = _Memory(pickle.dumps(made), _inserts(before, _rows()))
        return made
    memory = _memories[key]
    with transaction.atomic(), connection.cursor() as cursor:
        for insert in memory.inserts:
            cursor.execute(insert)
    return pickle.loads(memory.made)


def _columns(model: type[Model]) -> list[str]:
    drawn = (AutoField, GeneratedField)
    return [str(field.column) for field in model._meta.concrete_fields if not isinstance(field, drawn)]


def _rows() -> dict[type[Model], list[str]]:
    """Every row of every table, as the literals that would insert it."""
    literal = "quote({})" if connection.vendor == "sqlite" else "quote_nullable({}::text)"
    quoted = connection.ops.quote_name
    found: dict[type[Model], list[str]] = {}
    with connection.cursor() as cursor:
        for model in _tables():
            values = ", ".join(literal.format(quoted(column)) for column in _columns(model))
            cursor.execute(f"SELECT {values} FROM {quoted(model._meta.db_table)}")
            found[model] = [", ".join(row) for row in cursor.fetchall()]
    return found


def _tables() -> list[Any]:
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]


def _inserts(before: dict[type[Model], list[str]], after: dict[type[Model], list[str]]) -> tuple[str, ...]:
    quoted = connection.ops.quote_name
    statements = []
    for model, rows in after.items():
        there = set(before[model])
        assert there <= set(rows), f"{model.__name__}: more than inserted"
        if new := [row for row in rows if row not in there]:
            columns = ", ".join(quoted(column) for column in _columns(model))
            values = ", ".join(f"({row})" for row in new)
            statements.append(f"INSERT INTO {quoted(model._meta.db_table)} ({columns}) VALUES {values}")
    return tuple(statements)
