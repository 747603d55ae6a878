"""`recours trail`."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection

from recours.trail import guards
from recours.trail.models import EventRow
from tests.cli.conftest import Command, Run
from tests.factories.cases import found_with_clocks, make_case

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house(db: None, now: datetime) -> None:
    found_with_clocks(now)
    make_case(now)


def tamper() -> None:
    guards.remove(connection)
    row = EventRow.objects.filter(kind="complaint.received").get()
    EventRow.objects.filter(pk=row.pk).update(facts=row.facts | {"case": "compliment"})
    guards.install(connection)


def test_a_trail_that_holds(run: Run) -> None:
    assert "Everything holds." in run("trail", "verify").stdout
    assert json.loads(run("trail", "verify", "--json").stdout)["holds"]


def test_a_trail_that_was_changed(run: Run) -> None:
    tamper()
    assert "was changed" in run("trail", "verify", code=1).stdout
    assert json.loads(run("trail", "verify", "--json", code=1).stdout)["counts"] == {"event_changed": 1}


def test_a_checkpoint_kept_outside_finds_what_was_rewritten(run: Run, tmp_path: Path) -> None:
    kept = tmp_path / "checkpoint.json"
    kept.write_text(run("trail", "checkpoint").stdout, encoding="utf-8")
    assert json.loads(kept.read_text(encoding="utf-8"))["number"] == 1
    assert "Everything holds." in run("trail", "verify", "--checkpoint", kept).stdout
    assert run("trail", "checkpoint", "--number", 1).stdout == kept.read_text(encoding="utf-8")
    run("trail", "checkpoint", "--number", 99, code=4)
    other = json.loads(kept.read_text(encoding="utf-8")) | {"root": "0" * 64}
    kept.write_text(json.dumps(other), encoding="utf-8")
    run("trail", "verify", "--checkpoint", kept, code=1)
    kept.write_text("nothing", encoding="utf-8")
    assert "no checkpoint" in run("trail", "verify", "--checkpoint", kept, code=2).stderr


def test_a_copy_proves_itself_without_database_and_settings(
    run: Run, command: Command, tmp_path: Path
) -> None:
    checkpoint, copy, home = tmp_path / "checkpoint.json", tmp_path / "trail.jsonl", tmp_path / "home"
    checkpoint.write_text(run("trail", "checkpoint").stdout, encoding="utf-8")
    assert "events of" in run("trail", "export", copy).stdout
    assert "exists already" in run("trail", "export", copy, code=2).stderr
    words = ("trail", "verify-export", copy, "--checkpoint", checkpoint)
    settings = {"DATABASE_URL": "nonsense://", "DEBUG": "perhaps"}
    assert "Everything holds." in command(home, *words, **settings).stdout
    assert not home.exists()
    copy.write_text(
        copy.read_text(encoding="utf-8").replace('"case":"complaint"', '"case":"compliment"'), "utf-8"
    )
    assert "was changed" in command(home, *words, code=1, **settings).stdout
    assert not json.loads(run(*words, "--json", code=1).stdout)["holds"]


def test_a_copy_that_is_not_there(run: Run, tmp_path: Path) -> None:
    assert "No such file" in run("trail", "verify-export", tmp_path / "none", code=1).stderr
