"""A copy of the trail as lines of JSON, which `trail.outside` verifies without a database."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO
from uuid import UUID

from django.db import transaction

from recours.core.actors import Actor
from recours.core.errors import FORBIDDEN, Refused
from recours.core.permissions import Permission, may
from recours.core.subjects import Subject
from recours.trail.chain import moment
from recours.trail.events import BackupBegun, TrailExported
from recours.trail.outside import FORMAT
from recours.trail.proof import Placed, Progress
from recours.trail.record import record
from recours.trail.verification import DatabaseSource

TRAIL = Subject("trail", UUID("00000000-0000-7000-8000-000000000000"))
"""The trail itself, as the subject of events about it."""


def note_backup(*, actor: Actor, now: datetime) -> None:
    """Put down that a copy of everything is being taken, so that the copy holds this itself."""
    with transaction.atomic():
        record(BackupBegun(), about=TRAIL, actor=actor, now=now)


@dataclass(frozen=True, slots=True)
class Exported:
    """What a copy holds."""

    path: Path
    events: int
    heads: int
    leaves: int
    checkpoints: int


def export_trail(
    *,
    actor: Actor,
    path: Path,
    now: datetime,
    expected: Iterable[Subject] = (),
    progress: Progress | None = None,
) -> Exported:
    """Write the whole trail to `path`, in flat memory; that somebody did so is an event in it.

    The file appears only when it is complete. `expected` are the subjects that must have a chain; those that have none
    are noted. Refused without the permission; OSError when the file cannot be written.
    """
    if not may(actor, Permission.TRAIL_EXPORT):
        raise Refused(FORBIDDEN)
    source = DatabaseSource(expected)
    with transaction.atomic():
        record(TrailExported(checkpoints=source.newest), about=TRAIL, actor=actor, now=now)
    part = path.with_name(f"{path.name}.part-{os.getpid()}")
    try:
        with os.fdopen(
            os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
        ) as out:
            exported = _Writer(out, source).write(path, now, progress)
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return exported


class _Writer:
    """Writes the lines and counts them."""

    def __init__(self, out: IO[str], source: DatabaseSource) -> None:
        self.out = out
        self.source = source
        self.counts = {"checkpoint": 0, "event": 0, "head": 0, "leaf": 0, "missing": 0}

    def write(self, path: Path, now: datetime, progress: Progress | None) -> Exported:
        self._line("trail", format=FORMAT, made_at=moment(now), key=self.source.key)
        for seal in self.source.checkpoints():
            self._line("checkpoint", **asdict(seal))
        self._chains(progress)
        for leaf in self.source.leaves():
            self._line("leaf", **asdict(leaf))
        for kind, key in self.source.missing_chains():
            self._line("missing", subject_kind=kind, subject_id=key)
        counts = dict(self.counts)
        self._line("end", **counts)
        return Exported(path, counts["event"], counts["head"], counts["leaf"], counts["checkpoint"])

    def _chains(self, progress: Progress | None) -> None:
        total = self.source.total() if progress else 0
        last: Placed | None = None
        for placed in self.source.events():
            link = placed.link
            if last and (last.link.subject_kind, last.link.subject_id) != (
                link.subject_kind,
                link.subject_id,
            ):
                self._head(last)
            self._line("event", **asdict(link))
            last = placed
            if progress and self.counts["event"] % 1000 == 0:
                progress(self.counts["event"], max(total, self.counts["event"]))
        if last:
            self._head(last)
        for kind, key in self.source.empty_chains():
            self._line("head", subject_kind=kind, subject_id=key, length=0, hash="")

    def _head(self, placed: Placed) -> None:
        if placed.head_length is not None:
            link = placed.link
            self._line(
                "head",
                subject_kind=link.subject_kind,
                subject_id=link.subject_id,
                length=placed.head_length,
                hash=placed.head_hash,
            )

    def _line(self, row: str, **facts: object) -> None:
        if row in self.counts:
            self.counts[row] += 1
        self.out.write(json.dumps({"row": row, **facts}, separators=(",", ":")) + "\n")
