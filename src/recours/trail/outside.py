"""Verification of a copy of the trail by an outsider: no database, no settings, flat memory."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import asdict, fields
from pathlib import Path
from typing import IO, Any, TypeVar, get_type_hints

from recours.trail.chain import Link, Seal
from recours.trail.findings import Finding, Verdict
from recours.trail.proof import LeafLine, Placed, Progress, judge

FORMAT = 1
LONGEST_LINE = 1_000_000
_LARGEST_NUMBER = 2**53
_AT_ONCE = 5000

_TABLES = """
CREATE TABLE event (kind TEXT, key TEXT, sequence INTEGER, id TEXT, body TEXT);
CREATE TABLE head (kind TEXT, key TEXT, length INTEGER, hash TEXT, PRIMARY KEY (kind, key)) WITHOUT ROWID;
CREATE TABLE leaf (event TEXT PRIMARY KEY, checkpoint INTEGER, position INTEGER, hash TEXT) WITHOUT ROWID;
CREATE TABLE checkpoint (number INTEGER PRIMARY KEY, body TEXT);
CREATE TABLE missing (kind TEXT, key TEXT, PRIMARY KEY (kind, key)) WITHOUT ROWID;
"""
_INSERTS = {
    "event": "INSERT INTO event VALUES (?, ?, ?, ?, ?)",
    "head": "INSERT OR IGNORE INTO head VALUES (?, ?, ?, ?)",
    "leaf": "INSERT OR IGNORE INTO leaf VALUES (?, ?, ?, ?)",
    "checkpoint": "INSERT OR IGNORE INTO checkpoint VALUES (?, ?)",
    "missing": "INSERT OR IGNORE INTO missing VALUES (?, ?)",
}

T = TypeVar("T", Link, Seal, LeafLine)


def verify_export(
    path: Path, checkpoint_path: Path | None = None, *, progress: Progress | None = None
) -> Verdict:
    """Judge a copy of the trail as `verification.verify` judges the database, and against a checkpoint kept earlier.

    Who holds a checkpoint from before a change finds every change of what it sealed, even where the whole database was
    rewritten and signed again with the same key. The kept file is a checkpoint or an earlier copy. OSError when a file
    cannot be opened; whatever is in them is a finding, never an error.
    """
    kept: list[Seal] = []
    faults: list[Finding] = []
    if checkpoint_path is not None:
        kept = list(kept_checkpoints(checkpoint_path))
        if not kept:
            faults.append(Finding("kept_checkpoint_unreadable", {}))
    # an empty name is SQLite's private database in a temporary file, gone when closed
    with closing(sqlite3.connect("", isolation_level=None)) as database:
        copy = _Copy(database, faults)
        with path.open("rb") as lines:
            copy.load(lines)
        return judge(copy, kept=kept, progress=progress)


def kept_checkpoints(path: Path) -> Iterator[Seal]:
    """The checkpoints in a file: the newest that was kept is enough, because each names the one before."""
    newest: Seal | None = None
    with path.open("rb") as lines:
        for _number, row in _rows(lines):
            seal = _read(Seal, row) if row and row.get("row", "checkpoint") == "checkpoint" else None
            if seal and (newest is None or seal.number > newest.number):
                newest = seal
    if newest:
        yield newest


class _Copy:
    """The lines of a copy, put in order by a temporary SQLite."""

    def __init__(self, database: sqlite3.Connection, faults: list[Finding]) -> None:
        self.database = database
        self.key = ""
        self._faults = faults
        self._counts = dict.fromkeys(_INSERTS, 0)
        self._waiting: dict[str, list[tuple[object, ...]]] = {table: [] for table in _INSERTS}
        self._end: Mapping[str, Any] | None = None
        database.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _TABLES)

    def load(self, lines: IO[bytes]) -> None:
        """Read every line, noting those that cannot be read."""
        rows = _rows(lines)
        _number, first = next(rows, (0, None))
        if not first or first.get("row") != "trail" or first.get("format") != FORMAT:
            self._faults.append(Finding("export_unreadable", {}))
            return
        self.key = str(first.get("key"))
        self.database.execute("BEGIN")
        for number, row in rows:
            if self._end is not None or not self._take(row):
                self._faults.append(Finding("line_unreadable", {"line": number}))
        for table in _INSERTS:
            self._flush(table)
        self.database.execute("COMMIT")
        self.database.execute("CREATE INDEX event_place ON event (kind, key, sequence, id)")
        self.database.execute("CREATE INDEX leaf_place ON leaf (checkpoint, position)")
        if self._end is None or any(self._end.get(table) != count for table, count in self._counts.items()):
            self._faults.append(Finding("export_cut", {}))

    def _take(self, row: Mapping[str, Any] | None) -> bool:
        table = row.get("row") if row else None
        if row is None or not isinstance(table, str):
            return False
        if table == "end":
            self._end = row
            return True
        values = _READERS[table](row) if table in _READERS else None
        if values is None:
            return False
        self._counts[table] += 1
        self._waiting[table].append(values)
        if len(self._waiting[table]) >= _AT_ONCE:
            self._flush(table)
        return True

    def _flush(self, table: str) -> None:
        rows, self._waiting[table] = self._waiting[table], []
        added = self.database.executemany(_INSERTS[table], rows).rowcount if rows else 0
        if added < len(rows):
            self._faults.append(Finding("lines_repeated", {"row": table, "count": len(rows) - added}))

    def faults(self) -> Iterable[Finding]:
        """What is wrong with the files."""
        return self._faults

    def total(self) -> int:
        """How many events the copy holds."""
        return self._counts["event"]

    def events(self) -> Iterator[Placed]:
        """All events by subject and sequence."""
        for body, length, digest, checkpoint, sealed in self.database.execute(
            "SELECT e.body, h.length, h.hash, l.checkpoint, l.hash FROM event e "
            "LEFT JOIN head h ON h.kind = e.kind AND h.key = e.key LEFT JOIN leaf l ON l.event = e.id "
            "ORDER BY e.kind, e.key, e.sequence, e.id"
        ):
            yield Placed(Link(**json.loads(body)), length, digest, checkpoint, sealed)

    def empty_chains(self) -> Iterator[tuple[str, str]]:
        """Subjects with a head but without an event."""
        yield from self.database.execute(
            "SELECT kind, key FROM head h "
            "WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.kind = h.kind AND e.key = h.key)"
        )

    def missing_chains(self) -> Iterator[tuple[str, str]]:
        """Subjects that the copy itself notes as missing."""
        yield from self.database.execute("SELECT kind, key FROM missing")

    def checkpoints(self) -> Iterator[Seal]:
        """All checkpoints by number."""
        for (body,) in self.database.execute("SELECT body FROM checkpoint ORDER BY number"):
            yield Seal(**json.loads(body))

    def leaves(self) -> Iterator[LeafLine]:
        """All leaves by checkpoint and position."""
        for row in self.database.execute(
            "SELECT checkpoint, position, event, hash FROM leaf ORDER BY checkpoint, position"
        ):
            yield LeafLine(*row)

    def lost_leaves(self) -> Iterator[LeafLine]:
        """Leaves whose event is missing."""
        self.database.execute("CREATE INDEX IF NOT EXISTS event_id ON event (id)")
        for row in self.database.execute(
            "SELECT checkpoint, position, event, hash FROM leaf l "
            "WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.id = l.event) ORDER BY checkpoint, position"
        ):
            yield LeafLine(*row)


def _rows(lines: IO[bytes]) -> Iterator[tuple[int, dict[str, Any] | None]]:
    """Each line's number and object, or None for one that is too long or no object."""
    number = 0
    while line := lines.readline(LONGEST_LINE):
        number += 1
        row = None
        if line.endswith(b"\n") or len(line) < LONGEST_LINE:
            with suppress(ValueError, RecursionError):
                row = json.loads(line)
        else:
            while (rest := lines.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                pass
        yield number, row if isinstance(row, dict) else None


def _read(cls: type[T], row: Mapping[str, Any]) -> T | None:
    """The row as this class, or None when a field is missing or of another type."""
    values: dict[str, Any] = {}
    for name, wanted in _FIELDS[cls].items():
        value = row.get(name)
        if wanted is int:
            if not isinstance(value, int) or isinstance(value, bool) or abs(value) > _LARGEST_NUMBER:
                return None
        elif wanted is str:
            if not isinstance(value, str) or not _is_text(value):
                return None
        elif not isinstance(value, dict):
            return None
        values[name] = value
    return cls(**values)


def _is_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _event(row: Mapping[str, Any]) -> tuple[object, ...] | None:
    link = _read(Link, row)
    with suppress(RecursionError):
        if link:
            return link.subject_kind, link.subject_id, link.sequence, link.id, json.dumps(asdict(link))
    return None


def _head(row: Mapping[str, Any]) -> tuple[object, ...] | None:
    kind, key, length, digest = (row.get(name) for name in ("subject_kind", "subject_id", "length", "hash"))
    texts = all(isinstance(text, str) and _is_text(text) for text in (kind, key, digest))
    whole = isinstance(length, int) and not isinstance(length, bool) and abs(length) <= _LARGEST_NUMBER
    return (kind, key, length, digest) if texts and whole else None


def _leaf(row: Mapping[str, Any]) -> tuple[object, ...] | None:
    leaf = _read(LeafLine, row)
    return (leaf.event, leaf.checkpoint, leaf.position, leaf.hash) if leaf else None


def _checkpoint(row: Mapping[str, Any]) -> tuple[object, ...] | None:
    seal = _read(Seal, row)
    return (seal.number, json.dumps(asdict(seal))) if seal else None


def _missing(row: Mapping[str, Any]) -> tuple[object, ...] | None:
    kind, key = row.get("subject_kind"), row.get("subject_id")
    return (kind, key) if isinstance(kind, str) and isinstance(key, str) and _is_text(kind + key) else None


_READERS: Mapping[str, Callable[[Mapping[str, Any]], tuple[object, ...] | None]] = {
    "event": _event,
    "head": _head,
    "leaf": _leaf,
    "checkpoint": _checkpoint,
    "missing": _missing,
}
_FIELDS: Mapping[type, Mapping[str, object]] = {
    cls: {field.name: get_type_hints(cls)[field.name] for field in fields(cls)}
    for cls in (Link, Seal, LeafLine)
}
