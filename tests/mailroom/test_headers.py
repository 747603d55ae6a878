from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recours.mailroom.headers import addresses, message_ids, moment, read_address, words
from tests.mailroom.mails import expected

USABLE = {"ISEMAIL_VALID_CATEGORY", "ISEMAIL_DNSWARN", "ISEMAIL_RFC5321"}

TRUSTING = {
    "ISEMAIL_ERR_DOT_END": "a domain may end in the root's dot",
    "ISEMAIL_ERR_EXPECTING_ATEXT": "white space around an address is folding, not the address",
    "ISEMAIL_ERR_CR_NO_LF": "the same",
    "ISEMAIL_ERR_FWS_CRLF_END": "the same",
    "ISEMAIL_ERR_FWS_CRLF_X2": "the same",
    "ISEMAIL_ERR_EXPECTING_CTEXT": "a comment is dropped, whatever it holds",
    "ISEMAIL_ERR_UNCLOSEDCOMMENT": "the same",
    "ISEMAIL_ERR_CONSECUTIVEDOTS": "the header reader drops what cannot be part of an address",
}
"""Diagnoses by which the peer refuses an address that we can still answer, each with its reason."""


def test_the_addresses_of_the_corpus(corpora: Path) -> None:
    right = wrong = 0
    doubtful: set[str] = set()
    for group in expected(corpora / "addresses" / "expected.json").values():
        for sample in group:
            given = sample["address"]
            usable = bool(read_address(given))
            addresses((given,))
            if sample["category"] in USABLE:
                assert usable, given
                right += 1
            elif sample["category"] == "ISEMAIL_ERR":
                wrong += 1
                if usable:
                    doubtful.add(sample["diagnosis"])
    assert (right, wrong) == (69, 78)
    assert doubtful <= set(TRUSTING)


@pytest.mark.parametrize(
    ("field", "people"),
    [
        ("Ali <ali@EXAMPLE.org>", [("Ali", "ali@example.org")]),
        ("ali@example.org (Ali)", [("Ali", "ali@example.org")]),
        ("=?utf-8?b?2LnZhNmK?= <a@b.example>", [("علي", "a@b.example")]),
        ("=?utf-8?q?x=40evil.example=2C?= <a@b.example>", [("x@evil.example,", "a@b.example")]),
        ('"Evil\\r\\nBcc: x" <a@b.example>', [("EvilrnBcc: x", "a@b.example")]),
        ("Friends: a@b.example, c@d.example;", [("", "a@b.example"), ("", "c@d.example")]),
        ("undisclosed-recipients:;", []),
        ("", []),
        ("nobody", [("nobody", "")]),
        ("<mona\u202egro@example.org>", [("monagro@example.org", "")]),
        ("<mona\u2066@example.org>", [("mona@example.org", "")]),
        ('"mo\u202ena"@example.org', [('"mona"@example.org', "")]),
    ],
)
def test_people_in_a_field(field: str, people: list[tuple[str, str]]) -> None:
    assert [(a.name, a.address) for a in addresses((field,))] == people


def test_raw_bytes_in_a_field_are_read() -> None:
    assert words("Plainte: eau brun\udcc3\udca9e") == "Plainte: eau brunée"
    assert words("Plainte: brun\udce9e", "iso-8859-1") == "Plainte: brunée"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("=?utf-8?q?caf=C3=A9?= =?utf-8?q?_noir?=", "café noir"),
        ("=?utf-8?b?a?=", "=?utf-8?b?a?="),
        ("=?unknown-8bit?q?caf=C3=A9?=", "café"),
        ("=?utf-8?q?a=00b=0D=0Ac?=", "ab c"),
        ("=?utf-8*en?q?x?=", "x"),
    ],
)
def test_encoded_words(given: str, said: str) -> None:
    assert words(given) == said


def test_identifiers() -> None:
    assert message_ids(("<a@b> <c@d>, <a@b>", "junk")) == ("a@b", "c@d")
    assert message_ids(("bare@host",)) == ("bare@host",)
    assert message_ids(("<>", "< >", "")) == ()
    assert message_ids(("<a\x7fb@c>",)) == ("ab@c",)


@pytest.mark.parametrize(
    ("given", "at"),
    [
        ("Fri, 20 Nov 2026 10:00:00 +0100", datetime(2026, 11, 20, 9, tzinfo=UTC)),
        ("Fri, 20 Nov 2026 10:00:00", datetime(2026, 11, 20, 10, tzinfo=UTC)),
        ("Fri, 99 Nov 2026", None),
        ("", None),
        ("1" * 400, None),
    ],
)
def test_moments(given: str, at: datetime | None) -> None:
    assert moment(given) == at


@given(st.text(max_size=300))
def test_no_field_is_too_odd(value: str) -> None:
    words(value)
    addresses((value,))
    message_ids((value,))
    moment(value)
    read_address(value)
