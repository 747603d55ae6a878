"""Reading delimited records so that one bad row costs nothing else."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_LONGEST = 1_000_000
_MOST_LINES = 5_000


@dataclass(frozen=True, slots=True)
class Record:
    """One record: the line on which it begins, and its cells."""

    line: int
    cells: list[str]


def records(lines: Iterable[str], *, delimiter: str = ",") -> Iterator[Record]:
    """The records of a delimited text (RFC 4180: quotes, doubled quotes, line breaks inside quotes), blank lines skipped.

    The first record says how many cells the others have. A record with another number of cells that spans several
    lines is taken for a stray quote: its first line alone is given as a record, and reading goes on with the second.
    Lines keep their line breaks; memory is bounded by one record.
    """
    source = enumerate(lines, start=1)
    again: deque[tuple[int, str]] = deque()
    width: int | None = None
    while True:
        taken, is_whole = _take(source, again)
        if not taken:
            return
        number, text = taken[0][0], "".join(line for _number, line in taken)
        if not text.strip("\r\n \t\ufeff"):
            continue
        cells = _cells(text, delimiter) if is_whole else None
        if cells is None or (len(taken) > 1 and width is not None and len(cells) != width):
            again.extendleft(reversed(taken[1:]))
            cells = _cells(taken[0][1].replace('"', ""), delimiter)
        cells = cells or []
        width = len(cells) if width is None else width
        yield Record(number, cells)


def _take(
    source: Iterator[tuple[int, str]], again: deque[tuple[int, str]]
) -> tuple[list[tuple[int, str]], bool]:
    """The lines up to the one on which all quotes are closed, or up to what one record may hold; whether they are closed."""
    taken: list[tuple[int, str]] = []
    size, is_open = 0, False
    while True:
        item = again.popleft() if again else next(source, None)
        if item is None:
            return taken, not is_open
        taken.append(item)
        size += len(item[1])
        is_open ^= item[1].count('"') % 2 == 1
        if not is_open or size > _LONGEST or len(taken) > _MOST_LINES:
            return taken, not is_open


def _cells(text: str, delimiter: str) -> list[str] | None:
    """The cells of one record, or None when it is not one record."""
    try:
        rows = list(csv.reader([text.rstrip("\r\n")], delimiter=delimiter))
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 else None
