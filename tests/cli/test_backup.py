"""`recours backup`, `restore` and `move`, on the database of the test run and across databases."""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.apps import apps
from django.db import connection, connections

from recours.cli import dump, load
from recours.cli.archive import Unusable, unpack
from recours.cli.backup import _without_password
from recours.cli.placing import _place_keys
from recours.complaints.models import Complaint
from recours.core.keys import new_key
from recours.trail.export import TRAIL
from tests.cli.conftest import Command, Run
from tests.factories.cases import found_with_clocks, make_case

SQLITE = "sqlite"


@pytest.fixture
def other(tmp_path: Path) -> Iterator[str]:
    """The DATABASE_URL of another, empty database of the kind that this test run uses."""
    if connection.vendor == SQLITE:
        yield f"sqlite:///{tmp_path}/other.sqlite3"
        return
    parts = urlsplit(os.environ["DATABASE_URL"])
    name = f"other_{new_key().hex}"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    yield urlunsplit(parts._replace(path=f"/{name}"))
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def rows_in(backup: Path, folder: Path) -> dict[str, list[list[object]]]:
    """Every row of every table in a backup."""
    with backup.open("rb") as source:
        unpack(source, folder)
    found: dict[str, list[list[object]]] = {}
    for part in sorted(folder.glob("tables/*/*.jsonl")):
        head, *rows = (json.loads(line) for line in part.read_text(encoding="utf-8").splitlines())
        order = sorted(range(len(head["fields"])), key=lambda place: head["fields"][place])
        found.setdefault(part.parent.name, []).extend([row[place] for place in order] for row in rows)
    return found


def unmarked(rows: dict[str, list[list[object]]]) -> dict[str, list[list[object]]]:
    """Without what each backup itself leaves on the trail: an event, and the longer chain it stands in."""
    return rows | {
        "trail.eventrow": [row for row in rows["trail.eventrow"] if "backup.begun" not in row],
        "trail.head": [row for row in rows["trail.head"] if str(TRAIL.id) not in map(str, row)],
    }


def files_of(home: Path) -> dict[Path, bytes]:
    """Keys, files and mail."""
    folders = [home / name for name in ("keys", "files", "mail")]
    return {
        p.relative_to(home): p.read_bytes() for folder in folders for p in folder.rglob("*") if p.is_file()
    }


@pytest.mark.django_db(transaction=True)
def test_a_backup_brings_everything_back_on_either_database(
    home: Path, tmp_path: Path, command: Command, other: str
) -> None:
    first, second, there, back = (
        tmp_path / "1.tar.gz",
        tmp_path / "2.tar.gz",
        tmp_path / "there",
        tmp_path / "back",
    )
    command(home, "backup", first)
    assert first.stat().st_mode & 0o777 == 0o600
    told = json.loads(command(home, "restore", first, "--into", there, "--json", DATABASE_URL=other).stdout)
    assert told["trail"]["holds"]
    assert told["rows"]["complaints.complaint"] == 2
    assert files_of(there) == files_of(home)
    assert len(files_of(there)) == 3 + 1 + 2
    assert not list(there.glob(".restore-*"))
    again = command(home, "restore", first, "--into", there, DATABASE_URL=other)  # as after a kill at the end
    assert "already: nothing was changed" in again.stderr
    command(there, "backup", second, DATABASE_URL=other)
    before, after = rows_in(first, tmp_path / "before"), rows_in(second, tmp_path / "after")
    assert any("backup.begun" in row for row in before["trail.eventrow"])  # a backup holds that it was begun
    assert unmarked(after) == unmarked(before)
    command(
        there, "complaint", "new", "--words", "And on it goes.", DATABASE_URL=other
    )  # the sequences go on too
    assert "not empty" in command(home, "restore", first, "--into", there, code=2, DATABASE_URL=other).stderr
    assert "everything holds" in command(home, "restore", second, "--into", back).stdout


@pytest.mark.django_db(transaction=True)
def test_moving_verifies_both_sides_and_leaves_the_old_as_it_was(
    home: Path, tmp_path: Path, command: Command, other: str
) -> None:
    said = command(home, "move", other).stdout
    assert said.count("everything holds.") == 2
    assert not list(home.glob(".move-*"))
    assert "already: nothing was changed" in command(home, "move", other).stderr
    ours, theirs = tmp_path / "1.tar.gz", tmp_path / "2.tar.gz"
    command(home, "backup", ours)
    command(home, "backup", theirs, DATABASE_URL=other)
    assert unmarked(rows_in(ours, tmp_path / "ours")) == unmarked(rows_in(theirs, tmp_path / "theirs"))
    command(home, "complaint", "new", "--words", "And on it goes.")
    assert "not empty" in command(home, "move", other, code=2).stderr


def test_the_password_is_not_repeated() -> None:
    assert _without_password("postgresql://ada:secret@db/recours") == "postgresql://ada:…@db/recours"
    assert _without_password("sqlite:////x/y") == "sqlite:////x/y"


@pytest.mark.django_db
def test_a_file_that_exists_is_never_written_over(run: Run, tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.write_text("mine", encoding="utf-8")
    assert "exists already" in run("backup", there, code=2).stderr
    assert there.read_text(encoding="utf-8") == "mine"


def test_a_restore_that_is_refused_leaves_no_key_and_can_be_run_again(
    home: Path, tmp_path: Path, command: Command
) -> None:
    backup, there = tmp_path / "b.tar.gz", tmp_path / "there"
    command(home, "backup", backup)
    (there / "files").mkdir(parents=True)
    (there / "files" / "mine.txt").write_text("mine", encoding="utf-8")
    assert "mine.txt" in command(home, "restore", backup, "--into", there, code=2).stderr
    assert list((there / "keys").iterdir()) == []
    (there / "files" / "mine.txt").unlink()
    # as after a crash between the files and the rows
    shutil.copytree(home / "keys", there / "keys", dirs_exist_ok=True)
    shutil.copytree(home / "mail", there / "mail", dirs_exist_ok=True)
    assert "everything holds" in command(home, "restore", backup, "--into", there).stdout
    assert files_of(there) == files_of(home)


def test_keys_are_placed_only_where_no_others_stand(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    for folder, content in ((ours, b"a"), (theirs, b"b")):
        folder.mkdir()
        (folder / "session.key").write_bytes(content)
    (ours / "signing.key").write_bytes(b"c")
    with pytest.raises(Unusable, match="another key"):
        _place_keys(ours, theirs)
    assert [path.name for path in theirs.iterdir()] == ["session.key"]
    (theirs / "session.key").write_bytes(b"a")
    assert _place_keys(ours, theirs) == [theirs / "signing.key"]


def test_a_backup_that_is_not_there_or_spoilt(tmp_path: Path, command: Command) -> None:
    there, spoilt = tmp_path / "there", tmp_path / "spoilt.tar.gz"
    assert "No such file" in command(tmp_path, "restore", tmp_path / "none", "--into", there, code=1).stderr
    spoilt.write_bytes(b"nothing of ours")
    assert "not a backup" in command(tmp_path, "restore", spoilt, "--into", there, code=2).stderr
    assert [path for path in there.rglob("*") if path.is_file()] == []


@pytest.mark.django_db(transaction=True)
def test_the_rows_are_those_of_one_moment(now: datetime) -> None:
    found_with_clocks(now)
    make_case(now)

    def write_elsewhere() -> None:
        make_case(now)
        connections.close_all()

    with dump.one_moment():
        before = Complaint.objects.count()
        writer = threading.Thread(target=write_elsewhere)
        writer.start()
        writer.join()
        assert Complaint.objects.count() == before == 1
    assert Complaint.objects.count() == 2


@pytest.mark.django_db
def test_every_table_is_kept_or_named_as_not_kept() -> None:
    kept = {model._meta.label_lower for model in dump.kept_models()}
    tables = {
        m._meta.db_table for m in apps.get_models(include_auto_created=True) if m._meta.label_lower in kept
    }
    there = set(connection.introspection.table_names())
    assert there - tables == {
        "django_migrations",
        "django_content_type",
        "django_session",
        "auth_permission",
        "auth_group",
        "auth_group_permissions",
    }


@pytest.mark.django_db(transaction=True)
def test_a_backup_of_a_later_version_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="newer version"):
        load.load_tables(tmp_path, migrations={"people": ["9999_later"]}, rows={}, progress=lambda done: None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "lines",
    [
        b"",
        b"[]\n",
        b'{"fields": ["id"]}\n',
        b'{"fields": "id"}\n',
        b'{"fields": [1, null]}\n',
    ],
)
def test_tables_that_do_not_fit_are_refused(tmp_path: Path, lines: bytes) -> None:
    (tmp_path / "000000.jsonl").write_bytes(lines)
    with pytest.raises(Unusable):
        list(load._batches(tmp_path, Complaint))


@pytest.mark.django_db
@pytest.mark.parametrize("row", [b"{}", b"[1]", b"[", b"[" * 100_000, b'["x", {}]'])
def test_rows_that_cannot_be_read_are_refused(tmp_path: Path, row: bytes) -> None:
    model = apps.get_model("complaints", "Sighting")
    names = [field.attname for field in dump.columns(model)]
    if row == b'["x", {}]':
        row = json.dumps([{}] * len(names)).encode()
    (tmp_path / "000000.jsonl").write_bytes(json.dumps({"fields": names}).encode() + b"\n" + row + b"\n")
    with pytest.raises(Unusable):
        list(load._batches(tmp_path, model))
