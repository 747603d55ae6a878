"""What is said in a case: written, recorded, noted, attached; sent twice it is said once, refused it is not lost."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import DjangoAssertNumQueries

from recours.complaints.models import Attachment, Complaint, Message
from recours.core.subjects import Subject
from recours.letters.models import Letter
from recours.trail.reading import events_of
from tests.desk.conftest import Desk, address, form, page

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script>\x00 \u202edesrever\u202c \U0001f600 'quotes' " + "W" * 10_000


def upload(name: str = "meter.txt", content: bytes = b"004812") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "text/plain")


def kinds(case: Complaint) -> list[str]:
    return [event.kind for event in events_of(Subject("complaint", case.pk))]


@pytest.mark.parametrize(
    ("name", "audience", "more"),
    [
        ("messages", "to_complainant", {}),
        ("notes", "internal", {}),
        ("received-messages", "from_complainant", {"channel": "phone"}),
    ],
)
def test_words_are_kept_once_however_often_they_are_sent(
    desk: Desk, name: str, audience: str, more: dict[str, str]
) -> None:
    case = desk.taken()
    sent = form(words="Please send us a photo of the meter.", **more)
    browser = desk.browser("handler")
    answers = [browser.post(address(case, f"{name}/"), sent) for _ in range(3)]
    assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {(303, address(case))}
    kept = Message.objects.get(complaint=case)
    assert (kept.audience, kept.words, kept.author_id) == (
        audience,
        sent["words"],
        desk.cast.users["handler"].pk,
    )
    assert sent["words"] in page(browser.get(address(case)))


def test_a_message_goes_out_as_one_letter(desk: Desk) -> None:
    case = desk.taken()
    sent = form(words="We look into it.")
    for _ in range(2):
        desk.browser("handler").post(address(case, "messages/"), sent)
    assert Letter.objects.filter(subject_id=case.pk, kind="message").count() == 1


@pytest.mark.parametrize("name", ["messages", "notes", "received-messages"])
def test_hostile_words_are_kept_and_stay_words(desk: Desk, name: str) -> None:
    case = desk.taken()
    browser = desk.browser("handler")
    assert browser.post(address(case, f"{name}/"), form(words=HOSTILE, channel="phone")).status_code == 303
    kept = Message.objects.get(complaint=case).words
    assert kept == HOSTILE.replace("\x00", "")
    seen = page(browser.get(address(case)))
    assert "<script>alert" not in seen
    assert 'class="message-body" dir="auto"' in seen


def test_a_hundred_thousand_characters_stand_folded(desk: Desk) -> None:
    case = desk.case(words="Ten words of a very long story that goes on. " * 2_200)
    seen = page(desk.browser("handler").get(address(case)))
    start = seen.index('id="complaint"')
    assert 0 < seen.index("The rest,", start) - start < 4_000
    assert seen.count("Ten words") == 2_200


@pytest.mark.parametrize("name", ["messages", "notes", "received-messages"])
@pytest.mark.parametrize("words", ["", "   \n ", "\x00"])
def test_nothing_said_is_said_kindly(desk: Desk, name: str, words: str) -> None:
    case = desk.taken()
    answer = desk.browser("handler").post(address(case, f"{name}/"), form(words=words, channel="phone"))
    assert answer.status_code == 422
    assert "Write something first." in page(answer)
    assert not Message.objects.filter(complaint=case).exists()


def test_too_much_is_refused_and_still_there(desk: Desk) -> None:
    case = desk.taken()
    words = "Much too long. " * 7_000
    answer = desk.browser("handler").post(address(case, "messages/"), form(words=words))
    assert answer.status_code == 422
    assert "longer than the 100000 characters" in page(answer)
    assert page(answer).count("Much too long.") == 7_000


@pytest.mark.parametrize("key", ["", "not a key", "1" * 500])
def test_a_form_without_its_key_is_shown_again(desk: Desk, key: str) -> None:
    case = desk.taken()
    answer = desk.browser("handler").post(address(case, "notes/"), {"key": key, "words": "Still here."})
    assert answer.status_code == 422
    assert "Still here." in page(answer)


def test_files_go_with_a_message_and_can_be_taken_away_as_they_came(desk: Desk) -> None:
    case = desk.taken()
    browser = desk.browser("handler")
    browser.post(
        address(case, "messages/"),
        form(words="Attached.", files=[upload(), upload("a\u202etxt.exe.txt", b"x y")]),
    )
    assert [f.internal for f in Attachment.objects.filter(complaint=case)] == [False, False]
    found = Attachment.objects.filter(complaint=case, name="meter.txt").get()
    answer = browser.get(address(case, f"files/{found.pk}/"))
    assert b"".join(answer.streaming_content) == b"004812"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_a_file_of_another_case_or_unit_is_not_there(desk: Desk) -> None:
    case, other = desk.taken(), desk.taken()
    desk.browser("handler").post(address(case, "messages/"), form(words="Attached.", files=[upload()]))
    key = Attachment.objects.get(complaint=case).pk
    assert desk.browser("handler").get(address(other, f"files/{key}/")).status_code == 404
    assert desk.browser("outsider").get(address(case, f"files/{key}/")).status_code == 404
    assert desk.browser("handler").get(address(case, f"files/{uuid4()}/")).status_code == 404


def test_a_program_is_refused_and_the_good_file_and_the_words_are_kept(desk: Desk) -> None:
    case = desk.taken()
    browser = desk.browser("handler")
    wrong = browser.post(
        address(case, "messages/"),
        form(words="Two files.", files=[upload(), upload("photo.jpg", b"MZ\x90\x00" + b"\x00" * 200)]),
    )
    assert wrong.status_code == 422
    seen = page(wrong)
    assert "photo.jpg" in seen
    assert "Two files." in seen
    token = seen.split('name="kept_files" value="')[1].split('"')[0]
    assert (
        browser.post(address(case, "messages/"), form(words="One file.", kept_files=token)).status_code == 303
    )
    assert [f.name for f in Attachment.objects.filter(complaint=case)] == ["meter.txt"]


def test_a_forged_token_brings_no_file(desk: Desk) -> None:
    case = desk.taken()
    answer = desk.browser("handler").post(
        address(case, "messages/"), form(words="Mine?", kept_files="forged:token")
    )
    assert answer.status_code == 422
    assert "attach it again" in page(answer)


def test_eleven_files_are_too_many(desk: Desk) -> None:
    case = desk.taken()
    answer = desk.browser("handler").post(
        address(case, "files/"), {"files": [upload(f"{n}.txt") for n in range(11)]}
    )
    assert answer.status_code == 422
    assert "at most 10 files" in page(answer)


def test_files_added_by_colleagues_stay_inside(desk: Desk) -> None:
    case = desk.taken()
    for _ in range(2):
        assert desk.browser("handler").post(address(case, "files/"), {"files": [upload()]}).status_code == 303
    assert kinds(case).count("complaint.files_added") == 1
    assert [f.internal for f in Attachment.objects.filter(complaint=case)] == [True]
    empty = desk.browser("handler").post(address(case, "files/"))
    assert (empty.status_code, "Choose at least one file." in page(empty)) == (422, True)


def test_an_auditor_may_read_and_nothing_else(desk: Desk) -> None:
    case = desk.taken()
    for name in ("messages", "notes", "received-messages"):
        answer = desk.browser("auditor").post(address(case, f"{name}/"), form(words="Mine.", channel="phone"))
        assert answer.status_code == 403
        assert "Mine." in page(answer), "what was typed is shown to be copied"
    assert kinds(case) == ["complaint.received", "complaint.assigned"]


def test_a_name_seen_is_on_record_once_a_day(desk: Desk) -> None:
    case = desk.case()
    for _ in range(3):
        desk.browser("handler").get(address(case))
    desk.browser("auditor").get(address(case))
    assert kinds(case) == ["complaint.received", "complaint.identity_seen"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_case_page_asks_the_same_number_of_questions(
    desk: Desk, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    case = desk.taken()
    browser = desk.browser("handler")
    for number in range(count):
        browser.post(address(case, "messages/"), form(words=f"Message {number}", files=[upload()]))
        browser.post(address(case, "notes/"), form(words=f"Note {number}"))
    browser.get(address(case))
    with django_assert_num_queries(34):
        answer = browser.get(address(case))
    assert page(answer).count("message-out") == count


def test_the_follow_up_form_is_a_download_and_on_the_trail(desk: Desk) -> None:
    case = desk.case()
    answer = desk.browser("clerk").get(address(case, "follow-up-form/"))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{case.reference}-follow-up.pdf"'
    assert "complaint.identity_seen" in {event.kind for event in events_of(Subject("complaint", case.pk))}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("Internal note: she is difficult.", "This begins like a note for colleagues"),
        ("@Clara Clerk, can you call her?", "Somebody is mentioned with @ here"),
    ],
)
def test_what_looks_like_a_note_waits_for_a_second_look(desk: Desk, words: str, sentence: str) -> None:
    case, browser = desk.taken(), desk.browser("handler")
    asked = browser.post(address(case, "messages/"), form(words=words))
    assert asked.status_code == 422
    assert sentence in page(asked)
    assert 'name="sure"' in page(asked)
    assert not Message.objects.filter(complaint=case).exists()
    assert 'name="sure"' not in page(browser.get(address(case, do="write")))
    assert (
        browser.post(address(case, "received-messages/"), form(words=words, channel="phone")).status_code
        == 303
    )
    assert browser.post(address(case, "messages/"), form(words=words, sure="on")).status_code == 303
    assert Letter.objects.filter(subject_id=case.pk, kind="message").count() == 1
