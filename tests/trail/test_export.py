"""The copy of the trail: complete, private, on record, and by permission."""

import json
import stat
from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from recours.core.actors import complainant
from recours.core.errors import Refused
from recours.core.keys import new_key
from recours.core.subjects import Subject
from recours.trail.checkpoints import seal_all
from recours.trail.export import TRAIL, Exported, export_trail
from recours.trail.reading import events_of
from tests.factories.trail import ACTOR, a_subject, pour, tampering

pytestmark = pytest.mark.django_db


def rows_of(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_copy_holds_everything(now: datetime, tmp_path: Path) -> None:
    tea, stranger = a_subject(), Subject("complaint", new_key())
    pour(tea, 3, now)
    seal_all(now)
    path = tmp_path / "trail.jsonl"

    exported = export_trail(actor=ACTOR, path=path, now=now, expected=[tea, stranger])

    assert exported == Exported(path, events=4, heads=2, leaves=3, checkpoints=1)
    rows = rows_of(path)
    assert [row["row"] for row in rows] == [
        "trail", "checkpoint", "event", "event", "event", "head", "event", "head", "leaf", "leaf", "leaf", "missing", "end",
    ]  # fmt: skip
    assert rows[-1] == {"row": "end", "checkpoint": 1, "event": 4, "head": 2, "leaf": 3, "missing": 1}
    assert rows[-2] == {"row": "missing", "subject_kind": "complaint", "subject_id": str(stranger.id)}


def test_that_a_copy_was_taken_is_on_the_trail_and_in_the_copy(now: datetime, tmp_path: Path) -> None:
    export_trail(actor=ACTOR, path=tmp_path / "trail.jsonl", now=now)
    (event,) = events_of(TRAIL)
    assert (event.kind, event.actor_code, event.facts) == (
        "trail.exported",
        "system:test",
        {"checkpoints": 0},
    )
    assert str(event.id) in (tmp_path / "trail.jsonl").read_text(encoding="utf-8")


def test_a_copy_needs_the_permission(now: datetime, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        export_trail(actor=complainant(), path=tmp_path / "trail.jsonl", now=now)
    assert list(tmp_path.iterdir()) == []
    assert events_of(TRAIL) == []


def test_a_copy_is_for_its_owner_alone_and_replaces_an_older_one(now: datetime, tmp_path: Path) -> None:
    path = tmp_path / "trail.jsonl"
    path.write_text("old")
    export_trail(actor=ACTOR, path=path, now=now)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert rows_of(path)[0]["row"] == "trail"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_leaves_nothing_behind(now: datetime, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        export_trail(actor=ACTOR, path=tmp_path / "nowhere" / "trail.jsonl", now=now)


def test_a_chain_without_events_keeps_its_head(now: datetime, tmp_path: Path) -> None:
    tea = a_subject()
    pour(tea, 1, now)
    with tampering() as cursor:
        cursor.execute("DELETE FROM trail_event")
        export_trail(actor=ACTOR, path=tmp_path / "trail.jsonl", now=now)
        heads = [row for row in rows_of(tmp_path / "trail.jsonl") if row["row"] == "head"]
    assert {"row": "head", "subject_kind": "tea", "subject_id": str(tea.id), "length": 0, "hash": ""} in heads


def test_statements_do_not_grow_with_the_trail(now: datetime, tmp_path: Path) -> None:
    pour(a_subject(), 1, now)
    spent = []
    for _again in range(2):
        seal_all(now)
        with CaptureQueriesContext(connection) as statements:
            export_trail(actor=ACTOR, path=tmp_path / "trail.jsonl", now=now)
        spent.append(len([s for s in statements if "SAVEPOINT" not in s["sql"]]))
        pour(a_subject(), 30, now)
        pour(TRAIL, 1, now)
    assert spent[1] - spent[0] == 1  # the trail's own chain has begun


def test_progress_is_told_in_thousands(now: datetime, tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    tea = a_subject()
    pour(tea, 1000, now)
    export_trail(
        actor=ACTOR,
        path=tmp_path / "trail.jsonl",
        now=now,
        progress=lambda done, total: steps.append((done, total)),
    )
    assert steps == [(1000, 1001)]
