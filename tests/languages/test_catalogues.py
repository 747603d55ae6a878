"""Every language says everything, with the same places in the sentence and every plural form."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.conf import settings

from tests.laws.law import ROOT

sys.path.insert(0, str(ROOT / "tools"))

from extract_messages import LANGUAGES, differences

LOCALES = ROOT / "src" / "recours" / "locale"
PLACE = re.compile(r"%\((\w+)\)[a-z]")
NUMBERS = {"count", "days", "n", "number"}  # the places on which a plural turns
TAG = re.compile(r"</?([a-z]+)")


def path_of(language: str) -> Path:
    return LOCALES / language / "LC_MESSAGES" / "django.po"


@pytest.fixture(params=list(LANGUAGES))
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def catalogue(language: str) -> Catalog:
    assert path_of(language).exists(), f"{language} has no catalogue: make words"
    with path_of(language).open("rb") as handle:
        return read_po(handle, locale=language, abort_invalid=True)


def strings(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, list | tuple) else (message.string,)


def ids(message: Message) -> tuple[str, ...]:
    return tuple(message.id) if isinstance(message.id, list | tuple) else (message.id,)


def messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def test_the_languages_are_the_settings_languages() -> None:
    assert {"en", *LANGUAGES} == set(dict(settings.LANGUAGES))


def test_nothing_is_missing_and_nothing_guessed(catalogue: Catalog) -> None:
    unsaid = [ids(message)[0] for message in messages(catalogue) if not all(strings(message))]
    guessed = [ids(message)[0] for message in messages(catalogue) if message.fuzzy]
    assert (unsaid[:20], guessed[:20]) == ([], [])


def test_the_places_in_a_sentence_are_the_same(catalogue: Catalog) -> None:
    wrong = []
    for message in messages(catalogue):
        said = [set(PLACE.findall(text)) for text in ids(message)]
        whole, least = set().union(*said), set.intersection(*said)
        for text in strings(message):
            # A form for one or two may drop the number, as the English one may; it may not invent a place.
            there = set(PLACE.findall(text))
            fewer = whole - there <= NUMBERS if len(strings(message)) > 1 else least <= there
            if not (there <= whole and fewer):
                wrong.append((ids(message)[0], text))
    assert wrong == []


def test_the_tags_in_a_sentence_are_the_same(catalogue: Catalog) -> None:
    wrong = [
        (ids(message)[0], text)
        for message in messages(catalogue)
        for text in strings(message)
        if sorted(TAG.findall(text)) != sorted(TAG.findall(ids(message)[-1])) and text
    ]
    assert wrong == []


def test_the_plural_forms_are_complete(catalogue: Catalog, language: str) -> None:
    assert catalogue.plural_forms.strip().rstrip(";") == LANGUAGES[language].rstrip(";")
    short = [
        ids(m)[0] for m in messages(catalogue) if m.pluralizable and len(strings(m)) != catalogue.num_plurals
    ]
    assert short == []


def test_a_sentence_begins_and_ends_alike(catalogue: Catalog) -> None:
    wrong = [
        (ids(message)[0], text)
        for message in messages(catalogue)
        for text in strings(message)
        if text
        and (text[0].isspace(), text[-1].isspace())
        != (ids(message)[0][0].isspace(), ids(message)[0][-1].isspace())
    ]
    assert wrong == []


def test_the_catalogues_hold_what_the_source_says() -> None:
    if shutil.which("xgettext") is None:
        pytest.skip("gettext is not installed: nobody looked whether a new sentence is in the catalogues")
    assert differences() == []
