from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.module_loading import import_string

from recours.complaints.models import Complaint
from recours.config.wiring import FOLLOWERS
from recours.core.due import LEASE
from recours.core.subjects import Subject
from recours.letters.jobs import send_due
from recours.letters.models import Letter
from recours.letters.states import Standing, standing_of
from recours.mailroom.actions import LAST_ATTEMPT, Taken, release
from recours.mailroom.jobs import follow_report, resume_due, tell_of_mail
from recours.mailroom.models import RawMessage
from recours.mailroom.states import FateKind, Reason
from recours.mailroom.steps.store_raw import store_raw
from recours.people.models import Notice
from recours.trail.reading import Recorded, events_of
from tests.factories.cast import Cast
from tests.mailroom.mails import MAILBOX, mail

Take = Callable[..., Taken]
pytestmark = pytest.mark.django_db


def test_a_crash_after_the_bytes_loses_nothing(cast: Cast, now: datetime) -> None:
    """zammad#243, chatwoot#5081: taken from the server, never made into anything."""
    kept = store_raw(raw=mail(), mailbox=MAILBOX, source="test", now=now)
    assert (kept.fresh, kept.message.fate) == (True, "waiting")
    assert resume_due(now) == 0, "the crashed worker's lease still runs"
    assert resume_due(now + LEASE) == 1
    message = RawMessage.objects.get()
    assert (message.fate, message.due_at) == ("new_case", None)
    assert Complaint.objects.count() == 1
    assert resume_due(now + timedelta(days=1)) == 0


def test_while_one_works_another_leaves_it_alone(cast: Cast, take: Take, now: datetime) -> None:
    """osTicket#1908, freescout#3186: two that ran at once made two."""
    kept = store_raw(raw=mail(), mailbox=MAILBOX, source="", now=now)
    seen = take()
    assert (seen.message_id, seen.fate, seen.repeated) == (kept.message.pk, FateKind.WAITING, True)
    resume_due(now + LEASE)
    assert take().case == Complaint.objects.get().pk


def test_what_cannot_be_settled_is_tried_again_and_then_a_person_sees_it(cast: Cast, now: datetime) -> None:
    kept = store_raw(raw=mail(), mailbox=MAILBOX, source="", now=now)
    default_storage.delete(kept.message.key)
    at = now
    for _ in range(LAST_ATTEMPT):
        at += timedelta(hours=7)
        resume_due(at)
    message = RawMessage.objects.get()
    assert (message.fate, message.reason, message.attempts) == ("failed", Reason.ERROR.value, LAST_ATTEMPT)
    assert message.last_error.startswith("NotFound")
    assert [e.kind for e in events_of(Subject("mail", message.pk))] == ["mail.held"]
    default_storage.save(message.key, ContentFile(mail()))
    taken = release(actor=cast.actor("clerk"), message_id=message.pk, now=at)
    assert taken.fate is FateKind.NEW_CASE


def test_a_failure_is_put_off_and_succeeds_later(cast: Cast, now: datetime) -> None:
    raw = mail()
    kept = store_raw(raw=raw, mailbox=MAILBOX, source="", now=now)
    default_storage.delete(kept.message.key)
    assert resume_due(now + LEASE) == 1
    message = RawMessage.objects.get()
    assert message.fate == "waiting"
    assert message.due_at
    assert message.due_at > now + LEASE
    default_storage.save(message.key, ContentFile(raw))
    assert resume_due(message.due_at) == 1
    assert RawMessage.objects.get().fate == "new_case"


def _event(message_id: UUID) -> Recorded:
    return events_of(Subject("mail", message_id))[-1]


def test_those_who_take_mail_are_told_once_an_hour(take: Take, cast: Cast, now: datetime) -> None:
    Notice.objects.all().delete()
    for n in range(3):
        tell_of_mail(
            _event(take(message_id=f"<{n}@x.example>", text=f"{n}", Precedence="bulk").message_id), now
        )
    assert set(Notice.objects.values_list("user__name", "code")) == {
        ("Clara Clerk", "mail_waits"),
        ("Mary Manager", "mail_waits"),
    }
    later = now + timedelta(hours=1)
    tell_of_mail(_event(take(message_id="<l@x.example>", Precedence="bulk", at=later).message_id), later)
    assert Notice.objects.count() == 4


def test_a_report_of_a_letter_that_never_left_is_told_all_the_same(
    take: Take, cast: Cast, now: datetime
) -> None:
    case = Complaint.objects.get(pk=take().case)
    letter = Letter.objects.get(subject_id=case.pk)
    Notice.objects.all().delete()
    raw = (
        "From: MAILER-DAEMON@mx.example\nSubject: failure notice\nContent-Type: multipart/report;"
        " report-type=delivery-status; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n"
        f"Action: failed\n\n--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: {letter.message_id}\n--b--\n"
    )
    follow_report(_event(take(raw.encode()).message_id), now)
    letter.refresh_from_db()
    assert letter.returned_at is None
    assert {n.code for n in Notice.objects.all()} == {"letter_failed"}


def test_the_team_is_told_of_a_letter_that_came_back(take: Take, cast: Cast, now: datetime) -> None:
    case = Complaint.objects.get(pk=take().case)
    letter = Letter.objects.get(subject_id=case.pk)
    raw = (
        "From: MAILER-DAEMON@mx.example\nSubject: failure notice\nContent-Type: multipart/report;"
        " report-type=delivery-status; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n"
        f"Action: failed\n\n--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: {letter.message_id}\n--b--\n"
    )
    Notice.objects.all().delete()
    send_due(now)
    event = _event(take(raw.encode()).message_id)
    assert event.facts["letter"] == str(letter.pk)
    for _ in range(2):
        follow_report(event, now)
    again = _event(take(raw.replace("--b--", "sorry again\n--b--").encode()).message_id)
    follow_report(again, now)
    letter.refresh_from_db()
    assert (letter.returned_at, standing_of(letter)) == (now, Standing.RETURNED)
    returned = [e for e in events_of(Subject("complaint", case.pk)) if e.kind == "letter.returned"]
    assert [e.facts["letter_id"] for e in returned] == [str(letter.pk)]
    for follower in FOLLOWERS["letter.returned"]:
        import_string(follower)(returned[0], now)
    assert {n.code for n in Notice.objects.all()} == {"letter_failed"}
    assert {n.reference for n in Notice.objects.all()} == {case.reference}
    told = Notice.objects.count()
    delayed = _event(take(raw.replace("failed", "delayed").encode()).message_id)
    follow_report(delayed, now)
    assert Notice.objects.count() == told
