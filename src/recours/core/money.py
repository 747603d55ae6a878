"""Amounts of money: exact, in a currency of ISO 4217, written and read as each language does. Pure."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from babel.numbers import (
    NumberFormatError,
    format_currency,
    get_currency_precision,
    get_territory_currencies,
    is_currency,
    list_currencies,
    parse_decimal,
)

from recours.core.text import ascii_digits, local_digits

LARGEST = Decimal(10) ** 11
"""No amount reaches this."""

_LOCALES = {"en": "en_GB", "fr": "fr", "ar": "ar", "fa": "fa", "tr": "tr"}
_DIGITS = {"ar": "arab", "fa": "arabext"}
_SEPARATORS = str.maketrans({"٫": ".", "٬": ",", "’": None, "'": None})
_PLAIN = re.compile(r"\d{1,12}(?:[.,]\d{1,2})?")
_TYPED = re.compile(r"[\d.,]+")
_POINTED = frozenset({"ar", "fa"})
_LONGEST = 40


def is_currency_code(code: str) -> bool:
    """Whether this is the code of a currency in ISO 4217, in capital letters."""
    return len(code) == 3 and code.isupper() and is_currency(code)


def currency_codes() -> list[str]:
    """Every code of a currency that there is or was, by the alphabet."""
    return sorted(list_currencies())


def is_exact(amount: Decimal, currency: str) -> bool:
    """Whether the amount is finite and can be paid in this currency to the last digit."""
    if not amount.is_finite() or abs(amount) >= LARGEST:
        return False
    return amount == round(amount, get_currency_precision(currency))


def amount_said(amount: Decimal, currency: str, language: str) -> str:
    """The amount with its currency as the language writes it: "€1,234.50", "1 234,50 €", "‏١٬٢٣٤٫٥٠ €"."""
    said = format_currency(
        amount,
        currency,
        locale=_LOCALES.get(language, "en_GB"),
        numbering_system=_DIGITS.get(language, "latn"),
    )
    return local_digits(said, language)


def plain(amount: Decimal, currency: str) -> str:
    """The amount for programs and for a field to type in: "1234.50"."""
    return f"{amount:.{get_currency_precision(currency)}f}"


def parse_amount(text: str, language: str) -> Decimal:
    """The amount that somebody typed in any digits, with the separators of the language; ValueError if it could mean two things."""
    if len(text) > _LONGEST:
        raise ValueError(text[:_LONGEST])
    bare = re.sub(r"[\s\u200e\u200f\u061c]", "", ascii_digits(text)).translate(_SEPARATORS)
    if _PLAIN.fullmatch(bare):
        return Decimal(bare.replace(",", "."))
    if not _TYPED.fullmatch(bare):
        raise ValueError(text)
    # With Latin digits Arabic and Persian write the point and the comma as English does.
    locale = "en_GB" if language in _POINTED else _LOCALES.get(language, "en_GB")
    if locale == "fr":
        bare = re.sub(r"\.(?=\d{3}(?:\D|$))", "", bare)
    try:
        return parse_decimal(bare, locale=locale, strict=True)
    except (NumberFormatError, InvalidOperation):
        raise ValueError(text) from None


def currency_of(country: str) -> str:
    """The currency that a country (ISO 3166-1) uses now; empty where none is known."""
    found = get_territory_currencies(country) if country else []
    return str(found[0]) if found else ""
