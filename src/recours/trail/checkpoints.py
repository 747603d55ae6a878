"""Checkpoints: everything not yet sealed goes under a signed Merkle root, chained to the one before.

What is not yet sealed is found by the heads: a head's `length` is written with the event itself, so whatever commits
late is simply seen by the next round. Nothing here looks at ids or at clocks.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Least

from recours.core.locking import lock_free_rows
from recours.core.rows import insert_rows
from recours.trail.chain import NONE_BEFORE, Seal, Tree, moment
from recours.trail.models import Checkpoint, EventRow, Head, Leaf

LARGEST = 5000
"""About how many events one checkpoint seals, so that it holds the database for a moment only."""


def seal_all(now: datetime, *, largest: int = LARGEST) -> int:
    """Seal every event that is committed and whose chain nobody is writing to, and return how many.

    Call it outside a transaction: each checkpoint of about `largest` events (never twice as many) commits by itself.
    """
    sealed = 0
    while size := _seal_round(now, largest):
        sealed += size
    return sealed


def newest() -> Seal | None:
    """The newest checkpoint, or None while nothing is sealed."""
    row = Checkpoint.objects.order_by("-number").first()
    return seal_of(row) if row else None


def checkpoint_text(number: int | None = None) -> str:
    """One checkpoint, the newest by default, as a line of JSON to be kept outside; empty when there is none."""
    row = Checkpoint.objects.filter(**({"number": number} if number else {})).order_by("-number").first()
    return json.dumps({"row": "checkpoint", **asdict(seal_of(row))}) + "\n" if row else ""


def seal_of(row: Checkpoint) -> Seal:
    """The checkpoint of a row."""
    return Seal(
        number=row.number,
        previous=row.previous,
        root=row.root,
        size=row.size,
        total=row.total,
        made_at=moment(row.made_at),
        key=row.key,
        hash=row.hash,
        signature=row.signature,
    )


def _seal_round(now: datetime, largest: int) -> int:
    """Make one checkpoint; 0 when there is nothing to seal or another process made the same number just now."""
    before = newest()
    try:
        with transaction.atomic():
            return _seal(before, now, largest)
    except IntegrityError:
        if (after := newest()) is None or (before and after.number == before.number):
            raise
        return 0


def _seal(before: Seal | None, now: datetime, largest: int) -> int:
    heads = _some_unsealed(largest)
    leaves = _unsealed_events(heads, largest)
    if not leaves:
        return 0
    seal = Seal(
        number=before.number + 1 if before else 1,
        previous=before.hash if before else NONE_BEFORE,
        root=Tree(digest for _event, digest in leaves).root(),
        size=len(leaves),
        total=(before.total if before else 0) + len(leaves),
        made_at=moment(now),
        key="",
    ).signed(settings.SIGNING_KEY)
    Checkpoint.objects.create(**asdict(seal) | {"made_at": now})
    insert_rows(
        [
            Leaf(event_id=event, checkpoint_id=seal.number, position=position, hash=digest)
            for position, (event, digest) in enumerate(leaves)
        ]
    )
    for kind, keys in heads.items():
        Head.objects.filter(subject_kind=kind, subject_id__in=keys).update(
            sealed=Least(F("length"), F("sealed") + largest)
        )
    return len(leaves)


def _some_unsealed(largest: int) -> dict[str, list[UUID]]:
    """Locked heads with something to seal, by kind: about as many as make one full checkpoint."""
    unsealed = Head.objects.filter(sealed__lt=F("length")).order_by("subject_kind", "subject_id")
    taken: dict[str, list[UUID]] = defaultdict(list)
    events = 0
    for head in lock_free_rows(unsealed, largest):
        if events >= largest:
            break
        taken[head.subject_kind].append(head.subject_id)
        events += min(head.length - head.sealed, largest)
    return taken


def _unsealed_events(heads: dict[str, list[UUID]], largest: int) -> list[tuple[UUID, str]]:
    return [
        row
        for kind, keys in heads.items()
        for row in EventRow.objects.filter(
            subject_kind=kind,
            subject_id__in=keys,
            sequence__gt=F("head__sealed"),
            sequence__lte=F("head__sealed") + largest,
        )
        .order_by("subject_id", "sequence")
        .values_list("id", "hash")
    ]
