"""Every table as lines of JSON that both databases understand, seen at one moment while others go on writing."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import BinaryField, Field, JSONField, Model

from recours.cli.archive import Writer, scratch

NOT_KEPT = frozenset(
    {
        "sessions.session",
        "contenttypes.contenttype",
        "auth.permission",
        "auth.group",
        "auth.group_permissions",
    }
)
"""What every installation makes for itself: sign-ins under way, and Django's own lists."""

ROWS_IN_A_PART = 10_000
_AT_ONCE = 2_000


@contextmanager
def one_moment() -> Iterator[None]:
    """Read as the database stood when this began; writers are not held up, and nothing can be written here."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        else:
            cursor.execute("BEGIN DEFERRED")
        try:
            cursor.execute(
                "SELECT COUNT(*) FROM django_migrations"
            )  # the moment begins with the first reading
            cursor.fetchall()
            yield
        finally:
            cursor.execute("ROLLBACK")


def kept_models() -> list[type[Model]]:
    """Every table that a backup holds, by label."""
    models = apps.get_models(include_auto_created=True)
    kept = [model for model in models if model._meta.managed and not model._meta.proxy]
    return sorted((m for m in kept if m._meta.label_lower not in NOT_KEPT), key=lambda m: m._meta.label_lower)


def migrations() -> dict[str, list[str]]:
    """The migrations applied to the database, by app."""
    found: dict[str, list[str]] = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        found.setdefault(app, []).append(name)
    return found


def columns(model: type[Model]) -> list[Field[Any, Any]]:
    """The fields of a table that have a column."""
    return [field for field in model._meta.concrete_fields if field.column]


def write_tables(writer: Writer, *, progress: Callable[[int], None]) -> dict[str, int]:
    """Write every table in parts, in flat memory, and give the number of rows of each."""
    rows: dict[str, int] = {}
    done = 0
    for model in kept_models():
        label = model._meta.label_lower
        rows[label] = 0
        for number, count in enumerate(_parts(writer, model)):
            rows[label] += count
            done += count
            if number % 2 == 0:
                progress(done)
    progress(done)
    return rows


def _parts(writer: Writer, model: type[Model]) -> Iterator[int]:
    fields = columns(model)
    names = [field.attname for field in fields]
    ways = [_writer_of(field) for field in fields]
    found = model._default_manager.order_by("pk").values_list(*names).iterator(chunk_size=_AT_ONCE)
    number, more = 0, True
    while more:
        with scratch() as part:
            part.write(json.dumps({"fields": names}).encode() + b"\n")
            count, more = 0, False
            for row in found:
                line = [None if value is None else way(value) for value, way in zip(row, ways, strict=True)]
                part.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
                count += 1
                if count == ROWS_IN_A_PART:
                    more = True
                    break
            if count or not number:
                size = part.tell()
                part.seek(0)
                writer.add(f"tables/{model._meta.label_lower}/{number:06}.jsonl", part, size)
                yield count
        number += 1


def _writer_of(field: Field[Any, Any]) -> Callable[[Any], object]:
    if isinstance(field, JSONField):
        return lambda value: value
    if isinstance(field, BinaryField):
        return lambda value: base64.b64encode(bytes(value)).decode()
    return _plain


def _plain(value: object) -> object:
    if isinstance(value, bool | int | str):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    raise TypeError(f"A backup cannot hold {type(value).__name__}.")
