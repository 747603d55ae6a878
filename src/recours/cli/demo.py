"""`recours demo`: a sample organisation in a folder of its own, made whole or not at all, then served."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

import recours
from recours.cli.setting_up import moment, start

HOST = "127.0.0.1"
SHEET = "demo.json"
_LIMITS = {
    "INTAKE_PER_10_MINUTES": "100000",
    "INTAKE_SLOW_PER_10_MINUTES": "100000",
    "TRACKING_TRIES_PER_10_MINUTES": "100000",
    "API_PER_MINUTE": "100000",
}
_OF_OTHERS = (
    "DATABASE_URL",
    "FILES_BACKEND",
    "SMTP_URL",
    "MAIL_FROM",
    "SECRET_KEY",
    "DEBUG",
    "TRUSTED_PROXIES",
)


@click.command("demo")
@click.option(
    "--port",
    type=click.IntRange(1, 65_535),
    default=8000,
    show_default=True,
    envvar="PORT",
    help="The port to answer on; PORT in the environment says the same.",
)
@click.option("--build-into", type=click.Path(path_type=Path), hidden=True)
def demo_command(*, port: int, build_into: Path | None) -> None:
    """Run a sample organisation with cases of all kinds.

    Everything is kept in RECOURS_HOME/demo; no other database is touched, whatever DATABASE_URL says. The first start
    makes the sample, later ones find it. Ctrl-C stops it. To begin afresh, remove the folder.
    """
    if build_into is not None:
        _build(build_into)
        return
    from recours.cli.serving import THREADS, require_free, supervise

    home = Path(os.environ.get("RECOURS_HOME") or "var").absolute()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    require_free(HOST, port)
    with _alone(home):
        _isolate(home / "demo", port)
        sheet = _made(home)
        _show(sheet, port)
        supervise(host=HOST, port=port, workers=None, threads=THREADS, access_log=False)
    click.echo("The demo has stopped. Start it again with the same command; nothing is lost.", err=True)


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Hold the demo of this folder, or end with a sentence when another process does."""
    with (home / "demo.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            click.echo(
                f"The demo in {home} runs already. Stop it first, or choose another RECOURS_HOME.", err=True
            )
            sys.exit(1)
        yield


def _isolate(home: Path, port: int) -> None:
    """Let every process from here on see the demo alone."""
    for name in _OF_OTHERS:
        os.environ.pop(name, None)
    os.environ |= _LIMITS | {
        "RECOURS_HOME": str(home),
        "ALLOWED_HOSTS": "localhost,127.0.0.1,[::1]",
        "SITE_URL": f"http://{HOST}:{port}",
    }


def _made(home: Path) -> dict[str, object]:
    """What there is to know of the sample, after making it where it is missing or belongs to another version."""
    place, part = home / "demo", home / "demo.part"
    mark = fingerprint()
    sheet = _sheet(place)
    if sheet is not None and sheet.get("fingerprint") == mark:
        return sheet
    if place.exists():
        earlier = home / f"demo.{time.strftime('%Y%m%d-%H%M%S')}"
        place.rename(earlier)
        click.echo(
            f"The sample belongs to another version: it is kept in {earlier}, and a new one is made.",
            err=True,
        )
    shutil.rmtree(part, ignore_errors=True)  # of a first run that was killed
    click.echo("Making the sample organisation (once; under a minute) …", err=True)
    command = [sys.executable, "-m", "recours.cli.main", "demo", "--build-into", str(part)]
    surroundings = {**os.environ, "RECOURS_HOME": str(part)}
    done = subprocess.run(command, env=surroundings, stdin=subprocess.DEVNULL, check=False)  # noqa: S603 - our own
    sheet = _sheet(part)
    if done.returncode or sheet is None:
        click.echo("The sample organisation could not be made.", err=True)
        sys.exit(1)
    (part / SHEET).write_text(
        json.dumps(sheet | {"fingerprint": mark}, ensure_ascii=False, indent=1), "utf-8"
    )
    os.sync()  # it was written without waiting for the disk
    part.rename(place)
    return sheet


def _sheet(place: Path) -> dict[str, object] | None:
    try:
        found = json.loads((place / SHEET).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def fingerprint() -> str:
    """What the sample depends on, the tables and the stories of this version: other ones mean another sample."""
    root = Path(recours.__file__).parent
    told = hashlib.sha256()
    parts = [*root.glob("*/migrations/*.py"), *root.glob("demo/**/*.py"), *root.glob("demo/**/*.toml")]
    for path in sorted(parts):
        told.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return told.hexdigest()


def _build(part: Path) -> None:
    """Make the sample in a folder that is renamed when it is whole; RECOURS_HOME is that folder already."""
    start()
    from django.contrib.auth.hashers import PBKDF2PasswordHasher
    from django.db import connection

    from recours.cli.founding import migrate
    from recours.cli.telling import Bar
    from recours.demo.stage import populate

    options = connection.settings_dict["OPTIONS"]
    # a sample that is lost with the machine is made again: no need to wait for the disk at each step
    options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
    # the passwords stand in clear beside it: a second of hashing for each protects nobody, and signing in does it anew
    PBKDF2PasswordHasher.iterations = 1_000
    migrate()
    bar = Bar("Cases made:")
    sign_ins = populate(now=moment(), progress=lambda done, total: bar.step(done, done, total))
    bar.end()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    rows = [
        {"role": str(each.role), "name": each.name, "email": each.email, "password": each.password}
        for each in sign_ins
    ]
    (part / SHEET).write_text(json.dumps({"sign_ins": rows}, ensure_ascii=False), "utf-8")


def _show(sheet: dict[str, object], port: int) -> None:
    """The addresses and the sign-ins."""
    base = f"http://{HOST}:{port}"
    rows = sheet["sign_ins"] if isinstance(sheet.get("sign_ins"), list) else []
    assert isinstance(rows, list)  # noqa: S101 - said in the line above
    click.echo(
        f"\n  Complain       {base}/\n  Work on cases  {base}/desk/\n  API            {base}/api/v1/docs\n"
    )
    width = max((len(str(row["role"])) for row in rows), default=0)
    for row in rows:
        click.echo(f"  {str(row['role']).ljust(width)}  {row['email']}  {row['password']}  ({row['name']})")
    click.echo("\n  Ctrl-C stops it.\n")
    sys.stdout.flush()
