"""The one file of a backup: a packed tar whose last member tells the size and the digest of every other. Knows no database.

Members, in this order: `recours-backup.json` (format, version, migrations), `keys/…`, `tables/<app>.<model>/<part>.jsonl`,
`files/…` (the file store), `mail/…` (the mail folder), `manifest.jsonl`. Written and read as a stream, in flat memory.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import re
import shutil
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any, BinaryIO, cast

FORMAT = 1
SHEET = "recours-backup.json"
MANIFEST = "manifest.jsonl"
KEYS = ("session.key", "tracking.key", "signing.key")

_IN_MEMORY = 8 * 1024 * 1024
_CHUNK = 256 * 1024
_LONGEST_SHEET = 1024 * 1024
_RESERVE = 64 * 1024 * 1024
_PART = re.compile(r"[A-Za-z0-9@+=_][A-Za-z0-9@+=_.\-]{0,254}")
_SHAPES = (
    re.compile(re.escape(SHEET)),
    re.compile(r"keys/(?:" + "|".join(re.escape(name) for name in KEYS) + ")"),
    re.compile(r"tables/[a-z_]+\.[a-z_0-9]+/[0-9]{6}\.jsonl"),
    re.compile(r"(?:files|mail)/.+"),
)


class Unusable(Exception):
    """The file is no backup that can be brought back; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup holds: its sheet, the rows of each table, the number of members and their bytes."""

    sheet: Mapping[str, Any]
    rows: Mapping[str, int]
    members: int
    size: int


class Writer:
    """Writes members one by one and remembers what the manifest must say of them."""

    def __init__(self, tar: tarfile.TarFile, manifest: IO[str], made_at: float) -> None:
        self._tar, self._manifest, self._made_at = tar, manifest, made_at
        self.members = self.size = 0

    def add(self, name: str, content: BinaryIO, size: int) -> None:
        """Add a member of exactly this size, read from where the content stands."""
        counted = _Counted(content)
        self._put(name, counted, size)
        line = {"member": name, "size": size, "sha256": counted.digest.hexdigest()}
        self._manifest.write(json.dumps(line) + "\n")
        self.members += 1
        self.size += size

    def add_bytes(self, name: str, content: bytes) -> None:
        """Add a small member."""
        self.add(name, io.BytesIO(content), len(content))

    def add_stream(self, name: str, content: IO[bytes]) -> None:
        """Add a member of unknown size, which may still grow: what it has now is copied first."""
        with scratch() as copy:
            shutil.copyfileobj(content, copy, _CHUNK)
            size = copy.tell()
            copy.seek(0)
            self.add(name, copy, size)

    def finish(self, rows: Mapping[str, int]) -> None:
        """Write the manifest, without which the file counts as cut off."""
        self._manifest.write(json.dumps({"end": True, "members": self.members, "rows": dict(rows)}) + "\n")
        self._manifest.flush()
        raw = cast(Any, self._manifest).buffer
        size = raw.tell()
        raw.seek(0)
        self._put(MANIFEST, raw, size)

    def _put(self, name: str, content: Any, size: int) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mode, info.mtime = size, 0o600, int(self._made_at)
        self._tar.addfile(info, content)


class _Counted(io.RawIOBase):
    """Reads through, and remembers the digest of what was read."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self.digest = hashlib.sha256()

    def read(self, size: int = -1, /) -> bytes:
        chunk = self._source.read(size)
        self.digest.update(chunk)
        return chunk


def scratch() -> BinaryIO:
    """A temporary file that stays in memory while it is small."""
    return cast(BinaryIO, SpooledTemporaryFile(_IN_MEMORY))


@contextmanager
def writing(out: BinaryIO, *, made_at: float) -> Iterator[Writer]:
    """A writer of a backup into `out`, which need not be seekable."""
    with (
        io.TextIOWrapper(cast(IO[bytes], scratch()), encoding="utf-8") as manifest,
        gzip.GzipFile(fileobj=out, mode="wb", compresslevel=5, filename="", mtime=made_at) as packed,
        tarfile.open(fileobj=packed, mode="w|", bufsize=_CHUNK) as tar,
    ):
        yield Writer(tar, manifest, made_at)


def unpack(source: BinaryIO, into: Path) -> Contents:
    """Put every member into an empty folder after judging its name, and prove all digests; Unusable for anything amiss.

    Nothing is written outside the folder, no link is made, and what does not fit on the disk is refused before it is read.
    """
    with scratch() as seen:
        reader = _Reader(into, seen)
        try:
            with (
                gzip.GzipFile(fileobj=source, mode="rb") as packed,
                tarfile.open(fileobj=packed, mode="r|", bufsize=_CHUNK) as tar,
            ):
                for info in tar:
                    reader.take(tar, info)
        except (tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError, UnicodeError) as problem:
            if reader.members or isinstance(problem, EOFError):
                raise Unusable("The file is damaged or cut off.") from None
            raise Unusable("This file is not a backup of Recours.") from None
        return reader.contents()


class _Reader:
    """Takes members one by one and compares them with the manifest at the end."""

    def __init__(self, into: Path, seen: BinaryIO) -> None:
        self._into = into
        self._seen = seen
        self._rows: dict[str, int] | None = None
        self._sheet: dict[str, Any] = {}
        self.members = self.size = 0

    def take(self, tar: tarfile.TarFile, info: tarfile.TarInfo) -> None:
        """Judge and keep one member."""
        if self._rows is not None:
            raise Unusable("The file goes on after its end.")
        if not self.members and info.name != SHEET:
            raise Unusable("This file is not a backup of Recours.")
        if (
            info.type != tarfile.REGTYPE
            or info.issparse()
            or not (info.name == MANIFEST or _is_fit(info.name))
        ):
            raise Unusable(f"The file holds something that no backup has: {info.name[:100]!r}.")
        content = tar.extractfile(info)
        if content is None:
            raise Unusable("The file is damaged or cut off.")
        if info.name == MANIFEST:
            self._judge(cast(BinaryIO, content))
        else:
            self._keep(info, cast(BinaryIO, content))

    def _keep(self, info: tarfile.TarInfo, content: BinaryIO) -> None:
        self._into.mkdir(mode=0o700, parents=True, exist_ok=True)
        if info.size + _RESERVE > shutil.disk_usage(self._into).free:
            raise Unusable("The disk has too little room for what the file holds.")
        path = self._into / info.name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        digest, size = hashlib.sha256(), 0
        try:
            handle = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
        except OSError:
            raise Unusable(f"The file holds {info.name} twice, or a name that cannot be.") from None
        with handle:
            while chunk := content.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
                handle.write(chunk)
        self._seen.write(json.dumps([info.name, size, digest.hexdigest()]).encode() + b"\n")
        self.members += 1
        self.size += size
        if info.name == SHEET:
            self._sheet = _sheet(path, size)

    def _judge(self, manifest: BinaryIO) -> None:
        self._seen.seek(0)
        for line in self._seen:
            name, size, digest = json.loads(line)
            told = _line(manifest)
            if told.get("member") != name or told.get("size") != size or told.get("sha256") != digest:
                raise Unusable(f"{name} is not what was written: its digest differs.")
        end = _line(manifest)
        rows = end.get("rows")
        if end.get("end") is not True or end.get("members") != self.members or not isinstance(rows, dict):
            raise Unusable("The file lacks members that were written into it.")
        if not all(isinstance(count, int) for count in rows.values()):
            raise Unusable("The file is damaged: its manifest cannot be read.")
        self._rows = rows

    def contents(self) -> Contents:
        """What was read, once the manifest has been seen."""
        if self._rows is None:
            raise Unusable(
                "The file is cut off." if self.members else "This file is not a backup of Recours."
            )
        return Contents(self._sheet, self._rows, self.members, self.size)


def _is_fit(name: str) -> bool:
    """Whether a member may have this name: one of the known shapes, and every part a plain name."""
    return (
        len(name) <= 1000
        and any(shape.fullmatch(name) for shape in _SHAPES)
        and all(_PART.fullmatch(part) for part in name.split("/"))
    )


def _sheet(path: Path, size: int) -> dict[str, Any]:
    try:
        found = json.loads(path.read_bytes()) if size <= _LONGEST_SHEET else None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or not isinstance(found.get("migrations"), dict):
        raise Unusable("This file is not a backup of Recours.")
    if found.get("format") != FORMAT:
        raise Unusable("A newer version of Recours made this backup. Bring it back with that version.")
    return found


def _line(manifest: BinaryIO) -> dict[str, Any]:
    try:
        found = json.loads(manifest.readline(_LONGEST_SHEET))
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Unusable("The file is damaged: its manifest cannot be read.")
    return found
