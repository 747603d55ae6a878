"""Static files named after their content, without a step before the start.

Each worker reads our few files once, when it starts. A stylesheet's imports are written into it, so a page asks for one
file; the name carries a digest, so a browser keeps it for ever; the bytes and their compressed form lie in STATIC_ROOT under that
name, so two workers, or two releases, never disturb each other. Nothing is ever removed or overwritten there.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import AppDirectoriesFinder, BaseFinder
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.files.storage import FileSystemStorage
from django.core.files.storage import Storage as AnyStorage

IMPORT = re.compile(r'@import url\("([a-z-]+\.css)"\);\n?')
COMPRESSED = frozenset({".css", ".js", ".svg", ".json", ".txt", ".html", ".map"})
WORTH_COMPRESSING = 512


@cache
def sources() -> dict[str, Path]:
    """Every static file of every application by its name; the first application wins."""
    found: dict[str, Path] = {}
    for name, storage in AppDirectoriesFinder().list([]):
        found.setdefault(name.replace("\\", "/"), Path(storage.path(name)))
    return found


@cache
def content(name: str) -> bytes:
    """The bytes that go out under this name: a stylesheet with its imports written in."""
    raw = sources()[name].read_bytes()
    if not name.endswith(".css"):
        return raw
    folder = PurePosixPath(name).parent
    return IMPORT.sub(lambda match: content(str(folder / match[1])).decode(), raw.decode()).encode()


@cache
def versioned(name: str) -> str:
    """The name with a digest of the content before its ending."""
    digest = hashlib.sha256(content(name)).hexdigest()[:12]
    path = PurePosixPath(name)
    return str(path.with_name(f"{path.stem}.{digest}{path.suffix}"))


@cache
def laid_out() -> tuple[str, ...]:
    """The versioned names, after making sure that each lies in STATIC_ROOT, with its compressed form where that is smaller."""
    root = Path(settings.STATIC_ROOT)
    names: list[str] = []
    for name in sources():
        target = versioned(name)
        names.append(target)
        _place(root / target, content(name))
        packed = root / f"{target}.gz"
        if PurePosixPath(name).suffix in COMPRESSED and len(content(name)) > WORTH_COMPRESSING:
            if not packed.exists():
                _place(packed, gzip.compress(content(name), 9, mtime=0))
            names.append(f"{target}.gz")
    return tuple(names)


def _place(path: Path, data: bytes) -> None:
    """Complete or not at all: another worker may be doing the same, in another container under the same process id."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with fresh.open("wb") as handle:
        handle.write(data)
        handle.flush()
        os.fsync(handle.fileno())  # a name that is there is believed for ever, also after a power cut
    fresh.replace(path)


class Finder(BaseFinder):
    """Finds each file under its plain name and, except while developing, under its versioned one."""

    def find(self, path: str, find_all: bool = False) -> Any:  # noqa: FBT001, FBT002 - Django's signature
        if settings.DEBUG or path in sources():
            plain = AppDirectoriesFinder()
            return plain.find(path, find_all=True) if find_all else plain.find(path)
        found = str(Path(settings.STATIC_ROOT) / path) if path in laid_out() else ""
        return ([found] if found else []) if find_all else (found or None)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, AnyStorage]]:
        yield from AppDirectoriesFinder().list(list(ignore_patterns or []))
        if not settings.DEBUG:
            storage = FileSystemStorage(location=settings.STATIC_ROOT)
            yield from ((name, storage) for name in laid_out())


class Storage(StaticFilesStorage):
    """Gives a file its versioned address; while developing, or for a name nobody has, the plain one."""

    def url(self, name: str | None) -> str:
        if name is None or settings.DEBUG or not _finder_is_on():
            return super().url(name)
        return super().url(versioned(name) if name in sources() else name)


def _finder_is_on() -> bool:
    return "recours.ui.staticfiles.Finder" in settings.STATICFILES_FINDERS
