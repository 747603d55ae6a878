"""Every page answers in every language, says which it speaks, runs in its direction and leaves no sentence in English."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import datetime
from gettext import NullTranslations
from html import unescape
from typing import Any

import pytest
from babel import Locale
from django.conf import settings
from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import gettext, ngettext, pgettext, trans_real

from recours.people.models import User
from tests.factories.cast import CAST
from tests.permissions.matrix import ROWS, Row
from tests.permissions.routes import Route
from tests.permissions.scene import Scene, make_scene

PAGES = [
    line
    for line in ROWS
    if line.method == "GET" and "+" in line.answers.values() and not line.path.startswith("/api/")
]
pytestmark = pytest.mark.one_database("what a page says; the permissions open each page on both")
LANGUAGES = [code for code, _ in settings.LANGUAGES]


@pytest.fixture
def scene(db: None, now: datetime) -> Scene:
    return make_scene(now)


def visitor_of(line: Row) -> str:
    """Somebody whom the page lets in, rather one who sees much of it."""
    for name in ("manager", "administrator", *CAST):
        if line.answers[name] == "+":
            return name
    raise AssertionError(line.name)


def open_page(scene: Scene, line: Row, language: str) -> HttpResponse:
    """The page as somebody sees it who chose this language."""
    User.objects.update(language=language)
    client = scene.client(visitor_of(line))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    places = {place: scene.place(dict(line.places).get(place, place)) for place in Route(line.path).places}
    path = Route(line.path).at({**places, **({"language": language} if "language" in places else {})})
    answer = client.get(path, headers={"Accept-Language": language})
    if getattr(answer, "streaming", False):
        b"".join(answer.streaming_content)
    assert isinstance(answer, HttpResponse) or hasattr(answer, "streaming_content")
    return answer


def is_page(answer: HttpResponse) -> bool:
    return answer.status_code == 200 and answer.headers.get("Content-Type", "").startswith("text/html")


@pytest.mark.parametrize("line", PAGES, ids=lambda line: line.path)
def test_a_page_speaks_every_language(line: Row, scene: Scene) -> None:
    wrong = {language: fault for language in LANGUAGES if (fault := fault_of(scene, line, language))}
    assert wrong == {}


def fault_of(scene: Scene, line: Row, language: str) -> str:
    """What is wrong with the page in this language, or nothing."""
    answer = open_page(scene, line, language)
    if answer.status_code >= 400:
        return f"answers {answer.status_code}"
    if not is_page(answer):
        return ""
    html = answer.content.decode()
    direction = "rtl" if language in settings.LANGUAGES_BIDI else "ltr"
    root = re.search(r"<html[^>]*>", html)
    if root is None or not (f'lang="{language}"' in root.group() and f'dir="{direction}"' in root.group()):
        return f"begins {root and root.group()}"
    return "shows a place that nothing filled" if "%(" in visible(html) else ""


class Bracketed(NullTranslations):
    """A language that says everything in brackets, so that what is said without them was never given to be translated."""

    def gettext(self, message: str) -> str:
        return f"⟦{message.split(trans_real.CONTEXT_SEPARATOR)[-1]}⟧"

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return self.gettext(singular if n == 1 else plural)

    def to_language(self) -> str:
        return "fr"

    def language(self) -> str:
        return "fr"


def forget_everything() -> None:
    """Empty what the product remembers between requests: what was drawn in French, and what was drawn in brackets."""
    for name, module in list(sys.modules.items()):
        if name.startswith("recours."):
            for thing in vars(module).values():
                if callable(clear := getattr(thing, "cache_clear", None)):
                    clear()


@pytest.fixture
def bracketed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """French says everything in brackets."""
    real = trans_real.translation
    french: Any = Bracketed()
    monkeypatch.setattr(
        trans_real, "translation", lambda language: french if language == "fr" else real(language)
    )
    forget_everything()
    yield
    forget_everything()


_INVISIBLE = re.compile(r"<(script|style|template|svg|code|pre|kbd)\b.*?</\1>|<!--.*?-->", re.DOTALL)
_SPOKEN = re.compile(r"\s(?:alt|title|placeholder|aria-label)=\"([^\"]*)\"")
_OWN_WORDS = re.compile(
    r"<(bdi|textarea|option|address|time)\b[^>]*>.*?</\1>|<(\w+)[^>]*\bdir=\"auto\"[^>]*>.*?</\2>", re.DOTALL
)
_ADDRESS = re.compile(r"https?://\S+|\S+@\S+")
_NAMES = {
    "Hana",
    "Handler",
    "Branch",
    "Taste",
    "Ombudsman",
    "Recours",
    "ISO",
    "Northwind",
    "Water",
    "Eaux",
    "du",
    "Nord",
    *(name for _, name in settings.LANGUAGES),
} | {
    word
    for names in (Locale("fr").months, Locale("fr").days)
    for word in (*names["format"]["wide"].values(), *names["format"]["abbreviated"].values())
}


def visible(html: str) -> str:
    """The words of a page that are its own: no markup, and no words that a person or the organisation wrote."""
    html = _INVISIBLE.sub(" ", html)
    spoken = " ".join(_SPOKEN.findall(html))
    return unescape(re.sub(r"<[^>]+>", " ", _OWN_WORDS.sub(" ", html)) + " " + spoken)


def said_in_english(html: str) -> list[str]:
    """Words of a page that stand outside every bracket."""
    text = _ADDRESS.sub(" ", visible(html))
    while (inner := re.sub(r"⟦[^⟦⟧]*⟧", " ", text)) != text:
        text = inner
    return [word for word in re.findall(r"[^\W\d_]{3,}", text) if word not in _NAMES]


@pytest.mark.parametrize("line", PAGES, ids=lambda line: line.path)
def test_a_page_has_no_sentence_of_its_own_language(line: Row, scene: Scene, bracketed: None) -> None:
    answer = open_page(scene, line, "fr")
    if is_page(answer):
        assert said_in_english(answer.content.decode()) == []


def test_everything_translated_stands_in_brackets(bracketed: None) -> None:
    with translation.override("fr"):
        assert gettext("Write something first.") == "⟦Write something first.⟧"
        assert pgettext("role", "Auditor") == "⟦Auditor⟧"
        assert ngettext("%(count)s day", "%(count)s days", 2) % {"count": 2} == "⟦2 days⟧"


def test_brackets_are_seen_through() -> None:
    assert said_in_english('<p title="⟦Hello⟧">⟦Answer by ⟦Monday⟧⟧ <bdi>Carol</bdi> 12</p>') == []
    assert said_in_english('<p title="Hello">⟦Fine⟧ but plain</p>') == ["but", "plain", "Hello"]
