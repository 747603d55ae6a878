"""The written part: enough of it, each text in the script of its language, everything it names there."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator

import pytest

from recours.complaints.seed import GROUPS, PROBLEMS
from recours.demo.archive import COUNTS, written
from recours.demo.conduct import CONDUCT
from recours.demo.deeds import DEEDS
from recours.demo.inquiries import INQUIRIES
from recours.demo.library import LANGUAGES, Past, Shelf, Step, Story, house, shelf, stories, strays
from recours.demo.relating import RELATING
from recours.mailroom.language import guess_language

ARABIC = re.compile(r"[\u0600-\u06ff]")
LATIN = re.compile(r"[A-Za-z]")
ONLY_PERSIAN = re.compile(r"[پچژگکی\u200c]")
ONLY_ARABIC = re.compile(r"[كيىة]")
ONLY_TURKISH = re.compile(r"[ğşıİçöüĞŞÇÖÜ]")
ONLY_FRENCH = re.compile(r"[éèêàçùâîôûœëï’']")
PLACE = re.compile(r"\{(\w+)\}")


def texts(language: str) -> Iterator[str]:
    """Every text that a complainant wrote."""
    for story in shelf(language).stories:
        yield story.words
    for past in shelf(language).past:
        yield past.words


def said_in(story: Story) -> Iterator[str]:
    """Everything said between the complainant and us."""
    yield story.words
    own = {"accept", "reject", "review", "withdraw"}
    for step in story.steps:
        if step.do in {"write", "hear", "mail"} or (step.do in own and not step.by):
            yield step.words
        yield from answered(step)


def answered(step: Step) -> Iterator[str]:
    """What an answer says."""
    facts = step.facts
    if step.do == "answer":
        yield from (facts[part] for part in ("findings", "reasons", "apology") if part in facts)
        yield from (remedy["words"] for remedy in facts.get("remedies", ()) if "words" in remedy)
    if facts.get("helper"):
        yield facts["helper"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_enough_stories_and_past_cases(language: str) -> None:
    assert len(shelf(language).stories) >= 12
    assert len(shelf(language).past) >= 25
    assert COUNTS[language] <= 2 * len(shelf(language).past)


def test_there_are_more_than_sixty_stories_with_conversations() -> None:
    assert len(stories()) >= 60
    assert [story.age for story in stories()] == sorted((story.age for story in stories()), reverse=True)
    done = Counter(step.do for story in stories() for step in story.steps)
    told = {"take", "give", "write", "note", "watch", "look_away", "hear", "mail", "attach"}
    assert set(done) == told | {*DEEDS, *INQUIRIES, *RELATING, *CONDUCT}
    assert done["answer"] >= 40
    assert sum(bool(story.steps) for story in stories()) >= 50


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_text_is_in_the_script_of_its_language(language: str) -> None:
    for text in [*texts(language), *(t for story in shelf(language).stories for t in said_in(story))]:
        plain = PLACE.sub("", text)
        arabic, latin = len(ARABIC.findall(plain)), len(LATIN.findall(plain))
        assert (arabic > 9 * latin) is (language in {"ar", "fa"}), text
        if language == "fa":
            assert ONLY_PERSIAN.search(plain), text
            assert not ONLY_ARABIC.search(plain), text
        if language == "ar":
            assert not ONLY_PERSIAN.search(plain), text
        if language in {"en", "ar"}:
            assert not re.search(r"[ğşıİ]", plain), text


@pytest.mark.parametrize(("language", "letters"), [("tr", ONLY_TURKISH), ("fr", ONLY_FRENCH)])
def test_turkish_and_french_are_written_with_their_letters(language: str, letters: re.Pattern[str]) -> None:
    assert all(letters.search(text) for text in texts(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_story_would_be_known_for_its_language(language: str) -> None:
    assert {guess_language(story.words, "none") for story in shelf(language).stories} == {language}


def test_no_two_texts_are_alike() -> None:
    everything = [
        *(text for code in LANGUAGES for text in texts(code)),
        *(step.words for story in stories() for step in story.steps if step.words),
        *(text for story in stories() for step in story.steps for text in answered(step)),
    ]
    assert len(set(everything)) == len(everything)
    openings = Counter(text[:40] for text in everything)
    assert max(openings.values()) == 1, openings.most_common(3)


def test_no_text_is_longer_than_somebody_would_write() -> None:
    assert all(20 < len(text) < 1500 for code in LANGUAGES for text in texts(code))
    assert max(len(past.words) for code in LANGUAGES for past in shelf(code).past) < 400


def test_everything_a_text_names_exists() -> None:
    told = house()
    products = {each["code"] for each in told["product"]}
    problems = {each["code"] for each in told["problem"]} | {seed.code for seed in (*GROUPS, *PROBLEMS)}
    problems -= set(told["retired"]["problems"])
    staff = {each["key"] for each in told["staff"]}
    for code in LANGUAGES:
        for past in shelf(code).past:
            assert past.product in products, past.words
            assert past.problem in problems | {""}, past.words
            known = {*shelf(code).places, "n", "amount", "house", "minutes"}
            assert set(PLACE.findall(past.words)) <= known, past.words
    for story in stories():
        assert story.product in products | {""}, story.words
        assert story.problem in problems | {""}, story.words
        assert {story.owner, *(step.by for step in story.steps), *(step.to for step in story.steps)} <= {
            *staff,
            "",
        }
        assert {code for step in story.steps for code in step.facts.get("issues", ())} <= problems
        rules = {step.facts["rule"] for step in story.steps if step.do == "answer"}
        assert rules <= set(told["rules"]), story.words
        assert not any(step.do in {"write", "take"} and not (step.by or story.owner) for step in story.steps)


def test_nobody_in_it_can_be_reached_in_the_real_world() -> None:
    for story in stories():
        behalf = [story.behalf] if story.behalf else []
        for each in (story, *behalf):
            assert "@" not in each.email
            assert not each.phone or re.fullmatch(r"07700 900\d{3}|01632 960 \d{3}", each.phone), each.phone
    assert all(mail["email"].endswith((".example", "example.org")) for mail in strays())
    assert all(each["email"].endswith("@merrowby.example") for each in house()["staff"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_past_cases_are_filled_in_without_repeating_one(language: str) -> None:
    made = list(written(shelf(language), COUNTS[language], language, random.Random(1)))
    words = [each for _past, each in made]
    assert len(set(words)) == len(words) == COUNTS[language]
    assert not any(PLACE.search(each) for each in words)
    assert Counter(past.words for past, _words in made).most_common(1)[0][1] <= 3


def test_more_cases_than_are_written_are_an_error() -> None:
    thin = Shelf(stories=(), past=(Past(language="fa", words="آب نیست.", product="water"),))
    with pytest.raises(ValueError, match="Only 1 of 2"):
        list(written(thin, 2, "fa", random.Random(1)))
