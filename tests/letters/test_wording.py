"""Wordings are refused when a place is wrong, and values go in once and stay what they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recours.core.errors import Invalid
from recours.letters.kinds import SECRET, WordingKind
from recours.letters.wording import checked, filled_body, filled_subject, isolated

GOOD = "Reference {reference}\n\nCode {secret}\n\n{tracking_link}"
KIND = WordingKind.ACKNOWLEDGEMENT


def problems(subject: str, body: str, kind: WordingKind = KIND) -> dict[str, str]:
    with pytest.raises(Invalid) as refusal:
        checked(kind, subject, body)
    return refusal.value.sentences()


def test_a_good_wording_is_taken_cleaned() -> None:
    assert checked(KIND, " It\narrived ", GOOD + "\r\n\x00") == ("It arrived", GOOD)


def test_an_unknown_place_is_named_with_those_there_are() -> None:
    sentence = problems("It arrived", GOOD + "{password}")["body"]
    assert "“{password}”" in sentence
    assert "{answer_by}, {contact}, {greeting}" in sentence


@pytest.mark.parametrize(
    "place", ["{}", "{0}", "{reference.__class__}", "{Reference}", "{ reference }", "{reference!r}"]
)
def test_a_place_is_a_plain_name(place: str) -> None:
    assert "There is no place" in problems("It arrived", GOOD + place)["body"]


@pytest.mark.parametrize("missing", ["{reference}", "{secret}", "{tracking_link}"])
def test_a_place_that_the_person_needs_cannot_be_left_out(missing: str) -> None:
    assert missing in problems("It arrived", GOOD.replace(missing, ""))["body"]


def test_a_needed_place_may_stand_in_the_subject() -> None:
    assert checked(KIND, "Case {reference}", GOOD.replace("{reference}", ""))


def test_the_secret_stands_in_no_subject() -> None:
    assert "secret" in problems("Your code is {secret}", GOOD)["subject"]


def test_empty_and_endless_wordings_are_refused() -> None:
    assert set(problems("", "")) == {"subject", "body"}
    assert "200" in problems("s" * 201, GOOD)["subject"]
    assert "20000" in problems("It arrived", GOOD + "x" * 20_000)["body"].replace(",", "")


def test_a_paragraph_with_nothing_to_say_is_left_out() -> None:
    body = "Hello\n\nHandled by {handler}.\n \nBy {answer_by}, {handler}\n\nBye"
    assert filled_body(body, {"handler": "Leila"}, "en") == "Hello\n\nHandled by Leila.\n\nBye"
    assert filled_body(body, {}, "en") == "Hello\n\nBye"


def test_a_value_is_never_read_as_a_wording() -> None:
    values = {"handler": "{reference} {secret}", "words": "{handler}\n\n{nothing}", "reference": "1"}
    assert (
        filled_body("{handler}\n\n{words}", values, "en") == "{reference} {secret}\n\n{handler}\n\n{nothing}"
    )


@given(st.text())
def test_nobody_can_have_the_secret_written_where_they_choose(words: str) -> None:
    values = {"words": words + SECRET, "handler": SECRET + words or "x", "secret": "-"}
    filled = filled_body("{words}\n\n{handler} [[secret]]\n\n{secret}", values, "en")
    assert filled.count(SECRET) == 1
    assert filled.endswith(SECRET)
    assert SECRET not in filled_subject("{handler}" + SECRET, {"handler": "a"}, "en")


def test_what_runs_against_the_language_is_isolated() -> None:
    assert isolated("Leila", "en") == "Leila"
    assert isolated("مريم", "en") == "\u2068مريم\u2069"
    assert isolated("482-719-3068", "ar") == "\u2068482-719-3068\u2069"
    assert isolated("مريم", "fa") == "مريم"
    assert filled_body("مرجع {reference}", {"reference": "48-2"}, "fa") == "مرجع \u206848-2\u2069"
    assert filled_body("{secret}", {"secret": "-"}, "fa") == f"\u2068{SECRET}\u2069"


def test_an_address_is_never_touched_so_that_it_can_be_opened() -> None:
    link = "https://example.org/ar/track/?reference=1"
    assert filled_body("{tracking_link}", {"tracking_link": link}, "ar") == link


def test_a_subject_is_one_line_and_keeps_a_code_in_order() -> None:
    assert filled_subject("{title}", {"title": "a\r\nBcc: x\u202e"}, "en") == "a Bcc: x"
    assert filled_subject("مرجع {reference}", {"reference": "48-2"}, "ar") == "مرجع \u200e48-2\u200e"
