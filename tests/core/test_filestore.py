"""Bytes are on the disk before a row names them, under a key that tells nothing, and are found again."""

from __future__ import annotations

import hashlib
import io
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.core.files.storage import InMemoryStorage, default_storage
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from recours.core import filestore
from recours.core.errors import Invalid, NotFound
from recours.core.filestore import (
    SEAL_BROKEN,
    SEAL_LIFE,
    StoredFile,
    keep,
    open_file,
    remove,
    seal,
    stored_before,
    unseal,
)
from recours.core.filetypes import FIELD, LARGEST
from tests.core.samples import jpeg

SOME_KEY = "01a20348-7191-7121-82d7-40aed173813a"

FOREVER = datetime(2200, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Any:
    backend = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path / "store")},
    }
    with override_settings(STORAGES={"default": backend}):
        yield tmp_path / "store"


@pytest.fixture
def in_memory(folder: Path) -> Any:
    """A store without paths, as S3 is one."""
    with override_settings(STORAGES={"default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}):
        yield


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_keeps_bytes_under_a_key_that_tells_nothing(folder: Path) -> None:
    content = jpeg()
    stored = keep(io.BytesIO(content), name="../Müller & Söhne\u202e.png")
    assert re.fullmatch(r"files/20[0-9]{2}/[01][0-9]/[0-9a-f-]{36}", stored.key)
    assert stored == StoredFile(
        stored.key, "Müller & Söhne.png.jpg", "image/jpeg", len(content), hashlib.sha256(content).hexdigest()
    )
    with open_file(stored.key) as file:
        assert file.read() == content
    [path] = files_in(folder)
    assert path == folder / stored.key
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_same_bytes_twice_are_two_files() -> None:
    first, second = (keep(io.BytesIO(b"the same"), name="a.txt") for _ in range(2))
    assert first.key != second.key
    assert first.sha256 == second.sha256


def test_uploads_in_memory_and_on_disk() -> None:
    content = b"a line of text\n" * 200_000
    with TemporaryUploadedFile("a.txt", "image/png", len(content), None) as on_disk:
        on_disk.write(content)
        on_disk.seek(0)
        kept = [keep(on_disk, name="a.txt"), keep(SimpleUploadedFile("a.txt", content), name="a.txt")]
    for stored in kept:
        assert (stored.size, stored.sha256) == (len(content), hashlib.sha256(content).hexdigest())
        with open_file(stored.key) as file:
            assert file.read() == content


class Endless:
    """A stranger who never stops sending."""

    sent = 0

    def read(self, size: int, /) -> bytes:
        self.sent += size
        return b"a" * size


def test_reading_stops_at_the_limit_and_leaves_nothing(folder: Path) -> None:
    stream = Endless()
    with pytest.raises(Invalid) as problem:
        keep(stream, name="a.txt")
    assert problem.value.fields[FIELD].code == "file_too_large"
    assert stream.sent <= LARGEST + 64 * 1024
    assert not files_in(folder)
    assert keep(io.BytesIO(b"a" * LARGEST), name="a.txt").size == LARGEST


@pytest.mark.parametrize("content", [b"", b"MZ\x00" + b"\x00" * 99, b"<html>"])
def test_what_cannot_be_taken_leaves_nothing(folder: Path, content: bytes) -> None:
    with pytest.raises(Invalid):
        keep(io.BytesIO(content), name="a.txt")
    assert not files_in(folder)


def test_the_file_and_its_folders_are_synced(folder: Path) -> None:
    synced: list[str] = []
    sync = filestore.os.fsync

    def watched(handle: int) -> None:
        synced.append(str(Path(f"/proc/self/fd/{handle}").readlink().relative_to(folder)))
        sync(handle)

    with patch("os.fsync", watched):
        stored = keep(io.BytesIO(b"x"), name="a.txt")
    month = stored.key.rsplit("/", 1)[0]
    assert synced == [stored.key, month, month.rsplit("/", 1)[0], "files", "."]


@pytest.mark.usefixtures("in_memory")
def test_a_store_without_paths() -> None:
    assert isinstance(default_storage, InMemoryStorage)
    stored = keep(io.BytesIO(b"x"), name="a.txt")
    with open_file(stored.key) as file:
        assert file.read() == b"x"
    assert list(stored_before(FOREVER)) == [stored.key]
    remove(stored.key)
    assert list(stored_before(FOREVER)) == []


def test_removed_is_gone() -> None:
    stored = keep(io.BytesIO(b"x"), name="a.txt")
    remove(stored.key)
    remove(stored.key)
    with pytest.raises(NotFound):
        open_file(stored.key)


@pytest.mark.parametrize(
    "key", ["", "..", "../../etc/passwd", "/etc/passwd", "files/../../x", "files/2026/11/x", f"other/2026/11/{SOME_KEY}", f"files/2026/11/{SOME_KEY}/", f"files/2026/11/{SOME_KEY}\n", "\x00"],
)  # fmt: skip
def test_only_our_keys_open_anything(folder: Path, key: str) -> None:
    folder.mkdir()
    with pytest.raises(NotFound):
        open_file(key)
    remove(key)


def test_finds_what_is_older_than_a_moment() -> None:
    before = datetime.now(UTC)
    assert list(stored_before(FOREVER)) == []
    kept = [keep(io.BytesIO(b"x"), name="a.txt").key for _ in range(5)]
    assert set(stored_before(FOREVER)) == set(kept)
    assert list(stored_before(before - timedelta(days=1))) == []
    default_storage.save("files/2020/01/018cc251-f400-7000-8000-000000000001", io.BytesIO(b"old"))  # type: ignore[arg-type]
    default_storage.save("files/2020/01/stray.tmp", io.BytesIO(b"not ours"))  # type: ignore[arg-type]
    assert list(stored_before(before - timedelta(days=1))) == [
        "files/2020/01/018cc251-f400-7000-8000-000000000001"
    ]
    assert next(iter(stored_before(FOREVER))) == "files/2020/01/018cc251-f400-7000-8000-000000000001"


def test_a_sealed_file_comes_back_whole() -> None:
    stored = keep(io.BytesIO(b"x"), name="شکایت.txt")
    token = seal(stored)
    assert token.isascii()
    assert unseal(token) == stored


def test_a_seal_lasts_48_hours_and_as_long_as_the_bytes() -> None:
    assert timedelta(hours=48) == SEAL_LIFE
    stored = keep(io.BytesIO(b"x"), name="a.txt")
    token = seal(stored)
    then = datetime.now(UTC) + SEAL_LIFE
    with patch("django.core.signing.time.time", return_value=(then - timedelta(minutes=1)).timestamp()):
        assert unseal(token) == stored
    with (
        patch("django.core.signing.time.time", return_value=(then + timedelta(minutes=1)).timestamp()),
        pytest.raises(Invalid),
    ):
        unseal(token)
    remove(stored.key)
    with pytest.raises(Invalid) as problem:
        unseal(token)
    assert problem.value.fields == {FIELD: SEAL_BROKEN}


def test_a_changed_or_foreign_seal_is_refused() -> None:
    token = seal(keep(io.BytesIO(b"x"), name="a.txt"))
    foreign = filestore.signing.dumps({"key": "files/x"}, salt="another purpose")
    for forged in (
        token[:-1],
        "x" + token,
        token.swapcase(),
        foreign,
        "",
        ":",
        "::",
        "é",
        "\ud800",
        "\x00",
        "x" * 100_000,
    ):
        with pytest.raises(Invalid):
            unseal(forged)


@given(st.text(st.characters(codec=None)))
def test_no_text_is_a_seal(text: str) -> None:
    with pytest.raises(Invalid):
        unseal(text)
