"""A complaint told to somebody: written down, read back, recorded once, and the reference given."""

from __future__ import annotations

from datetime import date, timedelta
from html import unescape
from re import findall
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from recours.complaints import actions
from recours.complaints.models import Attachment, Complaint
from recours.core.secrets import tracking_secret
from recours.people.models import User
from tests.desk.conftest import Desk, address, form, page
from tests.factories.people import SYSTEM

pytestmark = pytest.mark.django_db

NEW = "/desk/cases/new/"


def told(**changed: Any) -> dict[str, Any]:
    return form(
        **{
            "kind": "complaint",
            "channel": "phone",
            "language": "tr",
            "words": "Faturam iki kat geldi.",
            "name": "Elif Yıldız",
            "phone": "+90 212 555 0100",
            "consents": ["contact"],
            **changed,
        }
    )


def carried(seen: str) -> dict[str, list[str]]:
    """What the page that reads back carries on."""
    found: dict[str, list[str]] = {}
    for name, value in findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', seen):
        found.setdefault(name, []).append(unescape(value))
    found.pop("csrfmiddlewaretoken", None)
    return found


def test_it_is_read_back_before_it_is_recorded(desk: Desk) -> None:
    browser = desk.browser("clerk")
    back = page(browser.post(NEW, told()))
    assert "Faturam iki kat geldi." in back
    assert '<div class="script" lang="tr" dir="ltr">' in back
    assert not Complaint.objects.exists()
    answer = browser.post(NEW, {**carried(back), "step": "record"})
    case = Complaint.objects.get()
    assert answer.headers["Location"] == address(case, "recorded/")
    assert (case.words, case.language, case.channel) == ("Faturam iki kat geldi.", "tr", "phone")
    assert case.complainant is not None
    assert (case.complainant.name, case.complainant.phone) == ("Elif Yıldız", "+90 212 555 0100")
    assert case.consents == {"contact": True, "disclosure": False, "survey": False, "publication": False}


def test_recording_twice_is_recording_once(desk: Desk) -> None:
    sent = told(step="record")
    answers = [desk.browser("clerk").post(NEW, sent) for _ in range(3)]
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert Complaint.objects.count() == 1


def test_the_same_key_for_something_else_is_said_and_nothing_is_lost(desk: Desk) -> None:
    sent = told(step="record")
    desk.browser("clerk").post(NEW, sent)
    answer = desk.browser("clerk").post(NEW, {**sent, "words": "Something else."})
    assert answer.status_code == 422
    assert "Something else." in page(answer)
    assert "This form was sent before, with other words." in page(answer)
    key = page(answer).split('name="key" value="')[1].split('"')[0]
    assert (
        desk.browser("clerk").post(NEW, {**sent, "words": "Something else.", "key": key}).status_code == 303
    )
    assert Complaint.objects.count() == 2


def test_a_keys_owner_is_the_clerk(desk: Desk) -> None:
    sent = told(step="record")
    for name in ("clerk", "manager"):
        assert desk.browser(name).post(NEW, sent).status_code == 303
    assert Complaint.objects.count() == 2


def test_going_back_loses_nothing(desk: Desk) -> None:
    browser = desk.browser("clerk")
    file = SimpleUploadedFile("bill.txt", b"Total 180", "text/plain")
    back = page(browser.post(NEW, told(files=[file], representative_name="Ayla Yıldız", remedy_wanted="yes")))
    again = page(browser.post(NEW, {**carried(back), "step": "change"}))
    assert "Faturam iki kat geldi." in again
    assert "bill.txt" in again
    assert 'value="Ayla Yıldız"' in again
    token = again.split('name="kept_files" value="')[1].split('"')[0]
    browser.post(NEW, told(step="record", kept_files=token))
    assert Attachment.objects.get().name == "bill.txt"


def test_what_cannot_be_read_is_shown_with_everything_else_kept(desk: Desk) -> None:
    file = SimpleUploadedFile("bill.txt", b"Total 180", "text/plain")
    answer = desk.browser("clerk").post(
        NEW, told(words="", occurred_on="someday", received_time="99:99", files=[file], name="N" * 300)
    )
    assert answer.status_code == 422
    seen = page(answer)
    for sentence in ("We could not read this day.", "Write the time like this", "bill.txt", "N" * 150):
        assert sentence in seen


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"words": ""}, "Tell us what happened"),
        ({"occurred_on": "3 12 2190"}, "This day has not come yet."),
        ({"occurred_on": "1 1 1802"}, "too far back"),
        ({"received_on": "1 1 2190"}, "This day has not come yet."),
        ({"channel": "telepathy"}, "telepathy"),
        ({"language": "xx"}, "xx"),
        ({"product": "00000000-0000-7000-8000-000000000000"}, "is not one of the available choices"),
        ({"name": "N" * 300}, "longer than the 200 characters"),
        ({"words": "W" * 100_001}, "longer than the 100000 characters"),
    ],
)
def test_each_thing_wrong_is_said_before_it_is_read_back(
    desk: Desk, changed: dict[str, str], sentence: str
) -> None:
    answer = desk.browser("clerk").post(NEW, told(**changed))
    assert answer.status_code == 422
    assert sentence in unescape(page(answer))


def test_a_letter_reached_us_on_the_day_of_its_stamp(desk: Desk) -> None:
    day = (desk.now - timedelta(days=4)).astimezone(ZoneInfo("Europe/London")).date()
    desk.browser("clerk").post(
        NEW, told(step="record", channel="post", received_on=day.isoformat(), received_time="٠٩:٣٠")
    )
    arrived = Complaint.objects.get().received_at.astimezone(ZoneInfo("Europe/London"))
    assert (arrived.date(), f"{arrived:%H:%M}") == (day, "09:30")


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("fa", "۱۲ مهر ۱۴۰۴"),
        ("ar", "٤ أكتوبر ٢٠٢٥"),
        ("en", "4 October 2025"),
        ("fr", "4 octobre 2025"),
        ("tr", "04.10.2025"),
    ],
)
def test_a_day_is_read_in_the_calendar_of_whoever_types_it(desk: Desk, language: str, typed: str) -> None:
    User.objects.update(language=language)
    desk.browser("clerk").post(NEW, told(step="record", occurred_on=typed))
    assert Complaint.objects.get().occurred_on == date(2025, 10, 4)


def test_somebody_who_stays_anonymous_has_no_name(desk: Desk) -> None:
    desk.browser("clerk").post(NEW, told(step="record", anonymous="on"))
    case = Complaint.objects.get()
    assert (case.anonymous, case.complainant_id) == (True, None)
    assert "Anonymous" in page(desk.browser("clerk").get(address(case)))


def test_somebody_may_act_for_another(desk: Desk) -> None:
    desk.browser("clerk").post(
        NEW, told(step="record", representative_name="Ayla Yıldız", authority="Her daughter, letter attached")
    )
    case = Complaint.objects.get()
    assert case.representative is not None
    assert case.representative.name == "Ayla Yıldız"
    seen = page(desk.browser("clerk").get(address(case)))
    assert "Her daughter, letter attached" in seen


def test_the_reference_is_given_and_the_secret_is_not(desk: Desk) -> None:
    browser = desk.browser("clerk")
    where = browser.post(NEW, told(step="record", language="en")).headers["Location"]
    case = Complaint.objects.get()
    secret = tracking_secret(case.pk, case.generation)
    letter = f"/desk/outbox/{case.acknowledgement.letter}/"
    for path in (where, address(case), letter, "/desk/outbox/calls/"):
        seen = page(browser.get(path))
        assert case.reference in seen
        assert secret not in seen
        assert secret.replace("-", "") not in seen
    assert "Your reference is:" in page(browser.get(where))


def test_having_told_them_is_one_press_away(desk: Desk) -> None:
    browser = desk.browser("clerk")
    where = browser.post(NEW, told(step="record")).headers["Location"]
    case = Complaint.objects.get()
    assert 'name="how" value="phone"' in page(browser.get(where))
    browser.post(address(case, "acknowledgement/"), {"how": "phone"})
    assert "They know that it arrived." in page(browser.get(where))


def test_a_product_of_another_units_is_refused_with_the_words_still_there(desk: Desk) -> None:
    branch = desk.cast.branch.pk
    product = actions.add_category(
        actor=SYSTEM,
        tree="product",
        code="sewer",
        names={"en": "Waste water"},
        parent=None,
        unit=branch,
        position=0,
        now=desk.now,
    )
    answer = desk.browser("clerk").post(NEW, told(step="record", product=str(product.pk)))
    assert answer.status_code == 422
    assert "Your role does not allow this." in page(answer)
    assert "Faturam iki kat geldi." in page(answer)
    assert not Complaint.objects.exists()


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", "\u202egro", "a\x00b", "W" * 200, "'\"><b>"]
)
def test_every_field_takes_hostile_words(desk: Desk, hostile: str) -> None:
    names = (
        "words", "name", "organisation", "phone", "address", "postcode", "town", "country", "contact_time",
        "accessibility", "representative_name", "representative_organisation", "representative_phone",
        "representative_address", "authority", "product_words", "order_reference", "remedy_words", "heard_of",
    )  # fmt: skip
    short = {
        "postcode": 20,
        "country": 60,
        "phone": 60,
        "representative_phone": 60,
        "town": 120,
        "order_reference": 120,
    }
    sent = told(**{name: hostile[: short.get(name, 200)] for name in names})
    browser = desk.browser("clerk")
    back = page(browser.post(NEW, sent))
    assert "<script>alert" not in back
    assert browser.post(NEW, {**carried(back), "step": "record"}).status_code == 303
    for path in (address(Complaint.objects.get()), "/desk/cases/", "/desk/outbox/"):
        assert "<script>alert" not in page(browser.get(path))
