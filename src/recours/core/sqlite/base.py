"""SQLite's writers in a fair queue.

SQLite lets one writer in at a time and makes the others poll, with pauses of up to 100 ms and no order: under load the
unlucky wait for seconds. Here a writer first takes its turn at a lock file beside the database, where the kernel keeps
the queue and wakes the next at once; a process that dies gives its turn back by dying.
"""

from __future__ import annotations

import fcntl
import os
from typing import Any

from django.db.backends.sqlite3.base import DatabaseWrapper as SQLite

# the steps of a transaction are Django's private names, which its type stubs leave out
Base: Any = SQLite


class DatabaseWrapper(Base):  # type: ignore[misc]
    """Django's SQLite connection whose transactions wait for their turn."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._turn: int | None = None

    def _start_transaction_under_autocommit(self) -> None:
        self._take_turn()
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._give_turn()
            raise

    def _commit(self) -> None:
        try:
            super()._commit()
        finally:
            self._give_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()
        finally:
            self._give_turn()

    def _close(self) -> None:
        try:
            super()._close()
        finally:
            self._give_turn()

    def _take_turn(self) -> None:
        if self._turn is not None or self.is_in_memory_db():
            return
        turn = os.open(f"{self.settings_dict['NAME']}-turn", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(turn, fcntl.LOCK_EX)
        except BaseException:
            os.close(turn)
            raise
        self._turn = turn

    def _give_turn(self) -> None:
        if self._turn is not None:
            os.close(self._turn)  # closing the only handle of an open file gives its lock back
            self._turn = None
