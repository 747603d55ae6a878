"""Which typefaces this machine has for which script, in an order of preference; nothing is shipped or fetched."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typst

ARABIC = ("Noto Naskh Arabic", "Vazirmatn", "Amiri", "Scheherazade New", "DejaVu Sans")
LATIN = (
    "Source Serif 4",
    "Source Serif Pro",
    "Libertinus Serif",
    "Noto Serif",
    "Liberation Serif",
    "DejaVu Serif",
    "DejaVu Sans",
)
BEYOND = (
    "Noto Sans",
    "Noto Sans Symbols",
    "Noto Sans Symbols 2",
    "Noto Emoji",
    "DejaVu Sans",
    "DejaVu Sans Mono",
)

_IN_ARABIC_SCRIPT = frozenset({"ar", "fa"})


@cache
def found() -> typst.Fonts:
    """Every typeface of this machine and those inside typst, looked up once a process (0.2 s to 3 s)."""
    import typst  # noqa: PLC0415 - 10 MB that a web process, which only names sheets, need not hold

    return typst.Fonts()


@cache
def families() -> frozenset[str]:
    """The names of the typefaces found."""
    return frozenset(found().families())


def preferred(language: str) -> tuple[str, ...]:
    """The typefaces for the script of this language, best first, whether found or not."""
    return ARABIC if language in _IN_ARABIC_SCRIPT else LATIN


def best(language: str, among: Iterable[str] | None = None) -> str | None:
    """The best typeface for the language among these (by default: among those found), or None."""
    have = families() if among is None else frozenset(among)
    return next((name for name in preferred(language) if name in have), None)


def fallbacks(language: str) -> tuple[str, ...]:
    """The typefaces found to set this language in, the best first, then those for words in other scripts."""
    have = families()
    others = ("en", "ar") if language not in _IN_ARABIC_SCRIPT else ("ar", "en")
    chosen = [name for other in others for name in preferred(other) if name in have]
    return tuple(dict.fromkeys([*chosen, *(name for name in BEYOND if name in have)]))


def missing(languages: Iterable[str], among: Iterable[str] | None = None) -> list[str]:
    """The languages for which only a monospaced fallback or nothing at all is found, in the order given."""
    have = families() if among is None else frozenset(among)
    return [language for language in languages if best(language, have) is None]
