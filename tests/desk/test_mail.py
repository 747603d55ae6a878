"""Mail that came: what waits for a person, and what a person decides."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import DjangoAssertNumQueries

from recours.complaints.models import Complaint, Message
from recours.core.actors import system
from recours.mailroom.actions import take_mail
from recours.mailroom.models import RawMessage
from tests.desk.conftest import Desk, address, page
from tests.mailroom.mails import MAILBOX, mail

pytestmark = pytest.mark.django_db


def held(desk: Desk, text: str = "I want to know how this stands.", **about: object) -> UUID:
    """A mail without a sender, that waits for a person."""
    raw = mail(text, sender="", message_id=f"<{uuid4()}@example.org>", **about)  # type: ignore[arg-type]
    return take_mail(actor=system("mail"), raw=raw, mailbox=MAILBOX, now=desk.now).message_id


def at(mail_id: UUID, tail: str = "") -> str:
    return f"/desk/mail/{mail_id}/{tail}"


@pytest.mark.parametrize("count", [1, 3])
def test_the_mail_asks_the_same_number_of_questions(
    desk: Desk, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        held(desk)
    browser = desk.browser("manager")
    with django_assert_num_queries(14):
        answer = browser.get("/desk/mail/")
    assert page(answer).count('class="row-link"') == count


def test_what_waits_comes_first_and_everything_can_be_seen(desk: Desk) -> None:
    held(desk, subject="Who reads this?")
    take_mail(actor=system("mail"), raw=mail(subject="Brown water"), mailbox=MAILBOX, now=desk.now)
    browser = desk.browser("clerk")
    waiting, everything = page(browser.get("/desk/mail/")), page(browser.get("/desk/mail/?fate=all"))
    assert ("Who reads this?" in waiting, "Brown water" in waiting) == (True, False)
    assert ("Who reads this?" in everything, "Brown water" in everything) == (True, True)
    assert "Brown water" in page(browser.get("/desk/mail/?fate=new_case"))
    assert "It has no sender whom we could answer." in waiting


def test_a_mail_becomes_one_case_however_often_it_is_asked(desk: Desk) -> None:
    key = held(desk)
    browser = desk.browser("clerk")
    answers = [browser.post(at(key, "release/")) for _ in range(2)]
    case = Complaint.objects.get()
    assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {(303, address(case))}
    assert "I want to know how this stands." in page(browser.get(address(case)))


def test_a_mail_goes_into_one_case_once(desk: Desk) -> None:
    case, key = desk.case(), held(desk)
    browser = desk.browser("clerk")
    arabic = case.reference.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    answers = [browser.post(at(key, "placement/"), {"reference": arabic}) for _ in range(2)]
    assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {(303, address(case))}
    assert Message.objects.get(complaint=case).audience == "from_complainant"


@pytest.mark.parametrize(
    ("reference", "status"),
    [("", 422), ("12", 422), ("482-719-3068", 404), ("482-719-3066", 422), ("\x00", 422)],
)
def test_a_case_that_is_none_is_said(desk: Desk, reference: str, status: int) -> None:
    key = held(desk)
    assert desk.browser("clerk").post(at(key, "placement/"), {"reference": reference}).status_code == status
    assert RawMessage.objects.get(pk=key).fate == "quarantine"


def test_what_is_put_aside_stays_in_the_list(desk: Desk) -> None:
    key = held(desk, subject="Buy now")
    browser = desk.browser("clerk")
    assert {browser.post(at(key, "discard/")).status_code for _ in range(2)} == {303}
    assert "Buy now" not in page(browser.get("/desk/mail/"))
    assert "Buy now" in page(browser.get("/desk/mail/?fate=all"))
    assert page(browser.get(at(key))).count("A colleague decided so.") == 2


@pytest.mark.parametrize("tail", ["release/", "placement/", "discard/"])
def test_who_may_only_read_decides_nothing(desk: Desk, tail: str) -> None:
    case, key = desk.case(), held(desk)
    for name, status in {"handler": 403, "auditor": 403, "outsider": 404}.items():
        assert desk.browser(name).post(at(key, tail), {"reference": case.reference}).status_code == status
    assert RawMessage.objects.get(pk=key).fate == "quarantine"


def test_what_a_mail_brought_is_taken_away_and_never_run(desk: Desk) -> None:
    hostile = "<script>alert(1)</script>"
    key = held(desk, hostile, subject=hostile, files=(("ev\u202eil.html", "text/html", hostile.encode()),))
    browser = desk.browser("handler")
    seen = page(browser.get(at(key)))
    assert hostile not in seen
    for tail in ("download/", "files/0/"):
        answer = browser.get(at(key, tail))
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert browser.get(at(key, "files/7/")).status_code == 404


def test_mail_is_brought_as_files(desk: Desk) -> None:
    browser = desk.browser("clerk")
    files = [
        SimpleUploadedFile("one.eml", mail()),
        SimpleUploadedFile("two.eml", mail(subject="Other", message_id="<2@x.example>")),
    ]
    sent = {"mailbox": MAILBOX, "files": files}
    assert browser.post("/desk/mail/new/", sent).status_code == 303
    assert Complaint.objects.count() == 2
    again = {"mailbox": MAILBOX, "files": [SimpleUploadedFile("one.eml", mail())]}
    assert browser.post("/desk/mail/new/", again).status_code == 303
    assert Complaint.objects.count() == 2


@pytest.mark.parametrize(
    "sent", [{"mailbox": MAILBOX}, {"mailbox": "", "files": [b"x"]}, {"mailbox": MAILBOX, "files": [b""]}]
)
def test_no_mail_is_no_mail(desk: Desk, sent: dict[str, object]) -> None:
    files = [SimpleUploadedFile("one.eml", content) for content in sent.pop("files", [])]  # type: ignore[attr-defined]
    assert desk.browser("clerk").post("/desk/mail/new/", {**sent, "files": files}).status_code == 422
