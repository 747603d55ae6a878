"""`recours init`."""

from __future__ import annotations

import os
import pty
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from recours.cli.founding import local_country, local_zone
from recours.complaints.seed import GROUPS, PROBLEMS
from recours.complaints.selectors import choices
from recours.core.permissions import Role
from recours.deadlines.selectors import promises
from recours.jobs.subjects import expected_subjects
from recours.people.selectors import is_founded, organisation, user_by_email
from recours.trail.verification import verify
from tests.cli.conftest import PATIENCE, Run, arguments, surroundings
from tests.factories.people import SYSTEM, House

NORTHWIND = (
    "--name", "Northwind Water", "--country", "gb", "--zone", "Europe/London", "--language", "en",
    "--email", "hello@northwind.example", "--admin-email", "ada@northwind.example", "--admin-name", "Ada Admin",
)  # fmt: skip


@pytest.mark.django_db
def test_it_founds_an_organisation_with_promises_and_categories(run: Run) -> None:
    said = run("init", *NORTHWIND).stdout
    assert "Northwind Water is founded" in said
    office = organisation()
    assert (office.names, office.country, office.zone) == ({"en": "Northwind Water"}, "GB", "Europe/London")
    assert office.languages == ["en", "fr", "ar", "fa", "tr"]
    assert user_by_email(SYSTEM, "ada@northwind.example").name == "Ada Admin"
    assert promises().version == 1
    assert len(choices(tree="problem", language="en")) == len(GROUPS) + len(PROBLEMS)
    assert verify(expected=expected_subjects()).holds


@pytest.mark.django_db
def test_a_small_business_begins_with_one_screen_and_one_role(run: Run) -> None:
    run("init", *NORTHWIND, "--small")
    assert organisation().small
    ada = user_by_email(SYSTEM, "ada@northwind.example")
    assert {row.role for row in ada.roles.all()} == {Role.ADMINISTRATOR, Role.MANAGER}


@pytest.mark.django_db
def test_a_second_run_changes_nothing_and_says_so(run: Run) -> None:
    run("init", *NORTHWIND)
    before = verify().events
    said = run("init", "--name", "Another").stdout
    assert "up to date" in said
    assert "nothing was changed" in said
    assert organisation().names == {"en": "Northwind Water"}
    assert verify().events == before


@pytest.mark.django_db
def test_a_founding_that_was_interrupted_is_completed(run: Run, organisation: House) -> None:
    assert "41 categories and 7 ready-made texts that come with Recours were missing" in run("init").stdout
    assert promises().version == 1
    assert "nothing was changed" in run("init").stdout


@pytest.mark.django_db
def test_without_options_it_takes_the_defaults(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "fr_TN.UTF-8")
    said = run("init").stdout
    assert "Nobody can sign in yet" in said
    assert organisation().country == "TN"
    assert organisation().language == "fr"


@pytest.mark.django_db
def test_what_cannot_be_is_named_field_by_field(run: Run) -> None:
    said = run(
        "init", "--name", "X", "--zone", "Mars/Olympus", "--country", "ZZ", "--admin-email", "a@b", code=2
    )
    assert {line.split(":")[0].strip() for line in said.stderr.splitlines()[1:]} == {
        "zone",
        "country",
        "administrator_email",
    }
    assert not is_founded()


def test_country_and_zone_come_from_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "ar_TN.UTF-8")
    monkeypatch.setenv("TZ", ":Africa/Tunis")
    assert (local_country(), local_zone()) == ("TN", "Africa/Tunis")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("TZ", "CET-1")
    assert local_country() == "GB"
    assert "/" in local_zone() or local_zone() == "UTC"


def test_at_a_terminal_it_asks(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        arguments("init", "--country", "TN"),
        env=surroundings(tmp_path),
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=theirs,
        text=True,
    )
    os.close(theirs)
    os.write(ours, b"fr\nada@eau.example\nEaux du Nord\nAfrica/Tunis\n\nAda\n")
    said, _nothing = process.communicate(timeout=PATIENCE)
    os.close(ours)
    assert process.returncode == 0, said
    assert "Eaux du Nord is founded" in said
    assert "ada@eau.example is invited" in said
    with closing(sqlite3.connect(tmp_path / "recours.sqlite3")) as database:
        office = database.execute("SELECT names, country, zone, language FROM people_organisation").fetchone()
        assert office == ('{"fr": "Eaux du Nord"}', "TN", "Africa/Tunis", "fr")
        assert database.execute("SELECT email, name FROM people_user").fetchall() == [
            ("ada@eau.example", "Ada")
        ]
