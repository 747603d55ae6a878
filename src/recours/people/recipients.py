"""Which way a letter reaches somebody."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from recours.core.text import one_line
from recours.letters.recipients import Channel, Recipient

if TYPE_CHECKING:
    from recours.people.models import User

_is_address = EmailValidator()
_LETTER = re.compile(r"[^\W_\x00-\x7f]")


class Reachable(Protocol):
    """Somebody with ways to be reached: a kept person or a party just taken in."""

    @property
    def name(self) -> str: ...
    @property
    def organisation(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def phone(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def postcode(self) -> str: ...
    @property
    def town(self) -> str: ...
    @property
    def region(self) -> str: ...
    @property
    def country(self) -> str: ...
    @property
    def contact_channel(self) -> str: ...


def mailable(address: str) -> bool:
    """Whether mail can be sent to this address: one readable address and nothing else (RFC 5321; letters of any script, RFC 6531)."""
    if len(address) > 254 or not address.isprintable() or " " in address:
        return False
    name, at, domain = address.rpartition("@")
    try:
        _is_address(_LETTER.sub("x", name) + at + domain)
    except ValidationError:
        return False
    return True


def postal_address(person: Reachable) -> str:
    """The address as it stands on an envelope, one line each, without the name; empty when post would not arrive."""
    street = [one_line(line) for line in person.address.splitlines() if line.strip()]
    place = one_line(f"{person.postcode} {person.town}".strip())
    if not street or not (place or len(street) > 1):
        return ""
    return "\n".join(
        line for line in (*street, place, one_line(person.region), one_line(person.country)) if line
    )


def channel_of(person: Reachable) -> Channel:
    """The channel the person asked for if it reaches them, else e-mail, post, telephone or the tracking page, in this order."""
    ways = {
        Channel.EMAIL: mailable(person.email),
        Channel.POST: bool(postal_address(person)),
        Channel.PHONE: bool(person.phone.strip()),
        Channel.PORTAL: True,
    }
    wish = person.contact_channel
    if wish in ways and ways[Channel(wish)]:
        return Channel(wish)
    return next(channel for channel, reaches in ways.items() if reaches)


def recipient_of(person: Reachable, language: str) -> Recipient:
    """The person as the recipient of a letter in this language."""
    channel = channel_of(person)
    addresses = {
        Channel.EMAIL: person.email,
        Channel.POST: postal_address(person),
        Channel.PHONE: one_line(person.phone),
        Channel.PORTAL: "",
    }
    name = one_line(person.name) or one_line(person.organisation)
    return Recipient(name=name, address=addresses[channel], language=language, channel=channel)


def recipient_of_user(user: User) -> Recipient:
    """A member of staff as the recipient of mail in their own language."""
    return Recipient(
        name=one_line(user.name), address=user.email, language=user.language, channel=Channel.EMAIL
    )
