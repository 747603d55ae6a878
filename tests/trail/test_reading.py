"""The trail is told in the reader's language, with names for keys and words for codes."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from recours.core.actors import Actor, ActorKind, complainant, system
from recours.core.keys import new_key
from recours.core.subjects import Subject
from recours.trail.chain import digest, new_salt
from recours.trail.events import UnknownKind, facts_of
from recours.trail.reading import Recorded, events_of, isolated, say
from recours.trail.record import record
from tests.factories.trail import ACTOR, Poured, Tasted, a_subject, pour

GUEST, STAFF = new_key(), new_key()
ZONE = UTC


def tasted(**changes: object) -> Recorded:
    facts = {
        "leaf": "assam",
        "guest": GUEST,
        "day": date(2026, 11, 20),
        "at": datetime(2026, 11, 20, 9, 0, tzinfo=UTC),
        "price": Decimal("10.50"),
        "marks": ("good", "warm"),
        "sweet": True,
        "milk": None,
        "words": digest("fine", new_salt()),
    } | changes
    return a_record("tea.tasted", 2, dict(facts_of(Tasted(**facts))))  # type: ignore[arg-type]


def a_record(kind: str, version: int, facts: dict[str, object], actor: Actor = ACTOR) -> Recorded:
    at = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    return Recorded(new_key(), kind, version, facts, Subject("tea", new_key()), actor.code, at, at, 1)


def by(actor: Actor) -> Recorded:
    return a_record("tea.poured", 1, {"cups": 2, "pot": None}, actor)


@pytest.mark.django_db
def test_events_are_read_in_their_order_in_one_statement(now: datetime) -> None:
    tea, other = a_subject(), a_subject()
    pour(tea, 3, now)
    pour(other, 1, now)
    with CaptureQueriesContext(connection) as spent:
        events = events_of(tea)
    assert len(spent) == 1
    assert [(e.sequence, e.facts["cups"]) for e in events] == [(1, 0), (2, 1), (3, 2)]
    assert {(e.about, e.kind, e.version, e.actor_code, e.occurred_at) for e in events} == {
        (tea, "tea.poured", 1, "system:test", now)
    }
    assert events_of(a_subject()) == []


@pytest.mark.django_db
def test_a_subject_is_kind_and_key(now: datetime) -> None:
    tea = a_subject()
    pour(tea, 1, now)
    with transaction.atomic():
        record(Poured(7), about=Subject("pot", tea.id), actor=ACTOR, now=now)
    assert [event.facts["cups"] for event in events_of(tea)] == [0]


def test_a_sentence_in_english() -> None:
    assert say(tasted(), {GUEST: "Maria Santos"}) == (
        "Recours tasted Assam with Maria Santos on Friday 20 November 2026 "
        "at Friday 20 November 2026, 09:00 for 10.50: good, warm, yes, –."
    )


def test_a_sentence_in_persian_digits_and_days() -> None:
    with translation.override("fa"):
        said = say(tasted(), {GUEST: "Maria Santos"})
    assert "۲۹ آبان ۱۴۰۵" in said
    assert "۱۰.۵۰" in said
    assert "\u2068Maria Santos\u2069" in said


def test_a_key_without_a_name_is_said_as_it_is() -> None:
    assert str(GUEST) in say(tasted(), {})


def test_a_name_cannot_turn_the_sentence_around() -> None:
    assert isolated("Maria") == "Maria"
    assert isolated("مریم") == "\u2068مریم\u2069"
    assert isolated("\u2069\u202emaria") == "maria"


@pytest.mark.parametrize(
    ("actor", "who"),
    [
        (system("worker"), "Recours"),
        (system("post office"), "Recours"),
        (system("import"), "The import"),
        (system("cli:ada"), "ada"),
        (complainant(), "The complainant"),
        (complainant(new_key()), "The complainant"),
        (Actor(ActorKind.STAFF, new_key(), "Ben"), "A member of staff"),
        (Actor(ActorKind.TOKEN, new_key(), "Shop"), "A program"),
        (Actor(ActorKind.STAFF, STAFF, "Ana"), "Ana Lopes"),
    ],
)
def test_who_did_it(actor: Actor, who: str) -> None:
    assert by(actor).who({STAFF: "Ana Lopes"}) == who
    assert say(by(actor), {STAFF: "Ana Lopes"}) == f"{who} poured 2 cups."


def test_the_keys_of_an_event_are_those_it_names() -> None:
    assert tasted().keys() == {GUEST}
    assert by(Actor(ActorKind.STAFF, STAFF, "Ana")).keys() == {STAFF}
    assert a_record("tea.poured", 1, {"pots": [str(GUEST), str(STAFF)], "cups": 1}).keys() == {GUEST, STAFF}
    assert by(complainant()).keys() == frozenset()


def test_an_unknown_kind_is_not_passed_over() -> None:
    with pytest.raises(UnknownKind):
        say(a_record("tea.unheard_of", 1, {}), {})


def test_an_actor_is_a_key_only_if_it_has_one() -> None:
    assert by(ACTOR).actor_id is None
    assert by(Actor(ActorKind.STAFF, STAFF, "Ana")).actor_id == STAFF
    assert isinstance(by(Actor(ActorKind.STAFF, STAFF, "Ana")).actor_id, UUID)
