from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recours.mailroom.charsets import decode


@pytest.mark.parametrize(
    ("content", "charset", "text", "guessed", "broken"),
    [
        ("قهوه".encode(), "utf-8", "قهوه", False, False),
        ("café".encode(), "us-ascii", "café", False, False),
        ("café".encode("cp1252"), "us-ascii", "café", False, False),
        ("café".encode("cp1252"), "utf-8", "caf�", True, True),
        (b"\x81\x8d ab", "iso-8859-1", "\x81\x8d ab", False, False),
        (b"\xef\xbb\xbfhi", "", "hi", False, False),
        (b"hi", "no-such-charset", "hi", False, False),
        (b"Sipari\xfeim gelmedi", "", "Siparişim gelmedi", True, False),
    ],
)
def test_bytes_become_words(content: bytes, charset: str, text: str, guessed: bool, broken: bool) -> None:
    found = decode(content, charset)
    assert (found.text, found.guessed, found.broken) == (text, guessed, broken)


@given(
    st.binary(max_size=500),
    st.sampled_from(["", "utf-8", "utf-16", "big5", "hz", "utf-7", "x", "idna", "\x00"]),
)
def test_nothing_is_undecodable(content: bytes, charset: str) -> None:
    decode(content, charset)
