"""What strangers send: words of every kind, JSON of every shape, files and mails bent out of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from recours.core.filenames import EXTENSIONS

T = TypeVar("T")
_CORPUS = Path(__file__).resolve().parent.parent.parent.parent / "shared/corpora/strings-naughty/blns.json"

OURS = (
    "\x00",
    "a\x00b",
    "\ud800",
    "x\udfff\ud800y",
    "\u202egpj.exe\u202c",
    "\u2066\u2067\u2068\u2069" * 40,
    "\r\nBcc: everybody@example.org\r\n\r\nHello",
    "Subject: x\nX-Evil: 1",
    "<script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "{{ 7*7 }}{% debug %}%(name)s %s %d {0} {secret} {name.__class__} [[secret]]",
    "[[secret]]",
    "'; DROP TABLE complaints_complaint; --",
    "=cmd|' /C calc'!A0",
    "../../../../etc/passwd",
    "Z\u0351\u036b\u0343" * 60,
    "e" + "\u0301" * 5000,
    "\u0628\u200c\u0629 \u0660\u0661\u0662 \u06f0\u06f1",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467" * 20,
    "A" * 10_000,
    "word " * 30_000,
    "9" * 5_000,
    "1e999",
    "NaN",
    "-0",
    "0" * 400 + "1",
    "١٢/٣/٢٠٢٤",
    "32/13/99999",
    "1403/12/30",
    "2999-01-01",
    "0000-00-00",
    "a@b",
    "a@[127.0.0.1]",
    '"a b"@exämple.org',
    "<a@example.org>, b@example.org",
    "a@example.org\nb@example.org",
    "\ufeff",
    "\u2028\u2029\x85\x0b\x0c",
    "\x1b[2J\x07",
    "None",
    "true",
    "-1",
    "#set($x=1)${7*7}",
    "//evil.example/",
    "javascript:alert(1)",
)
NAUGHTY: tuple[str, ...] = (
    *OURS,
    *(json.loads(_CORPUS.read_text(encoding="utf-8")) if _CORPUS.exists() else ()),
)

_naughty = st.integers(0, len(NAUGHTY) - 1).map(lambda place: NAUGHTY[place])  # a short name for a long list

anything = st.one_of(
    _naughty,
    st.text(st.characters(), max_size=60),
    st.text(st.characters(categories=("Cc", "Cf", "Cs", "Co", "Mn", "Zl", "Zp", "Nd")), max_size=30),
    st.builds(str.__add__, _naughty, _naughty),
)
"""Text, lone surrogates included."""

header_text = st.one_of(
    st.text(st.characters(min_codepoint=0x20, max_codepoint=0xFF), max_size=80),
    _naughty.map(lambda text: text.encode("latin-1", "ignore").decode("latin-1")).filter(str.isprintable),
)
"""What can stand in a header: Latin-1 without controls, as a server hands it on."""

json_value: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.floats() | anything,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(anything, inner, max_size=4),
    max_leaves=12,
)

file_name = st.one_of(
    st.builds(
        lambda stem, ending: f"{stem}.{ending}",
        st.sampled_from(
            ["x", "report", "a.b", "", " ", "..", "CON", "\u202etxt", "x" * 300, "a\x00b", "é\u0301"]
        ),
        st.sampled_from(
            [
                *sorted({ending for endings in EXTENSIONS.values() for ending in endings}),
                "exe",
                "html",
                "svg",
                "php",
                "js",
                "jar",
                "bat",
                "",
                "png.exe",
                "jpg\x00.php",
                "htm",
                "xhtml",
                "mhtml",
            ]
        ),
    ),
    anything,
)

MAGIC = (
    b"",
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    b"\xff\xd8\xff\xe0\x00\x10JFIF",
    b"GIF89a",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"PK\x05\x06" + bytes(18),
    b"MZ",
    b"\x7fELF",
    b"#!/bin/sh\n",
    b"<html><script>",
    b"<?xml version='1.0'?><svg onload='x'>",
    b"\x00asm",
    b"\x1f\x8b\x08",
    b"RIFF\x00\x00\x00\x00WEBP",
    b"\x00\x00\x00\x18ftypheic",
    b"ID3\x03",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"From a@b Mon Jan 1 00:00:00 2024\n",
    b"{\\rtf1",
    b"\xff\xfe<\x00s\x00",
    b"\xef\xbb\xbf=cmd|' /C calc'!A0,",
)
file_bytes = st.builds(lambda head, tail: head + tail, st.sampled_from(MAGIC), st.binary(max_size=400))


def explore(strategy: st.SearchStrategy[T], examples: int, body: Callable[[T], None]) -> None:
    """Try the body with so many examples: always the same few in the gate, fresh ones where many are asked for."""

    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=examples <= 50,
        database=None,
        phases=(Phase.generate,) if examples <= 50 else (Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def tried(value: T) -> None:
        body(value)

    tried()
