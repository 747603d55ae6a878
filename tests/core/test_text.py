"""Nothing a person wrote is harmed, and nothing a stranger wrote harms us."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recours.core.text import ascii_digits, clean, fold, local_digits, one_line

anything = st.text(st.characters(codec=None))


@pytest.mark.parametrize(
    ("given_text", "kept"),
    [
        ("a\x00b", "ab"),
        ("a\ud800b\udfffc", "abc"),
        ("one\r\ntwo\rthree\u2028four\u2029five\x85six", "one\ntwo\nthree\nfour\nfive\nsix"),
        ("\r\n\r\n", ""),
        ("a\n\r\nb", "a\n\nb"),
        ("  \t trimmed \n\n", "trimmed"),
        ("e\u0301", "é"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👨\u200d👩\u200d👧\ufe0f", "👨\u200d👩\u200d👧\ufe0f"),
        ("a\u202eb\u202c\u200e\u200f\u2067c\u2069", "a\u202eb\u202c\u200e\u200f\u2067c\u2069"),
        ("a\x1b[31m\x07\tb", "a\x1b[31m\x07\tb"),
        ("ك ي ١٢", "ك ي ١٢"),
        ("\ufeffx", "\ufeffx"),
    ],
)
def test_clean(given_text: str, kept: str) -> None:
    assert clean(given_text) == kept


@given(anything)
def test_clean_loses_only_what_it_names(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    cleaned.encode()
    assert not set(cleaned) & set("\x00\r\x85\u2028\u2029")
    bare = "".join(c for c in text if c != "\x00" and not "\ud800" <= c <= "\udfff")
    for form in ("\r\n", "\r", "\x85", "\u2028", "\u2029"):
        bare = bare.replace(form, "\n")
    assert unicodedata.normalize("NFC", cleaned) == unicodedata.normalize("NFC", bare.strip())


def test_clean_takes_time_in_proportion_to_length() -> None:
    marks = "a" + "\u0301\u0323" * 100_000  # NFC alone would sort these for half a minute
    assert clean(marks) == marks
    assert fold(marks) == "a"
    assert one_line(marks).startswith("a")


def test_naughty_strings_stay_unharmed(corpora: Path) -> None:
    strings = json.loads((corpora / "strings-naughty" / "blns.json").read_text())
    assert len(strings) == 515
    for text in strings:
        kept = text.replace("\x00", "").replace("\r\n", "\n")
        for form in ("\r", "\x85", "\u2028", "\u2029"):
            kept = kept.replace(form, "\n")
        cleaned = clean(text)
        assert unicodedata.normalize("NFC", cleaned) == unicodedata.normalize("NFC", kept.strip())
        assert len(one_line(text)) <= 200
        fold(text)


@pytest.mark.parametrize("language", ["tr", "fr", "ar", "fa"])
def test_real_complaints_come_through_whole(corpora: Path, language: str) -> None:
    texts = [entry["text"] for entry in json.loads((corpora / "texts" / f"{language}.json").read_text())]
    assert texts
    for text in texts:
        assert "".join(clean(text).split()) == unicodedata.normalize("NFC", "".join(text.split()))


@pytest.mark.parametrize(
    ("given_text", "line"),
    [
        ("Ann\r\nBcc: all@example.org", "Ann Bcc: all@example.org"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("a\u2066b\u2069\u202dc\u202c", "abc"),
        ("tab\tand\x0b\x0c\x1b\x7f\x9f\u2028 nulls\x00", "tab and nulls"),
        ("می\u200cخواهم\u200f", "می\u200cخواهم\u200f"),
        ("   ", ""),
        ("écrit\u00a0: 12", "écrit\u00a0: 12"),
        ("a \u00a0b\u00a0", "a b"),
    ],
)
def test_one_line(given_text: str, line: str) -> None:
    assert one_line(given_text) == line


def test_a_long_line_is_cut_between_characters() -> None:
    assert one_line("x" * 1_000_000, 5) == "xxxx…"
    assert one_line("xxxxx", 5) == "xxxxx"
    assert one_line("xx e\u0304\u0323e\u0304\u0323 and more", 7) == "xx ẹ̄…"
    assert one_line("xxxa\u0323\u0308\u0308 and more", 6) == "xxx…"
    assert one_line("ab👨\u200d👩\u200d👧", 5) == "ab…"


@given(anything, st.integers(1, 40))
def test_one_line_is_one_line(text: str, limit: int) -> None:
    line = one_line(text, limit)
    assert len(line) <= limit
    assert line == line.strip()
    assert line.splitlines() == ([line] if line else [])
    assert not any(unicodedata.category(c) == "Cc" for c in line)
    assert not set(line) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def test_digits_of_every_script_are_read() -> None:
    assert (
        ascii_digits("٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹ ０１２３４５６７８９ १२३ ²½ x")
        == "0123456789 0123456789 0123456789 123 ²½ x"
    )


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("ar", "٠١٢٣٤٥٦٧٨٩"),
        ("fa", "۰۱۲۳۴۵۶۷۸۹"),
        ("fa-IR", "۰۱۲۳۴۵۶۷۸۹"),
        ("en", "0123456789"),
        ("fr", "0123456789"),
        ("tr", "0123456789"),
    ],
)
def test_digits_are_written_as_the_language_does(language: str, written: str) -> None:
    assert local_digits("0123456789", language) == written
    assert ascii_digits(written) == "0123456789"


@pytest.mark.parametrize(
    "same",
    [
        ("İSTANBUL", "istanbul", "Istanbul", "ıstanbul"),
        ("Straße", "STRASSE", "strasse"),
        ("Élève", "eleve", "E\u0301LE\u0300VE"),
        ("علي", "علی", "عَلِيّ", "عـــلى"),
        ("كتاب", "کتاب"),
        ("می\u200cخواهم", "میخواهم"),
        ("أحمد", "احمد", "إحمد", "آحمد", "ٱحمد"),
        ("مسؤول", "مسوول"),
        ("شركة", "شرکه"),
        ("١٢٣", "۱۲۳", "123", "１２３"),
        ("a \n\t b", "A b"),
        ("ﷲ", "الله"),
        ("œuvre", "OEUVRE"),
    ],
)
def test_fold_makes_these_the_same(same: tuple[str, ...]) -> None:
    assert len({fold(text) for text in same}) == 1


@given(anything)
def test_fold_is_settled_after_once(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    once.encode()
