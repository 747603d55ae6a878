"""The form on paper: tagged, mirrored, its cells in rows of twelve, and unharmed by whatever stands in it."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime

import pypdf
import pytest

from recours.press.forms import Blank, FormSheet, Said, Section, Table, Ticks, form_pdf

SHEET = FormSheet(
    language="en",
    organisation="Northwind Water",
    office=("1 Well Lane", "York"),
    title="Complaint form",
    lead=("Write as you would say it.",),
    sections=(
        Section("You", (Blank("Name", 7), Blank("Town", 8), Ticks("Answer by", ("Letter", "Phone")))),
        Section("Facts", (Said("Reference", "482-719-3068"), Said("Empty", ""))),
        Section("Log", (Table(("What", "When"), (("Read", "Monday"),), (1, 0)),), note="https://a.example/x"),
    ),
    footer="Form of Northwind Water",
    written_at=datetime(2026, 11, 20, tzinfo=UTC),
)


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_form_is_tagged_and_complete(language: str) -> None:
    pdf = form_pdf(replace(SHEET, language=language))
    text = "".join(text_of(pdf).split())
    assert b"pdfuaid" in pdf
    for words in ("Name", "Town", "Letter", "Phone", "482-719-3068", "Monday", "a.example"):
        assert words in text


def test_equal_forms_are_equal_bytes() -> None:
    assert form_pdf(SHEET) == form_pdf(SHEET)


@pytest.mark.parametrize(
    "words", ['#import "/etc/passwd" *bold* [x]', "x" * 5_000, "\x00\ud800 a \ufffe", "\u202eevil\u202c 😀"]
)
def test_hostile_words_are_only_words(words: str) -> None:
    hostile = Section(
        words, (Said(words, words), Blank(words), Ticks(words, (words,)), Table((words,), ((words,),), (1,)))
    )
    sheet = replace(
        SHEET, title=words, organisation=words, footer=words, colour=words, logo=b"no", sections=(hostile,)
    )
    assert pypdf.PdfReader(io.BytesIO(form_pdf(sheet))).pages
