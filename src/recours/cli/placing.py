"""The parts of a backup that are no tables: taken from their places, and put back into them."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from recours.cli.archive import Contents, Unusable, Writer, unpack
from recours.cli.setting_up import start

if TYPE_CHECKING:
    from django.core.files.base import File

    from recours.trail.findings import Verdict

_CHUNK = 256 * 1024


def spelled(value: object) -> bytes:
    """A value as JSON."""
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode()


def write_files(writer: Writer, *, progress: Callable[[int], None]) -> None:
    """Write the file store and the mail folder; what is removed meanwhile was needed by nobody."""
    from django.conf import settings
    from django.core.files.storage import default_storage

    done = 0
    for done, key in enumerate(stored_keys(), start=1):
        try:
            with default_storage.open(key, "rb") as content:
                writer.add_stream(f"files/{key}", content)
        except FileNotFoundError:
            continue
        if done % 100 == 0:
            progress(done)
    for path in _mail(Path(settings.MAIL_FOLDER)):
        try:
            with path.open("rb") as content:
                writer.add_stream(f"mail/{path.name}", content)
        except FileNotFoundError:
            continue
    progress(done)


def stored_keys(folder: str = "") -> Iterator[str]:
    """The key of everything in the file store, read from the store itself."""
    from django.core.files.storage import default_storage

    try:
        folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(names):
        yield f"{folder}/{name}" if folder else name
    for name in sorted(folders):
        yield from stored_keys(f"{folder}/{name}" if folder else name)


def restore(source: BinaryIO, home: Path) -> tuple[Contents, Verdict]:
    """Prove the backup, put everything in its place, and judge the trail; Unusable while the target is not empty.

    Keys come first, because the settings are read with them; rows come last, in one transaction, so that an interrupted
    restore finds the same keys and files again and goes on.
    """
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    for left in home.glob(".restore-*"):  # of a run that was killed
        shutil.rmtree(left, ignore_errors=True)
    staging = home / f".restore-{os.getpid()}"
    try:
        contents = unpack(source, staging)
        placed = _place_keys(staging / "keys", home / "keys")
        try:
            _fill(staging, contents)
        except BaseException:
            for path in placed:
                path.unlink(missing_ok=True)
            raise
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    from recours.cli.backup import verified
    from recours.cli.load import finish

    finish()  # the rows are in: from here on nothing takes the keys away again
    return contents, verified()


def _fill(staging: Path, contents: Contents) -> None:
    start()
    from recours.cli.load import are_loaded, filled_tables, load_tables
    from recours.cli.telling import Bar, note

    if filled := filled_tables():
        if are_loaded(contents.rows):  # by an earlier run, which was killed before it could say so
            note("Every table has its rows already: nothing was changed.")
            return
        raise Unusable(
            f"The database is not empty: {', '.join(filled[:5])} hold something. Nothing was changed."
        )
    if contents.sheet.get("holds") != "tables":
        _place_files(staging)
    bar = Bar("Rows brought back:")
    total = sum(contents.rows.values())
    try:
        load_tables(
            staging,
            migrations=contents.sheet["migrations"],
            rows=contents.rows,
            progress=lambda done: bar.step(done, done, total),
        )
    finally:
        bar.end()


def _place_keys(source: Path, target: Path) -> list[Path]:
    """Put the keys in place and name those that were not there; Unusable where another key stands."""
    wanted = sorted(source.iterdir()) if source.is_dir() else []
    for path in wanted:
        there = target / path.name
        if there.exists() and there.read_bytes() != path.read_bytes():
            raise Unusable(f"{there} is another key: this home is in use. Choose an empty one with --into.")
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    placed = []
    for path in wanted:
        if not (target / path.name).exists():
            path.replace(target / path.name)
            placed.append(target / path.name)
    return placed


def _place_files(staging: Path) -> None:
    """Put files and mail in place; those that are there already must be the same, and no others may be."""
    from django.conf import settings
    from django.core.files.base import File
    from django.core.files.storage import FileSystemStorage, default_storage

    files, mail, folder = staging / "files", staging / "mail", Path(settings.MAIL_FOLDER)
    there = list(stored_keys())
    strange = [key for key in there if not _same(files / key, default_storage.open(key, "rb"))]
    strange += [path.name for path in _mail(folder) if not _same(mail / path.name, path.open("rb"))]
    if strange:
        raise Unusable(
            f"The file store or the mail folder is not empty: it holds {strange[0]}. Nothing was changed."
        )
    known = set(there)
    for path in sorted(files.rglob("*")):
        key = path.relative_to(files).as_posix()
        if not path.is_file() or key in known:
            continue
        if isinstance(default_storage, FileSystemStorage):
            _move(path, Path(default_storage.path(key)))
        else:
            with path.open("rb") as content:
                default_storage.save(key, File(content))
    for path in _mail(mail):
        if not (folder / path.name).exists():
            _move(path, folder / path.name)
    os.sync()


def _mail(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.eml") if path.is_file()) if folder.is_dir() else []


def _move(path: Path, to: Path) -> None:
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.move(path, to)


def _same(path: Path, other: File[bytes] | BinaryIO) -> bool:
    """Whether both hold the same bytes."""
    with other:
        if not path.is_file():
            return False
        digests = []
        with path.open("rb") as own:
            for handle in (own, other):
                digest = hashlib.sha256()
                while chunk := handle.read(_CHUNK):
                    digest.update(chunk)
                digests.append(digest.digest())
        return digests[0] == digests[1]
