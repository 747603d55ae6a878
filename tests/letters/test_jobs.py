"""Letters leave once, whatever dies meanwhile; what cannot leave is tried again, then given to people."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from pytest_django import DjangoAssertNumQueries, Settings

from recours.core.due import LEASE, claim
from recours.core.subjects import Subject
from recours.letters import jobs
from recours.letters.jobs import BATCH, LAST_ATTEMPT, send_due
from recours.letters.kinds import SECRET, LetterKind
from recours.letters.messages import message_of
from recours.letters.models import Letter
from recours.letters.recipients import Channel
from recours.letters.sheets import sheet_of
from recours.letters.transports import Folder
from recours.press.letters import letter_pdf
from recours.trail.reading import Recorded, events_of

from .conftest import Write
from .smtp import Post

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def told(letter: Letter) -> list[Recorded]:
    return events_of(Subject(letter.subject_kind, letter.subject_id))


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def fresh(letter: Letter) -> Letter:
    return Letter.objects.get(pk=letter.pk)


def test_a_letter_leaves_is_sent_and_is_on_the_trail(write: Write, mail_folder: Path, now: datetime) -> None:
    letter = write(at=now - MINUTE)
    assert send_due(now) == 1
    assert files(mail_folder) == [f"{letter.id}@localhost.eml"]
    assert (fresh(letter).sent_at, fresh(letter).due_at, fresh(letter).lease_until) == (now, None, None)
    (event,) = told(letter)
    assert event.kind == "letter.sent"
    assert event.facts == {
        "letter_id": str(letter.id),
        "letter_kind": "acknowledgement",
        "channel": "email",
    }
    assert event.actor_code == "system:worker"
    assert event.occurred_at == now
    assert send_due(now + MINUTE) == 0


def test_what_is_not_due_yet_stays(write: Write, mail_folder: Path, now: datetime) -> None:
    write(at=now)
    assert send_due(now - MINUTE) == 0
    assert files(mail_folder) == []


def test_the_portal_needs_no_delivery(write: Write, mail_folder: Path, now: datetime) -> None:
    letter = write(channel=Channel.PORTAL)
    assert send_due(now) == 1
    assert fresh(letter).sent_at == now
    assert told(letter)[0].facts["channel"] == "portal"
    assert files(mail_folder) == []


def test_post_is_printed_with_its_secret_and_waits_for_a_person(
    write: Write, mail_folder: Path, now: datetime
) -> None:
    letter = write(channel=Channel.POST)
    assert send_due(now) == 1
    printed = fresh(letter)
    assert printed.printed_at == now
    assert printed.sent_at is None
    assert printed.makeshift is False
    assert printed.due_at is None
    assert SECRET in printed.body
    assert told(letter) == []
    with default_storage.open(printed.pdf) as file:
        assert file.read(5) == b"%PDF-"


def test_a_letter_printed_twice_is_one_file(
    write: Write, mail_folder: Path, file_store: Path, now: datetime
) -> None:
    letter = write(channel=Channel.POST)
    send_due(now)
    Letter.objects.filter(pk=letter.pk).update(due_at=now, printed_at=None, pdf="")
    send_due(now)
    assert files(file_store) == [f"{letter.id}.pdf"]
    assert fresh(letter).pdf == f"letters/2026/11/{letter.id}.pdf"


def test_a_call_waits_for_a_person(write: Write, mail_folder: Path, now: datetime) -> None:
    write(channel=Channel.PHONE)
    assert send_due(now + timedelta(days=9)) == 0


def test_a_worker_killed_before_its_record_leaves_one_file_and_one_event(
    write: Write, mail_folder: Path, now: datetime
) -> None:
    letter = write()
    (held,) = claim(Letter.objects.all(), now=now, limit=BATCH)
    with Folder(mail_folder) as way:
        way.deliver(message_of(held))
    assert send_due(now + MINUTE) == 0, "the lease still runs"
    assert send_due(now + LEASE) == 1
    assert files(mail_folder) == [f"{letter.id}@localhost.eml"]
    assert [event.kind for event in told(letter)] == ["letter.sent"]


def test_two_workers_with_the_same_letter_record_it_once(
    write: Write, mail_folder: Path, now: datetime
) -> None:
    letter = write()
    (held,) = claim(Letter.objects.all(), now=now, limit=BATCH)
    send_due(now + LEASE)
    with Folder(mail_folder) as way:
        jobs._handle(held, way, now + LEASE)
    assert len(told(letter)) == 1
    assert len(files(mail_folder)) == 1


def test_a_batch_has_its_size_and_the_rest_comes_next(write: Write, mail_folder: Path, now: datetime) -> None:
    for _ in range(BATCH + 1):
        write()
    assert [send_due(now) for _ in range(3)] == [BATCH, 1, 0]
    assert len(files(mail_folder)) == BATCH + 1


def test_a_letter_costs_a_constant_number_of_statements(
    write: Write, mail_folder: Path, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    write()
    with django_assert_num_queries(12):
        send_due(now)


def test_an_address_that_cannot_be_one_is_given_to_people_at_once(
    write: Write, mail_folder: Path, now: datetime
) -> None:
    letter, other = write(address="nowhere"), write()
    assert send_due(now) == 2
    failed = fresh(letter)
    assert (failed.failed_at, failed.due_at, failed.sent_at) == (now, None, None)
    assert failed.last_error == "The letter has no complete e-mail address."
    (event,) = told(letter)
    assert event.kind == "letter.failed"
    assert event.facts["attempts"] == 1
    assert fresh(other).sent_at == now


def test_a_server_that_is_away_puts_every_letter_off_with_its_reason(
    write: Write, settings: Settings, now: datetime
) -> None:
    settings.SMTP_URL = "smtp://127.0.0.1:1"
    first, second = write(), write()
    assert send_due(now) == 2
    for letter in (first, second):
        assert fresh(letter).due_at == now + timedelta(seconds=15)
        assert "refused" in fresh(letter).last_error.lower()
        assert fresh(letter).lease_until is None
        assert told(letter) == []


def test_after_the_last_attempt_people_are_told(write: Write, settings: Settings, now: datetime) -> None:
    settings.SMTP_URL = "smtp://127.0.0.1:1"
    letter = write()
    moment, tries = now, 0
    while (due := fresh(letter).due_at) is not None:
        moment, tries = due, tries + 1
        assert send_due(moment) == 1
    assert tries == LAST_ATTEMPT
    assert timedelta(days=3) < moment - now < timedelta(days=5)
    assert fresh(letter).failed_at == moment
    assert [event.kind for event in told(letter)] == ["letter.failed"]


def test_one_refused_letter_does_not_hold_up_the_others(
    write: Write, post: tuple[Post, str], settings: Settings, now: datetime
) -> None:
    server, settings.SMTP_URL = post
    server.answers = {"gone@customer.example": "550 No such person", "full@customer.example": "452 Full"}
    gone, full, fine = (write(address=f"{who}@customer.example") for who in ("gone", "full", "fine"))
    assert send_due(now) == 3
    assert fresh(gone).failed_at == now
    assert fresh(gone).last_error == "550 No such person"
    assert fresh(full).due_at == now + timedelta(seconds=15)
    assert fresh(full).last_error == "TryLater: 452 Full"
    assert fresh(fine).sent_at == now
    assert len(server.sessions) == 1
    assert str(fine.id).encode() in bytes(server.envelopes[0].content or b"")


def test_a_worker_that_runs_out_of_time_gives_back_what_it_has_not_begun(
    write: Write, mail_folder: Path, now: datetime
) -> None:
    letters = [write() for _ in range(3)]
    assert send_due(now, patience=-MINUTE) == 0
    assert {(fresh(letter).lease_until, fresh(letter).attempts) for letter in letters} == {(None, 0)}
    assert send_due(now) == 3


KILLED = """
import django; django.setup()
from datetime import UTC, datetime, timedelta
from recours.letters.jobs import send_due
print("ready", flush=True)
while send_due(datetime(2027, 1, 1, tzinfo=UTC) + timedelta(minutes=5 * {turn})): pass
"""
FILLED = """
import django; django.setup()
from datetime import UTC, datetime
from uuid import uuid4
from django.core.management import call_command
from recours.core.subjects import Subject
from recours.letters.kinds import LetterKind
from recours.letters.queue import queue
from recours.letters.recipients import Channel, Letterhead, Recipient
call_command("migrate", verbosity=0)
for n in range(200):
    queue(kind=LetterKind.ACKNOWLEDGEMENT, to=Recipient("A", f"a{n}@b.example", "en", Channel.EMAIL),
          about=Subject("complaint", uuid4()), places={"reference": "482-719-3068"}, letterhead=Letterhead("B"),
          now=datetime(2026, 11, 20, tzinfo=UTC))
"""
COUNTED = """
import django; django.setup()
from recours.letters.models import Letter
from recours.trail.models import EventRow
print(Letter.objects.filter(sent_at=None).count(), EventRow.objects.filter(kind="letter.sent").count())
"""


def child(code: str) -> list[str]:
    return [sys.executable, "-c", code]


@pytest.mark.prove
@pytest.mark.django_db(False)
def test_killed_at_any_instant_no_letter_is_lost_and_no_file_written_twice(tmp_path: Path) -> None:
    surroundings = os.environ | {
        "RECOURS_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "recours.config.settings",
        "DATABASE_URL": "",
    }
    run = {"env": surroundings, "cwd": Path(__file__).parents[2], "text": True}
    subprocess.run(child(FILLED), check=True, **run)  # type: ignore[call-overload]
    kills, turn = 0, 0
    while True:
        turn += 1
        worker = subprocess.Popen(child(KILLED.format(turn=turn)), stdout=subprocess.PIPE, **run)  # type: ignore[call-overload]
        assert worker.stdout.readline() == "ready\n"
        try:
            worker.wait(timeout=0.05 + 0.03 * (turn % 7))
            break
        except subprocess.TimeoutExpired:
            worker.send_signal(signal.SIGKILL)
            worker.wait()
            kills += 1
        finally:
            worker.stdout.close()
    assert kills > 3
    done = subprocess.run(child(COUNTED), check=True, capture_output=True, **run)  # type: ignore[call-overload]
    assert done.stdout.split() == ["0", "200"]
    assert len(list((tmp_path / "mail").glob("*.eml"))) == 200
    assert list((tmp_path / "mail" / ".unfinished").iterdir()) == []


def attached(folder: Path, letter: Letter) -> list[tuple[str, bytes]]:
    mail = message_from_bytes((folder / f"{letter.id}@localhost.eml").read_bytes(), policy=default)
    assert isinstance(mail, EmailMessage)
    return [(str(part.get_filename()), part.get_content()) for part in mail.iter_attachments()]


def test_a_decision_by_mail_carries_its_sheet_and_other_letters_none(
    write: Write, mail_folder: Path, now: datetime
) -> None:
    decision, plain = write(at=now - MINUTE), write(at=now - MINUTE)
    Letter.objects.filter(pk=decision.pk).update(kind=LetterKind.DECISION.value)
    assert send_due(now) == 2
    ((name, sheet),) = attached(mail_folder, decision)
    assert (name, sheet[:5]) == (f"{decision.thread}.pdf", b"%PDF-")
    assert sheet == letter_pdf(sheet_of(fresh(decision)))
    assert attached(mail_folder, plain) == []


def test_a_sheet_that_cannot_be_drawn_holds_up_no_decision(
    write: Write,
    mail_folder: Path,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(_sheet: object) -> bytes:
        raise RuntimeError("no ink")

    decision = write(at=now - MINUTE)
    Letter.objects.filter(pk=decision.pk).update(kind=LetterKind.DECISION.value)
    monkeypatch.setattr(jobs, "letter_pdf", broken)
    assert send_due(now) == 1
    assert fresh(decision).sent_at == now
    assert attached(mail_folder, decision) == []
    assert "no ink" in caplog.text
