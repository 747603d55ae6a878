from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recours.letters.recipients import Channel, Recipient
from recours.people.complainants import Party
from recours.people.recipients import channel_of, mailable, postal_address, recipient_of


@pytest.mark.parametrize(
    "address",
    [
        "a@b.example",
        "Ann.O'Hara+complaints@müller.example",
        "zoë@b.example",
        "فاطمه@b.example",
        "x@localhost",
    ],
)
def test_addresses_that_mail_reaches(address: str) -> None:
    assert mailable(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "anna",
        "anna@",
        "@b.example",
        "a b@c.example",
        "a@b.example\nBcc: all@c.example",
        "a@b.example\r\n",
        "a@b.example, c@d.example",
        "Anna <a@b.example>",
        "a@b..example",
        "a@b.example\u202e",
        f"{'a' * 250}@b.example",
    ],
)
def test_addresses_that_mail_does_not_reach(address: str) -> None:
    assert not mailable(address)


@settings(deadline=None)
@given(st.text(max_size=80))
def test_no_mailable_address_can_break_a_header(text: str) -> None:
    for address in (text, f"{text}@b.example", f"a@{text}"):
        if mailable(address):
            assert not set(address) & set(" \r\n\0\u2028\u2029")


def test_the_wish_is_kept_when_it_reaches_the_person() -> None:
    everything = {"email": "a@b.example", "phone": "01", "address": "1 Lane", "town": "York"}
    for channel in Channel:
        assert channel_of(Party(**everything, contact_channel=channel.value)) is channel


def test_a_wish_that_cannot_be_kept_gives_way() -> None:
    assert channel_of(Party(email="a@b.example", contact_channel="post")) is Channel.EMAIL
    assert channel_of(Party(email="a@b.example", contact_channel="pigeon")) is Channel.EMAIL
    assert channel_of(Party(email="a@", address="1 Lane\nYork", contact_channel="email")) is Channel.POST
    assert channel_of(Party(phone="01", address="1 Lane", contact_channel="post")) is Channel.PHONE
    assert channel_of(Party(email="not one")) is Channel.PORTAL


def test_an_envelope_needs_a_street_and_a_place() -> None:
    assert postal_address(Party(address="1 Lane")) == ""
    assert postal_address(Party(town="York")) == ""
    full = Party(address="1 Lane\r\n\r\n Flat 2 ", postcode="YO1 7HH", town="York", country="GB")
    assert postal_address(full) == "1 Lane\nFlat 2\nYO1 7HH York\nGB"


def test_the_recipient_of_a_letter() -> None:
    party = Party(name="Anna\nBcc: x", email="a@b.example", organisation="Ltd")
    assert recipient_of(party, "fr") == Recipient("Anna Bcc: x", "a@b.example", "fr", Channel.EMAIL)
    assert recipient_of(Party(organisation="Ltd", phone="01"), "en") == Recipient(
        "Ltd", "01", "en", Channel.PHONE
    )
    assert recipient_of(Party(), "en") == Recipient("", "", "en", Channel.PORTAL)
