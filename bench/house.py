"""A throwaway installation to measure: its own home and database, the real server, and what its workers use."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RECOURS = [sys.executable, "-m", "recours.cli.main"]
NO_LIMIT = "100000000"
_PATIENCE = 60


@dataclass(frozen=True)
class Use:
    """What a process used so far: resident memory in MB, and seconds of processor time."""

    resident: float
    cpu: float


@dataclass
class Installation:
    """A founded organisation in a folder that is thrown away."""

    home: Path
    environment: dict[str, str]
    port: int = 0
    server: subprocess.Popen[bytes] | None = None

    def run(self, *words: str, code: str = "") -> str:
        """A command of `recours`, or code of Python, with this installation's settings; its output."""
        command = [sys.executable, "-c", code, *words] if code else [*RECOURS, *words]
        done = subprocess.run(
            command, env=self.environment, cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL
        )
        if done.returncode:
            raise SystemExit(f"{' '.join(words)}: {done.stdout}{done.stderr}")
        return done.stdout

    def give_token(self, *scopes: str) -> str:
        """The secret of a token with these scopes."""
        words = [word for scope in scopes for word in ("--scope", scope)]
        found = re.search(r"rc_[\w-]{43}", self.run("token", "give", "bench", *words))
        if found is None:
            raise SystemExit("recours token give told no secret")
        return found[0]

    def workers(self) -> dict[int, Use]:
        """The server's processes that answer requests, which are its children."""
        if self.server is None:
            return {}
        return {key: used for key in _children(self.server.pid) if (used := _use(key)) and used.resident > 30}


@contextmanager
def installation(database: str) -> Iterator[Installation]:
    """Found an organisation on "sqlite" or "postgresql"; PostgreSQL runs by itself and syncs as it would in earnest."""
    # told to end, it ends what it started and clears away
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    with ExitStack() as stack:
        home = Path(tempfile.mkdtemp(prefix="recours-bench-"))
        stack.callback(shutil.rmtree, home, ignore_errors=True)
        environment = {
            **{name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "SMTP_URL"}},
            "RECOURS_HOME": str(home),
            "PYTHONPATH": str(ROOT / "src"),
            "API_PER_MINUTE": NO_LIMIT,
            "INTAKE_PER_10_MINUTES": NO_LIMIT,
            "INTAKE_SLOW_PER_10_MINUTES": NO_LIMIT,
        }
        if database == "postgresql":
            environment["DATABASE_URL"] = os.environ.get("DATABASE_URL") or stack.enter_context(_postgres())
        found = Installation(home, environment)
        found.run(
            "init", "--name", "Northwind Water", "--country", "GB", "--zone", "Europe/London", "--language", "en",
            "--email", "hello@northwind.example", "--admin-email", "ada@northwind.example", "--admin-name", "Ada",
        )  # fmt: skip
        yield found


@contextmanager
def _postgres() -> Iterator[str]:
    sys.path.insert(0, str(ROOT / "tools"))
    import throwaway_postgres  # noqa: PLC0415 - a tool beside us, not a package

    durable = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "autovacuum": "on"}
    throwaway_postgres.OPTIONS.update(durable)
    with throwaway_postgres.throwaway_postgres() as url:
        yield url


@contextmanager
def serving(house: Installation, *, workers: int, threads: int) -> Iterator[Installation]:
    """Run the web server on a free port until the block ends."""
    house.port = _free_port()
    log = (house.home / "server.log").open("wb")
    house.server = subprocess.Popen(
        [*RECOURS, "web", "--port", str(house.port), "--workers", str(workers), "--threads", str(threads)],
        env=house.environment,
        cwd=ROOT,
        stdout=log,
        stderr=log,
    )
    try:
        _wait(house)
        yield house
    finally:
        house.server.send_signal(signal.SIGTERM)
        try:
            house.server.wait(timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            house.server.kill()
            house.server.wait()
        log.close()
        house.server = None


def _wait(house: Installation) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if house.server is None or house.server.poll() is not None:
            break
        try:
            connection = HTTPConnection("127.0.0.1", house.port, timeout=5)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"the server did not start:\n{(house.home / 'server.log').read_text()}")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _children(parent: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (stat := _stat(int(entry.name))) and int(stat[1]) == parent:
            found.append(int(entry.name))
    return found


def _stat(process: int) -> list[str]:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _use(process: int) -> Use | None:
    stat = _stat(process)
    if not stat:
        return None
    pages, ticks = os.sysconf("SC_PAGE_SIZE"), os.sysconf("SC_CLK_TCK")
    return Use(resident=int(stat[21]) * pages / 1024**2, cpu=(int(stat[11]) + int(stat[12])) / ticks)


def machine() -> str:
    """What this was measured on, and how busy it was with other things."""
    model = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    name = model[1] if model else "processor"
    return f"{os.cpu_count()} cores of {name}, Python {sys.version.split()[0]}; load before: {load}"
