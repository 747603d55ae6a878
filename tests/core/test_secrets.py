"""The secret of a case is computed, read kindly and guessed by nobody."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from recours.core.keys import new_key
from recours.core.secrets import fingerprint, is_tracking_secret, tracking_secret
from recours.core.text import local_digits

CASE = uuid4()


def test_its_form() -> None:
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", tracking_secret(CASE, 1))


def test_it_belongs_to_one_case_one_generation_and_one_key() -> None:
    mine = tracking_secret(CASE, 1)
    assert mine == tracking_secret(CASE, 1)
    with override_settings(TRACKING_KEY=b"another key of thirty-two bytes!"):
        elsewhere = tracking_secret(CASE, 1)
    assert len({mine, elsewhere, tracking_secret(CASE, 2), tracking_secret(new_key(), 1)}) == 4


@pytest.mark.parametrize(
    "typed",
    [
        lambda secret: secret,
        lambda secret: secret.lower(),
        lambda secret: secret.replace("-", ""),
        lambda secret: f"  {secret.replace('-', ' – ')}\u200f\n",
        lambda secret: secret.replace("0", "O").replace("1", "l"),
        lambda secret: secret.replace("0", "o").replace("1", "I"),
        lambda secret: local_digits(secret, "fa"),
        lambda secret: local_digits(secret, "ar"),
    ],
)
def test_it_is_read_kindly(typed) -> None:
    for _ in range(20):
        case = new_key()
        assert is_tracking_secret(typed(tracking_secret(case, 1)), case, 1)


def test_another_one_is_not_it() -> None:
    secret = tracking_secret(CASE, 1)
    assert not is_tracking_secret(secret, CASE, 2)
    assert not is_tracking_secret(secret, uuid4(), 1)
    assert not is_tracking_secret(secret + "0", CASE, 1)
    assert not is_tracking_secret(secret[:-1], CASE, 1)
    assert not is_tracking_secret("x" * 1_000_000, CASE, 1)


@given(st.text(st.characters(codec=None)))
def test_nothing_typed_is_a_secret_or_an_error(text: str) -> None:
    assert not is_tracking_secret(text, CASE, 1)


def test_a_fingerprint_tells_equal_from_different_and_nothing_else() -> None:
    assert fingerprint("ann@example.org", "rate") == fingerprint("ann@example.org", "rate")
    assert len({fingerprint(v, p) for v in ("ann", "bob") for p in ("rate", "mail")}) == 4
    assert re.fullmatch(r"[0-9a-f]{32}", fingerprint("\u0000é", "rate"))
