"""`recours import cfpb`: a file of past complaints taken over as history, in flat memory, again and again without harm."""

from __future__ import annotations

import io
import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, BinaryIO, cast

import click

from recours.cli.setting_up import moment, start

if TYPE_CHECKING:
    from recours.complaints.exchange.cfpb import Rejected
    from recours.complaints.history import PastCase

BATCH = 1_000
_LONGEST_LINE = 2_000_000
_LOOKED_AT = 4_096
_PACKED = {
    b"PK\x03\x04": "zip",
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"\x28\xb5\x2f\xfd": "zstd",
}
_IN_MEMORY = 1024 * 1024


@click.group("import")
def import_command() -> None:
    """Take over cases from an earlier system."""


@import_command.command("cfpb")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--delimiter", default=",", show_default=True, help="What separates the columns: one character, or tab."
)
@click.option("--json", "as_json", is_flag=True, help="Give the counts and the rejected rows as JSON.")
def cfpb(*, file: Path, delimiter: str, as_json: bool) -> None:
    """Take over complaints from the public data of the U.S. Consumer Financial Protection Bureau (CSV).

    Columns are found by their names, in any style of writing them. Every row becomes a case with its true dates; nobody
    is written to. A row that cannot be taken is reported and costs nothing else. Run again, it changes nothing;
    interrupted, it goes on where it stopped. FILE may be - for standard input.
    """
    start()
    from recours.cli.serving import require_prepared
    from recours.cli.telling import Problem
    from recours.core.errors import Refused
    from recours.people.selectors import organisation

    require_prepared()
    organisation()
    separator = _separator(delimiter)
    tally = Tally()
    with closing(tally.rejected), opened(file) as (lines, position):
        try:
            _take_over(lines, position, separator, tally)
        except KeyboardInterrupt:
            click.echo(f"Stopped after {tally.read:,} rows. Run the same command again to go on.", err=True)
            raise click.Abort from None
        except Refused as unusable:
            if tally.read:
                raise
            raise Problem(f"{file}: {unusable.sentence}") from None
        tally.tell(as_json=as_json)


@dataclass
class Tally:
    """What became of the rows; the rejected ones wait in a file, because there may be a million of them."""

    read: int = 0
    created: int = 0
    unchanged: int = 0
    refused: int = 0
    rejected: IO[str] = field(default_factory=lambda: _scratch())

    def reject(self, row: Rejected) -> None:
        """Remember one row with its line, column and reason."""
        self.refused += 1
        told = {"line": row.line, "column": row.column, "reason": row.problem.sentence}
        self.rejected.write(json.dumps(told, ensure_ascii=True) + "\n")

    def tell(self, *, as_json: bool) -> None:
        """Say the counts and every rejected row on standard output."""
        from recours.cli.telling import say

        self.rejected.seek(0)
        if not as_json:
            say(
                f"Rows read: {self.read:,}. New cases: {self.created:,}. "
                f"Known already: {self.unchanged:,}. Rejected: {self.refused:,}."
            )
            for line in self.rejected:
                row = json.loads(line)
                column = f", column “{row['column']}”" if row["column"] else ""
                say(f"  line {row['line']}{column}: {row['reason']}")
            return
        counts = (
            f'{{"read": {self.read}, "created": {self.created}, "unchanged": {self.unchanged}, "rejected": ['
        )
        click.echo(counts, nl=False)
        for number, line in enumerate(self.rejected):
            click.echo((", " if number else "") + line.rstrip("\n"), nl=False)
        click.echo("]}")


def _scratch() -> IO[str]:
    return cast(IO[str], SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8"))


def _take_over(lines: Iterator[str], position: _Position, delimiter: str, tally: Tally) -> None:
    from recours.cli.telling import Bar
    from recours.complaints.exchange import cfpb as source
    from recours.trail.checkpoints import seal_all

    now = moment()
    bar = Bar("Rows read:")
    batch: list[PastCase] = []
    with closing(Ordinals()) as ordinals:
        try:
            for row in source.read(lines, today=now.date(), ordinal=ordinals.next, delimiter=delimiter):
                tally.read += 1
                if isinstance(row, source.Rejected):
                    tally.reject(row)
                else:
                    batch.append(row)
                if len(batch) == BATCH:
                    _flush(batch, tally)
                    batch = []
                if tally.read % 500 == 0:
                    bar.step(tally.read, *position.share())
            if batch:
                _flush(batch, tally)
        finally:
            bar.end()
            seal_all(moment())


def _flush(batch: list[PastCase], tally: Tally) -> None:
    from django.db import IntegrityError

    from recours.complaints.actions import take_over
    from recours.complaints.exchange.cfpb import SOURCE
    from recours.core.actors import system

    def take() -> None:
        count = take_over(actor=system("import"), source=SOURCE, pack=SOURCE, batch=batch, now=moment())
        tally.created += count.created
        tally.unchanged += count.unchanged

    try:
        take()
    except IntegrityError:  # another import took some of the same rows at the same moment: now they are known
        take()


class Ordinals:
    """How often each digest came before, counted on disk: a million rows without a number cost no memory."""

    def __init__(self) -> None:
        # an empty name is SQLite's private database in a temporary file, gone when closed
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-8000;"
            "CREATE TABLE seen (digest BLOB PRIMARY KEY, times INTEGER NOT NULL) WITHOUT ROWID; BEGIN"
        )

    def next(self, digest: bytes) -> int:
        """1 for the first time, 2 for the second."""
        (times,) = self._database.execute(
            "INSERT INTO seen VALUES (?, 1) ON CONFLICT DO UPDATE SET times = times + 1 RETURNING times",
            (digest,),
        ).fetchone()
        return int(times)

    def close(self) -> None:
        """Throw the counts away."""
        self._database.close()


class _Position:
    """How far a file has been read."""

    def __init__(self, handle: BinaryIO, size: int) -> None:
        self._handle, self._size = handle, size

    def share(self) -> tuple[int, int]:
        """Bytes read, and bytes in all, 0 where nobody knows."""
        return (self._handle.tell(), self._size) if self._size else (0, 0)


@contextmanager
def opened(file: Path) -> Iterator[tuple[Iterator[str], _Position]]:
    """The lines of a file in the encoding that its first bytes tell, or Problem for what is no text."""
    from recours.cli.telling import Problem

    if str(file) == "-":
        handle: BinaryIO = io.BufferedReader(cast(io.RawIOBase, sys.stdin.buffer))
        size = 0
    else:
        if file.is_dir():
            raise Problem(f"{file}: This is a folder, not a file.")
        try:
            handle = file.open("rb")
        except OSError as problem:
            raise Problem(f"{file}: {problem.strerror}.") from None
        size = file.stat().st_size
    with handle:
        first = cast(io.BufferedReader, handle).peek(_LOOKED_AT)[:_LOOKED_AT]
        encoding = _encoding(file, first)
        errors = "replace" if encoding == "utf-16" else "surrogateescape"
        text = io.TextIOWrapper(cast(IO[bytes], handle), encoding=encoding, errors=errors, newline="")
        yield _lines(text), _Position(handle, size)


def _encoding(file: Path, first: bytes) -> str:
    from recours.cli.telling import Problem

    if not first:
        raise Problem(f"{file}: The file is empty.")
    if first[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return "utf-16"
    for beginning, name in _PACKED.items():
        if first.startswith(beginning):
            raise Problem(f"{file}: The file is packed ({name}). Unpack it first.")
    controls = sum(byte < 32 and byte not in b"\t\n\r" for byte in first)
    if controls * 20 > len(first):
        raise Problem(f"{file}: This is not a text file.")
    return "utf-8-sig"


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    """The lines with their line breaks; what a line has beyond two million characters is left out, never kept in memory."""
    while line := text.readline(_LONGEST_LINE):
        if len(line) == _LONGEST_LINE and line[-1] not in "\r\n":
            while (rest := text.readline(_LONGEST_LINE)) and rest[-1] not in "\r\n":
                pass
            line += "\n"
        yield line


def _separator(text: str) -> str:
    from recours.cli.telling import Problem

    separator = "\t" if text.lower() in {"tab", "\\t"} else text
    if len(separator) != 1 or separator in '"\r\n\0':
        raise Problem("The delimiter is one character, such as , or ; or the word tab.")
    return separator
