"""Words that people write: cleaned without harm, put on one line, compared, and their digits read and written."""

from __future__ import annotations

import re
import unicodedata

_BREAKS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"})
_SPACES = re.compile(r"\s+")
_UNBROKEN = ("\u00a0", "\u202f")  # French sets them before a colon; alone they stay
_MANY_MARKS = re.compile(r"([^\w\s\x00-\x7f]{65,})")
_DROPPED_IN_FOLD = frozenset({"Mn", "Me", "Cf"})
_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")
_LOCAL_DIGITS = {
    "ar": str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"),
    "fa": str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"),
}
_ONE_LETTER = str.maketrans(
    {
        "ي": "ی", "ى": "ی", "ے": "ی", "ې": "ی", "ك": "ک", "ة": "ه", "ۃ": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه",
        "ٱ": "ا", "ء": "", "ـ": "", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th",
        "ħ": "h", "’": "'", "‘": "'", "ʼ": "'",
    }
)  # fmt: skip


def clean(text: str) -> str:
    """The text as it is stored: no NUL, no lone surrogate, one form of line break, NFC, trimmed; all else unharmed."""
    if text.isascii() and text.isprintable():
        return text.strip()
    text = _UNSTORABLE.sub("", _BREAKS.sub("\n", text))
    return _compose(text.strip())


def says_something(text: str) -> bool:
    """Whether there is anything to be seen in the text: not only blanks, controls, direction marks, halves of characters."""
    return any(unicodedata.category(letter) not in _UNSEEN for letter in text)


def one_line(text: str, limit: int = 200) -> str:
    """The text on one line for headers and names: no control, no line break, no bidi override; cut with "…" at `limit` characters."""
    text = clean(text[: limit * 8])
    if text.isascii() and text.isprintable():
        text = " ".join(text.split())
    else:
        text = _DIRECTION.sub("", _CONTROLS.sub(" ", text))
        text = _SPACES.sub(lambda gap: gap[0] if gap[0] in _UNBROKEN else " ", text).strip()
    if len(text) <= limit:
        return text
    end = limit - 1
    while end > 0 and (
        unicodedata.combining(text[end]) or text[end] in "\u200d\ufe0f" or text[end - 1] == "\u200d"
    ):
        end -= 1
    return text[: end or limit - 1].rstrip() + "…"


def ascii_digits(text: str) -> str:
    """The text with every decimal digit of every script written 0-9."""
    return (
        text if text.isascii() else _FOREIGN_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), text)
    )


def local_digits(text: str, language: str) -> str:
    """The text with 0-9 written as readers of the language write them: ٠-٩ in Arabic, ۰-۹ in Persian."""
    table = _LOCAL_DIGITS.get(language[:2])
    return text.translate(table) if table else text


def fold(text: str) -> str:
    """The text for searching and comparing: without case, accents, Arabic and Persian letter variants, dotless i, joiners and repeated spaces."""
    text = unicodedata.normalize("NFKD", _bare(_UNSTORABLE.sub("", text)))
    text = unicodedata.normalize("NFKD", text.casefold()).translate(_ONE_LETTER)
    return _SPACES.sub(" ", ascii_digits(_bare(text))).strip()


def _bare(text: str) -> str:
    return "".join(c for c in text if c.isascii() or unicodedata.category(c) not in _DROPPED_IN_FOLD)


def _compose(text: str) -> str:
    """NFC, but a run of more than 64 marks stays as it is: composing it costs the square of its length."""
    if text.isascii():
        return text
    return "".join(
        part if index % 2 else unicodedata.normalize("NFC", part)
        for index, part in enumerate(_MANY_MARKS.split(text))
    )
