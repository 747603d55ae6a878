"""The table of contents as written, never the contents."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recours.core.archives import Broken, Entry, read_archive
from tests.core.samples import directory, zipped


def test_reads_what_the_archive_declares() -> None:
    content = zipped({"a/": b"", "a/نامه.txt": b"x" * 100})
    archive = read_archive(io.BytesIO(content))
    assert [(entry.name, entry.unpacked, entry.extension) for entry in archive.entries] == [
        ("a/", 0, ""),
        ("a/نامه.txt", 100, "txt"),
    ]
    assert archive.prefix == 0


def test_sees_what_stands_before_it() -> None:
    assert read_archive(io.BytesIO(b"before" + directory([("a", 1, 1)]))).prefix == 6


@pytest.mark.parametrize(
    ("name", "extension", "escapes"),
    [
        ("a.TXT", "txt", False),
        ("a.exe. ", "exe", False),
        ("folder.app/", "app", False),
        ("folder.d/file", "", False),
        ("/a", "", True),
        ("\\a", "", True),
        ("a/../b", "", True),
        ("a\\..\\b.exe", "exe", True),
        ("C:\\b", "", True),
        ("a..b/c..d", "d", False),
    ],
)
def test_names_inside(name: str, extension: str, escapes: bool) -> None:
    entry = Entry(name, 1, 1, encrypted=False, link=False)
    assert (entry.extension, entry.escapes) == (extension, escapes)


@given(st.binary(max_size=200))
def test_noise_is_no_archive(content: bytes) -> None:
    with pytest.raises(Broken):
        read_archive(io.BytesIO(content))
