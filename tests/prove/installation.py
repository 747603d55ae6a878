"""A whole installation in a folder of its own: real commands as real processes, started, killed and started again."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

ROOT = Path(__file__).resolve().parent.parent.parent
PORTS = range(8900, 9000)
_PATIENCE = 40


@dataclass
class Running:
    """A command that runs, with everything it started in one process group."""

    name: str
    process: subprocess.Popen[bytes]

    def kill(self) -> None:
        """SIGKILL to all of it at once."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(_PATIENCE)

    def stop(self) -> int:
        """SIGTERM to its head, and its code once it has ended."""
        self.process.terminate()
        try:
            return self.process.wait(_PATIENCE)
        finally:
            self.kill()


@dataclass
class Installation:
    """A home, a database, a port, and the processes that run there."""

    home: Path
    database_url: str = ""
    port: int = 0
    tokens: Sequence[str] = ()
    running: list[Running] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.home.mkdir(mode=0o700, exist_ok=True)
        self.port = self.port or free_port()
        self.log = self.home / "processes.log"

    @property
    def environment(self) -> dict[str, str]:
        """What the processes are told: limits against abuse out of the way."""
        kept = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
        given = {
            "RECOURS_HOME": str(self.home),
            "SITE_URL": f"http://127.0.0.1:{self.port}",
            "INTAKE_PER_10_MINUTES": "1000000",
            "INTAKE_SLOW_PER_10_MINUTES": "1000000",
            "API_PER_MINUTE": "10000000",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            "LANG": "C.UTF-8",
        }
        return kept | given | ({"DATABASE_URL": self.database_url} if self.database_url else {})

    def recours(self, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return subprocess.run(
            command(*arguments),
            cwd=ROOT,
            env=self.environment,
            input=given,
            capture_output=True,
            text=True,
            check=False,
        )

    def inside(self, task: str) -> dict[str, Any]:
        """One of `tests.prove.inside`, and its answer."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.prove.inside", task],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer

    def found(self) -> None:
        """Prepare everything."""
        self.tokens = self.inside("found")["tokens"]

    def start(self, *arguments: str) -> Running:
        """Start a command; what it says goes to the log."""
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                command(*arguments),
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        running = Running(arguments[0], process)
        self.running.append(running)
        return running

    def start_web(self, workers: int = 1) -> Running:
        """Start the web server, as soon as the port is free again, without waiting for its first answer."""
        deadline = time.monotonic() + _PATIENCE
        while not is_free(self.port) and time.monotonic() < deadline:
            time.sleep(0.02)
        return self.start("web", "--port", str(self.port), "--workers", str(workers))

    def wait_until_answering(self) -> None:
        """Return with the first answer, or fail with the log."""
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError, http.client.HTTPException):
                if self.get("/healthz") == 200:
                    return
            time.sleep(0.1)
        raise AssertionError(f"no answer: {self.log.read_text(errors='replace')[-3000:]}")

    def get(self, path: str) -> int:
        """The status of a page."""
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)) as connection:
            connection.request("GET", path)
            return connection.getresponse().status

    def mail(self) -> list[Path]:
        """Every file in the mail folder, the unfinished ones too."""
        return [path for path in (self.home / "mail").rglob("*") if path.is_file()]

    def end(self) -> None:
        """Kill what still runs."""
        for running in self.running:
            running.kill()


def command(*arguments: str) -> list[str]:
    """The command as it is installed, by this interpreter."""
    return [sys.executable, "-m", "recours.cli.main", *arguments]


def is_free(port: int) -> bool:
    """Whether a server could listen there now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def free_port() -> int:
    """A port that nobody listens on; two runs at once begin to look in different places."""
    first = os.getpid() % len(PORTS)
    return next(port for port in (*PORTS[first:], *PORTS[:first]) if is_free(port))


@contextmanager
def own_database() -> Iterator[str]:
    """The address of a database of its own on the server that DATABASE_URL names; empty for SQLite in the home."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield ""
        return
    name = f"prove_{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[arg-type]  # a name of our own
    try:
        parts = urlsplit(server)
        yield urlunsplit(parts._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')  # type: ignore[arg-type]  # the same


@contextmanager
def installation(home: Path) -> Iterator[Installation]:
    """An installation that is founded, and whose processes are all gone afterwards."""
    with own_database() as url:
        made = Installation(home, url)
        try:
            made.found()
            yield made
        finally:
            made.end()
