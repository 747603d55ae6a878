"""Many rows at once, with as few statements as the databases allow."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model

_VALUES = 32_000  # SQLite takes 32,766 in one statement unless built for more


def insert_rows(rows: Sequence[Model]) -> None:
    """Insert rows of one model, keys given, in one statement for every 32,000 values.

    `bulk_create` would cut a batch into pieces of 999 values on SQLite: 33 statements for 2,000 rows of 15 columns.
    """
    if not rows:
        return
    connection = connections[DEFAULT_DB_ALIAS]  # not the proxy, which every value would ask
    fields = [field for field in rows[0]._meta.concrete_fields if not field.generated]
    table = connection.ops.quote_name(rows[0]._meta.db_table)
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    places = f"({', '.join(['%s'] * len(fields))})"
    ways = [(field.get_db_prep_save, field.attname) for field in fields]
    size = _VALUES // len(fields)
    with connection.cursor() as cursor:
        for start in range(0, len(rows), size):
            batch = rows[start : start + size]
            values = [
                None if (value := getattr(row, name)) is None else prepare(value, connection)
                for row in batch
                for prepare, name in ways
            ]
            lines = ", ".join([places] * len(batch))
            cursor.execute(f"INSERT INTO {table} ({columns}) VALUES {lines}", values)  # noqa: S608 - our own names
