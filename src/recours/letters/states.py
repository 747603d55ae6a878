"""How far a letter came, told from its moments and its way: the one place that says which is which."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import pgettext_lazy

from recours.letters.recipients import Channel

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from recours.letters.models import Letter


class Standing(StrEnum):
    """Where a letter stands on its way."""

    WAITING = "waiting"
    TO_POST = "to_post"
    TO_TELL = "to_tell"
    FAILED = "failed"
    SENT = "sent"
    POSTED = "posted"
    TOLD = "told"
    RETURNED = "returned"


STANDING_NAMES: Mapping[Standing, _StrPromise] = {
    Standing.WAITING: pgettext_lazy("letter", "Waiting to leave"),
    Standing.TO_POST: pgettext_lazy("letter", "To be posted"),
    Standing.TO_TELL: pgettext_lazy("letter", "To be told on the telephone"),
    Standing.FAILED: pgettext_lazy("letter", "Could not be delivered"),
    Standing.SENT: pgettext_lazy("letter", "Sent"),
    Standing.POSTED: pgettext_lazy("letter", "Posted"),
    Standing.TOLD: pgettext_lazy("letter", "Told on the telephone"),
    Standing.RETURNED: pgettext_lazy("letter", "Came back"),
}

STANDINGS: Mapping[Standing, Q] = {
    Standing.WAITING: Q(due_at__isnull=False),
    Standing.TO_POST: Q(channel=Channel.POST, printed_at__isnull=False, posted_at=None),
    Standing.TO_TELL: Q(channel=Channel.PHONE, told_at=None),
    Standing.FAILED: Q(failed_at__isnull=False),
    Standing.SENT: Q(sent_at__isnull=False, returned_at=None),
    Standing.POSTED: Q(posted_at__isnull=False, returned_at=None),
    Standing.TOLD: Q(told_at__isnull=False),
    Standing.RETURNED: Q(returned_at__isnull=False),
}
"""Each standing as a condition on rows; they exclude one another."""


def standing_of(letter: Letter) -> Standing:
    """Where the letter stands."""
    if letter.returned_at:
        return Standing.RETURNED
    if letter.failed_at:
        return Standing.FAILED
    if letter.sent_at:
        return Standing.SENT
    if letter.channel == Channel.POST and letter.printed_at:
        return Standing.POSTED if letter.posted_at else Standing.TO_POST
    if letter.channel == Channel.PHONE:
        return Standing.TOLD if letter.told_at else Standing.TO_TELL
    return Standing.WAITING
