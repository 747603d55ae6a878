"""Names of files are shown without harm and agree with what the file is."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recours.core.filenames import ACCEPT, ARCHIVES, EXTENSIONS, PROGRAMS, shown_name, suitable_name


@pytest.mark.parametrize(
    ("name", "media_type", "suitable"),
    [
        ("photo.jpg", "image/jpeg", "photo.jpg"),
        ("Photo.JPEG", "image/jpeg", "Photo.JPEG"),
        ("photo", "image/jpeg", "photo.jpg"),
        ("photo.png", "image/jpeg", "photo.png.jpg"),
        ("photo.exe", "image/jpeg", "photo.exe.jpg"),
        ("evil.php.jpg", "image/jpeg", "evil.php.jpg"),
        ("run.bat", "text/plain", "run.bat.txt"),
        ("", "application/pdf", "file.pdf"),
        ("...", "application/pdf", "file.pdf"),
        (".pdf", "application/pdf", "pdf.pdf"),
        ("\u202e\u2066\u200b", "application/pdf", "\u200b.pdf"),
        ("../../etc/passwd", "text/plain", "passwd.txt"),
        ("C:\\Users\\me\\letter.txt", "text/plain", "letter.txt"),
        ("/", "text/plain", "file.txt"),
        ("ann\u202egpj.exe", "image/jpeg", "anngpj.exe.jpg"),
        ("a\r\nContent-Type: text/html.pdf", "application/pdf", "html.pdf"),
        ("a\r\nX: y.pdf", "application/pdf", "a X_ y.pdf"),
        ("CON", "text/plain", "_CON.txt"),
        ("aux.txt", "text/plain", "_aux.txt"),
        ("photo.jpg::$DATA", "image/jpeg", "photo.jpg__$DATA.jpg"),
        ("photo.jpg. . ", "image/jpeg", "photo.jpg"),
        ("شکایت\u200cنامه.pdf", "application/pdf", "شکایت\u200cنامه.pdf"),
        ("a\x00.jpg", "image/jpeg", "a.jpg"),
        ('"><script>.pdf', "application/pdf", "___script_.pdf"),
    ],
)
def test_suitable_names(name: str, media_type: str, suitable: str) -> None:
    assert suitable_name(name, media_type) == suitable


def test_a_name_of_a_thousand_characters_keeps_its_extension() -> None:
    assert shown_name("x" * 1000 + ".pdf") == "x" * 115 + "….pdf"
    assert len(shown_name("x." + "y" * 1000)) == 120
    assert len(shown_name("/".join("xyz" * 100_000))) == 1


@given(st.text(st.characters(codec=None)), st.sampled_from(sorted(EXTENSIONS)))
def test_any_name_becomes_harmless(name: str, media_type: str) -> None:
    suitable = suitable_name(name, media_type)
    assert 0 < len(suitable) <= 126
    assert suitable.rpartition(".")[2].lower() in EXTENSIONS[media_type]
    assert not set(suitable) & set('/\\<>:"|?*\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069')
    assert not any(unicodedata.category(c) in {"Cc", "Cs"} for c in suitable)
    assert suitable_name(suitable, media_type) == suitable


def test_names_of_the_corpus(corpora: Path) -> None:
    lines = [
        line
        for path in (corpora / "uploads" / "names").iterdir()
        for line in path.read_text(errors="replace").splitlines()
    ]
    assert len(lines) > 300
    for line in lines:
        for name in (line, f"x.{line}"):
            assert re.fullmatch(
                r'[^/\\<>:"|?*\x00-\x1f]+\.jp(g|e|eg)|[^/\\<>:"|?*\x00-\x1f]+\.jfif',
                suitable_name(name, "image/jpeg"),
            )


def test_nothing_that_is_taken_is_a_program() -> None:
    taken = {extension for many in EXTENSIONS.values() for extension in many}
    assert not taken & PROGRAMS
    assert taken & ARCHIVES == {"zip"}
    assert {".jpg", ".pdf", ".docx", ".eml"} < set(ACCEPT.split(","))
