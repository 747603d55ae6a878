"""Fields read what people write, in any digits and any calendar, and drop only what cannot be kept."""

from __future__ import annotations

from datetime import date, time

import pytest
from django import forms
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from recours.desk.forms.fields import Clock, Day, Line, Words


@pytest.mark.parametrize(
    ("language", "typed", "read"),
    [
        ("en", "3/12/2026", date(2026, 12, 3)),
        ("en", "2026-12-03", date(2026, 12, 3)),
        ("en", "3 December 2026", date(2026, 12, 3)),
        ("en", "3 12 2026", date(2026, 12, 3)),
        ("fr", "3 décembre 2026", date(2026, 12, 3)),
        ("tr", "03.12.2026", date(2026, 12, 3)),
        ("fa", "۱۲ آذر ۱۴۰۵", date(2026, 12, 3)),
        ("fa", "۱۴۰۵/۰۹/۱۲", date(2026, 12, 3)),
        ("ar", "٣ ديسمبر ٢٠٢٦", date(2026, 12, 3)),
        ("en", "", None),
        ("en", "  \u200f ", None),
    ],
)
def test_a_day_is_read(language: str, typed: str, read: date | None) -> None:
    with translation.override(language):
        assert Day(required=False).clean(typed) == read


@pytest.mark.parametrize("typed", ["someday", "31 2 2026", "3/12", "99999999999", "<script>", "3-12-26"])
def test_a_day_that_cannot_be_read_is_said(typed: str) -> None:
    with pytest.raises(forms.ValidationError, match="could not read this day"):
        Day().clean(typed)


@pytest.mark.parametrize(
    ("typed", "read"), [("14:05", time(14, 5)), ("٩.٣٠", time(9, 30)), ("7", time(7)), ("", None)]
)
def test_a_time_is_read(typed: str, read: time | None) -> None:
    assert Clock(required=False).clean(typed) == read


@pytest.mark.parametrize("typed", ["25:00", "noon", "-1:00", "12:60", ":"])
def test_a_time_that_cannot_be_read_is_said(typed: str) -> None:
    with pytest.raises(forms.ValidationError, match="Write the time like this"):
        Clock().clean(typed)


@given(st.text())
def test_any_words_can_be_read(words: str) -> None:
    read = Words(required=False).clean(words)
    assert "\x00" not in read
    read.encode()


@given(st.text())
def test_any_line_is_one_line(words: str) -> None:
    read = Line(limit=40, required=False).clean(words)
    assert len(read) <= 41
    assert not {"\n", "\r", "\x00", "\u202e", "\u2028"} & set(read)


@given(st.text(max_size=60))
def test_any_day_is_read_or_refused(words: str) -> None:
    with translation.override("fa"):
        try:
            Day(required=False).clean(words)
        except forms.ValidationError:
            return
