"""How the points of an answer make its outcome."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recours.complaints.outcomes import DECIDABLE, OUTCOME_NAMES, OUTCOME_SENTENCES, Outcome, overall

U, P, N, G, S, X = DECIDABLE


@pytest.mark.parametrize(
    ("points", "whole"),
    [
        ([U], U), ([N], N), ([S], S), ([U, U], U), ([U, N], P), ([P, G], P), ([N, S], N), ([G, N], G), ([N, X], X),
        ([G, X], G), ([U, S], P),
    ],
)  # fmt: skip
def test_the_whole_follows_from_the_points(points: list[Outcome], whole: Outcome) -> None:
    assert overall(points) is whole


@given(st.lists(st.sampled_from(DECIDABLE), min_size=1))
def test_a_fault_of_ours_is_never_lost_in_the_whole(points: list[Outcome]) -> None:
    at_fault = bool({U, P} & set(points))
    assert (overall(points) in {U, P}) is at_fault
    assert overall(points) is overall(list(reversed(points)))


def test_every_outcome_has_words_for_colleagues_and_for_letters() -> None:
    assert set(OUTCOME_NAMES) == set(OUTCOME_SENTENCES) == set(Outcome)
    assert Outcome.WITHDRAWN not in DECIDABLE
