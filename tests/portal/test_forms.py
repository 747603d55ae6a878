"""The form takes what people write, in every language, and finds fault with little."""

from __future__ import annotations

from datetime import date

import pytest
from django.conf import settings
from django.utils import translation

from recours.complaints.selectors.catalogue import Choice
from recours.complaints.states import Kind
from recours.core.keys import new_key
from recours.core.localised import Said
from recours.portal.forms import ComplaintForm, TrackForm, words_of

LANGUAGES = [code for code, _ in settings.LANGUAGES]


def judged(kind: Kind = Kind.COMPLAINT, **given: str) -> ComplaintForm:
    form = ComplaintForm(words_of(given), kind=kind)
    form.is_valid()
    return form


@pytest.mark.parametrize(
    ("language", "typed", "day"),
    [
        ("en", "3/11/2026", date(2026, 11, 3)),
        ("en", "3 November 2026", date(2026, 11, 3)),
        ("fr", "1er novembre 2026", date(2026, 11, 1)),
        ("tr", "3.11.2026", date(2026, 11, 3)),
        ("ar", "٣/١١/٢٠٢٦", date(2026, 11, 3)),
        ("fa", "۱۲ آبان ۱۴۰۵", date(2026, 11, 3)),
        ("fa", "1405/8/12", date(2026, 11, 3)),
        ("en", "", None),
    ],
)
def test_a_day_is_read_as_it_is_written(language: str, typed: str, day: date | None) -> None:
    with translation.override(language):
        form = judged(occurred_on=typed)
    assert (form.errors, form.cleaned_data["occurred_on"]) == ({}, day)


@pytest.mark.parametrize("typed", ["last week", "31/2/2026", "99/99/9999", "\x00", "‮3/11/2026‬x", "1" * 9000])
def test_what_is_no_day_is_said_kindly(typed: str) -> None:
    form = judged(occurred_on=typed)
    assert set(form.errors) <= {"occurred_on"}
    assert "could not read the day" in str(form.errors) or form.cleaned_data["occurred_on"] is None


@pytest.mark.parametrize(
    "address", ["nadia@example", "a b@example.org", "a@b.org\nBcc: x@y.org", "@", "x" * 300 + "@y.org"]
)
def test_an_address_that_takes_no_mail_is_pointed_out(address: str) -> None:
    assert set(judged(email=address).errors) == {"email"}


def test_an_address_in_any_script_is_taken() -> None:
    assert judged(email="  ناديا@example.org ").cleaned_data["email"] == "ناديا@example.org"


def test_nobody_must_mend_a_field_that_is_not_shown() -> None:
    assert judged(identity="anonymous", email="nonsense").errors == {}
    assert judged(identity="self", representative_email="nonsense").errors == {}
    assert set(judged(identity="behalf", representative_email="nonsense").errors) == {"representative_email"}


def test_what_is_none_of_the_choices_counts_as_not_chosen() -> None:
    form = judged(
        identity="<script>", contact_channel="pigeon", language="xx", product="1; DROP", remedy_wanted="?"
    )
    assert form.errors == {}
    assert {
        form.cleaned_data[name]
        for name in ("identity", "contact_channel", "language", "product", "remedy_wanted")
    } == {""}


def test_null_bytes_fall_away_and_everything_else_stays() -> None:
    words = "a\x00b \u202eabc\u202c 👩‍👩‍👧 می‌خواهم " + "x" * 10_000
    assert judged(words=words).cleaned_data["words"] == words.replace("\x00", "")


def test_only_a_complaint_asks_for_a_remedy() -> None:
    assert "remedy_words" in ComplaintForm(kind=Kind.COMPLAINT).fields
    assert "remedy_words" not in ComplaintForm(kind=Kind.COMPLIMENT).fields


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_offers_products_languages_and_an_example(language: str) -> None:
    parent, child = (
        Choice(new_key(), code, Said(code.title(), "en"), depth)
        for depth, code in enumerate(("water", "meter"))
    )
    with translation.override(language):
        form = ComplaintForm(kind=Kind.COMPLAINT)
        form.offer([parent, child], ("en", "fr"), date(2026, 11, 20))
        html = str(form["product"]) + str(form["language"]) + str(form["occurred_on"].help_text)
    assert ("\u2003Meter" in html, "Français" in html, "فارسی" in html) == (True, True, False)
    assert {
        "en": "11 Nov 2026",
        "fr": "11 nov. 2026",
        "ar": "١١ نوفمبر ٢٠٢٦",
        "fa": "۲۰ آبان ۱۴۰۵",
        "tr": "11 Kas 2026",
    }[language] in html


def test_without_products_there_is_only_a_line_to_write_on() -> None:
    form = ComplaintForm({"occurred_on": "x"}, kind=Kind.COMPLAINT)
    form.is_valid()
    form.offer([], (), date(2026, 11, 20))
    assert "product" not in form.fields
    assert form["product_words"].label == "What is it about?"
    assert "11 Nov 2026" in str(form["occurred_on"].help_text)


def test_a_form_that_is_only_shown_again_finds_no_fault() -> None:
    form = ComplaintForm({"email": "nonsense"}, kind=Kind.COMPLAINT)
    form.judged = False
    assert (form.errors, form["email"].value()) == ({}, "nonsense")


def test_the_reference_comes_filled_in() -> None:
    assert TrackForm(reference="482-719-3068")["reference"].value() == "482-719-3068"
