"""Complaining without a script: the form, its review, what is refused, what is kept, and what happens once only."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries, Settings

from recours.complaints import actions
from recours.complaints.models import Attachment, Complaint, IntakeEntry
from recours.complaints.selectors import View, queue_for
from recours.core.actors import system
from recours.core.filestore import stored_before
from tests.core import samples
from tests.factories.people import House
from tests.portal.conftest import STORY, Clock, Visitor, hidden, read_receipt, solved

pytestmark = pytest.mark.django_db

LANGUAGES = [code for code, _ in django_settings.LANGUAGES]
HOSTILE = {
    "script": "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7*7 }}{% now %}",
    "nul": "a\x00b",
    "bidi": "\u202egnp.exe\u202c \u2066x\u2069",
    "emoji": "👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿 e\u0301" + "\u0301" * 300,
    "long word": "x" * 10_000,
    "header": "Nadia\r\nBcc: victim@example.org\r\n\r\nHello",
    "percent": "%(name)s %s {0} \\N{SNOWMAN} ${x}",
    "controls": "seen" + "".join(map(chr, range(32))) + "\x7f\x85\u2028",
    "noncharacters": "\ufffe\uffff\U0010ffff\ufeff",
}
LINES = (
    "product_words", "order_reference", "remedy_words", "representative_name", "representative_phone", "authority", "name",
    "organisation", "phone", "address", "postcode", "town", "country", "contact_time", "accessibility", "heard_of",
)  # fmt: skip


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def text(answer: Any) -> str:
    return str(answer.content.decode())


# The plain way


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_complaint_comes_in_without_a_script(house: House, language: str) -> None:
    visitor = Visitor(language=language)
    form = visitor.client.get(visitor.at("complain/"))
    page = text(form)
    direction = "rtl" if language in django_settings.LANGUAGES_BIDI else "ltr"
    assert f'<html lang="{language}" dir="{direction}"' in page
    review = visitor.send(token=hidden(page, "token"), step="review")
    assert (review.status_code, STORY in text(review)) == (200, True)
    assert Complaint.objects.count() == 0
    sent = visitor.send(token=hidden(text(review), "token"))
    assert (sent.status_code, sent.headers["Location"]) == (303, visitor.at("complain/sent/"))
    reference, _secret = read_receipt(text(visitor.client.get(sent.headers["Location"])))
    case = Complaint.objects.get(reference=reference)
    assert (case.words, case.language, case.channel, case.state) == (
        STORY,
        language,
        "web_form",
        "acknowledged",
    )


def test_every_field_of_the_form_is_kept(visitor: Visitor, house: House) -> None:
    product = actions.add_category(
        actor=house.admin, tree="product", code="meter", names={"en": "Meter"}, parent=None, unit=None, position=1, now=house.unit.created_at
    )  # fmt: skip
    visitor.receipt(
        product=str(product.pk), product_words="The new one", occurred_on="3/11/2026", order_reference="A-1", remedy_wanted="yes",
        remedy_words="Mend it", identity="behalf", representative_name="Sam", representative_email="sam@example.org",
        representative_phone="01904 1", authority="Son", name="Nadia", organisation="Ltd", email="n@example.org", phone="01904 2",
        address="1 Lane", postcode="YO1", town="York", country="UK", language="fr", contact_channel="post", contact_time="Evenings",
        accessibility="Large print", heard_of="Bill", survey="on", files=[upload("photo.png", samples.png())],
    )  # fmt: skip
    case = Complaint.objects.select_related("complainant", "representative").get()
    person, speaker = case.complainant, case.representative
    assert person is not None
    assert speaker is not None
    assert (case.product_id, case.product_words, str(case.occurred_on)) == (
        product.pk,
        "The new one",
        "2026-11-03",
    )
    assert (case.order_reference, case.remedy_wanted, case.remedy_words) == ("A-1", True, "Mend it")
    assert (speaker.name, speaker.email, speaker.phone, case.authority) == (
        "Sam",
        "sam@example.org",
        "01904 1",
        "Son",
    )
    assert (person.name, person.organisation, person.email, person.phone) == (
        "Nadia",
        "Ltd",
        "n@example.org",
        "01904 2",
    )
    assert (person.address, person.postcode, person.town, person.country) == ("1 Lane", "YO1", "York", "UK")
    assert (case.language, person.contact_channel, person.contact_time) == ("fr", "post", "Evenings")
    assert (person.accessibility, case.heard_of) == ("Large print", "Bill")
    assert case.consents == {"survey": True, "disclosure": False}
    assert [file.media_type for file in case.attachments.all()] == ["image/png"]


@pytest.mark.parametrize("kind", ["compliment", "suggestion", "enquiry", "service_request", "complaint"])
def test_other_kinds_come_by_the_same_form(visitor: Visitor, kind: str) -> None:
    page = text(visitor.client.get(visitor.at(f"complain/?kind={kind}")))
    assert hidden(page, "kind") == kind
    assert ("remedy_words" in page) is (kind == "complaint")
    visitor.receipt(token=hidden(page, "token"), kind=kind)
    assert Complaint.objects.get().kind == kind


def test_an_unknown_kind_is_a_complaint(visitor: Visitor) -> None:
    assert hidden(text(visitor.client.get(visitor.at("complain/?kind=<b>"))), "kind") == "complaint"


def test_a_file_alone_tells_a_story(visitor: Visitor) -> None:
    visitor.receipt(words="", files=[upload("letter.pdf", samples.PDF)])
    assert Attachment.objects.get().name == "letter.pdf"


# What is missing


def test_an_empty_form_is_told_so_once(visitor: Visitor) -> None:
    answer = visitor.send(words=" \u200b\u202e\x00\n ")
    assert answer.status_code == 422
    page = text(answer)
    assert 'href="#id_words"' in page
    assert Complaint.objects.count() == 0


def test_nothing_typed_is_lost(visitor: Visitor) -> None:
    typed = {name: f"<{name}> & more" for name in LINES}
    answer = visitor.send(email="nonsense", identity="behalf", files=[upload("a.txt", b"Dear sirs")], **typed)
    page = text(answer)
    assert answer.status_code == 422
    assert [value for value in typed.values() if escape(value) not in page] == []
    assert "nonsense" in page
    kept = hidden(page, "kept")
    again = visitor.send(token=hidden(page, "token"), identity="behalf", kept=kept, **typed)
    assert again.status_code == 303
    assert Attachment.objects.get().name == "a.txt"


def test_the_form_changes_its_language_and_loses_nothing(visitor: Visitor) -> None:
    token = visitor.token()
    visitor.language = "ar"
    answer = visitor.send(token=token, step="edit", email="nonsense", files=[upload("a.txt", b"Dear sirs")])
    page = text(answer)
    assert (answer.status_code, '<html lang="ar"' in page, STORY in page, "nonsense" in page) == (
        200,
        True,
        True,
        True,
    )
    assert ("error-summary" in page, hidden(page, "token") == token, "a.txt" in page) == (False, True, True)


def test_a_file_can_be_taken_out_again(visitor: Visitor) -> None:
    first = text(visitor.send(step="edit", files=[upload("one.txt", b"one"), upload("two.txt", b"two")]))
    kept = re.findall(r'name="kept" value="([^"]+)"', first)
    remove = re.findall(r'name="remove" value="([^"]+)"', first)
    page = text(visitor.send(step="send", kept=kept, remove=remove[0]))
    assert ("one.txt" in page, "two.txt" in page, Complaint.objects.count()) == (False, True, 0)


def test_the_review_hands_everything_on(visitor: Visitor) -> None:
    review = text(
        visitor.send(step="review", name="Nadia", occurred_on="3/11/2026", files=[upload("a.txt", b"Dear")])
    )
    carried = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', review))
    sent = visitor.client.post(visitor.at("complain/"), {**carried, "step": "send"})
    assert sent.status_code == 303
    case = Complaint.objects.select_related("complainant").get()
    assert case.complainant is not None
    assert (case.words, case.complainant.name, case.attachments.count()) == (STORY, "Nadia", 1)


def test_the_review_says_when_we_could_not_write_back(visitor: Visitor) -> None:
    assert "We cannot write to you" in text(visitor.send(step="review"))
    assert "We cannot write to you" not in text(visitor.send(step="review", phone="01904 1"))
    assert "You stay anonymous" in text(
        visitor.send(step="review", identity="anonymous", email="a@example.org")
    )


# Once only


def test_a_repeated_form_leads_to_the_same_receipt(visitor: Visitor) -> None:
    token = visitor.token()
    receipts = {
        visitor.receipt(token=token, name="Nadia", files=[upload("a.txt", b"Dear")]) for _ in range(3)
    }
    assert (
        len(receipts),
        Complaint.objects.count(),
        IntakeEntry.objects.get().key.startswith("portal:"),
    ) == (1, 1, True)


def test_other_words_under_a_used_token_are_kept_for_a_new_one(visitor: Visitor) -> None:
    token = visitor.token()
    visitor.receipt(token=token)
    answer = visitor.send(token=token, words="And another thing")
    page = text(answer)
    assert (answer.status_code, "You have sent this form before" in page, "And another thing" in page) == (
        409,
        True,
        True,
    )
    fresh = hidden(page, "token")
    assert fresh != token
    assert visitor.send(token=fresh, words="And another thing").status_code == 303
    assert Complaint.objects.count() == 2


@pytest.mark.parametrize("token", ["", "forged", "a|b:c", "\x00", "x" * 5_000])
def test_a_forged_token_costs_one_more_click(visitor: Visitor, token: str) -> None:
    answer = visitor.client.post(visitor.at("complain/"), {"token": token, "words": STORY, "step": "send"})
    page = text(answer)
    assert (answer.status_code, STORY in page, Complaint.objects.count()) == (422, True, 0)
    assert visitor.send(token=hidden(page, "token")).status_code == 303


def test_a_form_left_open_for_days_is_still_there(visitor: Visitor, clock: Clock) -> None:
    token = visitor.token()
    clock.pass_by(days=3)
    answer = visitor.send(token=token)
    assert (answer.status_code, "had been open for long" in text(answer)) == (422, True)
    assert visitor.send(token=hidden(text(answer), "token")).status_code == 303


# Programs


def test_the_trap_asks_once_more_and_loses_nothing(visitor: Visitor) -> None:
    answer = visitor.send(homepage="https://pills.example", name="Nadia")
    page = text(answer)
    assert (answer.status_code, "has to stay empty" in page, STORY in page, "Nadia" in page) == (
        422,
        True,
        True,
        True,
    )
    assert ("pills" in page, Complaint.objects.count()) == (False, 0)
    assert visitor.send(token=hidden(page, "token"), name="Nadia").status_code == 303


def test_without_proof_the_lane_is_slow_and_with_it_wide(
    visitor: Visitor, settings: Settings, clock: Clock
) -> None:
    settings.INTAKE_SLOW_PER_10_MINUTES, settings.INTAKE_PER_10_MINUTES = 1, 3
    visitor.receipt()
    answer = visitor.send(files=[upload("a.txt", b"Dear")], email="n@example.org")
    page = text(answer)
    assert (answer.status_code, answer.headers["Retry-After"], STORY in page) == (429, "600", True)
    assert ("a.txt" in page, "n@example.org" in page, "+44 1904 555 010" in page) == (True, True, True)
    token = hidden(page, "token")
    proof = solved(token, clock.now)
    assert visitor.send(token=token, proof=proof).status_code == 303
    other = visitor.token()
    assert visitor.send(token=other, proof=proof).status_code == 429
    assert visitor.send(token=other, proof=solved(other, clock.now)).status_code == 303
    last = visitor.token()
    assert visitor.send(token=last, proof=solved(last, clock.now)).status_code == 429
    clock.pass_by(minutes=11)
    assert visitor.send(token=last).status_code == 303


def test_a_proof_that_was_found_is_not_asked_for_again(visitor: Visitor, clock: Clock) -> None:
    token = visitor.token()
    proof = solved(token, clock.now)
    page = text(visitor.send(token=token, proof=proof, email="nonsense"))
    assert (hidden(page, "proof"), "data-pow" in page) == (proof, False)
    page = text(visitor.send(token=token, proof="1", email="nonsense"))
    assert (hidden(page, "proof"), "data-pow" in page) == ("", True)


def test_one_connection_does_not_shut_out_another(visitor: Visitor, settings: Settings) -> None:
    settings.INTAKE_SLOW_PER_10_MINUTES = 1
    visitor.receipt()
    assert visitor.send().status_code == 429
    neighbour = Visitor(Client(REMOTE_ADDR="198.51.100.9"))
    assert neighbour.send().status_code == 303


# Hostile input


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_words_in_every_field_are_taken_or_told(visitor: Visitor, name: str) -> None:
    everywhere = dict.fromkeys((*LINES, "words"), HOSTILE[name])
    answer = visitor.send(**everywhere, identity="behalf", step="send")
    page = text(answer)
    assert answer.status_code in {303, 422}
    assert "<script>alert" not in page
    assert "onerror=alert(1)>" not in page.replace("&gt;", "")
    if answer.status_code == 422:
        assert "error-summary" in page
        answer = visitor.send(
            words=HOSTILE[name], name=HOSTILE[name][:150], email="n@example.org", identity="self"
        )
        assert answer.status_code == 303
    visitor.client.get(answer.headers["Location"])
    assert "\x00" not in Complaint.objects.get().words


def test_a_name_cannot_carry_a_header(visitor: Visitor) -> None:
    visitor.receipt(name=HOSTILE["header"], email="n@example.org")
    case = Complaint.objects.select_related("complainant").get()
    assert case.complainant is not None
    assert case.complainant.name == "Nadia Bcc: victim@example.org Hello"


@pytest.mark.parametrize("field", ["occurred_on", "email", "product", "language", "identity", "contact_channel", "kind", "remedy_wanted", "step", "proof", "survey", "kept", "remove"])  # fmt: skip
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_choices_are_answered(visitor: Visitor, field: str, name: str) -> None:
    answer = visitor.send(**{field: HOSTILE[name]})
    assert answer.status_code in {200, 303, 422}
    assert "<script>alert" not in text(answer)


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("1/1/2999", "has not come yet"),
        ("1/1/1700", "lies too far back"),
        ("31/2/2026", "could not read the day"),
    ],
)
def test_days_that_cannot_be_are_told_before_the_review(visitor: Visitor, day: str, sentence: str) -> None:
    answer = visitor.send(occurred_on=day, step="review")
    assert (answer.status_code, sentence in text(answer)) == (422, True)


def test_more_than_can_be_taken_is_told(visitor: Visitor) -> None:
    answer = visitor.send(words="x" * 100_001)
    assert (answer.status_code, "longer than the 100000 characters" in text(answer)) == (422, True)
    answer = visitor.send(words="x" * 4_000_000)
    assert (answer.status_code, "This was too much at once" in text(answer)) == (413, True)
    answer = visitor.send(**{f"field{i}": "x" for i in range(400)})
    assert answer.status_code == 413


def test_a_body_in_pieces_or_in_another_encoding_breaks_nothing(visitor: Visitor) -> None:
    address = visitor.at("complain/")
    for kind, body in (
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=words"),
        ("application/json", b'{"words": "x"}'),
        ("text/plain", b"words=x"),
        ("application/x-www-form-urlencoded", b"words=%ff%fe%00&token=%zz"),
        ("application/x-www-form-urlencoded; charset=utf-16", b"\xff\xfew\x00"),
    ):
        answer = visitor.client.generic("POST", address, body, content_type=kind)
        assert answer.status_code in {400, 413, 422}, kind


REFUSED = {
    "photo.png": b"MZ\x90\x00\x03" + b"\x00" * 600,
    "bomb.zip": samples.zipped({"a.txt": b"\x00" * 30_000_000}, stored=()),
    "empty.txt": b"",
    "huge.txt": b"x" * (10 * 1024 * 1024 + 1),
    "page.html": b"<!doctype html><script>alert(1)</script>",
}


def test_each_refused_file_is_named_and_everything_else_stays(visitor: Visitor) -> None:
    files = [upload("good.png", samples.png()), *(upload(name, content) for name, content in REFUSED.items())]
    answer = visitor.send(files=files, name="Nadia")
    page = text(answer)
    assert answer.status_code == 422
    assert [name for name in REFUSED if escape(f"“{name}”") not in page] == []
    assert (STORY in page, "Nadia" in page, "good.png" in page) == (True, True, True)
    sent = visitor.send(token=hidden(page, "token"), kept=hidden(page, "kept"), name="Nadia")
    assert sent.status_code == 303
    assert Attachment.objects.get().name == "good.png"


def test_an_eleventh_file_is_left_out_by_name(visitor: Visitor) -> None:
    page = text(visitor.send(files=[upload(f"{i}.txt", b"Dear") for i in range(11)]))
    assert "“10.txt” was left out" in page
    assert len(re.findall('name="kept"', page)) == 10
    assert visitor.send(files=[upload(f"{i}.txt", b"Dear") for i in range(25)]).status_code == 413


def test_a_forged_seal_brings_no_file(visitor: Visitor) -> None:
    page = text(visitor.send(kept=["forged", "a:b:c"]))
    assert "We no longer have the file" in page
    assert Complaint.objects.count() == 0


def test_a_file_s_name_is_shown_harmlessly(visitor: Visitor) -> None:
    page = text(visitor.send(step="edit", files=[upload('"><b>\u202egnp.txt', b"Dear")]))
    assert ("<b>" in page, "\u202e" in page) == (False, False)


def test_what_one_connection_uploads_is_bounded(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recours.portal.limits.UPLOAD_BYTES", 10)
    page = text(visitor.send(step="review", files=[upload("a.txt", b"Dear"), upload("b.txt", b"Dear sirs")]))
    assert ("“b.txt” was left out" in page, STORY in page) == (True, True)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.text(min_size=1, max_size=300),
    name=st.text(max_size=200),
    step=st.sampled_from(["send", "review", "edit"]),
)
def test_no_words_break_the_form(visitor: Visitor, words: str, name: str, step: str) -> None:
    try:
        answer = visitor.send(words=words, name=name, heard_of=name, step=step)
    except UnicodeEncodeError:  # a lone surrogate cannot be sent
        return
    assert answer.status_code in {200, 303, 422, 429}


# Statements


def test_the_form_costs_two_statements(
    visitor: Visitor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    visitor.token()
    with django_assert_num_queries(2):
        visitor.token()


def test_a_submission_costs_one_statement_more_than_intake(visitor: Visitor) -> None:
    visitor.receipt(name="Nadia", email="n@example.org")
    token = visitor.token()
    with CaptureQueriesContext(connection) as captured:
        assert visitor.send(token=token, name="Nadia", email="n@example.org").status_code == 303
    own = [
        entry["sql"] for entry in captured if not re.match(r"(RELEASE )?SAVEPOINT|BEGIN|COMMIT", entry["sql"])
    ]
    assert len(own) == 13


def test_the_queue_has_it_at_once(visitor: Visitor) -> None:
    visitor.receipt()
    assert [line.excerpt for line in queue_for(actor=system("test"), view=View.OPEN, language="en").rows] == [
        STORY
    ]


def test_bytes_of_a_draft_wait_for_the_sweep(visitor: Visitor, clock: Clock) -> None:
    visitor.send(step="review", files=[upload("a.txt", BytesIO(b"Dear").read())])
    clock.pass_by(days=400)
    assert list(stored_before(clock.now))


def test_who_has_just_sent_something_is_reminded(visitor: Visitor, clock: Clock) -> None:
    assert "You have just sent us something" not in text(visitor.client.get(visitor.at("complain/")))
    visitor.receipt()
    assert "You have just sent us something" in text(visitor.client.get(visitor.at("complain/")))
    clock.pass_by(hours=2)
    assert "You have just sent us something" not in text(visitor.client.get(visitor.at("complain/")))
