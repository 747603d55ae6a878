"""Stores a small organisation as this version makes it: `.venv/bin/python -m tests.upgrades.make`, once for each release.

It writes tests/upgrades/data/<version>/: the whole home with its SQLite database, a backup, what a later version must find
in both, a checkpoint kept outside, and the digests of the migrations. Until a version is released it may be made anew;
afterwards never: its migrations have then been run by others.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from recours import __version__

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
DATA = HERE / "data"
LARGEST = 300_000
HOME, BACKUP, PICTURE, CHECKPOINT, MIGRATIONS = (
    "home.tar.gz",
    "backup.tar.gz",
    "picture.json",
    "checkpoint.json",
    "migrations.json",
)


def migrations() -> dict[str, str]:
    """The digest of each migration of ours."""
    files = sorted((ROOT / "src/recours").glob("*/migrations/0*.py"))
    return {
        f"{path.parent.parent.name}.{path.stem}": hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def environment(home: Path, database_url: str = "") -> dict[str, str]:
    """The surroundings of an installation in this folder."""
    kept = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "RECOURS_HOME"}}
    given = {
        "RECOURS_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "recours.config.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "LANG": "C.UTF-8",
    }
    return kept | given | ({"DATABASE_URL": database_url} if database_url else {})


def run(*arguments: str, home: Path, database_url: str = "") -> str:
    """Run a Python module in an installation, and give what it wrote."""
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        env=environment(home, database_url),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)}: {done.stdout[-2000:]}{done.stderr[-3000:]}")
    return done.stdout


def packed(home: Path) -> bytes:
    """The home as a compressed archive; its database vacuumed, without what is made again."""
    with contextlib.closing(sqlite3.connect(home / "recours.sqlite3")) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        database.execute("VACUUM")
        database.execute("PRAGMA journal_mode=DELETE")
    shutil.rmtree(home / "static", ignore_errors=True)
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for path in sorted(home.rglob("*")):
            if path.is_file():
                member = tarfile.TarInfo(str(path.relative_to(home)))
                member.size, member.mode = path.stat().st_size, 0o600
                archive.addfile(member, io.BytesIO(path.read_bytes()))
    return gzip.compress(plain.getvalue(), 9, mtime=0)


def make() -> Path:
    """Make the data of this version and give its folder."""
    folder = DATA / __version__
    with tempfile.TemporaryDirectory(prefix="recours-upgrade-") as temporary:
        home, fresh = Path(temporary) / "home", Path(temporary) / "data"
        home.mkdir()
        fresh.mkdir()
        (fresh / PICTURE).write_text(run("tests.upgrades.inside", "populate", home=home), encoding="utf-8")
        (fresh / CHECKPOINT).write_text(
            run("recours.cli.main", "trail", "checkpoint", "--number", "1", home=home)
        )
        run("recours.cli.main", "backup", str(fresh / BACKUP), home=home)
        (fresh / HOME).write_bytes(packed(home))
        (fresh / MIGRATIONS).write_text(json.dumps(migrations(), indent=1) + "\n")
        size = sum(path.stat().st_size for path in fresh.iterdir())
        if size > LARGEST:
            raise SystemExit(f"{size:,} bytes are more than the {LARGEST:,} that a version may take here.")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(fresh, folder)
    print(f"{folder}: {size:,} bytes")  # noqa: T201 - this is a command
    return folder


if __name__ == "__main__":
    make()
