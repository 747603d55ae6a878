"""A letter as mail: the same bytes each time, and no header but ours whatever stands in it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from recours.core.secrets import tracking_secret
from recours.core.text import clean
from recours.letters.kinds import SECRET, LetterKind
from recours.letters.messages import message_of
from recours.letters.models import Letter
from recours.letters.recipients import Channel
from recours.letters.transports import Undeliverable

from .conftest import HEAD, REFERENCE, Write

pytestmark = pytest.mark.django_db

HEADERS = {
    "Message-ID", "Date", "From", "To", "Subject", "Reply-To", "In-Reply-To", "References", "Auto-Submitted",
    "X-Auto-Response-Suppress", "Content-Language", "MIME-Version", "Content-Type",
}  # fmt: skip


def arrived(letter: Letter) -> EmailMessage:
    """The message as a mail program reads it."""
    message = message_from_bytes(bytes(message_of(letter)), policy=default)
    assert isinstance(message, EmailMessage)
    return message


def words_of(message: EmailMessage, kind: str = "plain") -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def test_an_acknowledgement_has_the_headers_of_automatic_mail(write: Write, settings: Settings) -> None:
    settings.MAIL_FROM = "complaints@bank.example"
    letter = write()
    message = arrived(letter)
    assert set(message.keys()) == HEADERS
    assert message["Message-ID"] == f"<{letter.id}@bank.example>"
    assert message["Date"] == "Fri, 20 Nov 2026 09:00:00 +0000"
    assert message["From"] == "Northwind Savings Bank <complaints@bank.example>"
    assert message["To"] == "Maryam Hosseini <maryam@customer.example>"
    assert message["Reply-To"] == "help@northwind.example"
    assert message["In-Reply-To"] == message["References"] == f"<{REFERENCE}@bank.example>"
    assert message["Auto-Submitted"] == "auto-replied"
    assert message["X-Auto-Response-Suppress"] == "All"
    assert message["Content-Language"] == "en"


def test_who_wrote_the_words_shows_in_the_headers(write: Write) -> None:
    assert arrived(write(kind=LetterKind.STAFF_NOTICE))["Auto-Submitted"] == "auto-generated"
    assert arrived(write(kind=LetterKind.ACCOUNT))["Auto-Submitted"] == "auto-generated"
    message = arrived(write(kind=LetterKind.MESSAGE))
    assert "Auto-Submitted" not in message
    assert "X-Auto-Response-Suppress" not in message


def test_a_letter_in_no_thread_answers_nothing(write: Write) -> None:
    assert "References" not in arrived(write(thread=""))


def test_the_secret_is_filled_in_on_leaving_and_stands_in_no_header(write: Write) -> None:
    letter = write()
    secret = tracking_secret(letter.subject_id, 1)
    message = arrived(letter)
    assert secret not in letter.body
    for kind in ("plain", "html"):
        assert secret in words_of(message, kind)
        assert SECRET not in words_of(message, kind)
    assert not any(secret in str(value) for value in message.values())


def test_no_secret_is_ever_filled_into_other_letters(write: Write) -> None:
    for kind in (LetterKind.MESSAGE, LetterKind.STAFF_NOTICE, LetterKind.ACCOUNT):
        letter = write(kind=kind, places={"words": f"Look: {SECRET}"})
        assert tracking_secret(letter.subject_id, 1) not in bytes(message_of(letter)).decode()


def test_the_same_letter_is_the_same_bytes(write: Write) -> None:
    letter = write(language="ar")
    assert bytes(message_of(letter)) == bytes(message_of(Letter.objects.get(pk=letter.pk)))


def test_both_forms_say_the_same(write: Write) -> None:
    message = arrived(write(places={"words": "One\ntwo\n\n  Room: 7"}, kind=LetterKind.MESSAGE))
    assert "One\ntwo\n\n  Room: 7" in words_of(message)
    html = words_of(message, "html")
    assert '<html lang="en" dir="ltr">' in html
    assert '<p dir="auto">One<br>\ntwo</p>' in html
    assert "<blockquote>Room: <strong><bdi>7</bdi></strong></blockquote>" in html


def test_a_right_to_left_letter_says_so(write: Write) -> None:
    for language in ("ar", "fa"):
        assert f'<html lang="{language}" dir="rtl">' in words_of(arrived(write(language=language)), "html")


def test_only_our_own_pages_are_made_links(write: Write, settings: Settings) -> None:
    settings.SITE_URL = "https://complaints.example"
    words = "https://evil.example/\nhttps://complaints.example.evil/\nhttps://complaints.example/en/how-we-handle-complaints/"
    html = words_of(arrived(write(kind=LetterKind.MESSAGE, places={"words": words})), "html")
    assert html.count("<a ") == 2
    assert '<a href="https://complaints.example/en/how-we-handle-complaints/" dir="ltr">' in html
    assert f'<a href="https://complaints.example/en/track/?reference={REFERENCE}" dir="ltr">' in html


def test_words_are_never_read_as_html(write: Write) -> None:
    words = "<script>alert(1)</script>\n<img src=x onerror=alert(1)>\n\n  <b>a</b>: <i>b</i>"
    html = words_of(
        arrived(write(kind=LetterKind.MESSAGE, name="<u>Eve</u>", places={"words": words})), "html"
    )
    for tag in ("<script", "<img", "<b>", "<i>", "<u>"):
        assert tag not in html


@pytest.mark.parametrize(
    "hostile",
    [
        "Eve\r\nBcc: all@example.org",
        "Eve\nContent-Type: text/html",
        "Eve\x00\x0b\x0c\x85\u2028Bcc: all@example.org",
        "=?utf-8?q?Eve=0D=0ABcc:_all@example.org?=",
        'Eve" <all@example.org>, "',
        "Eve <all@example.org>",
        "\ud800\udfff",
        "a" * 60 + '" <all@example.org>, ' + "b" * 60,
        "Smith & Co. " * 30,
        "e\u0301" * 5000,
        "\u202emoc.elpmaxe@lla",
    ],
)
def test_no_name_subject_or_letterhead_can_add_a_header_or_a_recipient(write: Write, hostile: str) -> None:
    letter = write(
        kind=LetterKind.STAFF_NOTICE,
        name=hostile,
        places={"title": hostile, "words": hostile},
        head=replace(HEAD, name=hostile, email=hostile),
        thread=hostile,
    )
    assert_harmless(arrived(letter))


def assert_harmless(message: EmailMessage) -> None:
    assert set(message.keys()) <= HEADERS
    assert [address.addr_spec for address in message["To"].addresses] == ["maryam@customer.example"]
    assert [address.addr_spec for address in message["From"].addresses] == ["complaints@localhost"]
    assert not message.defects
    assert not any("\n" in str(value) or "\r" in str(value) for value in message.values())


def test_naughty_strings_stay_in_their_place(write: Write, corpora: Path) -> None:
    strings = json.loads((corpora / "strings-naughty" / "blns.json").read_text(encoding="utf-8"))
    letter = write(kind=LetterKind.STAFF_NOTICE)
    for text in strings:
        letter.name = letter.subject = text
        letter.letterhead = {"name": text, "email": text}
        assert_harmless(arrived(letter))


def test_naughty_strings_arrive_unharmed(write: Write, corpora: Path) -> None:
    strings = json.loads((corpora / "strings-naughty" / "blns.json").read_text(encoding="utf-8"))
    lines = [clean(text) for text in strings if clean(text) and "\n" not in clean(text)]
    words = words_of(arrived(write(kind=LetterKind.MESSAGE, places={"words": "\n".join(lines)})))
    assert "\n".join(lines) in words


@pytest.mark.parametrize(
    "address",
    ["", "maryam", "@customer.example", "a@", "a b@c.example", "a@b.example, c@d.example", "<a@b.example>",
     "a@b.example\r\nBcc: c@d.example", "a@b..example\x00", "x" * 300 + "@b.example"],
)  # fmt: skip
def test_an_address_that_is_not_one_address_cannot_be_written_to(write: Write, address: str) -> None:
    letter = write()
    letter.address = address
    with pytest.raises(Undeliverable):
        message_of(letter)


def test_an_internationalised_domain_is_written_to_in_its_ascii_form(write: Write) -> None:
    message = arrived(write(address="maryam@münchen.example"))
    assert message["To"].addresses[0].addr_spec == "maryam@xn--mnchen-3ya.example"


def test_an_internationalised_name_of_a_mailbox_keeps_its_letters(write: Write) -> None:
    raw = bytes(message_of(write(address="مریم@customer.example")))
    assert "مریم@customer.example".encode() in raw


def test_lines_are_of_a_length_that_mail_servers_take(write: Write) -> None:
    raw = bytes(
        message_of(write(kind=LetterKind.MESSAGE, places={"words": "x" * 50_000 + "\n" + "ی" * 50_000}))
    )
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert raw.isascii()


@given(name=st.text(max_size=300), subject=st.text(max_size=300), words=st.text(max_size=500))
def test_whatever_stands_in_a_letter_stays_in_its_place(name: str, subject: str, words: str) -> None:
    letter = Letter(
        kind=LetterKind.MESSAGE,
        channel=Channel.EMAIL,
        language="fa",
        name=name,
        address="maryam@customer.example",
        subject=subject,
        body=clean(words),
        letterhead={"name": name, "email": subject},
        message_id="<1@localhost>",
        created_at=datetime(2026, 11, 20, 9, tzinfo=UTC),
    )
    message = arrived(letter)
    assert_harmless(message)
    assert words_of(message) == clean(words) + "\n"


def test_a_sheet_of_paper_goes_beside_the_words_and_the_bytes_stay_the_same(write: Write) -> None:
    letter = write(kind=LetterKind.MESSAGE)
    once, twice = (bytes(message_of(letter, paper=b"%PDF-1.7 a sheet")) for _ in range(2))
    assert once == twice
    message = message_from_bytes(once, policy=default)
    assert isinstance(message, EmailMessage)
    (paper,) = message.iter_attachments()
    assert (paper.get_content_type(), paper.get_filename()) == ("application/pdf", f"{REFERENCE}.pdf")
    assert paper.get_content() == b"%PDF-1.7 a sheet"
    assert words_of(message) == words_of(arrived(letter))
    assert words_of(message, "html") == words_of(arrived(letter), "html")
