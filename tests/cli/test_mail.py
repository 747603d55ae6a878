"""`recours mail take` and `recours letters`."""

from __future__ import annotations

import json
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from pytest_django import Settings

from recours.complaints.models import Complaint
from tests.cli.conftest import Run
from tests.factories.cases import found_with_clocks, make_case

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house(db: None, now: datetime, tmp_path: Path, settings: Settings) -> None:
    found_with_clocks(now)
    settings.MAIL_FOLDER = tmp_path / "sent"
    settings.SMTP_URL = ""


def mail(subject: str, words: str = "The pump is broken.", sender: str = "zoe@example.org") -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "hello@northwind.example", subject
    message["Message-ID"] = f"<{abs(hash(subject))}@example.org>"
    message.set_content(words)
    return bytes(message)


def test_files_mailboxes_and_folders_are_taken_in_once(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "mail"
    folder.mkdir()
    (folder / "one.eml").write_bytes(mail("One"))
    separator = b"From zoe@example.org Fri Nov 20 09:00:00 2026\n"
    (folder / "more.mbox").write_bytes(separator + mail("Two") + b"\n" + separator + mail("Three") + b"\n")
    (folder / "photo.png").write_bytes(b"no mail")
    first = json.loads(run("mail", "take", folder, "--json").stdout)
    assert (first["seen"], first["fates"]["new_case"], first["repeated"], first["failed"]) == (3, 3, 0, [])
    assert Complaint.objects.count() == 3
    again = json.loads(run("mail", "take", folder, "--json").stdout)
    assert (again["seen"], sum(again["fates"].values()), again["repeated"]) == (3, 0, 3)
    assert Complaint.objects.count() == 3


def test_the_counts_add_up_and_what_cannot_be_taken_is_named(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "mail"
    folder.mkdir()
    (folder / "a.eml").write_bytes(mail("One"))
    (folder / "b.eml").write_bytes(b"")
    (folder / "c.eml").write_bytes(b"\x00\xff\xfe garbage")
    result = run("mail", "take", folder, code=1)
    assert result.stdout.startswith("3 messages seen.")
    assert "b.eml: " in result.stderr
    assert json.loads(run("mail", "take", folder / "a.eml", "--json").stdout)["repeated"] == 1
    told = json.loads(run("mail", "take", folder, "--json", code=1).stdout)
    assert told["seen"] == sum(told["fates"].values()) + told["repeated"] + len(told["failed"])


def test_mail_that_is_not_there(run: Run, tmp_path: Path) -> None:
    assert "no such file" in run("mail", "take", tmp_path / "none", code=2).stderr


def test_letters_are_sent_and_listed(run: Run, tmp_path: Path, now: datetime) -> None:
    case = make_case(now)
    assert "2 letters handled." in run("letters", "send").stdout
    assert len(list((tmp_path / "sent").glob("*.eml"))) == 2
    assert run("letters", "send").stdout == "No letter is due.\n"
    assert case.reference in run("letters", "list").stdout
    page = json.loads(run("letters", "list", "--standing", "sent", "--size", "1", "--json").stdout)
    assert len(page["letters"]) == 1
    assert page["next"]
    assert json.loads(run("letters", "list", "--standing", "failed", "--json").stdout)["letters"] == []
