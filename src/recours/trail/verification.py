"""Verification of the trail in the database, streaming and in flat memory."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet, TextField
from django.db.models.functions import Cast

from recours.core.subjects import Subject
from recours.trail import guards
from recours.trail.chain import Link, Seal, moment, public_key
from recours.trail.findings import Finding, Verdict
from recours.trail.models import Checkpoint, EventRow, Head, Leaf
from recours.trail.proof import LeafLine, Placed, Progress, judge

_AT_ONCE = 2000


def verify(
    *, expected: Iterable[Subject] = (), kept: Iterable[Seal] = (), progress: Progress | None = None
) -> Verdict:
    """Judge the whole trail: every hash, link, head, leaf, root and signature.

    `expected` are the subjects that must have a chain (`jobs.subjects.expected_subjects`), `kept` the checkpoints that
    were kept outside. Writers are not held up, and what they add meanwhile does no harm. `progress(done, total)` is
    called every 1,000 events.
    """
    return judge(DatabaseSource(expected), kept=kept, progress=progress)


class DatabaseSource:
    """The trail's tables, read as text, so that a spoilt value is a finding and not a crash.

    Events come with head and leaf in one statement, which sees one moment; of leaves and checkpoints, which are only
    added, everything up to the checkpoint that was newest at the start.
    """

    def __init__(self, expected: Iterable[Subject] = ()) -> None:
        self.key = public_key(settings.SIGNING_KEY)
        self.newest = Checkpoint.objects.order_by("-number").values_list("number", flat=True).first() or 0
        self._expected = expected

    def faults(self) -> Iterator[Finding]:
        """The guards that are missing."""
        for name in guards.missing(connection):
            yield Finding("guard_missing", {"trigger": name})

    def total(self) -> int:
        """How many events there are."""
        return EventRow.objects.count()

    def events(self) -> Iterator[Placed]:
        """All events by subject and sequence."""
        rows = _as_text(
            EventRow.objects.order_by("subject_kind", "subject_id", "sequence"),
            "id", "subject_id", "facts", "occurred_at", "recorded_at",
        ).values_list(
            "text_id", "subject_kind", "text_subject_id", "sequence", "kind", "version", "text_facts", "actor",
            "text_occurred_at", "text_recorded_at", "previous", "hash",
            "head__length", "head__hash", "leaf__checkpoint_id", "leaf__hash",
        )  # fmt: skip
        for row in rows.iterator(chunk_size=_AT_ONCE):
            sealed = row[14] is not None and _whole(row[14]) <= self.newest
            yield Placed(
                link=_link(row),
                head_length=None if row[12] is None else _whole(row[12]),
                head_hash=row[13],
                checkpoint=_whole(row[14]) if sealed else None,
                leaf_hash=row[15] if sealed else None,
            )

    def empty_chains(self) -> Iterator[tuple[str, str]]:
        """Subjects with a head but without an event."""
        events = EventRow.objects.filter(
            subject_kind=OuterRef("subject_kind"), subject_id=OuterRef("subject_id")
        )
        rows = _as_text(Head.objects.filter(~Exists(events)), "subject_id")
        for kind, key in rows.values_list("subject_kind", "text_subject_id").iterator(chunk_size=_AT_ONCE):
            yield kind, _key(key)

    def missing_chains(self) -> Iterator[tuple[str, str]]:
        """Expected subjects with neither a head nor an event."""
        expected = iter(self._expected)
        while batch := list(islice(expected, 500)):
            for kind in sorted({subject.kind for subject in batch}):
                wanted = [subject.id for subject in batch if subject.kind == kind]
                known = _known(Head.objects.all(), kind, wanted)
                if left := [key for key in wanted if key not in known]:
                    known |= _known(EventRow.objects.all(), kind, left)
                yield from ((kind, str(key)) for key in left if key not in known)

    def checkpoints(self) -> Iterator[Seal]:
        """All checkpoints by number."""
        rows = _as_text(Checkpoint.objects.filter(number__lte=self.newest).order_by("number"), "made_at")
        for row in rows.values_list(
            "number", "previous", "root", "size", "total", "text_made_at", "key", "hash", "signature"
        ).iterator(chunk_size=_AT_ONCE):
            number, previous, root, size, total, made_at, key, proper, signature = row
            yield Seal(
                _whole(number),
                previous,
                root,
                _whole(size),
                _whole(total),
                _time(made_at),
                key,
                proper,
                signature,
            )

    def leaves(self) -> Iterator[LeafLine]:
        """All leaves by checkpoint and position, those of a checkpoint that is not there included."""
        yield from _leaf_lines(Leaf.objects.filter(checkpoint_id__lte=self.newest))
        sealed_by = Checkpoint.objects.filter(number=OuterRef("checkpoint_id"))
        yield from _leaf_lines(Leaf.objects.filter(~Exists(sealed_by), checkpoint_id__gt=self.newest))

    def lost_leaves(self) -> Iterator[LeafLine]:
        """Leaves whose event is missing."""
        yield from _leaf_lines(Leaf.objects.filter(~Exists(EventRow.objects.filter(pk=OuterRef("event_id")))))


def _leaf_lines(leaves: QuerySet[Leaf]) -> Iterator[LeafLine]:
    rows = _as_text(leaves.order_by("checkpoint_id", "position"), "event_id")
    for checkpoint, position, event, digest in rows.values_list(
        "checkpoint_id", "position", "text_event_id", "hash"
    ).iterator(chunk_size=_AT_ONCE):
        yield LeafLine(_whole(checkpoint), _whole(position), _key(event), digest)


def _known(rows: QuerySet[Any], kind: str, keys: list[UUID]) -> set[UUID]:
    return set(rows.filter(subject_kind=kind, subject_id__in=keys).values_list("subject_id", flat=True))


def _as_text(rows: QuerySet[Any], *names: str) -> QuerySet[Any]:
    texts: QuerySet[Any] = rows.annotate(**{f"text_{name}": Cast(name, TextField()) for name in names})
    return texts


def _link(row: tuple[Any, ...]) -> Link:
    return Link(
        id=_key(row[0]),
        subject_kind=row[1],
        subject_id=_key(row[2]),
        sequence=_whole(row[3]),
        kind=row[4],
        version=_whole(row[5]),
        facts=_facts(row[6]),
        actor=row[7],
        occurred_at=_time(row[8]),
        recorded_at=_time(row[9]),
        previous=row[10],
        hash=row[11],
    )


def _key(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return text


def _time(text: str) -> str:
    """The moment in the trail's spelling; SQLite gives it without a zone, PostgreSQL with the session's."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return text
    return moment(found if found.tzinfo else found.replace(tzinfo=UTC))


def _whole(value: object) -> int:
    """The number; SQLite lets a column of numbers hold anything, and -1 fits nowhere."""
    return value if isinstance(value, int) else -1


def _facts(text: str) -> dict[str, object]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {"": text}
    return found if isinstance(found, dict) else {"": text}
