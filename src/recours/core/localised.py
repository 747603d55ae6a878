"""Words an organisation wrote in several languages, with a visible fallback."""

from collections.abc import Mapping
from dataclasses import dataclass

FALLBACKS = ("en", "fr", "ar", "fa", "tr")


@dataclass(frozen=True, slots=True)
class Said:
    """The words found and the language they are really in."""

    text: str
    language: str

    def __str__(self) -> str:
        return self.text


def said(words: Mapping[str, str], language: str) -> Said:
    """The words in this language, else in the first language that has them; empty when none has."""
    for code in (language, *FALLBACKS):
        if words.get(code):
            return Said(words[code], code)
    return Said("", language)
