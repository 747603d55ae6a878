"""Following a case: in by reference and secret, out by a button, and never into another's."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries, Settings

from recours.complaints import actions
from recours.complaints.closing import Said
from recours.complaints.models import Attachment, Complaint, Message
from recours.core.actors import complainant, system
from recours.core.text import local_digits
from recours.letters.models import Letter
from recours.people.complainants import Party
from recours.portal import cookies
from recours.portal.tokens import issue_form_token, seal_words
from tests.core import samples
from tests.factories.answers import answer
from tests.factories.cases import make_case
from tests.factories.people import House
from tests.portal.conftest import STORY, Clock, Visitor, hidden

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, _ in django_settings.LANGUAGES]


def upload(name: str, content: bytes = b"Dear sirs") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def story(visitor: Visitor) -> Any:
    return visitor.client.get(visitor.at("track/case/"))


def say(visitor: Visitor, token: str | None = None, **given: Any) -> Any:
    token = token if token is not None else hidden(story(visitor).content.decode(), "token")
    return visitor.client.post(
        visitor.at("track/case/messages/"), {"token": token, "words": "One thing more", **given}
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_reference_and_secret_open_the_story(house: House, language: str) -> None:
    visitor = Visitor(language=language)
    reference, secret = visitor.receipt(remedy_words="Mend it")
    stranger = Visitor(Client(), language)
    typed = {
        "reference": local_digits(reference, language).replace("-", " "),
        "secret": secret.lower().replace("-", ""),
    }
    opened = stranger.client.post(stranger.at("track/"), typed)
    assert (opened.status_code, opened.headers["Location"]) == (303, stranger.at("track/case/"))
    answer = story(stranger)
    page = answer.content.decode()
    assert (STORY in page, "Mend it" in page, reference in page) == (True, True, True)
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_the_reference_comes_with_the_address(visitor: Visitor) -> None:
    page = visitor.client.get(visitor.at("track/?reference=482-719-3065")).content.decode()
    assert 'value="482-719-3065"' in page


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"reference": "", "secret": ""},
        {"secret": "AAAA-AAAA-AAAA-AAAA"},
        {"reference": "482-719-3065"},
        {"reference": "\x00'; --", "secret": "\u202e" * 9_000},
    ],
)
def test_one_sentence_for_whatever_is_wrong(visitor: Visitor, given: dict[str, str]) -> None:
    reference, secret = visitor.receipt()
    tried = {"reference": reference, "secret": secret, **given} if given else {}
    answer = Client().post("/en/track/", tried)
    assert (
        answer.status_code,
        "We found no case with this reference and secret" in answer.content.decode(),
    ) == (422, True)
    assert cookies.CASE not in answer.cookies


def test_guessing_is_slowed(visitor: Visitor, settings: Settings, clock: Clock) -> None:
    settings.TRACKING_TRIES_PER_10_MINUTES = 3
    reference, secret = visitor.receipt()
    right = {"reference": reference, "secret": secret}
    for _ in range(3):
        assert visitor.client.post("/en/track/", {**right, "secret": "no"}).status_code == 422
    refused = visitor.client.post("/en/track/", right)
    assert (refused.status_code, refused.headers["Retry-After"], reference in refused.content.decode()) == (
        429,
        "600",
        True,
    )
    assert Client(REMOTE_ADDR="198.51.100.9").post("/en/track/", right).status_code == 303
    clock.pass_by(minutes=10)
    assert visitor.client.post("/en/track/", right).status_code == 303


def test_csrf_guards_the_door(visitor: Visitor) -> None:
    reference, secret = visitor.receipt()
    guarded = Client(enforce_csrf_checks=True)
    assert guarded.post("/en/track/", {"reference": reference, "secret": secret}).status_code == 403


def test_without_the_secret_there_is_no_story(house: House, now: datetime, clock: Clock) -> None:
    case = make_case(now)
    client = Client()
    assert client.get("/en/track/case/").headers["Location"] == "/en/track/"
    for forged in (
        "",
        "x",
        f"{case.pk.hex}|1|{int(now.timestamp())}:x",
        seal_words("receipt", case.pk.hex, "1", now=now),
    ):
        client.cookies[cookies.CASE] = forged
        assert client.get("/en/track/case/").status_code == 303
        assert client.get(f"/en/track/case/files/{case.pk}/").status_code == 303


def test_the_page_closes_after_two_hours_unless_it_is_used(visitor: Visitor, clock: Clock) -> None:
    visitor.open_story()
    for _ in range(3):
        clock.pass_by(minutes=100)
        assert story(visitor).status_code == 200
    clock.pass_by(minutes=121)
    assert story(visitor).status_code == 303


def test_a_new_secret_closes_what_the_old_one_opened(visitor: Visitor) -> None:
    visitor.open_story()
    Complaint.objects.update(generation=2)
    assert story(visitor).status_code == 303


def test_a_message_arrives_once_with_its_files(visitor: Visitor) -> None:
    visitor.open_story()
    token = hidden(story(visitor).content.decode(), "token")
    for _ in range(2):
        answer = say(visitor, token, files=[upload("proof.txt")])
        assert answer.status_code == 303
    message = Message.objects.get()
    assert (message.words, message.audience, message.channel) == (
        "One thing more",
        "from_complainant",
        "web_form",
    )
    assert Attachment.objects.filter(message=message).count() == 1
    page = story(visitor).content.decode()
    assert ("One thing more" in page, "proof.txt" in page, "Your message is with us" in page) == (
        True,
        True,
        True,
    )


def test_nothing_written_is_lost(visitor: Visitor) -> None:
    visitor.open_story()
    answer = say(visitor, words="", files=[])
    assert answer.status_code == 422
    answer = say(
        visitor, words="<b>Look</b>", files=[upload("good.txt"), upload("bad.exe", b"MZ" + b"\x00" * 600)]
    )
    page = answer.content.decode()
    assert (answer.status_code, "&lt;b&gt;Look" in page, "good.txt" in page, "“bad.exe”" in page) == (
        422,
        True,
        True,
        True,
    )
    assert Message.objects.count() == 0
    sent = say(visitor, hidden(page, "token"), words="Look", kept=hidden(page, "kept"))
    assert (sent.status_code, Attachment.objects.get().name) == (303, "good.txt")


def test_a_file_can_be_taken_out_of_a_message(visitor: Visitor) -> None:
    visitor.open_story()
    page = say(visitor, words="x" * 100_001, files=[upload("a.txt")]).content.decode()
    remove = re.search(r'name="remove" value="([^"]+)"', page)
    assert remove is not None
    answer = say(visitor, words="Look", kept=hidden(page, "kept"), remove=remove[1])
    assert (answer.status_code, "a.txt" in answer.content.decode(), Message.objects.count()) == (
        200,
        False,
        0,
    )


def test_a_message_written_too_slowly_is_shown_again(visitor: Visitor, clock: Clock) -> None:
    visitor.open_story()
    token = hidden(story(visitor).content.decode(), "token")
    clock.pass_by(hours=3)
    answer = say(visitor, token, words="Three hours of thought")
    assert (answer.status_code, "Three hours of thought" in answer.content.decode()) == (403, True)
    assert Message.objects.count() == 0


def test_a_message_needs_the_token_of_its_case(visitor: Visitor, clock: Clock) -> None:
    visitor.open_story()
    other = Complaint.objects.get()
    for token in ("", "forged", issue_form_token(clock.now).text, issue_form_token(clock.now, "f" * 32).text):
        assert say(visitor, token).status_code == 422
    assert other.messages.count() == 0


def test_enormous_messages_are_told(visitor: Visitor) -> None:
    visitor.open_story()
    assert say(visitor, words="x" * 4_000_000).status_code == 413


def test_internal_notes_stay_inside(visitor: Visitor, clock: Clock) -> None:
    visitor.open_story()
    case, staff = Complaint.objects.get(), system("test")
    actions.note(actor=staff, complaint_id=case.pk, words="Difficult person", key="n", now=clock.now)
    actions.write(actor=staff, complaint_id=case.pk, words="We are on it.", files=(), key="w", now=clock.now)
    page = story(visitor).content.decode()
    assert ("Difficult" in page, "We are on it." in page) == (False, True)


def test_files_are_downloads_of_the_own_case(visitor: Visitor) -> None:
    visitor.open_story(files=[upload("photo.png", samples.png())])
    own = Attachment.objects.get()
    answer = visitor.client.get(visitor.at(f"track/case/files/{own.pk}/"))
    assert b"".join(answer.streaming_content) == samples.png()  # type: ignore[attr-defined]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="photo.png"'
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    neighbour = Visitor(Client())
    neighbour.open_story()
    assert neighbour.client.get(neighbour.at(f"track/case/files/{own.pk}/")).status_code == 404
    Attachment.objects.update(internal=True)
    assert visitor.client.get(visitor.at(f"track/case/files/{own.pk}/")).status_code == 404


def test_closing_the_page_forgets_everything(visitor: Visitor) -> None:
    visitor.open_story()
    answer = visitor.client.post(visitor.at("track/case/closing/"))
    assert answer.headers["Location"] == visitor.at("") + "?closed=1"
    assert story(visitor).status_code == 303
    assert visitor.client.get(visitor.at("complain/sent/")).status_code == 303
    assert visitor.client.get(visitor.at("track/case/closing/")).status_code == 405


@pytest.mark.parametrize("letters", [1, 3])
def test_the_story_costs_as_many_statements_for_many_letters(
    visitor: Visitor, clock: Clock, letters: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    visitor.open_story()
    case, staff = Complaint.objects.get(), system("test")
    for number in range(letters):
        actions.write(
            actor=staff, complaint_id=case.pk, words="Hello", files=(), key=str(number), now=clock.now
        )
    with django_assert_num_queries(6):
        story(visitor)


def test_our_letters_and_their_reply_are_read_on_the_page(visitor: Visitor, clock: Clock) -> None:
    visitor.open_story()
    case = Complaint.objects.get()
    answer(case, clock.now)
    own, said = complainant(case.pk), Said(words="The meter is still wrong.")
    actions.reject(actor=own, complaint_id=case.pk, said=said, now=clock.now)
    page = story(visitor).content.decode()
    letter = Letter.objects.get(kind="recourse")
    assert "The meter is still wrong." in page
    assert escape(letter.subject) in page
    assert escape(letter.body.splitlines()[0]) in page


def test_a_merged_case_is_read_and_written_to_with_its_own_secret(visitor: Visitor, now: datetime) -> None:
    reference = visitor.open_story(email="mona@example.org", words="The first letter about the brown water.")
    one = Complaint.objects.get(reference=reference)
    lead = make_case(now, words="The second letter.", complainant=Party(email="mona@example.org"))
    keeper = system("test")
    given = {"complaint_id": one.pk, "words": "Same.", "seen": one.version, "now": now}
    actions.merge(actor=keeper, into=lead.pk, **given)
    page = story(visitor).content.decode()
    for words in ("We handle it as one case", lead.reference, "The first letter", "The second letter."):
        assert words in page
    assert say(visitor).status_code == 303
    assert Message.objects.get().complaint_id == lead.pk
    one.refresh_from_db()
    actions.unmerge(actor=keeper, **{**given, "seen": one.version})
    page = story(visitor).content.decode()
    assert ("The second letter." in page, "One thing more" in page, reference in page) == (False, True, True)
