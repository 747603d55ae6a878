from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recours.mailroom.language import guess_language
from tests.mailroom.mails import expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The water is brown and nobody answers the phone.", "en"),
        ("L'eau est marron et personne ne répond au téléphone.", "fr"),
        ("المياه بنية ولا أحد يرد على الهاتف.", "ar"),
        ("آب قهوه‌ای است و هیچ‌کس به تلفن پاسخ نمی‌دهد.", "fa"),
        ("Su kahverengi ve kimse telefona cevap vermiyor.", "tr"),
        ("شكرا", "ar"),
        ("گیج شدم", "fa"),
        ("İADE YAPILMADI", "tr"),
        ("Das Wasser ist braun.", "xx"),
        ("Вода коричневая", "xx"),
        ("12345 !!", "xx"),
        ("", "xx"),
    ],
)
def test_by_what_it_says(text: str, language: str) -> None:
    assert guess_language(text, "xx") == language


@pytest.mark.parametrize(("language", "least"), [("tr", 400), ("fr", 400), ("ar", 391), ("fa", 399)])
def test_real_texts(corpora: Path, language: str, least: int) -> None:
    texts = expected(corpora / "texts" / f"{language}.json")
    words = [text["text"] if isinstance(text, dict) else text for text in _rows(texts)]
    assert len(words) == 400
    assert sum(guess_language(word, "xx") == language for word in words) >= least


def _rows(texts: object) -> list[object]:
    if isinstance(texts, list):
        return texts
    assert isinstance(texts, dict)
    rows = next(value for value in texts.values() if isinstance(value, list))
    return list(rows)


def test_real_english(corpora: Path) -> None:
    with (corpora / "cfpb-narratives" / "cfpb_payday_2827_narratives.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    column = next(name for name in rows[0] if "narrative" in name.lower())
    words = [row[column] for row in rows if len(row[column] or "") > 50]
    assert sum(guess_language(word, "xx") != "en" for word in words) <= 2
    assert len(words) > 2700


@given(st.text(max_size=200))
def test_every_text_has_a_language(text: str) -> None:
    assert guess_language(text, "tr") in {"en", "fr", "ar", "fa", "tr"}
