"""How a letter's plain text is laid out: paragraphs between blank lines, and indented ones set apart.

A paragraph whose every line is indented is set apart, as a reference or a quotation is on paper; a line "Label: value"
in it becomes a row of two columns.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ROW = re.compile(r"^(?P<label>[^:\n]{1,60}?)[ \u00a0\u202f]?:[ \u00a0]+(?P<value>.+)$")
_LONGEST_WORD = 48
_LONG = re.compile(rf"\S{{{_LONGEST_WORD},}}")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a paragraph set apart; the label is empty when the line has none."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Either lines of running text or, set apart, rows; never both."""

    lines: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()


def paragraphs_of(body: str) -> tuple[Paragraph, ...]:
    """The body's paragraphs in order; empty ones are left out."""
    found = []
    for piece in re.split(r"\n(?:[ \t]*\n)+", body):
        lines = [line.rstrip() for line in piece.split("\n") if line.strip()]
        if lines and all(line.startswith(("  ", "\t")) for line in lines):
            found.append(Paragraph(rows=tuple(_row(line.strip()) for line in lines)))
        elif lines:
            found.append(Paragraph(lines=tuple(line.strip() for line in lines)))
    return tuple(found)


def _row(line: str) -> Row:
    match = _ROW.match(line)
    return Row(match["label"], match["value"]) if match else Row("", line)


def breakable(text: str) -> str:
    """The text with places to break inside words longer than a line, so that nothing runs off the paper."""
    return _LONG.sub(lambda word: _broken(word[0]), text)


def _broken(word: str) -> str:
    step = _LONGEST_WORD // 2
    return "\u200b".join(word[i : i + step] for i in range(0, len(word), step))
