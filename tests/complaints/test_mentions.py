"""Who is called in a note: whole names before first names, any script, endings and commas left aside."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recours.complaints.mentions import called_in
from recours.core.keys import new_key

HANA, HANA_MARIA, ELIF, SALMA, ARASH, TWIN = (new_key() for _ in range(6))
NAMES = {
    HANA: "Hana Handler",
    HANA_MARIA: "Hana Maria Handler",
    ELIF: "Elif Aksoy",
    SALMA: "سلمى حدّاد",
    ARASH: "آرش نیک‌روان",
}


@pytest.mark.parametrize(
    ("words", "people"),
    [
        ("@Hana Handler, please look.", (HANA,)),
        ("Ask @hana   HANDLER: she knows. And @Elif.", (HANA, ELIF)),
        ("@Hana Maria Handler and not the other", (HANA_MARIA,)),
        ("(@Elif Aksoy'a sor)", (ELIF,)),
        ("@Elif’e", (ELIF,)),
        ("من فضلك @سلمى حداد، انظري", (SALMA,)),
        ("@آرش نیک روان", (ARASH,)),
        ("@آرش", (ARASH,)),
        ("@Elif @Elif Aksoy", (ELIF,)),
        ("nadia@example.org, 5 @ 3 pounds, @5, @", ()),
        ("@Elif\nAksoy", (ELIF,)),
    ],
)
def test_whom_the_words_call(words: str, people: tuple[object, ...]) -> None:
    called = called_in(words, NAMES)
    assert (called.people, called.unknown, called.unclear) == (people, (), ())


def test_who_is_not_there_and_who_is_not_clear() -> None:
    called = called_in("@Hana says that @angry_customer, and @Otto Outside", NAMES)
    assert (called.people, called.unknown, called.unclear) == ((), ("angry_customer", "Otto"), ("Hana",))


def test_namesakes_are_both_called() -> None:
    assert set(called_in("@Elif Aksoy", {**NAMES, TWIN: "Elif Aksoy"}).people) == {ELIF, TWIN}


@given(st.text(max_size=60))
def test_no_words_break_it(words: str) -> None:
    called_in(f"@{words} @Elif", NAMES)
