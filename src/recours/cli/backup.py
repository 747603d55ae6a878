"""`recours backup`, `recours restore` and `recours move`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from recours import __version__
from recours.cli.archive import Contents, Unusable
from recours.cli.setting_up import moment, operator, start

if TYPE_CHECKING:
    from recours.trail.findings import Verdict

_FILE = click.Path(path_type=Path, allow_dash=True)


@click.command("backup")
@click.argument("file", type=_FILE)
@click.option("--json", "as_json", is_flag=True, help="Give the counts as JSON on standard error.")
def backup_command(*, file: Path, as_json: bool) -> None:
    """Write everything into one file while the system runs.

    That is the database, the files, the keys and the mail folder. The database is seen at one moment. The file holds every complaint and the keys: it is readable by its owner alone;
    keep it so, and keep it on another machine. FILE may be - for standard output, to encrypt on the way. It is brought
    back by `recours restore`, on SQLite and on PostgreSQL alike.
    """
    start()
    from recours.cli.serving import require_prepared
    from recours.cli.telling import Problem
    from recours.trail.export import note_backup

    require_prepared()
    if str(file) == "-":
        note_backup(actor=operator(), now=moment())
        _tell_backup(write_backup(sys.stdout.buffer), "standard output", as_json=as_json)
        return
    if file.exists():
        raise Problem(f"{file}: This file exists already. Choose another name.")
    part = file.with_name(f"{file.name}.part-{os.getpid()}")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            note_backup(actor=operator(), now=moment())
            contents = write_backup(out)
            out.flush()
            os.fsync(out.fileno())
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    _tell_backup(contents, str(file), as_json=as_json)


@click.command("restore")
@click.argument("file", type=_FILE)
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    help="The home to fill. [default: RECOURS_HOME]",
)
@click.option("--json", "as_json", is_flag=True, help="Give the counts and the verdict on the trail as JSON.")
def restore_command(*, file: Path, into: Path | None, as_json: bool) -> None:
    """Bring a backup back, and prove it.

    It needs an empty home and an empty database. Every digest is checked before anything is put in its place; afterwards the trail is verified. Where DATABASE_URL
    names a database, the rows go there. A restore that was interrupted can be run again.
    """
    home = (into or Path(os.environ.get("RECOURS_HOME") or "var")).absolute()
    os.environ["RECOURS_HOME"] = str(home)
    from recours.cli.placing import restore

    try:
        if str(file) == "-":
            contents, verdict = restore(sys.stdin.buffer, home)
        else:
            with file.open("rb") as source:
                contents, verdict = restore(source, home)
    except Unusable as problem:
        from recours.cli.telling import Problem

        raise Problem(f"{file}: {problem}") from None
    _tell_restore(contents, verdict, home, as_json=as_json)


@click.command("move")
@click.argument("url", metavar="DATABASE_URL")
def move_command(*, url: str) -> None:
    """Move to another database, for instance from SQLite to PostgreSQL.

    Stop web and worker first. The other database must be empty; the trail is verified on both sides. Files and keys stay where they are; the old database is not touched.
    """
    start()
    from django.conf import settings

    from recours.cli.serving import require_prepared
    from recours.cli.telling import Problem, say

    require_prepared()
    before = verified()
    if not before.holds:
        raise Problem(
            "The trail of this database does not hold: see “recours trail verify”. Nothing was moved."
        )
    say(f"Here: {_verdict(before)}")
    home = Path(settings.RECOURS_HOME)
    for left in home.glob(".move-*.tar.gz"):  # of a run that was killed
        left.unlink(missing_ok=True)
    between = home / f".move-{os.getpid()}.tar.gz"
    try:
        with os.fdopen(os.open(between, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            write_backup(out, tables_alone=True)
        command = [sys.executable, "-m", "recours.cli.main", "restore", str(between), "--into", str(home)]
        surroundings = {**os.environ, "DATABASE_URL": url}
        code = subprocess.run(command, env=surroundings, stdin=subprocess.DEVNULL, check=False).returncode  # noqa: S603 - our own
    finally:
        between.unlink(missing_ok=True)
    if code:
        raise Problem("The other database was not filled; this one is as it was.")
    after = verified()
    if after.events != before.events:
        raise Problem(
            "Something was recorded here meanwhile and is not there. Stop web and worker, empty the other database, and move again."
        )
    say(f"From now on start Recours with DATABASE_URL={_without_password(url)}")


def write_backup(out: BinaryIO, *, tables_alone: bool = False) -> Contents:
    """Write a backup and say what it holds; the rows are of one moment, and every file they name is in it."""
    from django.conf import settings
    from django.db import connection

    from recours.cli import dump, placing
    from recours.cli.archive import FORMAT, KEYS, SHEET, writing
    from recours.cli.telling import Bar
    from recours.core.dates import iso

    now = moment()
    bar = Bar("Rows and files written:")
    with dump.one_moment(), writing(out, made_at=now.timestamp()) as writer:
        sheet = {
            "format": FORMAT,
            "recours": __version__,
            "made_at": iso(now),
            "database": connection.vendor,
            "migrations": dump.migrations(),
            "holds": "tables" if tables_alone else "all",
        }
        writer.add_bytes(SHEET, placing.spelled(sheet))
        keys = Path(settings.RECOURS_HOME) / "keys"
        for name in KEYS if not tables_alone else ():
            if (keys / name).exists():
                writer.add_bytes(f"keys/{name}", (keys / name).read_bytes())
        rows = dump.write_tables(writer, progress=bar.step)
        if not tables_alone:
            # after the rows: bytes are stored before the row that names them, so none of theirs can be missing
            placing.write_files(writer, progress=lambda done: bar.step(sum(rows.values()) + done))
        writer.finish(rows)
    bar.end()
    return Contents(sheet, rows, writer.members, writer.size)


def verified() -> Verdict:
    """The verdict on the trail of this database."""
    from recours.cli.telling import Bar
    from recours.jobs.subjects import expected_subjects
    from recours.trail.verification import verify

    bar = Bar("Events checked:")
    try:
        return verify(expected=expected_subjects(), progress=lambda done, total: bar.step(done, done, total))
    finally:
        bar.end()


def _tell_backup(contents: Contents, where: str, *, as_json: bool) -> None:
    import json

    from recours.cli.telling import note

    rows = sum(contents.rows.values())
    if as_json:
        note(
            json.dumps(
                {"file": where, "rows": contents.rows, "members": contents.members, "bytes": contents.size}
            )
        )
    else:
        note(
            f"{where}: {rows:,} rows of {len(contents.rows)} tables and everything beside them, {contents.size:,} bytes unpacked."
        )


def _tell_restore(contents: Contents, verdict: Verdict, home: Path, *, as_json: bool) -> None:
    from django.db import connection

    from recours.cli.telling import give_json, say

    rows = sum(contents.rows.values())
    if as_json:
        give_json({"home": str(home), "rows": contents.rows, "trail": verdict.as_json()})
    else:
        say(
            f"{rows:,} rows of {len(contents.rows)} tables are in the {connection.vendor} database, files and keys in {home}."
        )
        say(f"There: {_verdict(verdict)}")
        for finding in verdict.findings[:20]:
            say(f"  {finding.sentence}")
    if not verdict.holds:
        sys.exit(1)


def _verdict(verdict: Verdict) -> str:
    counts = f"{verdict.events:,} events of {verdict.chains:,} subjects, {verdict.checkpoints:,} checkpoints"
    return (
        f"{counts}; everything holds."
        if verdict.holds
        else f"{counts}; {sum(verdict.counts.values()):,} things are wrong."
    )


def _without_password(url: str) -> str:
    from urllib.parse import urlsplit

    parts = urlsplit(url)
    return url.replace(f":{parts.password}@", ":…@") if parts.password else url
