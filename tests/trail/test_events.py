"""What an event may be, and what it may hold."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recours.core.keys import new_key
from recours.trail.chain import canonical, digest, new_salt
from recours.trail.events import Event, UnknownKind, event_class, facts_of, registered
from tests.factories.trail import Poured, Tasted

KEY = UUID("018f0000-0000-7000-8000-000000000001")


class Colour(StrEnum):
    GREEN = "green"


@dataclass(frozen=True)
class Held(Event):
    kind = "test.held"
    sentence = "%(value)s"

    value: object


def test_every_sort_of_fact_is_stored_as_json() -> None:
    words = digest("fine", new_salt())
    event = Tasted(
        leaf=Colour.GREEN,
        guest=KEY,
        day=date(2026, 11, 20),
        at=datetime(2026, 11, 20, 12, 30, tzinfo=timezone(timedelta(hours=3, minutes=30))),
        price=Decimal("10.50"),
        marks=("good", "warm"),
        sweet=False,
        milk=None,
        words=words,
    )
    facts = facts_of(event)
    assert facts == {
        "leaf": "green",
        "guest": str(KEY),
        "day": "2026-11-20",
        "at": "2026-11-20T09:00:00.000000Z",
        "price": "10.50",
        "marks": ["good", "warm"],
        "sweet": False,
        "milk": None,
        "words": words,
    }
    assert type(facts["leaf"]) is str
    canonical(facts)


def test_a_set_has_one_order() -> None:
    assert facts_of(Held(frozenset({"c", "a", "b"}))) == {"value": ["a", "b", "c"]}


@pytest.mark.parametrize(
    "words",
    ["Maria Santos", "maria@example.com", "line\nbreak", "a" * 201, "سلام", "nul\x00", "‮evil", "<b>", "it's"],
)
def test_words_are_refused(words: str) -> None:
    with pytest.raises(ValueError, match="no words"):
        facts_of(Held(words))
    with pytest.raises(ValueError, match="no words"):
        facts_of(Held(("fine", words)))


@pytest.mark.parametrize("value", [1.5, b"bytes", {"a": 1}, object(), [0.5]])
def test_other_types_are_refused(value: object) -> None:
    with pytest.raises(TypeError):
        facts_of(Held(value))


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        facts_of(Held(datetime(2026, 1, 1)))


@given(
    st.none()
    | st.booleans()
    | st.integers()
    | st.uuids()
    | st.dates()
    | st.datetimes(timezones=st.just(UTC))
    | st.decimals(allow_nan=False, allow_infinity=False)
)
def test_what_is_taken_can_be_spelt(value: object) -> None:
    canonical(facts_of(Held(value)))


def test_events_are_registered_by_kind_and_version() -> None:
    assert registered()["tea.tasted", 2] is Tasted
    assert event_class("tea.poured", 1) is Poured
    for kind, version in (("tea.tasted", 1), ("tea.unheard_of", 1)):
        with pytest.raises(UnknownKind):
            event_class(kind, version)


def test_a_kind_belongs_to_one_class() -> None:
    with pytest.raises(TypeError, match="already Poured"):

        @dataclass(frozen=True)
        class Again(Event):
            kind = "tea.poured"
            sentence = "Again."


def test_a_class_with_slots_is_registered_once() -> None:
    @dataclass(frozen=True, slots=True)
    class Slotted(Event):
        kind = "test.slotted"
        sentence = "Slotted."

        key: UUID

    assert event_class("test.slotted", 1) is Slotted
    assert set(facts_of(Slotted(new_key()))) == {"key"}


@pytest.mark.parametrize(
    "kind", ["", "poured", "Tea.Poured", "tea..poured", "tea.poured!", "tea.poured 2", "tea." + "a" * 57]
)
def test_a_kind_is_a_code(kind: str) -> None:
    with pytest.raises(TypeError, match="needs a kind"):
        type("Strange", (Event,), {"kind": kind, "sentence": "Strange."})


def test_an_event_needs_its_sentence() -> None:
    with pytest.raises(TypeError, match="a sentence"):
        type("Silent", (Event,), {"kind": "test.silent"})


def test_a_shared_base_is_no_event_itself() -> None:
    @dataclass(frozen=True)
    class Base(Event):
        key: UUID

    with pytest.raises(UnknownKind):
        facts_of(Base(new_key()))
