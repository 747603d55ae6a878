"""What every page may know about its surroundings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from recours.people.selectors import brand

if TYPE_CHECKING:
    from django.http import HttpRequest


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """Organisation, languages, direction, theme and density of the page; the organisation is read only if a page asks."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    return {
        "organisation": SimpleLazyObject(lambda: brand(language)),
        "language": language,
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
        "languages": [
            (code, name, _in_language(request.get_full_path(), code)) for code, name in settings.LANGUAGES
        ],
        "theme": _one_of(request.COOKIES.get("theme"), ("light", "dark")),
        "density": _one_of(request.COOKIES.get("density"), ("compact", "roomy")),
        "brand_css": "/brand.css",
    }


def _in_language(path: str, code: str) -> str:
    """The same page in another language: the prefix is replaced, or the home page where a page has none."""
    first, _, rest = path.lstrip("/").partition("/")
    return f"/{code}/{rest}" if first in dict(settings.LANGUAGES) else f"/{code}/"


def _one_of(value: str | None, allowed: tuple[str, ...]) -> str:
    return value if value in allowed else ""
