"""What the tests of core share: a table of their own, and threads that each have a connection of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections
from hypothesis import settings
from pytest_django.plugin import DjangoDbBlocker

from tests.core.table import Row

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def row_table(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.create_model(Row)
    yield
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.delete_model(Row)


@pytest.fixture
def rows(row_table: None, db: None) -> None:
    """The table, empty, inside the test's own transaction."""


@pytest.fixture
def shared_rows(row_table: None, transactional_db: None) -> Iterator[None]:
    """The table, empty, whose rows other threads see."""
    yield
    Row.objects.all().delete()


@pytest.fixture
def at_once() -> Callable[[Callable[[], object], int], list[object]]:
    """Run the same thing in so many threads that begin together, each with its own connection."""

    def run(work: Callable[[], object], threads: int) -> list[object]:
        start = Barrier(threads, timeout=30)

        def one() -> object:
            start.wait()
            try:
                return work()
            finally:
                connections.close_all()

        with ThreadPoolExecutor(threads) as pool:
            return [each.result(timeout=60) for each in [pool.submit(one) for _ in range(threads)]]

    return run
