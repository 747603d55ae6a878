"""The only writer: chains grow one by one or in batches, in few statements."""

from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from recours.core.subjects import Subject
from recours.trail.chain import NONE_BEFORE
from recours.trail.models import EventRow, Head, Pending
from recours.trail.reading import events_of
from recours.trail.record import record, record_many
from tests.factories.trail import ACTOR, Poured, a_subject

pytestmark = pytest.mark.django_db


def chain_of(subject: Subject) -> list[EventRow]:
    return list(EventRow.objects.filter(subject_id=subject.id).order_by("sequence"))


def test_an_event_needs_the_transaction_of_what_it_proves(now: datetime, transactional_db: None) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        record(Poured(1), about=a_subject(), actor=ACTOR, now=now)


def test_a_chain_grows_link_by_link(now: datetime) -> None:
    tea = a_subject()
    for cups in (1, 2, 3):
        record(Poured(cups), about=tea, actor=ACTOR, now=now)

    rows = chain_of(tea)

    assert [row.sequence for row in rows] == [1, 2, 3]
    assert [row.previous for row in rows] == [NONE_BEFORE, rows[0].hash, rows[1].hash]
    assert [row.facts for row in rows] == [{"cups": n, "pot": None} for n in (1, 2, 3)]
    head = Head.objects.get(subject_kind="tea", subject_id=tea.id)
    assert (head.length, head.hash, head.sealed) == (3, rows[2].hash, 0)
    assert events_of(tea)[0].occurred_at == now
    assert rows[0].recorded_at <= rows[1].recorded_at <= rows[2].recorded_at


def test_the_first_event_of_a_subject_costs_two_statements_and_any_other_three(now: datetime) -> None:
    tea = a_subject()
    for statements in (2, 3, 3):
        with CaptureQueriesContext(connection) as spent:
            record(Poured(1), about=tea, actor=ACTOR, now=now)
        assert len(spent) == statements


def test_followers_cost_one_statement_however_many(now: datetime, settings: Settings) -> None:
    settings.RECOURS_WIRING = {"tea.poured": ("a.b", "c.d")}
    with CaptureQueriesContext(connection) as spent:
        record(Poured(1), about=a_subject(), actor=ACTOR, now=now)

    assert len(spent) == 3
    assert set(Pending.objects.values_list("follower", "due_at")) == {("a.b", now), ("c.d", now)}


@pytest.mark.parametrize("count", [1, 10, 1000])
def test_a_batch_about_new_subjects_costs_two_statements(now: datetime, count: int) -> None:
    entries = [(Poured(n), a_subject()) for n in range(count)]
    with CaptureQueriesContext(connection) as spent:
        record_many(entries, actor=ACTOR, now=now)

    assert len(spent) == 2
    assert EventRow.objects.count() == Head.objects.count() == count


def test_a_batch_goes_on_with_chains_that_exist(now: datetime) -> None:
    old, new = a_subject(), a_subject()
    record(Poured(0), about=old, actor=ACTOR, now=now)
    before = now - timedelta(days=400)
    with CaptureQueriesContext(connection) as spent:
        record_many(
            [(Poured(1), new), (Poured(2), old, before), (Poured(3), new), (Poured(4), old)],
            actor=ACTOR,
            now=now,
        )

    assert len(spent) == 3
    assert [event.facts["cups"] for event in events_of(old)] == [0, 2, 4]
    assert [event.facts["cups"] for event in events_of(new)] == [1, 3]
    assert [event.occurred_at for event in events_of(old)] == [now, before, now]
    for subject in (old, new):
        rows = chain_of(subject)
        head = Head.objects.get(subject_id=subject.id)
        assert [row.previous for row in rows] == [NONE_BEFORE, *(row.hash for row in rows[:-1])]
        assert (head.length, head.hash) == (rows[-1].sequence, rows[-1].hash)


def test_a_batch_has_a_largest_size(now: datetime) -> None:
    with pytest.raises(ValueError, match="up to 1000"):
        record_many([(Poured(1), a_subject())] * 1001, actor=ACTOR, now=now)


def test_an_empty_batch_says_nothing(now: datetime) -> None:
    with CaptureQueriesContext(connection) as spent:
        record_many([], actor=ACTOR, now=now)
    assert len(spent) == 0


def test_what_is_rolled_back_was_never_on_the_trail(now: datetime) -> None:
    tea = a_subject()
    with transaction.atomic():
        record(Poured(1), about=tea, actor=ACTOR, now=now)
        transaction.set_rollback(True)
    record(Poured(2), about=tea, actor=ACTOR, now=now)

    assert [event.facts["cups"] for event in events_of(tea)] == [2]
