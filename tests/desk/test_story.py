"""Long texts are folded without losing a character that is not a break."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from recours.desk.story import SHOWN, folded


def test_a_short_text_stands_open() -> None:
    text = folded("Brown water.\n\nSince Monday.")
    assert (text.start, text.rest) == ("Brown water.\n\nSince Monday.", "")


def test_a_long_text_is_cut_between_words() -> None:
    text = folded("word " * 2_000)
    assert len(text.start) <= SHOWN
    assert text.start.endswith("word")
    assert text.rest.lstrip().startswith("word")


def test_a_text_of_one_long_word_is_cut_all_the_same() -> None:
    text = folded("W" * 100_000)
    assert (len(text.start), len(text.rest), text.length) == (SHOWN, 100_000 - SHOWN, 100_000)


def test_many_short_lines_are_folded() -> None:
    text = folded("a\n" * 500)
    assert text.start.count("\n") < 45
    assert text.start.count("a") + text.rest.count("a") == 500


@given(st.text(max_size=9_000))
def test_nothing_is_lost(words: str) -> None:
    text = folded(words)
    assert "".join((text.start + text.rest).split()) == "".join(words.split())
