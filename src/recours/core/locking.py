"""One helper that locks a row, right on both databases."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Model, QuerySet

from recours.core.errors import NotFound

M = TypeVar("M", bound=Model)


def locked(rows: QuerySet[M]) -> QuerySet[M]:
    """The same rows, each locked FOR UPDATE of itself only where the database knows that; else every transaction is alone."""
    return rows.select_for_update(of=("self",)) if connection.features.has_select_for_update else rows


def lock_row(rows: QuerySet[M], key: UUID) -> M:
    """The row under this key, locked until the transaction ends, or NotFound.

    On SQLite every transaction is IMMEDIATE and therefore already alone; on PostgreSQL the row is locked FOR UPDATE
    of itself only.
    """
    row = locked(rows).filter(pk=key).first()
    if row is None:
        raise NotFound
    return row


def lock_rows(rows: QuerySet[M], keys: list[UUID]) -> list[M]:
    """The rows under these keys, locked in the order of their keys so that two batches never wait for each other."""
    return list(locked(rows).filter(pk__in=keys).order_by("pk"))


def lock_free_rows(rows: QuerySet[M], limit: int) -> list[M]:
    """Up to `limit` of the rows that nobody holds just now, locked: it never waits, and so never takes part in a deadlock."""
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True, of=("self",))
    return list(rows[:limit])
