"""What follows an event happens after it, once, and whatever one follower does."""

import threading
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from pytest_django.fixtures import Settings

from recours.core.due import LEASE
from recours.core.subjects import Subject
from recours.jobs.followers import BATCH, follow_due
from recours.trail.models import Pending
from recours.trail.pending import claim_pending
from recours.trail.reading import events_of
from recours.trail.record import record
from tests.factories.trail import ACTOR, Poured, a_subject, pour
from tests.jobs import following

pytestmark = pytest.mark.django_db
HERE = "tests.jobs.following"


def wire(settings: Settings, *names: str) -> None:
    settings.RECOURS_WIRING = {"tea.poured": tuple(f"{HERE}.{name}" for name in names)}


def test_every_follower_is_called_with_the_event(settings: Settings, now: datetime) -> None:
    wire(settings, "note", "note")
    pour(a_subject(), 3, now)
    assert follow_due(now) == 6
    assert sorted(following.called) == [
        ("note", 0),
        ("note", 0),
        ("note", 1),
        ("note", 1),
        ("note", 2),
        ("note", 2),
    ]
    assert follow_due(now) == 0
    assert not Pending.objects.exists()


@pytest.mark.parametrize("name", ["answer", "answer_in_its_own_transaction"])
def test_what_a_follower_records_is_followed_in_turn(settings: Settings, now: datetime, name: str) -> None:
    wire(settings, name)
    tea = a_subject()
    pour(tea, 1, now)
    assert follow_due(now) == 1
    assert [e.facts["cups"] for e in events_of(Subject("answer", tea.id))] == [100]
    assert follow_due(now) == 1
    assert follow_due(now) == 0


def test_a_follower_that_fails_writes_nothing_and_holds_nobody_up(settings: Settings, now: datetime) -> None:
    wire(settings, "fail_after_writing", "note")
    tea = a_subject()
    pour(tea, 1, now)

    assert follow_due(now) == 2

    assert following.called == [("note", 0)]
    assert events_of(Subject("answer", tea.id)) == []
    waiting = Pending.objects.get()
    assert waiting.last_error == "RuntimeError: the cup broke"
    assert (waiting.attempts, waiting.due_at) == (1, now + timedelta(seconds=15))
    assert follow_due(now) == 0
    assert follow_due(now + timedelta(seconds=15)) == 1
    assert Pending.objects.get().due_at == now + timedelta(seconds=45)


def test_a_follower_that_does_not_exist_waits_for_the_version_that_has_it(
    settings: Settings, now: datetime
) -> None:
    wire(settings, "unheard_of")
    pour(a_subject(), 1, now)
    assert follow_due(now) == 1
    assert "ImportError" in Pending.objects.get().last_error


def test_a_worker_that_died_leaves_its_rows_to_another(settings: Settings, now: datetime) -> None:
    wire(settings, "note")
    pour(a_subject(), 1, now)
    claim_pending(now=now, limit=10)
    assert follow_due(now) == 0
    assert follow_due(now + LEASE) == 1
    assert following.called == [("note", 0)]


def test_much_is_followed_in_turns(settings: Settings, now: datetime) -> None:
    wire(settings, "note")
    pour(a_subject(), BATCH + 7, now)
    assert [follow_due(now) for _ in range(3)] == [BATCH, 7, 0]
    assert [cups for _name, cups in following.called] == list(range(BATCH + 7))


def test_an_event_that_was_rolled_back_is_not_followed(settings: Settings, now: datetime) -> None:
    wire(settings, "note")
    with transaction.atomic():
        record(Poured(1), about=a_subject(), actor=ACTOR, now=now)
        transaction.set_rollback(True)
    assert follow_due(now) == 0


@pytest.mark.django_db(transaction=True)
def test_two_workers_call_each_follower_once(settings: Settings, now: datetime) -> None:
    wire(settings, "answer")
    teas = [a_subject() for _ in range(30)]
    for tea in teas:
        pour(tea, 1, now)
    settings.RECOURS_WIRING = {}
    faults: list[BaseException] = []

    def work() -> None:
        try:
            while follow_due(now):
                pass
        except BaseException as fault:  # noqa: BLE001 - told below, in the test's own thread
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert faults == []
    assert [len(events_of(Subject("answer", tea.id))) for tea in teas] == [1] * 30
    assert not Pending.objects.exists()
