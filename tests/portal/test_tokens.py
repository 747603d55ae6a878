"""Signed marks are good for one purpose and for a while."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recours.portal.tokens import FORM_LIFE, issue_form_token, open_words, read_form_token, seal_words


def test_a_token_is_read_back(now: datetime) -> None:
    token = issue_form_token(now)
    assert read_form_token(token.text, now + FORM_LIFE - timedelta(seconds=2)) == token
    assert token.intake_key == f"portal:{token.key}"


@pytest.mark.parametrize("age", [FORM_LIFE, timedelta(days=400), -timedelta(hours=1)])
def test_a_token_grows_old_and_comes_from_no_future(now: datetime, age: timedelta) -> None:
    assert read_form_token(issue_form_token(now).text, now + age) is None


def test_a_token_is_good_for_one_thing(now: datetime) -> None:
    token = issue_form_token(now, "a case")
    assert read_form_token(token.text, now) is None
    assert read_form_token(token.text, now, "another case") is None
    assert read_form_token(token.text, now, "a case") == token


def test_words_sealed_for_one_purpose_open_no_other(now: datetime) -> None:
    sealed = seal_words("receipt", "abc", now=now)
    hour = timedelta(hours=1)
    assert open_words(sealed, "receipt", now=now, life=hour) == ("abc",)
    assert open_words(sealed, "case", now=now, life=hour) is None
    assert open_words(sealed, "receipt", now=now + hour, life=hour) is None


@given(st.text(max_size=80))
def test_nothing_forged_is_read(text: str) -> None:
    moment = datetime.fromisoformat("2026-11-20T09:00:00+00:00")
    assert read_form_token(text, moment) is None
    assert open_words(text, "case", now=moment, life=FORM_LIFE) is None


@pytest.mark.parametrize("place", range(0, 90, 7))
def test_no_letter_can_be_changed(now: datetime, place: int) -> None:
    text = issue_form_token(now).text
    at = place % len(text)
    changed = text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :]
    assert read_form_token(changed, now) is None
