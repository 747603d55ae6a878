"""The standard wordings keep the rules that administrators' wordings must keep, in every language."""

from __future__ import annotations

import pytest
from django.conf import settings

from recours.letters.kinds import (
    AUTO_SUBMITTED,
    KIND_NAMES,
    PLACES,
    STANDARDS,
    WORDING_NAMES,
    LetterKind,
    WordingKind,
)
from recours.letters.wording import checked, places_in, standard

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", WordingKind)
def test_a_standard_wording_is_one_that_would_be_taken(kind: WordingKind, language: str) -> None:
    assert checked(kind, *standard(kind, language)) == standard(kind, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", WordingKind)
def test_a_translation_has_the_places_of_the_english(kind: WordingKind, language: str) -> None:
    english, translated = (standard(kind, code) for code in ("en", language))
    assert [sorted(places_in(text)) for text in translated] == [sorted(places_in(text)) for text in english]
    assert translated[1].count("\n\n") == english[1].count("\n\n")


def test_every_place_of_a_kind_is_explained() -> None:
    for standard_wording in STANDARDS.values():
        assert standard_wording.places <= set(PLACES)
        assert standard_wording.needed <= standard_wording.places


def test_every_kind_has_its_words() -> None:
    assert set(STANDARDS) == set(WORDING_NAMES) == set(WordingKind)
    assert set(KIND_NAMES) == set(LetterKind)


def test_only_what_a_person_wrote_is_not_automatic() -> None:
    assert set(LetterKind) - set(AUTO_SUBMITTED) == {
        LetterKind.MESSAGE,
        LetterKind.DECISION,
        LetterKind.INFORMATION_REQUEST,
    }


def test_a_link_stands_on_a_line_of_its_own_so_that_it_can_be_opened() -> None:
    for kind in WordingKind:
        for line in standard(kind, "en")[1].splitlines():
            assert not {"tracking_link", "how_link", "link"} & set(places_in(line)) or len(line.split()) == 1


def test_what_is_read_out_never_tells_the_secret() -> None:
    for kind in (WordingKind.ACKNOWLEDGEMENT_SPOKEN, WordingKind.ACKNOWLEDGEMENT_FEEDBACK_SPOKEN):
        assert "secret" not in STANDARDS[kind].places
