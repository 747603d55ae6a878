"""The receipt."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from recours.complaints.models import Acknowledgement, Complaint
from recours.core.keys import new_key
from recours.people.actions import add_dispute_body
from recours.people.details import DisputeBodyDetails
from recours.portal import cookies
from recours.portal.tokens import seal_words
from recours.portal.views.receiving import qr_code
from tests.factories.people import House
from tests.portal.conftest import Clock, Visitor, read_receipt

pytestmark = pytest.mark.django_db


def test_the_receipt_tells_everything(visitor: Visitor, house: House, clock: Clock) -> None:
    add_dispute_body(
        actor=house.admin,
        code="ombud",
        details=DisputeBodyDetails(names={"en": "Water Ombudsman"}),
        now=clock.now,
    )
    visitor.send()
    answer = visitor.client.get(visitor.at("complain/sent/"))
    page = answer.content.decode()
    reference, secret = read_receipt(page)
    case = Complaint.objects.get(reference=reference)
    assert re.fullmatch(r"\d{3}-\d{3}-\d{4}", reference)
    assert re.fullmatch(r"(\w{4}-){3}\w{4}", secret)
    assert ("Friday 11 December 2026" in page, "Water Ombudsman" in page, "free of charge" in page) == (
        True,
        True,
        True,
    )
    assert (answer.headers["Cache-Control"], case.state) == ("no-store, private", "acknowledged")
    assert Acknowledgement.objects.get().how == "page"


def test_it_is_shown_again_and_told_once(visitor: Visitor, clock: Clock) -> None:
    first = visitor.receipt()
    clock.pass_by(minutes=30)
    assert read_receipt(visitor.client.get(visitor.at("complain/sent/")).content.decode()) == first
    visitor.language = "fa"
    assert visitor.client.get(visitor.at("complain/sent/")).status_code == 200
    told = Acknowledgement.objects.get().told_at
    assert told is not None
    assert told < clock.now


def test_it_is_gone_after_an_hour(visitor: Visitor, clock: Clock) -> None:
    visitor.receipt()
    clock.pass_by(minutes=61)
    assert visitor.client.get(visitor.at("complain/sent/")).headers["Location"] == visitor.at("track/")


@pytest.mark.parametrize("forged", ["", "x", "0" * 32, "a|b:c"])
def test_a_forged_cookie_shows_nothing(house: House, forged: str) -> None:
    client = Client()
    client.cookies[cookies.RECEIPT] = forged
    assert client.get("/en/complain/sent/").status_code == 303
    assert client.get("/en/complain/sent/", {"receipt": forged}).status_code == 303


def test_a_cookie_for_something_else_shows_nothing(visitor: Visitor, clock: Clock) -> None:
    visitor.receipt()
    case = Complaint.objects.get()
    client = Client()
    client.cookies[cookies.RECEIPT] = seal_words("case", case.pk.hex, "1", now=clock.now)
    assert client.get("/en/complain/sent/").status_code == 303
    client.cookies[cookies.RECEIPT] = seal_words("receipt", new_key().hex, now=clock.now)
    assert client.get("/en/complain/sent/").status_code == 303


def test_the_cookie_is_kept_from_scripts_and_other_sites(visitor: Visitor) -> None:
    morsel = visitor.send().cookies[cookies.RECEIPT]
    assert (morsel["httponly"], morsel["samesite"], morsel["max-age"]) == (True, "Lax", 3600)


def test_a_browser_without_cookies_gets_its_receipt(visitor: Visitor, clock: Clock) -> None:
    token = visitor.token()
    bare = Visitor(Client())
    sent = bare.send(token=token)
    bare.client.cookies.clear()
    address = sent.headers["Location"]
    assert address.startswith("/en/complain/sent/?receipt=")
    read_receipt(bare.client.get(address).content.decode())
    bare.client.cookies.clear()
    clock.pass_by(minutes=11)
    assert bare.client.get(address).status_code == 303


def test_only_looking_is_being_told(visitor: Visitor) -> None:
    visitor.send()
    visitor.client.head(visitor.at("complain/sent/"))
    assert Acknowledgement.objects.get().told_at is None


def test_the_code_holds_no_style_and_no_secret(visitor: Visitor) -> None:
    drawing = qr_code("https://complaints.example/en/track/?reference=482-719-3065")
    assert drawing.startswith("<svg ")
    assert "style" not in drawing


def test_praise_is_promised_no_answer(visitor: Visitor) -> None:
    visitor.send(kind="compliment")
    page = visitor.client.get(visitor.at("complain/sent/")).content.decode()
    assert ("at the latest" in page, "You decide whether you accept it" in page) == (False, False)
