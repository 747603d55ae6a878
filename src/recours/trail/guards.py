"""The triggers by which the database itself refuses to change what the trail holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connections

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

_SAME = {
    "trail_event": (
        "id = NEW.id OR (subject_kind = NEW.subject_kind AND subject_id = NEW.subject_id AND sequence = NEW.sequence)"
    ),
    "trail_leaf": "event_id = NEW.event_id OR (checkpoint_id = NEW.checkpoint_id AND position = NEW.position)",
    "trail_checkpoint": "number = NEW.number",
}
TABLES = tuple(_SAME)

_FUNCTION = """
CREATE OR REPLACE FUNCTION trail_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'The trail is only ever added to: % on % is refused.', TG_OP, TG_TABLE_NAME; END $$
"""


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers on the trail's tables, in place of any that are there; safe to repeat."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
        for table in TABLES:
            for statement in _statements(connection.vendor, table):
                cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers off, so that a test database can be emptied; never called by the product."""
    with connection.cursor() as cursor:
        for table in TABLES:
            for name in _names(connection.vendor, table):
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of the triggers that are not there or not switched on."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A') AND NOT tgisinternal")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        there = {row[0] for row in cursor.fetchall()}
    return [name for table in TABLES for name in _names(connection.vendor, table) if name not in there]


def reinstall(*, using: str, **_: Any) -> None:
    """After every migration: SQLite drops a table's triggers silently when the table is rebuilt."""
    connection = connections[using]
    if set(TABLES) <= set(connection.introspection.table_names()):
        install(connection)


def _names(vendor: str, table: str) -> tuple[str, ...]:
    kinds = ("change", "truncate") if vendor == "postgresql" else ("update", "delete", "replace")
    return tuple(f"{table}_no_{kind}" for kind in kinds)


def _statements(vendor: str, table: str) -> list[str]:
    if vendor == "postgresql":
        change, truncate = _names(vendor, table)
        return [
            f"CREATE OR REPLACE TRIGGER {change} BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION trail_refuse()",
            f"CREATE OR REPLACE TRIGGER {truncate} BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION trail_refuse()",
        ]
    update, delete, replace = _names(vendor, table)
    # INSERT OR REPLACE deletes without asking the delete trigger
    there = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {_SAME[table]})"  # noqa: S608 - our own names
    return [
        statement
        for name, verb, when in ((update, "UPDATE", ""), (delete, "DELETE", ""), (replace, "INSERT", there))
        for statement in (
            f"DROP TRIGGER IF EXISTS {name}",
            f"CREATE TRIGGER {name} BEFORE {verb} ON {table} {when} "
            f"BEGIN SELECT RAISE(ABORT, 'The trail is only ever added to: a change of {table} is refused.'); END",
        )
    ]
