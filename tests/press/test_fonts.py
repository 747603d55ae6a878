"""Typefaces are chosen from those found, and what is missing is said."""

from recours.press import fonts

LANGUAGES = ["en", "fr", "ar", "fa", "tr"]


def test_nothing_is_missing_where_each_script_has_a_face() -> None:
    assert fonts.missing(LANGUAGES, among={"Libertinus Serif", "Amiri"}) == []


def test_a_monospaced_fallback_alone_counts_as_missing() -> None:
    assert fonts.missing(LANGUAGES, among={"Libertinus Serif", "DejaVu Sans Mono"}) == ["ar", "fa"]


def test_nothing_found_is_everything_missing() -> None:
    assert fonts.missing(LANGUAGES, among=()) == LANGUAGES


def test_the_better_face_wins() -> None:
    assert fonts.best("fa", among={"DejaVu Sans", "Vazirmatn", "Noto Naskh Arabic"}) == "Noto Naskh Arabic"
    assert fonts.best("fa", among={"DejaVu Sans", "Vazirmatn"}) == "Vazirmatn"
    assert fonts.best("tr", among={"DejaVu Sans", "Source Serif 4"}) == "Source Serif 4"


def test_latin_always_has_a_face_because_typst_brings_one() -> None:
    assert fonts.missing(["en", "fr", "tr"]) == []
    assert "Libertinus Serif" in fonts.fallbacks("en")


def test_fallbacks_hold_only_what_is_found_and_each_once() -> None:
    for language in LANGUAGES:
        chosen = fonts.fallbacks(language)
        assert set(chosen) <= fonts.families()
        assert len(chosen) == len(set(chosen))
