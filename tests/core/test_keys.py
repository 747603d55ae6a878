"""Keys are version 7: unique, and ordered by the time they were made."""

from __future__ import annotations

import time
from uuid import RFC_4122

import pytest

from recours.core import keys
from recours.core.keys import new_key


def test_a_key_is_a_version_7_of_this_moment() -> None:
    before = time.time_ns() // 1_000_000
    key = new_key()
    after = time.time_ns() // 1_000_000
    assert (key.version, key.variant) == (7, RFC_4122)
    assert before <= key.int >> 80 <= after


def test_keys_are_unique_and_grow_with_time() -> None:
    made = [new_key() for _ in range(20_000)]
    assert len(set(made)) == 20_000
    assert made == sorted(made)


def test_every_random_bit_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    ones, zeros = 0, 0
    for _ in range(500):
        monkeypatch.setattr(keys, "_last", 0)  # else keys of one millisecond follow the largest drawn in it
        bits = new_key().int & (2**80 - 1)
        ones |= bits
        zeros |= ~bits & (2**80 - 1)
    fixed = ones ^ zeros
    assert fixed == 0xF << 76 | 0b11 << 62


def test_keys_made_while_the_clock_stands_or_goes_back_stay_valid(monkeypatch: pytest.MonkeyPatch) -> None:
    full = (time.time_ns() // 1_000_000 + 5_000 << 74) + 2**74 - 2**33
    monkeypatch.setattr(keys, "_last", full)
    made = [new_key() for _ in range(10)]
    assert made == sorted(set(made))
    assert all((key.version, key.variant) == (7, RFC_4122) for key in made)
