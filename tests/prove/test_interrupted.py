"""Commands killed at any instant and run again: an import, a backup, a restore, a move, a founding are whole or can be finished."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.prove.installation import ROOT, Installation, command, own_database
from tests.prove.test_twice import HEADER

ROWS = 6_000
TIMES = int(os.environ.get("PROVE_KILLS", "12"))

pytestmark = pytest.mark.prove


def run(installation: Installation, *arguments: str, kill_after: float | None = None) -> tuple[int, str]:
    """Run a command to its end, or kill it and all it started after so many seconds; its code and what it said."""
    process = subprocess.Popen(
        command(*arguments),
        cwd=ROOT,
        env=installation.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        said, _nothing = process.communicate(timeout=kill_after)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        said, _nothing = process.communicate()
    return process.returncode, said


def killed_again_and_again(
    installation: Installation, *arguments: str, took: float, after: Callable[[], None] = lambda: None
) -> str:
    """Kill the command at instants spread over all it does, look each time at what it left, then let it finish."""
    chance = random.Random(" ".join(arguments[:2]))
    killed = 0
    for number in range(TIMES):
        instant = took * (number + chance.random()) / TIMES
        code, said = run(installation, *arguments, kill_after=instant)
        assert code in {0, -signal.SIGKILL}, (code, said[-2000:])
        killed += code != 0
        after()
    assert killed >= TIMES // 3, "the command was too quick to be killed"
    code, said = run(installation, *arguments)
    assert code == 0, said[-3000:]
    return said


def timed(installation: Installation, *arguments: str) -> float:
    """The seconds that the command takes when nobody kills it."""
    begun = time.monotonic()
    code, said = run(installation, *arguments)
    assert code == 0, said[-3000:]
    return time.monotonic() - begun


def history(folder: Path, rows: int = ROWS) -> Path:
    """A file of past complaints."""
    file = folder / "past.csv"
    with file.open("w") as out:
        out.write(HEADER)
        for number in range(rows):
            out.write(f"{number + 1},2024-03-{number % 28 + 1:02},Mortgage,Late,It was {number},Closed with explanation,Yes,Web,2024-04-01\n")  # fmt: skip
    return file


def holdings(installation: Installation) -> dict[str, Any]:
    """Every case with what belongs to it, in an order of its own; the trail holds, and nothing hangs loose."""
    found = installation.inside("audit")
    assert found["holds"], found["findings"]
    assert not found["strays"]
    return {**found, "cases": sorted(found["cases"], key=lambda case: str(case["reference"]))}


def keys_of(home: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (home / "keys").iterdir()}


@pytest.fixture
def lived_in(installation: Installation, tmp_path: Path) -> Installation:
    """An installation with history, a case of today with its letter in the mail folder, and a sealed trail."""
    assert run(installation, "import", "cfpb", str(history(tmp_path, 2_500)))[0] == 0
    for number in range(3):
        assert run(installation, "complaint", "new", "--words", f"It leaks {number}.")[0] == 0
    installation.inside("drain")
    return installation


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """The address of an empty database on this run's server; empty for SQLite."""
    with own_database() as url:
        yield url


def test_an_import(installation: Installation, tmp_path: Path) -> None:
    took = 12.0
    said = killed_again_and_again(installation, "import", "cfpb", str(history(tmp_path)), "--json", took=took)
    last = json.loads(said.splitlines()[-1])
    assert (last["read"], last["created"] + last["unchanged"], last["rejected"]) == (ROWS, ROWS, [])
    found = holdings(installation)
    assert len({case["words"] for case in found["cases"]}) == len(found["cases"]) == ROWS
    for case in found["cases"]:
        assert case["chain"] == ["complaint.taken_over"], case
        assert not case["letters"]
        assert case["headed"]
    again = installation.recours("import", "cfpb", str(tmp_path / "past.csv"), "--json")
    assert json.loads(again.stdout)["created"] == 0


def test_a_backup(lived_in: Installation, tmp_path: Path) -> None:
    whole = tmp_path / "whole.tar.gz"
    took = timed(lived_in, "backup", str(whole))
    file = tmp_path / "b.tar.gz"

    def is_whole_or_not_there() -> None:
        if file.exists():
            into = tmp_path / "tried"
            assert run(Installation(tmp_path / "tried"), "restore", str(file), "--into", str(into))[0] == 0
            file.unlink()

    killed_again_and_again(lived_in, "backup", str(file), took=took * 0.95, after=is_whole_or_not_there)
    holdings(lived_in)


def test_a_restore(lived_in: Installation, tmp_path: Path, elsewhere: str) -> None:
    backup, there = tmp_path / "b.tar.gz", Installation(tmp_path / "there", elsewhere)
    assert run(lived_in, "backup", str(backup))[0] == 0
    with own_database() as url:
        took = timed(Installation(tmp_path / "measured", url), "restore", str(backup))

    def keys_are_ours_or_none() -> None:
        if (there.home / "keys").exists():
            assert keys_of(there.home).items() <= keys_of(lived_in.home).items()

    said = killed_again_and_again(there, "restore", str(backup), took=took * 1.1, after=keys_are_ours_or_none)
    assert "everything holds" in said
    assert holdings(there) == holdings(lived_in)
    assert keys_of(there.home) == keys_of(lived_in.home)
    assert {path.name for path in there.mail()} == {path.name for path in lived_in.mail()}
    assert not list(there.home.glob(".restore-*"))


def test_a_move(lived_in: Installation, tmp_path: Path, elsewhere: str) -> None:
    url = elsewhere or f"sqlite:///{tmp_path}/other.sqlite3"
    before = holdings(lived_in)
    said = killed_again_and_again(lived_in, "move", url, took=8.0, after=lambda: None)
    assert "From now on start Recours with DATABASE_URL=" in said
    assert holdings(lived_in) == before
    moved = Installation(lived_in.home, url)
    assert holdings(moved) == before
    assert not list(lived_in.home.glob(".move-*")) + list(lived_in.home.glob(".restore-*"))


def test_a_founding(tmp_path: Path, elsewhere: str) -> None:
    there = Installation(tmp_path / "there", elsewhere)
    given = (
        "init",
        "--name",
        "Northwind Water",
        "--admin-email",
        "ada@northwind.example",
        "--admin-name",
        "Ada",
    )
    with own_database() as url:
        took = timed(Installation(tmp_path / "measured", url), *given)
    killed_again_and_again(there, *given, took=took)
    assert "ada@northwind.example" in there.recours("user", "list").stdout
    there.inside("drain")
    invitations = [path for path in there.mail() if b"ada@northwind.example" in path.read_bytes()]
    assert len(invitations) == 1
    holdings(there)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_restore_that_is_told_to_stop_keeps_rows_and_keys_together(
    lived_in: Installation, tmp_path: Path, number: signal.Signals
) -> None:
    """Where rows are in, their keys are there too; where they are not, no key is left over to be taken for another's."""
    backup = tmp_path / "b.tar.gz"
    assert run(lived_in, "backup", str(backup))[0] == 0
    with own_database() as url:
        took = timed(Installation(tmp_path / "measured", url), "restore", str(backup))
    for turn in range(TIMES // 2):
        with own_database() as url:
            there = Installation(tmp_path / f"there-{turn}", url)
            process = subprocess.Popen(
                command("restore", str(backup)),
                cwd=ROOT,
                env=there.environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            time.sleep(took * (0.4 + 0.7 * turn / (TIMES // 2)))
            process.send_signal(number)
            process.wait(60)
            assert run(there, "restore", str(backup))[0] == 0
            assert keys_of(there.home) == keys_of(lived_in.home)
            assert holdings(there) == holdings(lived_in)
