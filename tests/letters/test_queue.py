"""Queuing freezes the letter in the recipient's language, in two statements."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries, Settings

from recours.core.actors import system
from recours.core.subjects import Subject
from recours.letters.actions import change_wording
from recours.letters.kinds import SECRET, LetterKind, WordingKind
from recours.letters.models import Letter
from recours.letters.queue import queue, sample, track_address
from recours.letters.recipients import Channel, Recipient

from .conftest import HEAD, REFERENCE, Write

pytestmark = pytest.mark.django_db


def test_an_acknowledgement_says_all_that_it_must(write: Write, settings: Settings) -> None:
    settings.SITE_URL = "https://complaints.example"
    letter = write(places={"matter": "A card that never came", "other_options": "The Ombudsman"})
    assert letter.subject == f"We have received your complaint {REFERENCE}"
    for words in (
        "Dear Maryam Hosseini,",
        "reached us on Friday 20 November 2026",
        "A card that never came",
        f"Your reference: {REFERENCE}",
        f"Your secret code: {SECRET}",
        f"\nhttps://complaints.example/en/track/?reference={REFERENCE}\n",
        "handled by Leila Farahani",
        "by Tuesday 15 December 2026",
        "free of charge",
        "\nThe Ombudsman",
        "help@northwind.example · +44 20 7946 0123 · northwind.example",
    ):
        assert words in letter.body
    assert letter.body.endswith("With kind regards,\nNorthwind Savings Bank")


def test_what_is_not_known_is_not_mentioned(write: Write) -> None:
    letter = write(
        name="", places={"handler": "", "answer_by": ""}, head=replace(HEAD, email="", phone="", website="")
    )
    assert letter.body.startswith("Good day,\n\n")
    for words in ("handled by", "our answer", "about:", "outside our organisation", "reach us here", "{"):
        assert words not in letter.body


@pytest.mark.parametrize(
    ("words", "greeted"),
    [
        ("Chère Madame,\n\noui, ce tarif existe.", False),
        ("السيد نبيل المحترم،\n\nأوقفنا العقد.", False),
        ("We looked into it, and you are right.\n\nThe bill is corrected.", True),
        ("سرکار خانم صبوری\n\nحساب شما درست است.", False),
        ("We looked into it,", True),
        ("We looked into it\nand found this:", True),
        ("x" * 81 + ",\nand more", True),
    ],
)
def test_whoever_greets_in_their_own_words_is_not_greeted_twice(
    words: str, greeted: bool, write: Write
) -> None:
    letter = write(kind=LetterKind.MESSAGE, places={"words": words})
    assert letter.body.startswith("Dear Maryam Hosseini,") is greeted
    assert words in letter.body


def test_the_letter_waits_from_now_on_and_a_call_waits_for_a_person(write: Write, now: datetime) -> None:
    for channel in Channel:
        letter = write(channel=channel)
        assert letter.due_at == (None if channel is Channel.PHONE else now)
        assert letter.created_at == now
        assert letter.message_id == f"<{letter.id}@localhost>"


def test_what_is_told_on_the_telephone_is_a_script(write: Write) -> None:
    letter = write(channel=Channel.PHONE)
    assert letter.kind == LetterKind.ACKNOWLEDGEMENT
    assert "Am I speaking with the person who complained to us?" in letter.body
    assert SECRET not in letter.body
    assert letter.link == ""


def test_a_letter_is_in_the_language_of_its_recipient_whoever_queues_it(write: Write) -> None:
    with translation.override("fr"):
        english, persian = write(language="en"), write(language="fa")
        assert translation.get_language() == "fr"
    assert "Friday 20 November 2026" in english.body
    assert "جمعه ۲۹ آبان ۱۴۰۵" in persian.body
    assert f"\u2068{REFERENCE}\u2069" in persian.body
    assert persian.language == "fa"


def test_an_unknown_language_becomes_the_source(write: Write) -> None:
    assert write(language="tlh").language == "en"


def test_queuing_costs_two_statements(
    write: Write, django_assert_num_queries: DjangoAssertNumQueries, now: datetime
) -> None:
    write()
    with django_assert_num_queries(2):
        queue(
            kind=LetterKind.ACKNOWLEDGEMENT,
            to=Recipient("A", "a@b.example", "fr", Channel.EMAIL),
            about=Subject("complaint", uuid4()),
            places={"reference": REFERENCE},
            letterhead=HEAD,
            now=now,
        )


def test_an_administrators_wording_is_used_and_only_for_its_language(write: Write, now: datetime) -> None:
    change_wording(
        actor=system("test"),
        kind=WordingKind.ACKNOWLEDGEMENT,
        language="fr",
        subject="Reçu : {reference}",
        body="Bonjour {name}.\n\n{reference} {secret}\n\n{tracking_link}",
        now=now,
    )
    assert write(language="fr").subject == f"Reçu : {REFERENCE}"
    assert write(language="fr").body.startswith("Bonjour Maryam Hosseini.\n\n")
    assert write(language="tr").subject != f"Reçu : {REFERENCE}"


def test_a_later_wording_does_not_change_a_letter(write: Write, now: datetime) -> None:
    letter = write()
    change_wording(
        actor=system("test"),
        kind=WordingKind.ACKNOWLEDGEMENT,
        language="en",
        subject="New {reference}",
        body="{secret} {tracking_link}",
        now=now + timedelta(minutes=1),
    )
    assert Letter.objects.get(pk=letter.pk).subject == letter.subject


def test_every_kind_can_be_queued_in_every_language_by_every_way(write: Write, settings: Settings) -> None:
    for language, _name in settings.LANGUAGES:
        for kind in LetterKind:
            for channel in Channel:
                letter = write(kind=kind, channel=channel, language=language)
                assert letter.subject
                assert letter.body
                assert "{" not in letter.subject + letter.body


def test_a_mistaken_caller_is_told(write: Write) -> None:
    with pytest.raises(ValueError, match="'refrence'"):
        write(places={"refrence": "1"})
    with pytest.raises(TypeError, match="date"):
        write(places={"answer_by": datetime(2026, 12, 1, tzinfo=UTC)})


def test_values_are_one_line_where_one_line_is_meant(write: Write) -> None:
    letter = write(name="Eve\r\nBcc: all@example.org\u202e", places={"handler": "A\nB", "matter": "x" * 9000})
    assert letter.name == "Eve Bcc: all@example.org"
    assert "Dear Eve Bcc: all@example.org," in letter.body
    assert "handled by A B." in letter.body
    assert "x" * 301 not in letter.body


def test_a_thread_is_only_what_a_header_may_hold(write: Write) -> None:
    assert write(thread="48 2>\r\nBcc: x").thread == "482Bccx"


def test_the_tracking_address_holds_no_secret(settings: Settings) -> None:
    settings.SITE_URL = "https://complaints.example"
    assert (
        track_address("482-719-3068", "ar") == "https://complaints.example/ar/track/?reference=482-719-3068"
    )
    assert track_address("a&b=c", "en").endswith("?reference=a%26b%3Dc")


def test_a_sample_shows_a_wording_with_the_secret_masked() -> None:
    subject, words = sample(
        WordingKind.ACKNOWLEDGEMENT,
        "en",
        "{reference}",
        "{greeting} {secret}\n\n{answer_by}",
        letterhead=HEAD,
    )
    assert subject == REFERENCE
    assert words == "Dear Mary Example, ••••\n\nThursday 31 December 2026"


def test_a_wording_is_never_longer_than_its_column(write: Write) -> None:
    letter = write(kind=LetterKind.STAFF_NOTICE, places={"title": "t" * 5000})
    assert len(letter.subject) <= 300
