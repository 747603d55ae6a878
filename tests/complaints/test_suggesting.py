"""Who is suggested: pure."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product
from uuid import uuid4

from recours.complaints.suggesting import Candidate, ranked

EARLY, LATE = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)


def one(name: str, **changed: object) -> Candidate:
    return Candidate(id=uuid4(), name=name, **changed)  # type: ignore[arg-type]


def names(*candidates: Candidate) -> list[str]:
    return [candidate.name for candidate in ranked(candidates)]


def test_the_least_burdened_first_and_equals_in_turn() -> None:
    assert names(one("A", open=4), one("B", open=1)) == ["B", "A"]
    assert names(one("A", last_given=LATE), one("B", last_given=EARLY), one("C")) == ["C", "B", "A"]


def test_language_and_experience_outweigh_some_cases_and_not_many() -> None:
    assert names(one("A", open=4, speaks=True), one("B")) == ["A", "B"]
    assert names(one("A", open=6, speaks=True), one("B")) == ["B", "A"]
    assert names(one("A", open=2, handled=9), one("B")) == ["A", "B"]
    assert names(one("A", open=4, handled=9), one("B")) == ["B", "A"]


def test_every_candidate_stands_once_and_the_order_does_not_depend_on_the_input() -> None:
    sides = product(range(4), (False, True), (0, 2))
    people = [one(str(n), open=o, speaks=s, handled=h) for n, (o, s, h) in enumerate(sides)]
    assert ranked(people) == ranked(reversed(people))
    assert sorted(c.name for c in ranked(people)) == sorted(c.name for c in people)
