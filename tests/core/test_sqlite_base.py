"""Writers of SQLite take turns, and give them back whatever happens."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from django.db import connection, connections, transaction

from recours.core.sqlite.base import DatabaseWrapper

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite has one writer at a time")


def turn() -> int | None:
    wrapper = connections["default"]
    assert isinstance(wrapper, DatabaseWrapper)
    return wrapper._turn


@pytest.mark.django_db(transaction=True)
def test_a_transaction_holds_the_turn_and_no_longer() -> None:
    assert turn() is None
    with transaction.atomic():
        assert turn() is not None
        with transaction.atomic():
            assert turn() is not None
    assert turn() is None
    assert Path(f"{connection.settings_dict['NAME']}-turn").exists()


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_transaction_gives_it_back() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        raise ZeroDivisionError
    assert turn() is None


@pytest.mark.django_db(transaction=True)
def test_a_closed_connection_gives_it_back() -> None:
    transaction.set_autocommit(True)
    with transaction.atomic():
        pass
    connection.close()
    assert turn() is None


@pytest.mark.django_db(transaction=True)
def test_eight_writers_all_get_their_turn() -> None:
    done: list[int] = []

    def write(number: int) -> None:
        try:
            for _ in range(10):
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute("SELECT 1")
            done.append(number)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(done) == list(range(8))
