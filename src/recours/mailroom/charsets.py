"""Bytes to words in the charsets that mail really uses, whatever it claims; pure."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_OTHER_NAMES = {
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "ansi_x3.4-1968": "cp1252",
    "7bit": "cp1252",
    "8bit": "cp1252",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "iso-8859-6-i": "iso8859-6",
    "iso-8859-6-e": "iso8859-6",
    "iso-8859-8-i": "iso8859-8",
    "iso-8859-8-e": "iso8859-8",
    "asmo-708": "iso8859-6",
    "dos-720": "cp720",
    "x-mac-arabic": "mac_arabic",
    "x-mac-farsi": "mac_farsi",
    "x-mac-turkish": "mac_turkish",
    "macintosh": "mac_roman",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "unicode-1-1-utf-7": "utf-7",
    "unicode-1-1-utf-8": "utf-8",
    "utf8mb4": "utf-8",
    "unknown-8bit": "",
    "x-unknown": "",
    "default": "",
}
# Not charsets though Python calls them text: slow on hostile input, or made for something else.
_NEVER = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem"}
_ARABIC_WORDS = re.compile(r"[\u0621-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc]{2,}")
_TURKISH_BYTES = re.compile(rb"[a-z][\xf0\xfd\xfe]|[\xf0\xfd\xfe\xdd][a-z]")


@dataclass(frozen=True, slots=True)
class Words:
    """Decoded text and how far to trust it: `guessed` if the charset was not as claimed, `broken` if bytes were lost."""

    text: str
    guessed: bool = False
    broken: bool = False


def decode(content: bytes, charset: str = "") -> Words:
    """The text in these bytes; the claimed charset is tried, then UTF-8, then what the bytes look like. Never raises."""
    codec = _codec(charset)
    if codec and codec not in {"cp1252", "utf-8"}:
        try:
            return Words(content.decode(codec))
        except (UnicodeError, ValueError):
            pass
    try:
        text = content.decode("utf-8-sig")
        return Words(text, guessed=codec not in {"utf-8", "cp1252", ""})
    except UnicodeDecodeError:
        pass
    if codec == "cp1252":
        return Words(*_western(content))
    guess = _looks_like(content)
    if not codec:
        return Words(
            _western(content)[0] if guess == "cp1252" else content.decode(guess, "replace"), guessed=True
        )
    return Words(content.decode(codec, "replace"), guessed=True, broken=True)


def _codec(charset: str) -> str:
    """Python's name for the charset, or "" for one that it does not know or that may not be used."""
    name = charset.strip().strip("\"'").lower().replace(" ", "")[:40]
    name = _OTHER_NAMES.get(name, name)
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError, UnicodeError):
        return ""
    if found.name in _NEVER or not getattr(found, "_is_text_encoding", True):
        return ""
    return found.name


def _western(content: bytes) -> tuple[str, bool, bool]:
    """Claimed Latin-1 but not UTF-8: what the bytes look like, with the five holes of cp1252 filled from Latin-1."""
    guess = _looks_like(content)
    if guess != "cp1252":
        return content.decode(guess, "replace"), True, False
    try:
        return content.decode("cp1252"), False, False
    except UnicodeDecodeError:
        return content.decode("latin-1"), False, False


def _looks_like(content: bytes) -> str:
    """The likeliest 8-bit charset among those of our readers: Arabic when words in its letters prevail, Turkish by ğ ı ş."""
    sample = content[:20_000]
    high = sum(1 for byte in sample if byte >= 0x80)
    letters = sum(1 for byte in sample if byte >= 0x80 or 65 <= byte <= 90 or 97 <= byte <= 122)
    if high * 2 > letters and high > 3:
        arabic = sample.decode("cp1256", "replace")
        if sum(len(word) for word in _ARABIC_WORDS.findall(arabic)) * 2 > high:
            return "cp1256"
    return "cp1254" if _TURKISH_BYTES.search(sample) else "cp1252"
