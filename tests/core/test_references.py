"""A reference survives the telephone, and a slip of the finger is noticed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recours.core.references import _DAMM, _damm, new_reference, read_reference, references_in
from recours.core.text import local_digits

fresh = st.builds(new_reference)


def test_its_form() -> None:
    made = {new_reference() for _ in range(1000)}
    assert all(re.fullmatch(r"[1-9][0-9]{2}-[0-9]{3}-[0-9]{4}", reference) for reference in made)
    assert len(made) > 990


def test_the_published_example_of_the_check_digit() -> None:
    assert _damm("572") == 4
    assert _damm("5724") == 0


@given(fresh)
def test_it_is_read_as_it_was_given(reference: str) -> None:
    assert read_reference(reference) == reference


@given(
    fresh,
    st.sampled_from(["en", "ar", "fa"]),
    st.sampled_from(["", " ", "-", "–", "\u2011", "\u200f-\u200e", " . ", "\u00a0", "\u2212"]),
)
def test_it_is_read_in_any_digits_with_any_gaps(reference: str, language: str, gap: str) -> None:
    typed = f"\u2067 {local_digits(reference, language).replace('-', gap)} \u2069"
    assert read_reference(typed) == reference


@given(fresh)
def test_every_wrong_digit_is_refused(reference: str) -> None:
    digits = reference.replace("-", "")
    for place in range(10):
        for digit in "0123456789":
            if digit != digits[place]:
                assert read_reference(digits[:place] + digit + digits[place + 1 :]) is None


@given(fresh)
def test_every_swap_of_neighbours_is_refused(reference: str) -> None:
    digits = reference.replace("-", "")
    for place in range(9):
        if digits[place] != digits[place + 1]:
            swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
            assert read_reference(swapped) is None


def test_the_check_digit_is_totally_anti_symmetric() -> None:
    """All of it: from every state, every single error and every swap of two neighbours ends in another state."""
    for state in range(10):
        assert sorted(_DAMM[state]) == list(range(10))
        assert _DAMM[state][state] == 0
        for x in range(10):
            for y in range(x):
                assert _DAMM[_DAMM[state][x]][y] != _DAMM[_DAMM[state][y]][x]
    for x in range(10):
        assert sorted(row[x] for row in _DAMM) == list(range(10))


@pytest.mark.parametrize(
    "text",
    ["", "abc", "123", "0" * 10, "1" * 11, "1" * 100_000, "\ud800", "²²²-²²²-²²²²", "482-719-306x", "-" * 50],
)
def test_anything_else_is_none(text: str) -> None:
    assert read_reference(text) is None


@given(st.text())
def test_whatever_is_read_is_a_reference(text: str) -> None:
    read = read_reference(text)
    assert read is None or read_reference(read) == read


@given(fresh, fresh)
def test_references_are_found_in_a_subject(first: str, second: str) -> None:
    subject = f"Re: [{first}] and {local_digits(second, 'fa')}, call 0049 30 1234567890123 ({first.replace('-', ' ')})"
    assert references_in(subject) == tuple(dict.fromkeys([first, second]))


def test_no_reference_in_a_longer_number() -> None:
    reference = new_reference().replace("-", "")
    assert references_in(f"IBAN {reference}1 or 1{reference}") == ()
    assert references_in("") == ()
