"""The same key from two places at once, on a real database with real threads."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import connection, connections

from recours.complaints.models import Complaint
from recours.core.permissions import Permission
from recours.letters.models import Letter
from recours.people.actions import give_token
from tests.api.conftest import Program
from tests.factories.cases import found_with_clocks

pytestmark = pytest.mark.django_db(transaction=True)

PLACES = 6


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """Run these at the same moment, each in a thread with a connection of its own, and gather what they gave."""
    gate = threading.Barrier(len(works))
    found: list[Any] = [None] * len(works)

    def run(number: int) -> None:
        try:
            gate.wait()
            found[number] = works[number]()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    connection.close()
    return found


@pytest.fixture
def secret(now: datetime) -> str:
    house = found_with_clocks(now)
    _token, secret = give_token(
        actor=house.admin,
        name="till",
        scopes=(Permission.INTAKE, Permission.READ, Permission.NOTE),
        unit_id=None,
        expires_at=None,
        now=now,
    )
    return secret


def send(secret: str, words: str, key: str) -> Callable[[], tuple[int, dict[str, Any]]]:
    def work() -> tuple[int, dict[str, Any]]:
        answer = Program(secret).post("/complaints", {"words": words}, Idempotency_Key=key)
        return answer.status_code, json.loads(answer.content)

    return work


def test_one_key_from_many_places_makes_one_case(secret: str) -> None:
    answers = at_once(*[send(secret, "The meter", "till-1") for _ in range(PLACES)])
    assert sorted(status for status, _told in answers) == [200] * (PLACES - 1) + [201]
    assert len({told["reference"] for _status, told in answers}) == 1
    assert (Complaint.objects.count(), Letter.objects.filter(subject_kind="complaint").count()) == (1, 1)


def test_one_key_with_other_words_makes_one_case_and_tells_the_others(secret: str) -> None:
    answers = at_once(*[send(secret, f"Words {number}", "till-1") for number in range(PLACES)])
    assert sorted(status for status, _told in answers) == [201] + [409] * (PLACES - 1)
    assert Complaint.objects.count() == 1


def test_many_keys_from_many_places_make_as_many_cases(secret: str) -> None:
    answers = at_once(*[send(secret, "The meter", f"till-{number}") for number in range(PLACES)])
    assert [status for status, _told in answers] == [201] * PLACES
    assert Complaint.objects.count() == PLACES
