"""The work belongs to one form."""

from __future__ import annotations

from datetime import datetime

from recours.portal.proof import MOST, challenge_of, is_proof
from recours.portal.tokens import issue_form_token
from tests.portal.conftest import solved


def test_the_number_is_found_and_accepted(now: datetime) -> None:
    token = issue_form_token(now)
    number = solved(token.text, now)
    assert int(number) < MOST
    assert is_proof(number, token)
    assert is_proof(f" {number} ", token)


def test_another_form_wants_other_work(now: datetime) -> None:
    one, other = issue_form_token(now), issue_form_token(now)
    assert challenge_of(one) != challenge_of(other)
    assert challenge_of(one) == challenge_of(one)
    assert not is_proof("", one)
    assert not is_proof("-1", one)
    assert not is_proof("٣\ud800", one)
