"""Events are told in sentences, and a digest ties them to what they tell of."""

from __future__ import annotations

from recours.deadlines.events import CalendarChanged, PromisesChanged, digest_of
from recours.trail.events import facts_of


def test_the_digest_does_not_depend_on_the_order_of_keys() -> None:
    assert digest_of({"a": 1, "b": [2]}) == digest_of({"b": [2], "a": 1})
    assert digest_of({"a": 1}) != digest_of({"a": 2})
    assert len(digest_of([])) == 64


def test_the_facts_are_codes() -> None:
    changed = CalendarChanged("organisation", 2, ("zone", "closed"), digest_of({}))
    assert facts_of(changed) == {
        "calendar": "organisation", "edition": 2, "changed": ["zone", "closed"], "content": digest_of({}),
    }  # fmt: skip


def test_every_place_of_a_sentence_is_a_fact() -> None:
    promised = PromisesChanged(
        1, "hours", 1, "working_days", 2, "weeks", 15, "working_days", 2, digest_of([])
    )
    filled = str(promised.sentence) % ({"actor": "Ada"} | facts_of(promised))
    assert filled.startswith(
        "Ada changed the time limits that we promise. Acknowledgement: 1 (hours), before: 1 (working_days)."
    )
