"""Django's mails become letters, one for each recipient, and leave like all others."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from django.utils import timezone, translation
from pytest_django import Settings

from recours.letters.backend import account_subject
from recours.letters.jobs import send_due
from recours.letters.models import Letter
from recours.trail.reading import events_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def outbox(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "recours.letters.backend.Outbox"


def test_a_mail_is_queued_in_the_language_of_the_page_and_sent(mail_folder: Path) -> None:
    with translation.override("fr"):
        message = EmailMultiAlternatives(
            "Réinitialiser",
            "Bonjour\n\nhttps://desk.example/reset",
            "Banque du Nord <desk@bank.example>",
            ["a@b.example"],
        )
        message.attach_alternative("<p>Bonjour</p>", "text/html")
        assert message.send() == 1
    letter = Letter.objects.get()
    assert (letter.kind, letter.channel, letter.language) == ("account", "email", "fr")
    assert (letter.subject, letter.body) == ("Réinitialiser", "Bonjour\n\nhttps://desk.example/reset")
    assert letter.letterhead["name"] == "Banque du Nord"
    assert send_due(timezone.now() + timedelta(seconds=1)) == 1
    sent = next(mail_folder.glob("*.eml")).read_bytes()
    assert b"Auto-Submitted: auto-generated" in sent
    assert b"desk.example/reset" in sent
    assert [event.kind for event in events_of(account_subject("A@b.example "))] == ["letter.sent"]


def test_every_recipient_has_a_letter_of_their_own() -> None:
    message = EmailMessage("S", "B", to=["Ann <a@b.example>", "c@d.example"], bcc=["e@f.example"])
    assert message.send() == 1
    assert sorted(Letter.objects.values_list("name", "address")) == [
        ("", "c@d.example"),
        ("", "e@f.example"),
        ("Ann", "a@b.example"),
    ]


def test_a_mail_to_nobody_is_no_letter() -> None:
    assert send_mail("S", "B", None, []) == 0
    assert not Letter.objects.exists()


def test_an_account_is_known_by_no_address() -> None:
    assert account_subject("a@b.example") == account_subject(" A@B.example")
    assert account_subject("a@b.example") != account_subject("c@b.example")
