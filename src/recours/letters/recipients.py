"""Whom a letter is written to, by which way, and on whose paper."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Channel(StrEnum):
    """The way a letter leaves: sent, printed and posted, shown on the tracking page, or read out on the telephone."""

    EMAIL = "email"
    POST = "post"
    PORTAL = "portal"
    PHONE = "phone"


CHANNEL_NAMES: dict[Channel, _StrPromise] = {
    Channel.EMAIL: pgettext_lazy("way a letter leaves", "E-mail"),
    Channel.POST: pgettext_lazy("way a letter leaves", "Post"),
    Channel.PORTAL: pgettext_lazy("way a letter leaves", "Tracking page"),
    Channel.PHONE: pgettext_lazy("way a letter leaves", "Telephone"),
}


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who is written to: `address` is an e-mail address, a postal address in lines, a telephone number or empty."""

    name: str
    address: str
    language: str
    channel: Channel


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The organisation as it stands above a letter, in the recipient's language; `colour` is "#rrggbb" or empty, `zone` dates the letter, `logo` is a key of `core.logos` or empty."""

    name: str
    address_lines: tuple[str, ...] = ()
    email: str = ""
    phone: str = ""
    website: str = ""
    colour: str = ""
    zone: str = "UTC"
    logo: str = ""
