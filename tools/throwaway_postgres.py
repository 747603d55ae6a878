"""A PostgreSQL server of our own for as long as something runs: nothing is synced, nothing is kept, nobody else sees it.

python tools/throwaway_postgres.py COMMAND ...    runs COMMAND with DATABASE_URL set
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

NAME = "recours"
OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "100",
    "shared_buffers": "128MB",
}


def programs() -> Path | None:
    """The folder of the newest server's programs (initdb, pg_ctl), or None where no server is installed."""
    versions = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3])
    )
    found = str(versions[-1]) if versions else shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def _owner() -> dict[str, Any]:
    """PostgreSQL refuses to be root: then it is the account Debian made for it, or nobody."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    raise SystemExit("PostgreSQL does not run as root, and there is no other account here to run it.")


@contextmanager
def throwaway_postgres() -> Iterator[str]:
    """The DATABASE_URL of a fresh server on a socket in a temporary folder; server and folder are gone afterwards."""
    found = programs()
    if found is None:
        raise SystemExit("PostgreSQL is not installed here.")
    owner = _owner()
    folder = Path(tempfile.mkdtemp(prefix="recours-pg-"))
    if owner:
        os.chown(folder, owner["user"], owner["group"])

    def run(program: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(found / program), *arguments],
            cwd=folder,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            **owner,
        )
        if done.returncode:
            log = folder / "log"
            raise SystemExit(
                f"{program}: {done.stdout}{done.stderr}{log.read_text() if log.exists() else ''}"
            )

    data = str(folder / "data")
    options = " ".join(f"-c {name}='{value}'" for name, value in OPTIONS.items())
    try:
        run("initdb", "-D", data, "-U", NAME, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        run("pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", f"-k {folder} {options}", "start")
        try:
            run("createdb", "-h", str(folder), "-U", NAME, NAME)
            yield f"postgresql://{NAME}@/{NAME}?host={folder}"
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def end_when_told() -> None:
    """Let a request to end unwind the stack, so that the server is stopped and its folder removed."""
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))


if __name__ == "__main__":
    end_when_told()
    with throwaway_postgres() as url:
        code = subprocess.call(sys.argv[1:], env={**os.environ, "DATABASE_URL": url})
    sys.exit(code)
