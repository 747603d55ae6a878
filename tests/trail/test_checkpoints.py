"""Everything committed is sealed once, whenever it was committed, in checkpoints that chain."""

import json
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from recours.trail.chain import NONE_BEFORE, Seal, Tree, moment
from recours.trail.checkpoints import checkpoint_text, newest, seal_all, seal_of
from recours.trail.export import export_trail
from recours.trail.jobs import seal
from recours.trail.models import Checkpoint, EventRow, Head, Leaf
from recours.trail.outside import verify_export
from recours.trail.record import record, record_many
from recours.trail.verification import verify
from tests.factories.trail import ACTOR, Poured, a_subject, pour

pytestmark = pytest.mark.django_db


def test_nothing_to_seal_makes_no_checkpoint(now: datetime) -> None:
    assert seal_all(now) == 0
    assert newest() is None
    assert checkpoint_text() == ""


def test_a_checkpoint_holds_the_root_over_what_it_sealed(now: datetime) -> None:
    tea, coffee = a_subject(), a_subject()
    pour(tea, 2, now)
    pour(coffee, 1, now)

    seal(now)

    seal_made = newest()
    assert seal_made
    leaves = list(Leaf.objects.order_by("position"))
    assert [leaf.position for leaf in leaves] == [0, 1, 2]
    assert {leaf.event_id: leaf.hash for leaf in leaves} == dict(EventRow.objects.values_list("id", "hash"))
    assert seal_made.root == Tree(leaf.hash for leaf in leaves).root()
    assert (seal_made.number, seal_made.previous, seal_made.size, seal_made.total) == (1, NONE_BEFORE, 3, 3)
    assert seal_made.made_at == moment(now)
    assert seal_made.signature_holds()
    assert set(Head.objects.values_list("sealed", "length")) == {(2, 2), (1, 1)}


def test_checkpoints_chain_and_seal_only_what_is_new(now: datetime) -> None:
    tea = a_subject()
    sizes = (3, 1, 2)
    for size in sizes:
        pour(tea, size, now)
        assert seal_all(now) == size
        assert seal_all(now) == 0
    seals = [seal_of(row) for row in Checkpoint.objects.order_by("number")]
    assert [s.previous for s in seals] == [NONE_BEFORE, seals[0].hash, seals[1].hash]
    assert [s.total for s in seals] == [3, 4, 6]
    assert verify().holds


def test_much_is_sealed_in_several_checkpoints(now: datetime) -> None:
    long = a_subject()
    pour(long, 26, now)
    record_many([(Poured(n), a_subject()) for n in range(25)], actor=ACTOR, now=now)

    assert seal_all(now, largest=10) == 51

    assert Checkpoint.objects.count() >= 4
    assert max(Checkpoint.objects.values_list("size", flat=True)) < 20
    assert verify().holds
    assert verify().unsealed == 0


def test_sealing_costs_the_same_however_much(now: datetime) -> None:
    for count in (1, 500):
        record_many([(Poured(n), a_subject()) for n in range(count)], actor=ACTOR, now=now)
        with CaptureQueriesContext(connection) as spent:
            seal_all(now)
        statements = [s["sql"] for s in spent if "SAVEPOINT" not in s["sql"]]
        assert len(statements) == 8  # newest, heads, events, checkpoint, leaves, heads; then newest, heads


def test_unsealed_chains_are_found_by_their_index(now: datetime) -> None:
    record_many([(Poured(n), a_subject()) for n in range(1000)], actor=ACTOR, now=now)
    seal_all(now)
    pour(a_subject(), 1, now)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")  # a table this small may be read whole
        explain = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
        cursor.execute(
            f"{explain} SELECT * FROM trail_head WHERE sealed < length ORDER BY subject_kind, subject_id LIMIT 5000"
        )
        plan = str(cursor.fetchall())
    assert "trail_head_unsealed" in plan


def test_the_kept_text_is_the_checkpoint(now: datetime) -> None:
    pour(a_subject(), 1, now)
    seal_all(now)
    pour(a_subject(), 1, now)
    seal_all(now + timedelta(minutes=10))
    for number in (1, 2, None):
        row = json.loads(checkpoint_text(number))
        assert row.pop("row") == "checkpoint"
        assert Seal(**row) == seal_of(Checkpoint.objects.get(number=number or 2))
    assert checkpoint_text(3) == ""


def in_thread(work: Callable[[], object]) -> threading.Thread:
    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


@pytest.mark.django_db(transaction=True)
def test_what_commits_late_is_sealed_later(now: datetime) -> None:
    """The older event, with the lower id and the earlier clock, commits only after a younger one was sealed."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one transaction in at a time: nothing commits late")
    early, late = a_subject(), a_subject()
    recorded, sealed = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            record(Poured(1), about=late, actor=ACTOR, now=now)
            recorded.set()
            assert sealed.wait(20)

    thread = in_thread(slow)
    assert recorded.wait(20)
    pour(early, 1, now)
    assert seal_all(now) == 1
    sealed.set()
    thread.join(20)

    assert EventRow.objects.order_by("id").values_list("subject_id", flat=True)[0] == late.id
    assert seal_all(now) == 1
    verdict = verify(expected=[early, late])
    assert verdict.holds
    assert verdict.unsealed == 0


@pytest.mark.django_db(transaction=True)
def test_a_chain_that_is_written_to_is_left_for_the_next_time(now: datetime) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one transaction in at a time")
    busy, free = a_subject(), a_subject()
    pour(busy, 1, now)
    pour(free, 1, now)
    recorded, sealed = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            record(Poured(2), about=busy, actor=ACTOR, now=now)
            recorded.set()
            assert sealed.wait(20)

    thread = in_thread(slow)
    assert recorded.wait(20)
    assert seal_all(now) == 1
    sealed.set()
    thread.join(20)
    assert seal_all(now) == 2
    assert verify().holds


@pytest.mark.django_db(transaction=True)
def test_writers_sealers_and_judges_together_leave_a_trail_that_holds(now: datetime, tmp_path: Path) -> None:
    shared = [a_subject() for _ in range(3)]
    faults: list[BaseException] = []

    def guarded(work: Callable[[], object]) -> Callable[[], None]:
        def run() -> None:
            try:
                work()
            except BaseException as fault:  # noqa: BLE001 - told below, in the test's own thread
                faults.append(fault)

        return run

    def write() -> None:
        for _again in range(8):
            with transaction.atomic():
                record_many([(Poured(1), subject) for subject in shared], actor=ACTOR, now=now)
                record(Poured(2), about=a_subject(), actor=ACTOR, now=now)

    def seal_often() -> None:
        for _again in range(8):
            seal_all(now)

    def judge_often() -> None:
        for turn in range(6):
            assert verify().findings == []
            path = tmp_path / f"{turn}.jsonl"
            export_trail(actor=ACTOR, path=path, now=now)
            assert verify_export(path).findings == []

    works = (write, write, write, seal_often, seal_often, judge_often)
    threads = [in_thread(guarded(work)) for work in works]
    for thread in threads:
        thread.join(60)
    assert faults == []
    seal_all(now)
    verdict = verify(expected=shared)
    assert verdict.findings == []
    assert (verdict.events, verdict.unsealed) == (96 + 6, 0)
