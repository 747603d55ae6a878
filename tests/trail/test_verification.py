"""Everything that can be done to a trail behind its back is found, and nothing is found where nothing was done."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from recours.core.keys import new_key
from recours.core.subjects import Subject
from recours.trail.chain import Seal, Tree
from recours.trail.checkpoints import newest, seal_all, seal_of
from recours.trail.guards import TABLES
from recours.trail.models import Checkpoint, EventRow, Head, Leaf
from recours.trail.verification import DatabaseSource, verify
from tests.factories.trail import a_subject, pour, stored, tampering

pytestmark = pytest.mark.django_db

TEA, COFFEE = a_subject(), a_subject()
SEALED, OPEN = 4, 2


@pytest.fixture
def trail(now: datetime) -> None:
    """A chain of six events and one of one; the first four and the one are sealed."""
    pour(TEA, SEALED, now)
    pour(COFFEE, 1, now)
    seal_all(now)
    pour(TEA, OPEN, now)


def codes(*, kept: Seal | None = None, expected: tuple[Subject, ...] = (TEA, COFFEE)) -> dict[str, int]:
    return verify(expected=expected, kept=[kept] if kept else []).counts


def where(sequence: int, subject: Subject = TEA) -> tuple[str, list[object]]:
    return "WHERE subject_kind = %s AND subject_id = %s AND sequence = %s", [
        subject.kind,
        stored(subject.id),
        sequence,
    ]


def edit(cursor: CursorWrapper, sequence: int, column: str, value: object) -> None:
    clause, values = where(sequence)
    cursor.execute(f"UPDATE trail_event SET {column} = %s {clause}", [value, *values])


def delete(cursor: CursorWrapper, sequence: int, subject: Subject = TEA) -> None:
    clause, values = where(sequence, subject)
    cursor.execute(f"DELETE FROM trail_event {clause}", values)


def rehash(cursor: CursorWrapper, start: int = 1) -> None:
    """Write every hash of the chain anew, as one who knows how would; and the head's."""
    previous = None
    last = None
    for placed in list(DatabaseSource().events()):
        link = placed.link
        if link.subject_id != str(TEA.id):
            continue
        link = replace(link, previous=previous if previous is not None else link.previous).hashed()
        edit(cursor, link.sequence, "previous", link.previous)
        edit(cursor, link.sequence, "hash", link.hash)
        previous, last = link.hash, link
    assert last
    cursor.execute(
        "UPDATE trail_head SET length = %s, hash = %s WHERE subject_id = %s",
        [last.sequence, last.hash, stored(TEA.id)],
    )


def renumber(cursor: CursorWrapper) -> None:
    """Close the gaps in the chain's sequence."""
    for place, key in enumerate(
        EventRow.objects.filter(subject_id=TEA.id).order_by("sequence").values_list("id", flat=True), 1
    ):
        cursor.execute("UPDATE trail_event SET sequence = %s WHERE id = %s", [place, stored(key)])


def test_an_untouched_trail_holds(trail: None) -> None:
    verdict = verify(expected=[TEA, COFFEE])
    assert verdict.holds
    assert (verdict.events, verdict.chains, verdict.sealed, verdict.unsealed, verdict.checkpoints) == (
        7,
        2,
        5,
        2,
        1,
    )


def test_an_empty_trail_holds(db: None) -> None:
    assert verify().holds


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("facts", '{"cups": 99, "pot": null}'),
        ("facts", '{"cups": 1.5}'),
        ("kind", "tea.spilt"),
        ("version", 2),
        ("actor", "staff:nobody"),
        ("occurred_at", datetime(2020, 1, 1, tzinfo=UTC)),
        ("hash", "f" * 64),
    ],
)
@pytest.mark.parametrize("sequence", [1, 3, SEALED + OPEN])
def test_an_edited_event_is_found(trail: None, sequence: int, column: str, value: object) -> None:
    with tampering() as cursor:
        edit(cursor, sequence, column, value)
        assert codes()["event_changed"] == 1
    assert codes() == {}


def test_an_edited_and_rehashed_event_is_found_by_the_next(trail: None) -> None:
    with tampering() as cursor:
        edit(cursor, 5, "facts", "{}")
        link = next(p.link for p in DatabaseSource().events() if p.link.sequence == 5).hashed()
        edit(cursor, 5, "hash", link.hash)
        assert codes() == {"link_broken": 1, "guard_missing": len(_guards())}


def test_a_sealed_event_is_found_although_its_whole_chain_was_rehashed(trail: None) -> None:
    with tampering() as cursor:
        edit(cursor, 2, "facts", "{}")
        rehash(cursor)
        assert _found() == {"seal_differs": 3}  # events 2 to 4


def test_what_no_checkpoint_sealed_can_be_rewritten_by_who_owns_the_database(trail: None) -> None:
    """The limit that the documentation states: a checkpoint is what protects the tail."""
    with tampering() as cursor:
        edit(cursor, 6, "facts", "{}")
        rehash(cursor)
        assert _found() == {}


@pytest.mark.parametrize(
    ("sequence", "code"), [(1, "events_missing"), (3, "events_missing"), (6, "tail_missing")]
)
def test_a_deleted_event_is_found(trail: None, sequence: int, code: str) -> None:
    with tampering() as cursor:
        delete(cursor, sequence)
        found = _found()
        lost = {"sealed_event_missing": 1} if sequence <= SEALED else {}
        assert found == {code: 1} | lost


def test_the_deletion_of_the_only_event_is_found(trail: None) -> None:
    with tampering() as cursor:
        delete(cursor, 1, COFFEE)
        assert _found() == {"chain_empty": 1, "sealed_event_missing": 1}


def test_the_deletion_of_a_whole_chain_with_its_head_is_found(trail: None) -> None:
    with tampering() as cursor:
        delete(cursor, 1, COFFEE)
        Head.objects.filter(subject_id=COFFEE.id).delete()
        assert _found() == {"chain_missing": 1, "sealed_event_missing": 1}


def test_a_deletion_with_its_leaf_leaves_a_hole_in_the_tree(trail: None) -> None:
    with tampering() as cursor:
        Leaf.objects.filter(event__subject_id=COFFEE.id)._raw_delete("default")
        delete(cursor, 1, COFFEE)
        Head.objects.filter(subject_id=COFFEE.id).delete()
        assert _found(expected=()) == {"leaves_differ": 1}


def test_a_deleted_middle_is_found_although_renumbered_and_rehashed(trail: None) -> None:
    with tampering() as cursor:
        delete(cursor, 2)
        renumber(cursor)
        rehash(cursor)
        assert _found() == {"seal_differs": 2, "sealed_event_missing": 1}


def test_swapped_events_are_found(trail: None) -> None:
    with tampering() as cursor:
        for here, there in ((2, 900), (3, 2), (900, 3)):
            edit(cursor, here, "sequence", there)
        assert _found() == {"event_changed": 2, "link_broken": 3}


def test_swapped_and_rehashed_sealed_events_are_found(trail: None) -> None:
    with tampering() as cursor:
        for here, there in ((2, 900), (3, 2), (900, 3)):
            edit(cursor, here, "sequence", there)
        rehash(cursor)
        assert _found() == {"seal_differs": 3}


def test_an_inserted_event_is_found(trail: None, now: datetime) -> None:
    with tampering() as cursor:
        for sequence in (6, 5, 4, 3):
            edit(cursor, sequence, "sequence", sequence + 1)
        forged = EventRow.objects.get(subject_id=TEA.id, sequence=2)
        forged.pk, forged.sequence, forged.actor = new_key(), 3, "staff:forger"
        forged.save(force_insert=True)
        assert _found()["event_changed"] == 5
        rehash(cursor)
        assert _found() == {"seal_differs": 2, "seal_skipped": 1}


def test_an_event_added_at_the_end_without_the_head_is_found(trail: None) -> None:
    with tampering():
        forged = EventRow.objects.get(subject_id=TEA.id, sequence=6)
        link = next(p.link for p in DatabaseSource().events() if p.link.sequence == 6)
        key = new_key()
        link = replace(link, id=str(key), sequence=7, previous=link.hash).hashed()
        forged.pk, forged.sequence, forged.previous, forged.hash = key, 7, link.previous, link.hash
        forged.save(force_insert=True)
        assert _found() == {"head_differs": 1}


def test_a_lost_or_false_head_is_found(trail: None) -> None:
    with tampering():
        Head.objects.filter(subject_id=TEA.id).update(hash="0" * 64)
        assert _found() == {"head_differs": 1}
        Head.objects.filter(subject_id=TEA.id).delete()
        assert _found() == {"head_missing": 1}


def test_a_chain_is_demanded_of_every_subject(trail: None) -> None:
    stranger = Subject("complaint", new_key())
    verdict = verify(expected=iter([TEA, stranger, COFFEE]))
    assert [(f.code, f.facts) for f in verdict.findings] == [
        ("chain_missing", {"kind": "complaint", "id": str(stranger.id)})
    ]


def test_a_chain_under_another_kind_does_not_count(trail: None) -> None:
    assert codes(expected=(Subject("coffee", TEA.id),)) == {"chain_missing": 1}


def test_thousands_of_subjects_are_asked_for_in_few_statements(trail: None) -> None:
    with CaptureQueriesContext(connection) as few:
        verify(expected=[TEA])
    with CaptureQueriesContext(connection) as many:
        verify(expected=[TEA] * 2000)
    assert len(many) - len(few) == 3


@pytest.mark.parametrize(("back", "found"), [(timedelta(hours=1), 1), (timedelta(milliseconds=900), 0)])
def test_a_clock_turned_back_is_judged_on_when_events_were_recorded(
    trail: None, back: timedelta, found: int
) -> None:
    with tampering() as cursor:
        before = EventRow.objects.get(subject_id=TEA.id, sequence=5).recorded_at
        edit(cursor, 6, "recorded_at", before - back)
        rehash(cursor)
        assert _found().get("clock_back", 0) == found


def test_when_things_occurred_may_go_in_any_order(now: datetime) -> None:
    pour(TEA, 1, now)
    pour(TEA, 1, now - timedelta(days=900))
    assert codes(expected=()) == {}


def test_a_forgotten_event_is_found(trail: None, now: datetime) -> None:
    with tampering() as cursor:
        Head.objects.filter(subject_id=TEA.id).update(sealed=6)
        for sequence in (5, 6):
            edit(cursor, sequence, "recorded_at", datetime(2020, 1, sequence, tzinfo=UTC))
        rehash(cursor)
        assert _found() == {"clock_back": 1, "seal_overdue": 1}


def test_a_missing_guard_is_found(trail: None) -> None:
    with tampering():
        assert verify().counts == {"guard_missing": len(_guards())}


def test_a_changed_checkpoint_is_found(trail: None) -> None:
    with tampering():
        Checkpoint.objects.update(made_at=datetime(2020, 1, 1, tzinfo=UTC))
        assert _found() == {"checkpoint_changed": 1, "signature_wrong": 1}


def test_a_checkpoint_of_another_key_is_found(trail: None) -> None:
    with tampering():
        _write(seal_of(Checkpoint.objects.get()).signed(b"\7" * 32))
        assert _found() == {"key_differs": 1}


def test_deleted_checkpoints_are_found(trail: None, now: datetime) -> None:
    seal_all(now)
    pour(COFFEE, 1, now)
    seal_all(now)
    kept = newest()
    with tampering() as cursor:
        cursor.execute("DELETE FROM trail_checkpoint WHERE number = 2")
        assert _found() == {"checkpoints_missing": 1, "leaf_stray": 1}
        cursor.execute("DELETE FROM trail_checkpoint WHERE number = 1")
        assert _found() == {"checkpoints_missing": 1, "leaf_stray": 2}
        cursor.execute("DELETE FROM trail_checkpoint")
        assert _found() == {"leaf_stray": 3}
        Leaf.objects.all()._raw_delete("default")
        assert _found() == {}
        assert _found(kept=kept) == {"checkpoint_cut": 1}
        assert kept
        assert _found(kept=replace(kept, size=9)) == {"checkpoint_cut": 1, "kept_checkpoint_wrong": 1}


def test_a_rewritten_and_signed_again_database_is_found_by_a_kept_checkpoint(
    trail: None, now: datetime
) -> None:
    pour(COFFEE, 1, now)
    seal_all(now)
    kept = newest()
    with tampering() as cursor:
        edit(cursor, 2, "facts", "{}")
        rehash(cursor)
        reseal()
        assert _found() == {}
        assert _found(kept=kept) == {"checkpoint_replaced": 1}
    assert codes(kept=kept) == {}


def test_a_checkpoint_made_before_the_one_before_it_is_found(trail: None, now: datetime) -> None:
    seal_all(now - timedelta(days=1))
    assert codes() == {"checkpoint_clock_back": 1}


def test_a_spoilt_value_is_a_finding_and_not_a_crash(trail: None) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite stores anything anywhere")
    with tampering() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        spoilt = {
            "facts": ["{", "[]", "[" * 5000],
            "occurred_at": ["tomorrow"],
            "recorded_at": ["tomorrow", "2026-11-20"],
            "sequence": ["first"],
            "version": [1.5],
            "id": ["me"],
        }
        for column, values in spoilt.items():
            for value in values:
                with tampering() as inner:
                    edit(inner, 3, column, value)
                    assert not verify(expected=[TEA]).holds
        cursor.execute("UPDATE trail_leaf SET hash = 'leaf'")
        assert _found() == {"leaves_differ": 1, "seal_differs": 5}
        cursor.execute("PRAGMA ignore_check_constraints = OFF")


@hypothesis_settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_single_change_is_found(trail: None, data: st.DataObject) -> None:
    columns = [field.column for field in EventRow._meta.concrete_fields]
    column = data.draw(st.sampled_from(columns))
    sequence = data.draw(st.integers(1, SEALED + OPEN))
    values: dict[str, object] = {
        "id": stored(new_key()),
        "subject_id": stored(new_key()),
        "sequence": data.draw(st.integers(7, 1000)),
        "version": data.draw(st.integers(2, 1000)),
        "facts": json.dumps({"cups": data.draw(st.integers(7, 1000))}),
        "occurred_at": data.draw(st.datetimes(timezones=st.just(UTC), min_value=datetime(1990, 1, 1))),
        "recorded_at": data.draw(st.datetimes(timezones=st.just(UTC), min_value=datetime(1990, 1, 1))),
    }
    text = data.draw(st.text(alphabet="abc", min_size=1, max_size=20))
    with tampering() as cursor:
        edit(cursor, sequence, column, values.get(column, text))
        assert _found()


def test_progress_is_told(now: datetime) -> None:
    steps: list[tuple[int, int]] = []
    pour(TEA, 3, now)
    verify(progress=lambda done, total: steps.append((done, total)))
    assert steps == [(3, 3)]


def test_the_number_of_statements_does_not_grow_with_the_trail(trail: None, now: datetime) -> None:
    with CaptureQueriesContext(connection) as few:
        verify()
    pour(COFFEE, 40, now)
    seal_all(now)
    with CaptureQueriesContext(connection) as more:
        verify()
    assert len(few) == len(more) == 9


def reseal() -> None:
    """Make every checkpoint anew over what is there now, with the system's own key."""
    before: Seal | None = None
    for row in Checkpoint.objects.order_by("number"):
        digests = []
        for leaf in Leaf.objects.filter(checkpoint=row).order_by("position").select_related("event"):
            Leaf.objects.filter(pk=leaf.pk).update(hash=leaf.event.hash)
            digests.append(leaf.event.hash)
        bare = replace(
            seal_of(row), root=Tree(digests).root(), previous=before.hash if before else row.previous
        )
        before = bare.signed(settings.SIGNING_KEY)
        _write(before)


def _write(seal: Seal) -> None:
    Checkpoint.objects.filter(number=seal.number).update(
        previous=seal.previous, root=seal.root, key=seal.key, hash=seal.hash, signature=seal.signature
    )


def _guards() -> list[str]:
    return [f"{table}{n}" for table in TABLES for n in range(2 if connection.vendor == "postgresql" else 3)]


def _found(*, kept: Seal | None = None, expected: tuple[Subject, ...] = (TEA, COFFEE)) -> dict[str, int]:
    """What is found, besides the guards that were taken off to get here."""
    found = codes(kept=kept, expected=expected)
    assert found.pop("guard_missing")
    return found
