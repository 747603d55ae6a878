from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from recours.complaints.actions import merge
from recours.complaints.models import Attachment, Complaint, Message
from recours.core.actors import complainant, system
from recours.core.errors import Invalid, NotFound, Refused
from recours.core.subjects import Subject
from recours.letters.models import Letter
from recours.letters.queue import mail_host
from recours.mailroom.actions import Taken, discard, place, release, take_mail
from recours.mailroom.models import Fate, RawMessage
from recours.mailroom.states import FateKind, Reason
from recours.people import selectors
from recours.trail.reading import events_of, say
from tests.factories.cast import Cast
from tests.mailroom.conftest import POSTMAN
from tests.mailroom.mails import MAILBOX, mail, samples

Take = Callable[..., Taken]
pytestmark = pytest.mark.django_db


def test_a_mail_becomes_a_case(take: Take, now: datetime) -> None:
    raw = mail("Depuis lundi, l'eau est marron et personne ne répond.\n\n> cité", subject="Eau marron")
    taken = take(raw)
    assert (taken.fate, taken.reason, taken.repeated) == (FateKind.NEW_CASE, Reason.NONE, False)
    case = Complaint.objects.get(pk=taken.case)
    assert (case.channel, case.language, case.received_at) == ("email", "fr", now)
    assert case.words == "Eau marron\n\nDepuis lundi, l'eau est marron et personne ne répond.\n\n> cité"
    assert case.complainant
    assert (case.complainant.name, case.complainant.email) == ("Mona Customer", "mona@example.org")
    letter = Letter.objects.get(subject_id=case.pk)
    assert (letter.kind, letter.address, letter.language) == ("acknowledgement", "mona@example.org", "fr")
    message = RawMessage.objects.get()
    with default_storage.open(message.key) as stored:
        assert stored.read() == raw
    assert (message.fate, message.subject_id, message.due_at) == ("new_case", case.pk, None)
    assert (message.sender, message.title) == ("mona@example.org", "Eau marron")
    assert [f.fate for f in Fate.objects.all()] == ["new_case"]
    events = events_of(Subject("mail", message.pk))
    assert [e.kind for e in events] == ["mail.settled"]
    assert say(events[0], {}) == "A mail came in. Became a new case. Nothing unusual."
    assert "mona" not in str(events[0].facts).lower()


def test_the_same_bytes_again_change_nothing(take: Take, now: datetime) -> None:
    first = take()
    again = take(at=now + timedelta(hours=1))
    assert again == Taken(message_id=first.message_id, fate=FateKind.NEW_CASE, case=first.case, repeated=True)
    counts = (RawMessage.objects.count(), Fate.objects.count(), Complaint.objects.count())
    assert counts == (1, 1, 1)


def test_the_same_mail_by_another_way_is_a_duplicate(take: Take) -> None:
    first = take()
    other = take(b"Received: from elsewhere by us; Fri, 20 Nov 2026 08:00:00 +0000\n" + mail())
    assert (other.fate, other.case) == (FateKind.DUPLICATE, first.case)
    assert Complaint.objects.count() == 1


def test_the_same_identifier_with_other_words_is_another_mail(take: Take) -> None:
    assert take().case != take(text="Something else entirely.").case


def test_the_same_mail_to_two_departments_is_two_deliveries(take: Take) -> None:
    """osTicket#866: deduplication by Message-ID alone hid the second."""
    assert take().case != take(mailbox="bills@northwind.example").case


def test_a_mail_without_identifier_does_not_stop_the_next(take: Take) -> None:
    """freescout#4740: one empty Message-ID held up 1,153 mails."""
    for number in range(3):
        taken = take(
            mail(f"Mail number {number}", message_id="").replace(b"Subject", b"Message-ID: \nSubject")
        )
        assert taken.fate is FateKind.NEW_CASE
    assert Complaint.objects.count() == 3


@pytest.mark.parametrize(
    ("raw", "fate"),
    [
        (b"\nNo header at all, only words.", FateKind.QUARANTINE),
        (b"From: mona@example.org\n\n", FateKind.QUARANTINE),
        (b"Subject: help\n\nNo sender", FateKind.QUARANTINE),
        (b"From: mona@example.org\nSubject: only this\n\n", FateKind.NEW_CASE),
        (b"From: mona@example.org\n\nonly words", FateKind.NEW_CASE),
        (b"\xff\xfe\x00\x01" * 50, FateKind.QUARANTINE),
    ],
)
def test_mail_with_parts_missing_is_work_not_an_error(take: Take, raw: bytes, fate: FateKind) -> None:
    """zammad#2372, #811, #4132: mail without From, To or body; nobody was told of it."""
    assert take(raw).fate is fate


def test_bytes_that_are_no_mail_are_refused(take: Take) -> None:
    for raw in (b"", b" \n"):
        with pytest.raises(Invalid) as found:
            take(raw)
        assert "mail" in found.value.fields
    with pytest.raises(Invalid) as found:
        take(mailbox=" \n")
    assert "mailbox" in found.value.fields


def test_only_who_may_takes_mail(cast: Cast, now: datetime) -> None:
    with pytest.raises(Refused):
        take_mail(actor=complainant(), raw=mail(), mailbox=MAILBOX, now=now)
    assert RawMessage.objects.count() == 0


# --- replies --------------------------------------------------------------------------------------------------------


def _letter(case: Complaint) -> str:
    return Letter.objects.get(subject_id=case.pk).message_id


@pytest.mark.parametrize(
    "how",
    ["letter", "references", "thread", "own mail", "subject", "body", "arabic digits"],
)
def test_a_reply_finds_its_case(take: Take, case: Complaint, how: str) -> None:
    """uvdesk#258, django-helpdesk#1279: replies opened new cases, years running."""
    reference = case.reference
    about: dict[str, object] = {
        "letter": {"In_Reply_To": _letter(case)},
        "references": {"References": f"<x@y.example> {_letter(case)}"},
        "thread": {"References": f"<{reference}@{mail_host()}>"},
        "own mail": {"In_Reply_To": "<first@example.org>"},
        "subject": {"subject": f"Re: Your complaint [{reference}]"},
        "body": {
            "text": f"Still brown. My case: {reference}\n\nOn 20 Nov 2026 at 10:00, N <n@n.example> wrote:\n> x"
        },
        "arabic digits": {
            "subject": "بخصوص " + reference.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
        },
    }[how]  # type: ignore[assignment]
    taken = take(
        **{
            "text": "Still brown.\n\nOn 20 Nov 2026 at 10:00, N <n@n.example> wrote:\n> x",
            "message_id": "<r@example.org>",
            **about,
        }
    )  # type: ignore[dict-item]
    assert (taken.fate, taken.case) == (FateKind.REPLY, case.pk)
    message = Message.objects.get(complaint=case)
    assert message.audience == "from_complainant"
    assert message.words.startswith("Still brown.")
    assert "wrote:" not in message.words
    assert Complaint.objects.count() == 1


def test_a_reply_to_a_merged_case_goes_to_the_case_that_leads(
    take: Take, case: Complaint, now: datetime
) -> None:
    """zammad#983, zammad#5714: people keep writing to the ticket that is dead."""
    lead = Complaint.objects.get(pk=take(text="Brown again", message_id="<second@example.org>").case)
    merge(actor=system("test"), complaint_id=case.pk, into=lead.pk, words="", seen=case.version, now=now)
    taken = take(text="Still brown.", subject=f"Re: [{case.reference}]", message_id="<r@example.org>")
    assert taken.fate is FateKind.REPLY
    assert Message.objects.get().complaint_id == lead.pk


def test_a_reply_from_somebody_else_waits_and_shows_nothing(take: Take, case: Complaint) -> None:
    letters = Letter.objects.count()
    taken = take(sender="thief@example.net", subject=f"[{case.reference}]", message_id="<t@example.net>")
    assert (taken.fate, taken.reason, taken.case) == (FateKind.QUARANTINE, Reason.OTHER_SENDER, case.pk)
    assert (Message.objects.count(), Letter.objects.count()) == (0, letters)


def test_a_sender_in_other_letters_is_the_same(take: Take, case: Complaint) -> None:
    taken = take(sender="MONA@Example.ORG", subject=f"[{case.reference}]", message_id="<u@example.org>")
    assert taken.fate is FateKind.REPLY


def test_a_sender_whom_our_server_doubts_waits(take: Take, case: Complaint) -> None:
    raw = mail(subject=f"[{case.reference}]", message_id="<d@example.org>")
    doubt = b"Authentication-Results: mx.northwind.example; dmarc=fail header.from=example.org\n"
    forged = doubt + mail(subject=f"[{case.reference}]", message_id="<f@example.org>")
    assert take(forged).reason is Reason.SENDER_UNPROVEN
    told = (
        b"Authentication-Results: mx.northwind.example; dmarc=pass\nAuthentication-Results: x; dmarc=fail\n"
        + raw
    )
    assert take(told).fate is FateKind.REPLY


def test_a_forged_reference_waits(take: Take) -> None:
    taken = take(subject="Re: [482-719-3068]")
    assert (taken.fate, taken.reason) == (FateKind.QUARANTINE, Reason.UNKNOWN_REFERENCE)
    wrong_digit = take(subject="Re: [482-719-3069]", message_id="<w@example.org>")
    order_number = take(text="My order 4827193068 is late.", message_id="<o@example.org>")
    assert (wrong_digit.fate, order_number.fate) == (FateKind.NEW_CASE, FateKind.NEW_CASE)


def test_an_answer_to_a_colleagues_letter_waits(take: Take, cast: Cast, now: datetime) -> None:
    letter = Letter.objects.filter(subject_kind="user").first()
    assert letter
    assert take(In_Reply_To=letter.message_id).reason is Reason.STAFF_LETTER


def test_a_deleted_thread_is_not_imported_again(take: Take, case: Complaint) -> None:
    """chatwoot#12054: what was removed came back with the next poll."""
    assert take().repeated is True


# --- what no person sent --------------------------------------------------------------------------------------------


def test_no_bounce_of_the_corpus_opens_a_case_or_is_answered(take: Take, corpora: Path) -> None:
    fates = [take(file.read_bytes()).fate for file in samples(corpora / "bounces" / "mails")]
    assert len(fates) == 308
    assert set(fates) <= {FateKind.BOUNCE, FateKind.AUTOMATIC, FateKind.DUPLICATE}
    assert (Complaint.objects.count(), Letter.objects.filter(subject_kind="complaint").count()) == (0, 0)
    assert RawMessage.objects.exclude(fate="waiting").count() == RawMessage.objects.count()


@pytest.mark.parametrize("folder", ["mime-structure", "mime-assorted", "mime-plain"])
def test_every_mail_of_the_corpora_has_a_fate(take: Take, corpora: Path, folder: str) -> None:
    """zammad#795, freescout#4109: 99 % of mails arrived."""
    files = [file for file in samples(corpora / folder) if file.read_bytes().strip()]
    fates = [take(file.read_bytes()).fate for file in files]
    assert not {FateKind.WAITING, FateKind.FAILED} & set(fates)
    assert RawMessage.objects.count() == len({file.read_bytes() for file in files})
    for message in RawMessage.objects.all():
        assert default_storage.size(message.key) == message.size


def test_a_bounce_is_told_to_its_case(take: Take, case: Complaint) -> None:
    """osTicket#1467: report, notification, report, without end."""
    raw = (
        "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\nSubject: Undelivered Mail Returned to Sender\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nsorry\n--b\n"
        "Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822; mona@example.org\nAction: failed\n"
        f"Status: 5.1.1\n\n--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: {_letter(case)}\n--b--\n"
    )
    taken = take(raw.encode())
    assert (taken.fate, taken.reason, taken.case) == (FateKind.BOUNCE, Reason.NOT_DELIVERED, case.pk)
    event = events_of(Subject("mail", taken.message_id))[0]
    assert (event.kind, event.facts["status"]) == ("mail.letter_reported", "5.1.1")
    assert Letter.objects.filter(subject_kind="complaint").count() == 1


def test_an_automatic_answer_is_recorded_with_its_case(take: Take, case: Complaint) -> None:
    taken = take(In_Reply_To=_letter(case), Auto_Submitted="auto-replied", message_id="<v@example.org>")
    assert (taken.fate, taken.case) == (FateKind.AUTOMATIC, case.pk)
    assert Message.objects.count() == 0


def test_a_program_may_have_a_person_behind_it(take: Take) -> None:
    assert take(Auto_Submitted="auto-generated").reason is Reason.AUTOMATIC_MAIL
    assert take(Precedence="bulk", message_id="<l@example.org>").reason is Reason.MAILING_LIST


@pytest.mark.parametrize(
    "about",
    [
        {"message_id": f"<0199aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee@{mail_host()}>"},
        {"X_Loop": f"complaints@{mail_host()}"},
        {"sender": MAILBOX},
    ],
)
def test_our_own_mail_comes_back_in_vain(take: Take, about: dict[str, str]) -> None:
    taken = take(**about)
    assert (taken.fate, taken.reason) == (FateKind.LOOP, Reason.OWN_MAIL)


def test_mail_in_circles(take: Take) -> None:
    assert take(b"Received: by a\n" * 51 + mail()).reason is Reason.TOO_MANY_HOPS


def test_a_flood_from_one_sender_waits(take: Take, now: datetime) -> None:
    fates = [take(text=f"Number {n}", message_id=f"<{n}@example.org>").fate for n in range(12)]
    assert fates == [FateKind.NEW_CASE] * 10 + [FateKind.QUARANTINE] * 2
    assert take(sender="other@example.org", message_id="<x@example.org>").fate is FateKind.NEW_CASE
    later = take(text="Later", message_id="<later@example.org>", at=now + timedelta(hours=2))
    assert later.fate is FateKind.NEW_CASE


# --- files, sizes, dates --------------------------------------------------------------------------------------------

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\nIDATx\x9cc\x00\x01\x00\x00\x05\x00\x01\r\n-\xb4\x00\x00\x00\x00IEND\xaeB`\x82"
)


def test_files_come_along_and_harmful_ones_stay_in_the_mail(take: Take) -> None:
    files = (("tap.png", "image/png", PNG), ("update.exe", "application/octet-stream", b"MZ\x90\x00" * 100))
    taken = take(files=files)
    assert [a.name for a in Attachment.objects.filter(complaint=taken.case)] == ["tap.png"]
    note = Message.objects.get(complaint=taken.case)
    assert note.audience == "internal"
    assert (
        note.words == "One attachment was not taken into the case and stays in the original mail: update.exe"
    )


def test_more_files_than_a_case_takes_at_once(take: Take) -> None:
    taken = take(files=tuple((f"{n}.png", "image/png", PNG) for n in range(12)))
    assert Attachment.objects.filter(complaint=taken.case).count() == 10
    assert Message.objects.get().words.endswith("stay in the original mail: 10.png, 11.png")


def test_more_words_than_a_case_takes(take: Take) -> None:
    taken = take(text="brown water " * 20_000)
    assert len(Complaint.objects.get(pk=taken.case).words) < 100_000
    assert Attachment.objects.get(complaint=taken.case).name == "mail.txt"


@pytest.mark.parametrize(
    ("stamp", "hours"),
    [
        ("Fri, 20 Nov 2026 06:00:00 +0000", 3),
        ("Sat, 21 Nov 2026 06:00:00 +0000", 0),
        ("Fri, 20 Nov 1998 06:00:00 +0000", 0),
        ("no date", 0),
    ],
)
def test_received_is_when_our_server_took_it(take: Take, now: datetime, stamp: str, hours: int) -> None:
    taken = take(
        f"Received: from x by mx.northwind.example; {stamp}\n".encode()
        + mail(Date="Mon, 1 Jan 2024 00:00:00 +0000")
    )
    assert Complaint.objects.get(pk=taken.case).received_at == now - timedelta(hours=hours)


# --- people decide --------------------------------------------------------------------------------------------------


def test_a_person_releases_a_mail(take: Take, cast: Cast, now: datetime) -> None:
    held = take(subject="[482-719-3068]")
    clerk = cast.actor("clerk")
    taken = release(actor=clerk, message_id=held.message_id, now=now)
    assert taken.fate is FateKind.NEW_CASE
    assert Complaint.objects.get(pk=taken.case).words.startswith("[482-719-3068]")
    fates = Fate.objects.filter(message=held.message_id).order_by("id")
    assert [(f.fate, f.by == clerk.code, f.superseded_at is None) for f in fates] == [
        ("quarantine", False, False),
        ("new_case", True, True),
    ]
    assert [e.kind for e in events_of(Subject("mail", held.message_id))] == ["mail.held", "mail.decided"]
    with pytest.raises(Refused):
        release(actor=clerk, message_id=held.message_id, now=now)


def test_a_person_places_a_mail_into_a_case(take: Take, cast: Cast, now: datetime) -> None:
    case = Complaint.objects.get(pk=take().case)
    held = take(sender="mona@work.example", subject=f"[{case.reference}]", message_id="<w@work.example>")
    taken = place(actor=cast.actor("clerk"), message_id=held.message_id, reference=case.reference, now=now)
    assert (taken.fate, taken.case) == (FateKind.REPLY, case.pk)
    assert Message.objects.get(complaint=case).words == "My water has been brown since Monday."
    with pytest.raises(NotFound):
        place(actor=cast.actor("outsider"), message_id=held.message_id, reference=case.reference, now=now)


def test_a_person_puts_a_mail_aside_and_thinks_again(take: Take, cast: Cast, now: datetime) -> None:
    held = take(Precedence="bulk")
    clerk = cast.actor("clerk")
    assert discard(actor=clerk, message_id=held.message_id, now=now).fate is FateKind.DISCARDED
    assert release(actor=clerk, message_id=held.message_id, now=now).fate is FateKind.NEW_CASE


@pytest.mark.parametrize("who", ["outsider", "handler", "auditor", "administrator"])
def test_who_may_not_decide(take: Take, cast: Cast, now: datetime, who: str) -> None:
    held = take(Precedence="bulk")
    with pytest.raises((Refused, NotFound)):
        discard(actor=cast.actor(who), message_id=held.message_id, now=now)
    assert RawMessage.objects.get().fate == "quarantine"


def test_a_settled_mail_stays_settled(take: Take, cast: Cast, now: datetime) -> None:
    taken = take()
    with pytest.raises(Refused):
        discard(actor=cast.actor("clerk"), message_id=taken.message_id, now=now)


def test_a_mail_of_another_units_case_is_not_there(take: Take, cast: Cast, now: datetime) -> None:
    case = Complaint.objects.get(pk=take().case)
    held = take(sender="x@y.example", subject=f"[{case.reference}]", message_id="<x@y.example>")
    Complaint.objects.filter(pk=case.pk).update(unit_id=cast.branch.pk)
    with pytest.raises(NotFound):
        discard(actor=cast.actor("clerk"), message_id=held.message_id, now=now)
    assert selectors.organisation().default_unit_id == cast.house.unit.pk
    assert (
        discard(actor=cast.actor("manager"), message_id=held.message_id, now=now).fate is FateKind.DISCARDED
    )


def test_hostile_words_are_only_words(take: Take) -> None:
    subject = "Ha\u202eha <script>alert(1)</script>"
    taken = take(mail("\x00 \u202e <img src=x onerror=alert(1)> 🙂", subject=subject))
    case = Complaint.objects.get(pk=taken.case)
    assert "\x00" not in case.words
    assert "<img src=x onerror=alert(1)> 🙂" in case.words
    assert RawMessage.objects.get().title == "Haha <script>alert(1)</script>"
    assert system("mail").code == POSTMAN.code
