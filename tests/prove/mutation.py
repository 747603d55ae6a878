"""Inputs by the million: honest samples bent by a seeded die, quick enough that the code under test costs the time."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from tests.prove.hostile import MAGIC, NAUGHTY

S = TypeVar("S", str, bytes)

SLOW = 10.0
"""Seconds of processor time for one input of a few kilobytes: beyond, a stranger holds the server up."""

_SHORT = [text for text in NAUGHTY if len(text) < 600]
_PIECES = (
    "\x00", "\r\n", "\n\n", "\u2028", "\t", " ", "\u00a0", "\u200c", "\u200d", "\u202e", "\u2066", "\ufeff", "\ud800", "\udc80", '"', '""', "'", ",",
    ";", "|", "<", ">", "&", "=", "%", "%s", "%(name)s", "{", "}", "{{", "[[", "\\", "/", "../", "-", "--", "(", ")", "@", ":", "0", "9", "٣", "۳", "３",
    "\U0001f600", "e\u0301", "ﷺ", "İ", "ß", "ſ", "﷽", "𝟘", "꧁", "\x1b[", "\x7f", "None", "null", "1e999", "NaN", "true", "-1", "99999999999999999999",
)  # fmt: skip
_BYTES = (
    b"\x00", b"\xff", b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc3", b"\xed\xa0\x80", b"\r\n\r\n", b"\r", b"\n", b"--", b"--x", b'"', b"<", b">", b"=?utf-8?b?",
    b"=?x?q?=00?=", b"?=", b"=\r\n", b"=00", b"boundary=", b'boundary=""', b"charset=", b"; charset=utf-7", b"Content-Type: multipart/mixed\r\n",
    b"Content-Type: message/rfc822\r\n\r\n", b"Content-Transfer-Encoding: base64\r\n", b"Content-Transfer-Encoding: x\r\n", b"From: ", b"From a@b\n", b"\nFrom ",
    b"Subject: ", b"Date: Mon, 99 Foo 99999\r\n", b"Message-ID: <", b"References: " + b"<a@b> " * 50, b"filename*=utf-8''%00%ff", b"PK\x01\x02", b"PK\x05\x06",
    b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"IHDR", b"%PDF-", b"/JavaScript", b"[" * 40, b"{" * 40, b'{"a":', b"\\ud800", b"\\u0000", b"1e999", b"null",
)  # fmt: skip


def bend_text(samples: Sequence[str], die: random.Random) -> str:
    """One of the samples, or a naughty string, with up to six changes."""
    text = die.choice(_SHORT if die.random() < 0.1 else samples)
    return _bent(text, die, lambda: die.choice(_PIECES) if die.random() < 0.8 else die.choice(_SHORT))


def bend_bytes(samples: Sequence[bytes], die: random.Random) -> bytes:
    """One of the samples, or the beginning of some file, with up to six changes."""
    content = die.choice(MAGIC if die.random() < 0.05 else samples)

    def piece() -> bytes:
        way = die.random()
        return (
            die.choice(_BYTES)
            if way < 0.6
            else bytes((die.randrange(256),))
            if way < 0.9
            else die.randbytes(20)
        )

    return _bent(content, die, piece)


def _bent(whole: S, die: random.Random, piece: Callable[[], S]) -> S:
    for _change in range(die.randrange(7)):
        at = die.randrange(len(whole) + 1)
        way = die.random()
        if way < 0.5:  # put in, or written over
            whole = whole[:at] + piece() + whole[at + die.choice((0, 0, 1, 1, 2, 8)) :]
        elif way < 0.7:  # cut out
            whole = whole[:at] + whole[at + die.randrange(1, 40) :]
        elif way < 0.85:  # doubled, elsewhere
            part, to = whole[at : at + die.randrange(1, 200)], die.randrange(len(whole) + 1)
            whole = whole[:to] + part + whole[to:]
        elif way < 0.92:  # one piece many times
            whole = whole[:at] + piece() * die.randrange(2, 60) + whole[at:]
        else:  # broken off
            whole = whole[:at]
    return whole[:20_000]


def try_many(count: int, make: Callable[[random.Random], S], judge: Callable[[S], None]) -> None:
    """Judge so many inputs: always the same in the gate, others in each proof; a failure names its input and the seed.

    PROVE_SEED in the environment repeats a proof.
    """
    seed = os.environ.get("PROVE_SEED") or (
        "gate" if count < 1_000 else str(random.SystemRandom().randrange(10**9))
    )
    die = random.Random(seed)
    for number in range(count):
        given = make(die)
        begun = time.process_time()
        try:
            judge(given)
        except Exception as problem:
            problem.add_note(f"input {number} of PROVE_SEED={seed}: {given!r}"[:8_000])
            raise
        took = time.process_time() - begun
        assert took < SLOW, f"{took:.0f} s for input {number} of PROVE_SEED={seed}: {given!r}"[:8_000]
