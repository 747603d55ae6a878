"""What is asked when a case ends, and how an outside body can decide: codes and value objects, no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import pgettext_lazy

from recours.complaints.states import Channel

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Cause(StrEnum):
    """What lay behind a complaint."""

    PEOPLE = "people"
    TRAINING = "training"
    PROCEDURE = "procedure"
    PRODUCT_DESIGN = "product_design"
    MANUFACTURING = "manufacturing"
    SUPPLIER = "supplier"
    SYSTEM = "system"
    INFORMATION = "information"
    PRICE = "price"
    POLICY = "policy"
    CAPACITY = "capacity"
    CUSTOMER_USE = "customer_use"
    EXTERNAL = "external"
    UNKNOWN = "unknown"


CAUSE_NAMES: Mapping[Cause, _StrPromise] = {
    Cause.PEOPLE: pgettext_lazy("cause", "How somebody acted"),
    Cause.TRAINING: pgettext_lazy("cause", "Missing training"),
    Cause.PROCEDURE: pgettext_lazy("cause", "The way of working"),
    Cause.PRODUCT_DESIGN: pgettext_lazy("cause", "How the product or service is made up"),
    Cause.MANUFACTURING: pgettext_lazy("cause", "How it was produced or carried out"),
    Cause.SUPPLIER: pgettext_lazy("cause", "A supplier or partner"),
    Cause.SYSTEM: pgettext_lazy("cause", "A computer system"),
    Cause.INFORMATION: pgettext_lazy("cause", "Wrong or missing information"),
    Cause.PRICE: pgettext_lazy("cause", "Price or billing"),
    Cause.POLICY: pgettext_lazy("cause", "A rule or the contract"),
    Cause.CAPACITY: pgettext_lazy("cause", "Too few people or too little time"),
    Cause.CUSTOMER_USE: pgettext_lazy("cause", "How it was used"),
    Cause.EXTERNAL: pgettext_lazy("cause", "Something outside our control"),
    Cause.UNKNOWN: pgettext_lazy("cause", "Not known"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What is answered on closing (ISO 10002:2018, 8.2): the cause, whose it was, and what follows; None is "cannot be said"."""

    cause: Cause
    cause_unit: UUID | None = None
    recurrent: bool | None = None
    others_affected: bool | None = None
    correction_needed: bool | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the complainant said to the answer, and how it reached us; `who` and `said_on` where a colleague writes it down."""

    words: str = ""
    channel: Channel = Channel.WEB_FORM
    who: str = ""
    said_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What an outside body decided, on which day, in its words or ours."""

    result: RulingResult
    decided_on: date
    words: str = ""


class ReplyKind(StrEnum):
    """What the complainant says to the answer."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


REPLY_NAMES: Mapping[ReplyKind, _StrPromise] = {
    ReplyKind.ACCEPTED: pgettext_lazy("reply", "Accepted"),
    ReplyKind.REJECTED: pgettext_lazy("reply", "Not accepted"),
}


class RulingResult(StrEnum):
    """How an outside body decided."""

    FOR_COMPLAINANT = "for_complainant"
    PARTLY = "partly"
    FOR_US = "for_us"
    SETTLED = "settled"
    DROPPED = "dropped"
    SENT_BACK = "sent_back"


RULING_NAMES: Mapping[RulingResult, _StrPromise] = {
    RulingResult.FOR_COMPLAINANT: pgettext_lazy("ruling", "For the complainant"),
    RulingResult.PARTLY: pgettext_lazy("ruling", "Partly for the complainant"),
    RulingResult.FOR_US: pgettext_lazy("ruling", "For us"),
    RulingResult.SETTLED: pgettext_lazy("ruling", "Both sides agreed"),
    RulingResult.DROPPED: pgettext_lazy("ruling", "Not taken on, or dropped"),
    RulingResult.SENT_BACK: pgettext_lazy("ruling", "Sent back to us to be looked at again"),
}

RULING_SENTENCES: Mapping[RulingResult, _StrPromise] = {
    RulingResult.FOR_COMPLAINANT: pgettext_lazy("ruling in a letter", "The decision is in your favour."),
    RulingResult.PARTLY: pgettext_lazy("ruling in a letter", "The decision is in part in your favour."),
    RulingResult.FOR_US: pgettext_lazy("ruling in a letter", "Your complaint was not upheld there."),
    RulingResult.SETTLED: pgettext_lazy("ruling in a letter", "You and we have come to an agreement there."),
    RulingResult.DROPPED: pgettext_lazy("ruling in a letter", "It was not taken on, or not pursued, there."),
    RulingResult.SENT_BACK: pgettext_lazy(
        "ruling in a letter", "We have been asked to look at your complaint again, and we are doing so."
    ),
}
"""As the complainant reads it."""
