"""The letter on paper: tagged, mirrored, numbered, and unharmed by whatever stands in it."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pypdf
import pytest
from pypdf.generic import BooleanObject, DictionaryObject

from recours.press.letters import LetterSheet, letter_pdf
from tests.factories.pictures import png

SHEET = LetterSheet(
    language="en",
    organisation="Northwind Savings Bank",
    office=("12 Harbour Street", "Bristol BS1 4RN", "complaints@example.org"),
    recipient=("Ms Maryam Hosseini", "7 Rose Lane", "Bath BA1 2AB"),
    date="Friday 20 November 2026",
    reference="482-719-3068",
    subject="We have received your complaint",
    body="Dear Ms Hosseini,\n\n  Your reference: 482-719-3068\n\nThank you.\nhttps://example.org/track/",
    digest="3f2a 9c1b 77d0 e5a4",
    written_at=datetime(2026, 11, 20, 9, tzinfo=UTC),
    link="https://example.org/en/track/?reference=482-719-3068",
    colour="#1f6f78",
)
PERSIAN = replace(
    SHEET,
    language="fa",
    organisation="بانک شمال",
    subject="شکایت شما به دست ما رسید",
    body="سرکار خانم حسینی،\n\n  شماره پیگیری: \u2068482-719-3068\u2069\n\nسپاسگزاریم.",
    date="جمعه ۲۹ آبان ۱۴۰۵",
)


def read(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in read(pdf).pages)


@pytest.mark.parametrize("sheet", [SHEET, PERSIAN, replace(PERSIAN, language="ar")], ids=["en", "fa", "ar"])
def test_the_letter_is_tagged_for_readers(sheet: LetterSheet) -> None:
    pdf = letter_pdf(sheet)
    root = read(pdf).trailer["/Root"]
    assert isinstance(root, DictionaryObject)
    assert root["/MarkInfo"]["/Marked"] == BooleanObject(True)
    assert root["/Lang"] == sheet.language
    assert "/StructTreeRoot" in root
    assert b"pdfuaid" in pdf
    assert read(pdf).metadata.title == sheet.subject  # type: ignore[union-attr]


def test_everything_on_the_sheet_is_on_the_paper() -> None:
    text = text_of(letter_pdf(SHEET))
    for words in (*SHEET.office, *SHEET.recipient, SHEET.date, SHEET.reference, SHEET.subject, "Thank you."):
        assert words in text
    assert "Page 1 of 1" in text
    assert f"Digest {SHEET.digest}" in text


def test_a_long_letter_has_numbered_pages() -> None:
    text = text_of(
        letter_pdf(replace(SHEET, body="\n\n".join(["All that happened, told at length. " * 20] * 20)))
    )
    assert "Page 1 of 4" in text
    assert "Page 4 of 4" in text


def starts_of(pdf: bytes, word: str) -> float:
    """Where on the page a word stands, in points from the physical left edge."""
    found: list[float] = []

    def visit(text: str, turn: list[float], place: list[float], _font: object, _size: object) -> None:
        if word in text:
            found.append(turn[0] * place[4] + turn[2] * place[5] + turn[4])

    read(pdf).pages[0].extract_text(visitor_text=visit)
    return found[0]


def test_a_right_to_left_letter_is_mirrored() -> None:
    plain = replace(SHEET, reference="")
    mirrored = replace(PERSIAN, office=SHEET.office, recipient=SHEET.recipient, reference="")
    middle = 595 / 2
    assert starts_of(letter_pdf(plain), "Rose") < middle < starts_of(letter_pdf(plain), "Harbour")
    assert starts_of(letter_pdf(mirrored), "Harbour") < middle < starts_of(letter_pdf(mirrored), "Rose")


def test_lines_against_the_direction_of_the_letter_keep_their_order() -> None:
    sheet = replace(
        PERSIAN,
        recipient=("مریم حسینی", "17 Customs House Quay"),
        link="",
        body="باز کنید:\nhttps://a.example/how/",
    )
    pdf = letter_pdf(sheet)
    assert starts_of(pdf, "17") < starts_of(pdf, "Quay")
    assert starts_of(pdf, "https") < starts_of(pdf, "/how/") or "https://a.example/how/" in text_of(pdf)


def test_an_acknowledgement_of_usual_length_stays_on_one_page() -> None:
    body = "\n\n".join(
        [
            "Dear Ms Hosseini,",
            "One line that says something.",
            "  Your reference: 1\n  Your code: 2",
            *["Two lines. " * 14] * 5,
            *["One line of it."] * 4,
            "With kind regards,\nNorthwind",
        ]
    )
    assert "Page 1 of 1" in text_of(letter_pdf(replace(SHEET, body=body)))


def test_equal_sheets_give_equal_bytes() -> None:
    assert letter_pdf(SHEET) == letter_pdf(SHEET)


def test_a_character_without_a_glyph_costs_the_claim_and_not_the_letter() -> None:
    pdf = letter_pdf(replace(SHEET, body="Before \ufffe after"))
    assert b"pdfuaid" not in pdf
    assert "/StructTreeRoot" in read(pdf).trailer["/Root"]
    assert "after" in text_of(pdf)


@pytest.mark.parametrize(
    "words",
    [
        '#import "/etc/passwd" *bold* $x$ <label> @ref \\ [x]',
        "x" * 10_000,
        "\x00\ud800 a",
        "\u202eevil\u202c \u2066\u2067\u2068",
        "😀 🏳️‍🌈 ﷽",
    ],
    ids=["markup", "long word", "unstorable", "direction", "emoji"],
)
def test_hostile_words_are_only_words(words: str) -> None:
    sheet = replace(SHEET, organisation=words, subject=words, body=words, recipient=(words,), colour=words)
    assert read(letter_pdf(sheet)).pages


def test_markup_is_printed_as_it_is() -> None:
    assert '#import "/etc/passwd" *bold*' in text_of(
        letter_pdf(replace(SHEET, body='#import "/etc/passwd" *bold*'))
    )


def test_a_long_word_stays_on_the_paper() -> None:
    assert text_of(letter_pdf(replace(SHEET, body="x" * 2000, link=""))).count("x") >= 2000


def test_naughty_strings_can_be_printed(corpora: Path) -> None:
    strings = json.loads((corpora / "strings-naughty" / "blns.json").read_text(encoding="utf-8"))
    body = "\n\n".join(text for text in strings if text.strip())
    assert len(read(letter_pdf(replace(SHEET, body=body))).pages) > 10
    assert len(read(letter_pdf(replace(PERSIAN, body=body))).pages) > 10


def test_the_link_is_a_code_that_readers_hear_about() -> None:
    def listed(sheet: LetterSheet) -> list[str]:
        reader = read(letter_pdf(sheet))
        objects = [reader.get_object(n) for n in range(1, reader.trailer["/Size"])]
        return [
            str(o["/Alt"]) for o in objects if isinstance(o, DictionaryObject) and o.get("/S") == "/Figure"
        ]

    with_link = replace(SHEET, body=f"Follow it here:\n{SHEET.link}")
    assert listed(with_link) == ["Code that opens the page to follow your case"]
    assert listed(replace(with_link, body="No link in it.")) == []


@pytest.mark.parametrize("paragraphs", range(9, 16))
def test_the_closing_never_stands_alone_on_a_page(paragraphs: int) -> None:
    body = "\n\n".join(
        [*[f"Paragraph {n}. " + "More of it. " * 24 for n in range(paragraphs)], "With kind regards"]
    )
    last = read(letter_pdf(replace(SHEET, body=body))).pages[-1].extract_text()
    assert "With kind regards" in last
    assert "More of it." in last


@pytest.mark.parametrize("sheet", [SHEET, PERSIAN], ids=["en", "fa"])
def test_a_broad_logo_says_the_name_and_a_square_one_stands_beside_it(sheet: LetterSheet) -> None:
    broad, square = (letter_pdf(replace(sheet, logo=picture)) for picture in (png(320, 80), png(64, 64)))
    for pdf in (broad, square):
        assert b"pdfuaid" in pdf
        assert len(read(pdf).pages[0].images) == 1
    assert SHEET.organisation not in text_of(broad)
    assert (SHEET.organisation in text_of(square)) is (sheet is SHEET)


def test_a_logo_that_cannot_be_drawn_does_not_hold_the_letter_up() -> None:
    assert letter_pdf(replace(SHEET, logo=png(64, 64)[:70])) == letter_pdf(SHEET)
