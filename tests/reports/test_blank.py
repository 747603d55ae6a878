"""The complaint form to print: drawn once, and anew when what stands in it changes."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdf
import pytest

from recours.people.selectors import Brand
from recours.press import forms
from recours.reports.blank import blank_form

OFFICE = Brand(
    name="Northwind Water",
    about="",
    hue=196,
    phone="+44 1904 555 010",
    email="hello@northwind.example",
    website="",
    address_lines=("1 Well Lane", "York"),
    opening_hours="",
    language="en",
    languages=("en", "fr"),
    zone="Europe/London",
    country="GB",
    logo=None,
)


def test_it_is_drawn_once_and_again_when_a_promise_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    real = forms.form_pdf
    monkeypatch.setattr(
        "recours.reports.blank.form_pdf", lambda sheet: [drawn.append(sheet.language), real(sheet)][1]
    )

    def ask(office: Brand, promise: str) -> str:
        pdf = blank_form(
            office=office, promises=[promise], where="https://a.example/en/complain/", language="en"
        )
        return " ".join(
            "".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages
        )

    first = ask(OFFICE, "We answer within 20 days.")
    assert ask(OFFICE, "We answer within 20 days.") == first
    for said in (
        "We answer within 20 days.",
        "Northwind Water",
        "1 Well Lane",
        "hello@northwind.example",
        "Français",
    ):
        assert said.replace(" ", "") in first
    assert len(drawn) == 1
    assert "within10days" in ask(OFFICE, "We answer within 10 days.")
    assert "1WellLane" not in ask(replace(OFFICE, address_lines=()), "We answer within 10 days.")
    assert len(drawn) == 3
