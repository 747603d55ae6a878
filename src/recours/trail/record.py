"""The only writer of the trail."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, TypeAlias
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from recours.core.actors import Actor
from recours.core.keys import new_key
from recours.core.rows import insert_rows
from recours.core.subjects import Subject
from recours.trail.chain import NONE_BEFORE, Link, moment
from recours.trail.events import Event, facts_of
from recours.trail.models import EventRow, Head, Pending

LARGEST_BATCH = 1000

Entry: TypeAlias = tuple[Event, Subject] | tuple[Event, Subject, datetime]


def record(event: Event, *, about: Subject, actor: Actor, now: datetime) -> None:
    """Put the event at the end of its subject's chain, last thing in the transaction of what it proves.

    The chain's head stays locked until that transaction ends. Costs two statements for the first event of a subject,
    three for any other, and one more where the kind has followers.
    """
    _demand_transaction()
    first = _link(event, about, actor, now, sequence=1, previous=NONE_BEFORE)
    length, last = _open_or_lock({about: first})[about]
    if last == first.hash:
        link = first
    else:
        link = _link(event, about, actor, now, sequence=length + 1, previous=last)
        _move_heads([link])
    insert_rows([_row(link)])
    _tell_followers([link], now)


def record_many(entries: Sequence[Entry], *, actor: Actor, now: datetime) -> None:
    """Put up to 1,000 events at the end of their subjects' chains, in the order given, in at most four statements.

    An entry is (event, subject), or (event, subject, occurred_at) where it happened at another time than `now`.
    """
    _demand_transaction()
    if not entries:
        return
    if len(entries) > LARGEST_BATCH:
        raise ValueError(f"A batch holds up to {LARGEST_BATCH} events, not {len(entries)}.")
    grown = _grow({}, entries, actor, now)
    ends = _open_or_lock({about: links[-1] for about, links in grown.items()})
    older = {about: end for about, end in ends.items() if end[1] != grown[about][-1].hash}
    if older:
        grown |= _grow(older, [entry for entry in entries if entry[1] in older], actor, now)
        _move_heads([grown[about][-1] for about in older])
    links = [link for chain in grown.values() for link in chain]
    insert_rows([_row(link) for link in links])
    _tell_followers(links, now)


def _grow(
    ends: dict[Subject, tuple[int, str]], entries: Sequence[Entry], actor: Actor, now: datetime
) -> dict[Subject, list[Link]]:
    """The new links by subject, each chain going on from its end or beginning."""
    grown: dict[Subject, list[Link]] = {}
    for event, about, *when in entries:
        chain = grown.setdefault(about, [])
        length, previous = (
            (chain[-1].sequence, chain[-1].hash) if chain else ends.get(about, (0, NONE_BEFORE))
        )
        occurred_at = when[0] if when else now
        chain.append(_link(event, about, actor, occurred_at, sequence=length + 1, previous=previous))
    return grown


def _demand_transaction() -> None:
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "An event is recorded in the transaction of what it proves."
        )


def _link(
    event: Event, about: Subject, actor: Actor, occurred_at: datetime, *, sequence: int, previous: str
) -> Link:
    return Link(
        id=str(new_key()),
        subject_kind=about.kind,
        subject_id=str(about.id),
        sequence=sequence,
        kind=event.kind,
        version=event.version,
        facts=facts_of(event),
        actor=actor.code,
        occurred_at=moment(occurred_at),
        # the real clock, not the caller's: this is what shows that a clock was turned back
        recorded_at=moment(datetime.now(UTC)),
        previous=previous,
    ).hashed()


def _open_or_lock(ends: dict[Subject, Link]) -> dict[Subject, tuple[int, str]]:
    """Open the chains with these ends, or lock those that exist; the length and last hash of each afterwards.

    One statement does both, so that a new subject costs no search. A returned hash equal to the one handed in can only
    be our own: it covers a fresh random id.
    """
    rows = _upsert_heads(ends.values(), "length = trail_head.length")
    return {Subject(row[0], _uuid(row[1])): (row[2], row[3]) for row in rows}


def _move_heads(ends: Iterable[Link]) -> None:
    """Set the heads of locked chains to these ends, in one statement."""
    _upsert_heads(ends, "length = excluded.length, hash = excluded.hash")


def _upsert_heads(ends: Iterable[Link], change: str) -> list[tuple[Any, ...]]:
    """Insert heads, or change those that exist: in the order of their keys, so that two batches never wait for each other."""
    key = Head._meta.get_field("subject_id")
    values: list[Any] = []
    for end in sorted(ends, key=lambda end: (end.subject_kind, end.subject_id)):
        subject_id = key.get_db_prep_save(UUID(end.subject_id), connection)
        values += [end.subject_kind, subject_id, end.sequence, end.hash]
    places = ", ".join(["(%s, %s, %s, 0, %s)"] * (len(values) // 4))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO trail_head (subject_kind, subject_id, length, sealed, hash) VALUES {places} "  # noqa: S608 - placeholders
            f"ON CONFLICT (subject_kind, subject_id) DO UPDATE SET {change} "
            "RETURNING subject_kind, subject_id, length, hash",
            values,
        )
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _row(link: Link) -> EventRow:
    return EventRow(
        id=UUID(link.id),
        subject_kind=link.subject_kind,
        subject_id=UUID(link.subject_id),
        sequence=link.sequence,
        kind=link.kind,
        version=link.version,
        facts=dict(link.facts),
        actor=link.actor,
        occurred_at=datetime.fromisoformat(link.occurred_at),
        recorded_at=datetime.fromisoformat(link.recorded_at),
        previous=link.previous,
        hash=link.hash,
    )


def _tell_followers(links: Iterable[Link], now: datetime) -> None:
    followers: dict[str, tuple[str, ...]] = settings.RECOURS_WIRING
    waiting = [(link, follower) for link in links for follower in followers.get(link.kind, ())]
    first = (
        new_key().int
    )  # counted on from here, because the worker takes the rows of one moment by their keys
    insert_rows(
        [
            Pending(id=UUID(int=first + place), event_id=UUID(link.id), follower=follower, due_at=now)
            for place, (link, follower) in enumerate(waiting)
        ]
    )


def _uuid(value: object) -> UUID:
    """A key as raw SQL returns it: text on SQLite, a UUID on PostgreSQL."""
    return value if isinstance(value, UUID) else UUID(str(value))
