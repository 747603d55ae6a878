"""What can become of a mail, and why: every mail that was ever seen has exactly one fate at a time."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class FateKind(StrEnum):
    """What became of a mail. WAITING is the fate of one that is kept but not yet judged."""

    WAITING = "waiting"
    NEW_CASE = "new_case"
    REPLY = "reply"
    QUARANTINE = "quarantine"
    FAILED = "failed"
    BOUNCE = "bounce"
    AUTOMATIC = "automatic"
    DUPLICATE = "duplicate"
    LOOP = "loop"
    DISCARDED = "discarded"


class Reason(StrEnum):
    """Why a mail has its fate."""

    NONE = ""
    OTHER_SENDER = "other_sender"
    SENDER_UNPROVEN = "sender_unproven"
    UNKNOWN_REFERENCE = "unknown_reference"
    NO_SENDER = "no_sender"
    EMPTY = "empty"
    TOO_MANY = "too_many"
    AUTOMATIC_MAIL = "automatic_mail"
    MAILING_LIST = "mailing_list"
    STAFF_LETTER = "staff_letter"
    AUTOMATIC_REPLY = "automatic_reply"
    NOT_DELIVERED = "not_delivered"
    DELAYED = "delayed"
    DELIVERED = "delivered"
    MARKED_AS_SPAM = "marked_as_spam"
    WAS_READ = "was_read"
    OWN_MAIL = "own_mail"
    TOO_MANY_HOPS = "too_many_hops"
    SEEN_BEFORE = "seen_before"
    ERROR = "error"
    BY_PERSON = "by_person"


HELD = frozenset({FateKind.QUARANTINE, FateKind.FAILED})
"""A person must look."""

RESCUABLE = HELD | {FateKind.BOUNCE, FateKind.AUTOMATIC, FateKind.LOOP, FateKind.DISCARDED}
"""A person may still make a case of it, or put it into one."""

FATE_NAMES: Mapping[FateKind, _StrPromise] = {
    FateKind.WAITING: pgettext_lazy("mail", "Kept, not yet read"),
    FateKind.NEW_CASE: pgettext_lazy("mail", "Became a new case"),
    FateKind.REPLY: pgettext_lazy("mail", "Went into its case"),
    FateKind.QUARANTINE: pgettext_lazy("mail", "Waits for a person"),
    FateKind.FAILED: pgettext_lazy("mail", "Could not be read, waits for a person"),
    FateKind.BOUNCE: pgettext_lazy("mail", "Report of a mail server"),
    FateKind.AUTOMATIC: pgettext_lazy("mail", "Automatic answer"),
    FateKind.DUPLICATE: pgettext_lazy("mail", "Came twice"),
    FateKind.LOOP: pgettext_lazy("mail", "Our own mail, come back"),
    FateKind.DISCARDED: pgettext_lazy("mail", "Put aside by a person"),
}

REASON_NAMES: Mapping[Reason, _StrPromise] = {
    Reason.NONE: pgettext_lazy("mail", "Nothing unusual."),
    Reason.OTHER_SENDER: pgettext_lazy(
        "mail", "It names a case, but its sender is neither the complainant nor the representative."
    ),
    Reason.SENDER_UNPROVEN: pgettext_lazy(
        "mail", "Our mail server doubts that the sender is who it claims to be."
    ),
    Reason.UNKNOWN_REFERENCE: pgettext_lazy("mail", "It names a reference that we never gave out."),
    Reason.NO_SENDER: pgettext_lazy("mail", "It has no sender whom we could answer."),
    Reason.EMPTY: pgettext_lazy("mail", "It says nothing: no subject, no words, no file that can be taken."),
    Reason.TOO_MANY: pgettext_lazy("mail", "Its sender wrote too many mails within an hour."),
    Reason.AUTOMATIC_MAIL: pgettext_lazy("mail", "A program sent it; a person may be behind it."),
    Reason.MAILING_LIST: pgettext_lazy("mail", "It was sent to many people at once."),
    Reason.STAFF_LETTER: pgettext_lazy("mail", "It answers a letter that went to a colleague."),
    Reason.AUTOMATIC_REPLY: pgettext_lazy(
        "mail", "A program answered, for instance because somebody is away."
    ),
    Reason.NOT_DELIVERED: pgettext_lazy("mail", "A letter of ours could not be delivered."),
    Reason.DELAYED: pgettext_lazy("mail", "A letter of ours is delayed."),
    Reason.DELIVERED: pgettext_lazy("mail", "A letter of ours was delivered."),
    Reason.MARKED_AS_SPAM: pgettext_lazy("mail", "The recipient marked a letter of ours as unwanted."),
    Reason.WAS_READ: pgettext_lazy("mail", "A letter of ours was opened."),
    Reason.OWN_MAIL: pgettext_lazy("mail", "We sent it ourselves."),
    Reason.TOO_MANY_HOPS: pgettext_lazy("mail", "It went through too many mail servers."),
    Reason.SEEN_BEFORE: pgettext_lazy("mail", "The same mail came before."),
    Reason.ERROR: pgettext_lazy("mail", "Recours could not read it."),
    Reason.BY_PERSON: pgettext_lazy("mail", "A colleague decided so."),
}
