"""Where a person keeps mail: single files, folders of them, mailboxes; read one message at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

_SEPARATOR = re.compile(rb"From \S*.*\b\d{1,2}:\d{2}(?::\d{2})?\b.*\b\d{4}\b")
_LONGEST_SEPARATOR = 500
_ESCAPED = re.compile(rb"^>+From ")
_MAIL_SUFFIXES = {".eml", ".mbox", ".mbx", ".mail", ".txt", ""}


def messages(path: Path) -> Iterator[tuple[str, bytes]]:
    """Each message below `path` as (name, raw bytes): a file, an mbox, or a folder of these in the order of their names.

    An mbox is read as a stream, so memory holds one message. In a folder only .eml, .mbox, .mbx, .mail, .txt and files
    without a suffix (Maildir) count as mail; a file named directly is always read. OSError if it cannot be.
    """
    if path.is_dir():
        for file in sorted(path.rglob("*")):
            if file.is_file() and is_mail_name(file.relative_to(path)):
                yield from _of_file(file, str(file.relative_to(path)))
    else:
        yield from _of_file(path, path.name)


def is_mail_name(name: Path) -> bool:
    """Whether a file of this name in a folder is read as mail."""
    hidden = any(part.startswith(".") for part in name.parts)
    maildir = name.parent.name in {"cur", "new"}
    return not hidden and (maildir or name.suffix.lower() in _MAIL_SUFFIXES)


def _of_file(file: Path, name: str) -> Iterator[tuple[str, bytes]]:
    with file.open("rb") as handle:
        first = handle.readline(1000)
        handle.seek(0)
        if _separates(first):
            yield from _of_mbox(handle, name)
        else:
            yield name, handle.read()


def _of_mbox(handle: BinaryIO, name: str) -> Iterator[tuple[str, bytes]]:
    """Split where a separator follows an empty line, as mboxrd does; a sentence that begins with "From " does not split."""
    number, blank = 0, True
    lines: list[bytes] = []
    for line in handle:
        if blank and _separates(line):
            if number:
                yield f"{name}#{number}", _joined(lines)
            number, lines = number + 1, []
        else:
            lines.append(line[1:] if _ESCAPED.match(line) else line)
        blank = not line.strip()
    yield f"{name}#{number}", _joined(lines)


def _separates(line: bytes) -> bool:
    return len(line) <= _LONGEST_SEPARATOR and _SEPARATOR.match(line) is not None


def _joined(lines: list[bytes]) -> bytes:
    if lines and not lines[-1].strip():
        lines.pop()
    return b"".join(lines)
