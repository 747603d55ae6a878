"""The table of contents of a zip archive, read without unpacking anything."""

from __future__ import annotations

import os
import stat
import struct
from dataclasses import dataclass
from typing import BinaryIO

_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_LONGEST_COMMENT = 0xFFFF
_MOST_ENTRIES = 5_000
_LONGEST_TABLE = 1024 * 1024
_UNSUSPICIOUS = 10 * 1024 * 1024
_LARGEST = 300 * 1024 * 1024
_STEEPEST = 200


class Broken(ValueError):
    """Not a zip archive, or one whose parts contradict each other."""


class Bomb(ValueError):
    """An archive that declares far more than it could honestly hold."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One member as the table of contents declares it, sizes in bytes."""

    name: str
    packed: int
    unpacked: int
    encrypted: bool
    link: bool

    @property
    def escapes(self) -> bool:
        """Whether unpacking it carelessly would write outside the folder."""
        parts = self.name.replace("\\", "/").split("/")
        return self.link or ".." in parts or parts[0] == "" or parts[0].endswith(":")

    @property
    def extension(self) -> str:
        """The last extension, in small letters, as an operating system would read it."""
        last = self.name.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1].rstrip(". ")
        return last.rpartition(".")[2].lower() if "." in last else ""


@dataclass(frozen=True, slots=True)
class Archive:
    """The members, and the number of foreign bytes before the archive begins."""

    entries: tuple[Entry, ...]
    prefix: int


def read_archive(file: BinaryIO) -> Archive:
    """The archive's table of contents, reading at most 1.1 MB of it; Broken or Bomb.

    The declared sizes are believed only to refuse: nothing here or elsewhere unpacks what a stranger sent.
    """
    size = file.seek(0, os.SEEK_END)
    tail = _read(file, max(0, size - _LONGEST_COMMENT - _END.size), size)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        raise Broken
    _, disk, first_disk, here, count, table, offset, comment = _END.unpack_from(tail, at)
    end = size - len(tail) + at
    start = end - table
    if (
        disk
        or first_disk
        or here != count
        or count == 0xFFFF
        or end + _END.size + comment != size
        or start < offset
    ):
        raise Broken
    if count > _MOST_ENTRIES or table > _LONGEST_TABLE:
        raise Bomb
    entries = _entries(_read(file, start, end), count)
    _weigh(entries, size)
    return Archive(entries, prefix=start - offset)


def _read(file: BinaryIO, start: int, end: int) -> bytes:
    file.seek(start)
    return file.read(end - start)


def _entries(table: bytes, count: int) -> tuple[Entry, ...]:
    found: list[Entry] = []
    at = 0
    while at < len(table):
        if len(found) == count or len(table) - at < _ENTRY.size or table[at : at + 4] != b"PK\x01\x02":
            raise Broken
        fields = _ENTRY.unpack_from(table, at)
        flags, packed, unpacked, name, extra, comment, mode = *fields[3:4], *fields[8:13], fields[15] >> 16
        at += _ENTRY.size
        label = table[at : at + name].decode("utf-8", "replace")
        found.append(Entry(label, packed, unpacked, encrypted=bool(flags & 1), link=stat.S_ISLNK(mode)))
        at += name + extra + comment
    if len(found) != count or at != len(table):
        raise Broken
    return tuple(found)


def _weigh(entries: tuple[Entry, ...], size: int) -> None:
    packed = sum(entry.packed for entry in entries)
    unpacked = sum(entry.unpacked for entry in entries)
    overlapping = packed > size
    understated = any(entry.packed > entry.unpacked + entry.unpacked // 50 + 64 for entry in entries)
    steep = unpacked > _UNSUSPICIOUS and unpacked > _STEEPEST * size
    if overlapping or understated or steep or unpacked > _LARGEST:
        raise Bomb
