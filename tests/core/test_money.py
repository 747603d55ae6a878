"""Amounts: exact, written and read in five languages."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recours.core.money import (
    amount_said,
    currency_codes,
    is_currency_code,
    is_exact,
    parse_amount,
    plain,
)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "€1,234.50"),
        ("fr", "1\u202f234,50\xa0€"),
        ("ar", "\u200f١٬٢٣٤٫٥٠\xa0€"),
        ("fa", "\u200e€\xa0۱٬۲۳۴٫۵۰"),
        ("tr", "€1.234,50"),
    ],
)
def test_an_amount_is_said_as_the_language_writes_it(language: str, said: str) -> None:
    assert amount_said(Decimal("1234.5"), "EUR", language) == said


@pytest.mark.parametrize(
    ("language", "typed", "amount"),
    [
        ("en", "1,234.50", "1234.50"), ("en", "12.5", "12.5"), ("en", "12,5", "12.5"), ("en", " 40 ", "40"),
        ("fr", "1 234,50", "1234.50"), ("fr", "1\u202f234,5", "1234.5"), ("fr", "1.234,50", "1234.50"),
        ("ar", "١٬٢٣٤٫٥٠", "1234.50"), ("ar", "1,234.50", "1234.50"), ("fa", "۱۲۳۴٫۵", "1234.5"), ("fa", "۱۲۰", "120"),
        ("tr", "1.234,50", "1234.50"), ("tr", "1.234", "1234"), ("en", "1’234", "1234"),
    ],
)  # fmt: skip
def test_what_people_type_is_read(language: str, typed: str, amount: str) -> None:
    assert parse_amount(typed, language) == Decimal(amount)


@pytest.mark.parametrize(
    "typed", ["", "nan", "1,23,4", "twelve", "1e5", "12.50.1", "Infinity", "9" * 60, "€"]
)
def test_what_could_mean_anything_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):
        parse_amount(typed, "en")


@given(
    st.decimals(min_value=0, max_value=10**9, places=2),
    st.sampled_from(["en", "fr", "ar", "fa", "tr"]),
)
def test_what_is_written_for_a_field_is_read_back(amount: Decimal, language: str) -> None:
    assert parse_amount(plain(amount, "EUR"), language) == amount


def test_exact_is_what_can_be_paid() -> None:
    assert is_exact(Decimal("1.25"), "EUR")
    assert not is_exact(Decimal("1.255"), "EUR")
    assert is_exact(Decimal("1.255"), "TND")
    assert not is_exact(Decimal("1.5"), "JPY")
    assert not is_exact(Decimal("NaN"), "EUR")
    assert not is_exact(Decimal(10) ** 11, "EUR")


def test_currencies_are_those_of_iso_4217() -> None:
    assert is_currency_code("TRY")
    assert {"EUR", "IRR", "MAD"} <= set(currency_codes())
    for wrong in ("eur", "XYZ", "EURO", ""):
        assert not is_currency_code(wrong)
