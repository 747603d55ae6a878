"""What the command says: errors as sentences with their exit codes, words of strangers made harmless, JSON."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import click
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, InterfaceError

from recours.core.dates import iso
from recours.core.errors import Invalid, NotFound, RecoursError, Refused

_UNFIT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class Problem(click.ClickException):
    """Something that cannot be taken, said in one sentence without the usage lines; ends with code 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        click.echo(self.message, err=True)


def told(problem: Exception) -> tuple[list[str], int] | None:
    """The sentences for an error and the exit code, or None for one that nobody foresaw."""
    if isinstance(problem, Invalid):
        named = [f"{field}: {sentence}" for field, sentence in problem.sentences().items()]
        return [problem.sentence, *(f"  {line}" for line in named)], 2
    if isinstance(problem, RecoursError):
        code = 3 if isinstance(problem, Refused) else 4 if isinstance(problem, NotFound) else 1
        return [plain(problem.sentence)], code
    if isinstance(problem, ImproperlyConfigured):
        return [str(problem)], 2
    if isinstance(problem, DatabaseError | InterfaceError):
        return [_of_the_database(problem)], 1
    if isinstance(problem, OSError):
        where = f"{problem.filename}: " if problem.filename else ""
        return [f"{where}{problem.strerror or problem}."], 1
    return None


def _of_the_database(problem: Exception) -> str:
    first = str(problem).strip().partition("\n")[0]
    if re.search(r"no such (table|column)|(relation|column) .* does not exist", first):
        return f"The database is not prepared for this version: run “recours init” first ({first})."
    return f"The database does not do what was asked: {first or type(problem).__name__}."


def plain(text: str) -> str:
    """The text with everything taken out that could move a terminal's cursor or turn a line around."""
    return _UNFIT.sub("", text)


def say(text: str = "") -> None:
    """One line, or several, to standard output."""
    click.echo(plain(text))


def note(text: str) -> None:
    """One line to standard error: not part of the result."""
    click.echo(plain(text), err=True)


def counted(number: int, one: str, many: str) -> str:
    """A number with what it counts: "1 row", "2,000 rows"."""
    return f"{number:,} {one if number == 1 else many}"


def give_json(value: object) -> None:
    """A value as one line of JSON on standard output."""
    click.echo(json.dumps(_bare(value), ensure_ascii=False))


def _bare(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return _bare(asdict(value))
    if isinstance(value, dict):
        return {str(key): _bare(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_bare(inner) for inner in value]
    if isinstance(value, date):
        return iso(value)
    if isinstance(value, UUID):
        return str(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    return str(value).encode("utf-8", "replace").decode()


def give_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Rows under their headings, each column as wide as its widest cell."""
    lines = [
        tuple(head),
        *(tuple(plain(cell).replace("\n", " ").replace("\t", " ") for cell in row) for row in rows),
    ]
    widths = [max(len(line[place]) for line in lines) for place in range(len(head))]
    for line in lines:
        say("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def when(moment: datetime | None) -> str:
    """A moment as machines and people both read it, in UTC to the minute."""
    return iso(moment)[:16].replace("T", " ") if moment else ""


class Bar:
    """A line of progress on standard error, only where somebody watches; `step(done, total)` is cheap to call often."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._shown = ""
        self._watched = sys.stderr.isatty()

    def step(self, done: int, part: int = 0, whole: int = 0) -> None:
        """Show how many are done, and how large a part of the whole that is where somebody knows it."""
        if not self._watched:
            return
        share = f"({min(part, whole) * 100 // whole} %)" if whole else ""
        line = f"{self._label} {done:,} {share}"
        if line != self._shown:
            click.echo("\r" + line.ljust(len(self._shown)), nl=False, err=True)
            self._shown = line

    def end(self) -> None:
        """Clear the line."""
        if self._shown:
            click.echo("\r" + " " * len(self._shown) + "\r", nl=False, err=True)
            self._shown = ""
