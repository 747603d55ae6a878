"""Commands run in this process against the test database, and as processes of their own against a home of their own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from recours.cli.main import main
from tests.laws.law import ROOT

PATIENCE = 60.0
Run = Callable[..., Result]
Command = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run() -> Run:
    """Run a command in this process: run("user", "list", given="...")."""

    def runner(*words: object, given: str | bytes | None = None, code: int | None = 0) -> Result:
        result = CliRunner().invoke(main, [str(word) for word in words], input=given, prog_name="recours")
        if code is not None:
            assert result.exit_code == code, f"{result.output}\n{result.exception!r}"
        return result

    return runner


def surroundings(home: Path, **more: str) -> dict[str, str]:
    """The environment of a command: this home, no database of another, the source that is tested."""
    kept = {
        k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PORT"}
    }
    return kept | {"RECOURS_HOME": str(home), "PYTHONPATH": str(ROOT / "src"), "LANG": "C.UTF-8"} | more


def arguments(*words: object) -> list[str]:
    """The command line that runs a command of this source."""
    return [sys.executable, "-m", "recours.cli.main", *(str(word) for word in words)]


@pytest.fixture
def command() -> Command:
    """Run a command as a process of its own: command(home, "init", code=0, DATABASE_URL="...")."""

    def runner(
        home: Path, *words: object, given: str = "", code: int | None = 0, **more: str
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            arguments(*words),
            env=surroundings(home, **more),
            input=given,
            capture_output=True,
            text=True,
            timeout=4 * PATIENCE,
        )
        if code is not None:
            assert done.returncode == code, done.stdout + done.stderr
        return done

    return runner


_SEVERAL = """
import json, sys
from recours.cli.main import main
for words in json.load(sys.stdin):
    if main(words, standalone_mode=False):
        sys.exit(f"{words} went wrong")
"""


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite home with cases, a file, letters sent, a token, history and a checkpoint; to be copied, never changed."""
    folder = tmp_path_factory.mktemp("filled")
    home, letter, history = folder / "home", folder / "letter.txt", folder / "history.csv"
    letter.write_text("Dear sirs", encoding="utf-8")
    history.write_text("date_received,product,issue\n2020-01-02,Loan,Fees\n", encoding="utf-8")
    words = "Le compteur est faux. العداد خطأ 🙂"
    steps = [
        ["init", "--name", "Northwind Water", "--admin-email", "ada@northwind.example"],
        [
            "complaint",
            "new",
            "--words",
            words,
            "--email",
            "z@example.org",
            "--name",
            "Zoë",
            "--file",
            str(letter),
        ],
        ["token", "give", "Shop", "--scope", "complaint.intake"],
        ["import", "cfpb", str(history)],
        ["worker", "--once"],
    ]
    subprocess.run(
        [sys.executable, "-c", _SEVERAL],
        env=surroundings(home),
        input=json.dumps(steps),
        text=True,
        check=True,
        capture_output=True,
    )
    return home


@pytest.fixture
def home(filled: Path, tmp_path: Path) -> Path:
    """A home of one's own, filled."""
    return Path(shutil.copytree(filled, tmp_path / "home"))


@pytest.fixture
def started() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start a command that goes on; whatever still runs is killed at the end."""
    running: list[subprocess.Popen[str]] = []

    def starter(home: Path, *words: object, **more: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            arguments(*words),
            env=surroundings(home, **more),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        running.append(process)
        return process

    yield starter
    for process in running:
        if process.poll() is None:
            process.kill()
        process.communicate()


def until(holds: Callable[[], object], patience: float = PATIENCE) -> None:
    """Wait for something outside this process to come about, or fail."""
    deadline, pause = time.monotonic() + patience, threading.Event()
    while not holds():
        assert time.monotonic() < deadline, f"did not come about within {patience:.0f} s"
        pause.wait(0.05)
