"""What people attach: bytes stored before the transaction under a fresh key, and the proof of them for the row inside it."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, Protocol, cast
from uuid import UUID

from django.core import signing
from django.core.files import File
from django.core.files.storage import FileSystemStorage, default_storage
from django.utils.translation import gettext_lazy as _

from recours.core.errors import Code, Invalid, NotFound
from recours.core.filenames import suitable_name
from recours.core.filetypes import FIELD, LARGEST, TOO_LARGE, judge, refusal
from recours.core.keys import new_key

SEAL_LIFE = timedelta(hours=48)
"""How long a sealed file may wait in a form; a sweep of orphans must leave younger bytes alone."""

SEAL_BROKEN = Code(
    "file_seal_broken", _("We no longer have the file you attached earlier. Please attach it again.")
)

_FOLDER = "files"
_KEY = re.compile(rf"{_FOLDER}/[0-9]{{4}}/[0-9]{{2}}/([0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}})")
_SALT = "recours.core.filestore"
_IN_MEMORY = 1024 * 1024
_CHUNK = 64 * 1024


class Readable(Protocol):
    """Anything that hands out bytes: an upload, an open file, BytesIO, a response's body."""

    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class StoredFile:
    """Bytes that lie in the file store: key, shown name, media type by content, size in bytes, SHA-256 in hex."""

    key: str
    name: str
    media_type: str
    size: int
    sha256: str


def keep(file: Readable, *, name: str) -> StoredFile:
    """Judge the file and store its bytes durably under a fresh key that holds nothing of the user's; Invalid if it cannot be taken.

    Call it before the transaction: if that fails, the bytes are an orphan that the sweep removes.
    """
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as spooled:
        size, sha256 = _copy(file, spooled, name)
        content = cast(BinaryIO, spooled)
        media_type = judge(content, name)
        content.seek(0)
        key = default_storage.save(_fresh_key(), File(content, name="content"))
    make_durable(key)
    return StoredFile(key, suitable_name(name, media_type), media_type, size, sha256)


def make_durable(key: str) -> None:
    """Sync a stored file and the folders above it, or a power cut may take what a committed row names; stores elsewhere do so themselves."""
    if not isinstance(default_storage, FileSystemStorage):
        return
    path, root = Path(default_storage.path(key)), Path(default_storage.path("."))
    for place in (path, *path.relative_to(root).parents):
        handle = os.open(root / place, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def open_file(key: str) -> File[bytes]:
    """The stored bytes, open for reading from the start, or NotFound."""
    if not _KEY.fullmatch(key):
        raise NotFound
    try:
        return default_storage.open(key, "rb")
    except FileNotFoundError:
        raise NotFound from None


def remove(key: str) -> None:
    """Remove the stored bytes; nothing happens where there are none."""
    if _KEY.fullmatch(key):
        default_storage.delete(key)


def stored_before(moment: datetime) -> Iterator[str]:
    """Every key older than the moment, oldest month first, read from the store itself; a key carries its own time."""
    limit = f"{moment.astimezone(UTC):%Y/%m}"
    for year in _folders(_FOLDER):
        for month in _folders(f"{_FOLDER}/{year}"):
            if f"{year}/{month}" <= limit:
                for name in sorted(default_storage.listdir(f"{_FOLDER}/{year}/{month}")[1]):
                    key = f"{_FOLDER}/{year}/{month}/{name}"
                    match = _KEY.fullmatch(key)
                    if match and _moment(UUID(match[1])) < moment:
                        yield key


def seal(stored: StoredFile) -> str:
    """The stored file as a signed token for a hidden field, so that a form that must be shown again loses no attachment."""
    return signing.dumps(asdict(stored), salt=_SALT, compress=True)


def unseal(token: str) -> StoredFile:
    """The stored file that this server sealed less than 48 hours ago and still holds, or Invalid."""
    try:
        stored = StoredFile(**signing.loads(token, salt=_SALT, max_age=SEAL_LIFE))
    except (signing.BadSignature, UnicodeError):  # a lone surrogate cannot be signed at all
        raise Invalid({FIELD: SEAL_BROKEN}) from None
    if not default_storage.exists(stored.key):
        raise Invalid({FIELD: SEAL_BROKEN})
    return stored


def _copy(file: Readable, into: SpooledTemporaryFile[bytes], name: str) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    while chunk := file.read(_CHUNK):
        size += len(chunk)
        if size > LARGEST:
            raise refusal(TOO_LARGE, name)
        digest.update(chunk)
        into.write(chunk)
    return size, digest.hexdigest()


def _fresh_key() -> str:
    key = new_key()
    return f"{_FOLDER}/{_moment(key):%Y/%m}/{key}"


def _moment(key: UUID) -> datetime:
    return datetime.fromtimestamp((key.int >> 80) / 1000, tz=UTC)


def _folders(path: str) -> list[str]:
    with contextlib.suppress(FileNotFoundError):
        return sorted(default_storage.listdir(path)[0])
    return []
