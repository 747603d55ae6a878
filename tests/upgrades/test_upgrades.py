"""What an earlier version stored is brought to this one, whole, on both databases, and its trail still proves itself."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.prove.installation import own_database
from tests.upgrades.make import BACKUP, CHECKPOINT, DATA, HOME, LARGEST, MIGRATIONS, PICTURE, migrations, run

VERSIONS = sorted(path.name for path in DATA.iterdir()) if DATA.exists() else []
AGAIN = "python -m tests.upgrades.make (only while the version is not released)"


@pytest.fixture
def own_server() -> Iterator[str]:
    """A database of this run's kind; empty for SQLite in the home."""
    with own_database() as url:
        yield url


def told(version: str, name: str) -> Any:
    return json.loads((DATA / version / name).read_text(encoding="utf-8"))


def test_this_version_is_stored() -> None:
    assert VERSIONS, f"nothing is stored: {AGAIN}"
    for version in VERSIONS:
        assert sum(path.stat().st_size for path in (DATA / version).iterdir()) <= LARGEST


@pytest.mark.parametrize("version", VERSIONS)
def test_what_others_have_migrated_by_is_never_changed(version: str) -> None:
    now = migrations()
    changed = [name for name, digest in told(version, MIGRATIONS).items() if now.get(name) != digest]
    assert not changed, f"{', '.join(changed)} changed since {version} was stored: {AGAIN}"


@pytest.mark.parametrize("version", VERSIONS)
def test_a_home_of_then_works_today(version: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    with tarfile.open(DATA / version / HOME) as archive:
        archive.extractall(home, filter="data")
    run("recours.cli.main", "init", home=home)
    judge(version, home, "")


@pytest.mark.parametrize("version", VERSIONS)
def test_a_backup_of_then_can_be_restored_today(version: str, tmp_path: Path, own_server: str) -> None:
    home = tmp_path / "home"
    run(
        "recours.cli.main",
        "restore",
        str(DATA / version / BACKUP),
        "--into",
        str(home),
        home=home,
        database_url=own_server,
    )
    judge(version, home, own_server)


def judge(version: str, home: Path, database: str) -> None:
    """Everything is as it was, work goes on, and all of it proves itself against the checkpoint kept outside."""
    before = told(version, PICTURE)
    answer = json.loads(run("tests.upgrades.inside", "go_on", home=home, database_url=database))
    found, later = answer["found"], answer["later"]
    assert found["cases"] == before["cases"]
    assert found["letters"] == before["letters"]
    assert found["trail"]["events"] >= before["trail"]["events"]
    assert found["trail"]["sealed"] >= before["trail"]["sealed"] > 0
    assert len(later["cases"]) == len(before["cases"]) + 1
    assert len(later["letters"]) > len(before["letters"])
    kept = str(DATA / version / CHECKPOINT)
    command = ("recours.cli.main", "trail", "verify", "--checkpoint", kept, "--json")
    assert json.loads(run(*command, home=home, database_url=database))["holds"]
