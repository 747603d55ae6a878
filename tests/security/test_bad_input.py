"""What says nothing, though it is long: characters that nobody sees make no case, no message and no reason."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from django.test import Client

from recours.complaints.models import Complaint, Message
from recours.core.errors import Refused
from recours.mailroom.actions import release, take_mail
from recours.mailroom.states import FateKind, Reason
from tests.factories.people import SYSTEM
from tests.mailroom.mails import MAILBOX, mail
from tests.permissions.scene import Scene
from tests.prove.customers import TOKEN

UNSEEN = ("\x00", "\ud800", "\u202e\u2066", "\u200b\u200c\ufeff", "\x00 \n\u00a0", "\u2028", "\ud800" * 500)
LANGUAGES = ("en", "fr", "ar", "fa", "tr")


def posted(scene: Scene, path: str, body: object, language: str = "en") -> tuple[int, dict[str, object]]:
    """What the API answers."""
    answer = Client().post(
        f"/api/v1/{path}",
        json.dumps(body),
        "application/json",
        headers={
            "Authorization": f"Bearer {scene.cast.secrets['writer']}",
            "Accept-Language": language,
        },
    )
    return answer.status_code, json.loads(answer.content)


@pytest.mark.parametrize("words", UNSEEN)
def test_what_nobody_can_see_makes_no_case(scene: Scene, words: str) -> None:
    before = Complaint.objects.count()
    status, told = posted(scene, "complaints", {"words": words})
    assert (status, told["errors"][0]["code"]) == (422, "nothing_said")  # type: ignore[index]  # a list
    page = Client().get("/fr/complain/").content.decode()
    found = TOKEN.search(page)
    assert found
    sent = {"token": found[1], "step": "send", "words": words.replace("\ud800", "")}
    assert Client().post("/fr/complain/", sent).status_code == 422
    assert Complaint.objects.count() == before


@pytest.mark.parametrize("words", UNSEEN)
@pytest.mark.parametrize("where", ["messages", "received-messages", "notes"])
def test_nor_a_message(scene: Scene, where: str, words: str) -> None:
    before = Message.objects.count()
    status, told = posted(scene, f"complaints/{scene.receipt.reference}/{where}", {"words": words})
    assert (status, told["errors"][0]["code"]) == (422, "nothing_said")  # type: ignore[index]  # a list
    assert Message.objects.count() == before


def test_it_is_said_in_every_language(scene: Scene) -> None:
    said = {
        language: posted(scene, "complaints", {"words": "\x00"}, language)[1]["errors"][0]["detail"]  # type: ignore[index]
        for language in LANGUAGES
    }
    assert len(set(said.values())) == len(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_that_is_too_long_is_not_sent_to_a_file(scene: Scene, language: str) -> None:
    body = {"words": "It leaks.", "complainant": {"phone": "9" * 61}, "remedy_words": "x" * 100_001}
    _status, told = posted(scene, "complaints", body, language)
    lines = {line["field"]: line for line in told["errors"]}  # type: ignore[attr-defined,index]  # a list
    assert {line["code"] for line in lines.values()} == {"too_long"}
    phone = next(line["detail"] for field, line in lines.items() if field.endswith("phone"))
    assert phone != lines["remedy_words"]["detail"]


def test_a_mail_of_nothing_that_can_be_kept_waits_for_a_person(scene: Scene, now: datetime) -> None:
    for number, text in enumerate(("", "\u200b\u202e", " \x00 ")):
        raw = mail(
            message_id=f"<{number}@example.org>",
            subject="",
            text=text,
            files=(("tool.exe", "application/octet-stream", b"MZ" + bytes(300)),),
        )
        taken = take_mail(actor=SYSTEM, raw=raw, mailbox=MAILBOX, now=now)
        assert (taken.fate, taken.reason) == (FateKind.QUARANTINE, Reason.EMPTY), text
        with pytest.raises(Refused) as refusal:
            release(actor=SYSTEM, message_id=taken.message_id, now=now)
        assert refusal.value.code == "mail_says_nothing"


def test_a_mail_whose_subject_alone_can_be_seen_is_a_case(scene: Scene, now: datetime) -> None:
    raw = mail(message_id="<s@example.org>", subject="My meter leaks", text="\u200b\x00")
    taken = take_mail(actor=SYSTEM, raw=raw, mailbox=MAILBOX, now=now)
    assert taken.fate is FateKind.NEW_CASE
    assert Complaint.objects.get(pk=taken.case).words == "My meter leaks"
