"""`recours web`, `worker` and `serve` as processes: they answer, restart what dies, and leave nothing behind."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from datetime import datetime
from pathlib import Path

import pytest
from pytest_django import Settings

from recours.cli.serving import default_workers
from recours.cli.supervisor import LONGEST_PAUSE, Child
from recours.config.reception import PATIENCE as RECEPTION_PATIENCE
from tests.cli.conftest import PATIENCE, Command, Run, until
from tests.factories.cases import found_with_clocks
from tests.prove.installation import free_port

Started = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def port() -> int:
    """A port that is free just now, and none that the system gives to whoever asks for any."""
    return free_port()


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def children(pid: int) -> set[int]:
    """The processes that a process started."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(path.read_text().rpartition(")")[2].split()[1]) == pid:
                found.add(int(path.parent.name))
    return found


def below(pid: int) -> set[int]:
    """The processes that a process started, and theirs."""
    own = children(pid)
    return own.union(*(below(child) for child in own))


def runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture
def waiting(home: Path) -> Path:
    """A home whose letters are still to be sent."""
    shutil.rmtree(home / "mail")
    with sqlite3.connect(home / "recours.sqlite3") as database:
        database.execute("UPDATE letters_letter SET sent_at = NULL, due_at = created_at")
    database.close()
    return home


def test_serve_answers_restarts_what_dies_and_stops_cleanly(
    waiting: Path, port: int, started: Started
) -> None:
    process = started(waiting, "serve", "--port", port, "--workers", 1)
    until(lambda: answers(port))
    until(lambda: list((waiting / "mail").glob("*.eml")))  # the worker has sent what waited
    for child in children(process.pid):
        os.kill(child, signal.SIGKILL)
    until(lambda: not answers(port))
    until(lambda: answers(port))
    family = below(process.pid)
    assert len(family) >= 3
    process.send_signal(signal.SIGTERM)
    said, _nothing = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, said
    assert "it is started again in 1 s" in said
    until(lambda: not any(runs(pid) for pid in family))
    assert not answers(port)


def test_nothing_is_left_when_serve_itself_is_killed(home: Path, port: int, started: Started) -> None:
    process = started(home, "serve", "--port", port, "--workers", 1)
    until(lambda: answers(port))
    family = below(process.pid)
    process.kill()
    process.wait()
    until(lambda: not any(runs(pid) for pid in family))
    assert not answers(port)


def test_the_processes_of_web_end_with_it_however_it_ended(home: Path, port: int, started: Started) -> None:
    process = started(home, "web", "--port", port, "--workers", 2)
    until(lambda: answers(port))
    family = below(process.pid)
    assert len(family) == 2
    process.kill()
    process.wait()
    until(lambda: not any(runs(pid) for pid in family))
    assert not answers(port)


def test_slow_senders_and_slow_readers_hold_up_nobody(home: Path, port: int, started: Started) -> None:
    started(home, "web", "--port", port, "--workers", 1, "--threads", 1)
    until(lambda: answers(port))
    head = b"POST /en/complain/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5000\r\n\r\nIt leaks"
    page = b"GET /en/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    with ExitStack() as held:
        for _ in range(40):
            sender = held.enter_context(socket.create_connection(("127.0.0.1", port)))
            sender.sendall(head)
            reader = held.enter_context(socket.socket())
            reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            reader.connect(("127.0.0.1", port))
            reader.sendall(page * 4)
        until(lambda: answers(port))
        begun = time.monotonic()
        assert answers(port)
        assert time.monotonic() - begun < RECEPTION_PATIENCE / 2  # while 40 bodies still wait for their end


def test_ctrl_c_ends_the_worker(waiting: Path, started: Started) -> None:
    process = started(waiting, "worker")
    until(lambda: list((waiting / "mail").glob("*.eml")))
    process.send_signal(signal.SIGINT)
    said, _nothing = process.communicate(timeout=PATIENCE)
    assert (process.returncode, said) == (0, "")


@pytest.mark.django_db
def test_one_round_of_work(run: Run, now: datetime, tmp_path: Path, settings: Settings) -> None:
    settings.MAIL_FOLDER = tmp_path
    found_with_clocks(now)
    run("worker", "--once")
    assert len(list(tmp_path.glob("*.eml"))) == 1


@pytest.mark.parametrize("word", ["serve", "web", "worker"])
def test_nothing_starts_on_a_database_that_is_not_prepared(
    tmp_path: Path, command: Command, port: int, word: str
) -> None:
    words = (word,) if word == "worker" else (word, "--port", port)
    said = command(tmp_path, *words, code=1).stderr
    assert "recours init" in said
    assert said.count("\n") == 1


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which somebody else listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield int(server.getsockname()[1])


@pytest.mark.django_db
@pytest.mark.parametrize("word", ["web", "serve", "demo"])
def test_a_port_that_is_taken_is_a_sentence(run: Run, taken: int, word: str) -> None:
    assert f"Port {taken} on 127.0.0.1 cannot be used" in run(word, "--port", taken, code=1).stderr


def test_pauses_grow_to_half_a_minute() -> None:
    assert [Child("web", [], failures=n).pause() for n in (1, 2, 3, 4, 5, 6, 60)] == [
        1,
        2,
        4,
        8,
        16,
        LONGEST_PAUSE,
        30,
    ]


def test_processes_follow_the_cores() -> None:
    assert 1 <= default_workers() <= 4
