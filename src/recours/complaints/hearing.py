"""How the person complained about is informed and heard. Pure.

ISO 10002:2018, annex D: told at once and fully, heard before anything is decided, told the result, apart from any discipline.
"""

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

WAYS = (Channel.IN_PERSON, Channel.PHONE, Channel.EMAIL, Channel.POST)
"""By which ways somebody complained about is told and heard."""


class Occasion(StrEnum):
    """What somebody complained about was told."""

    COMPLAINT = "complaint"
    PROGRESS = "progress"
    RESULT = "result"


@dataclass(frozen=True, slots=True)
class Whom:
    """Who is complained about: a colleague by key, or somebody else by name. `part` says what they had to do with it."""

    user: UUID | None = None
    name: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What somebody complained about was told, how and on which day."""

    stage: Occasion
    words: str
    how: Channel
    told_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """What somebody complained about said, in their own words; `companion` is who stood by them."""

    words: str
    how: Channel
    said_on: date | None
    companion: str = ""


STAGE_NAMES: Mapping[Occasion, _StrPromise] = {
    Occasion.COMPLAINT: pgettext_lazy(
        "told the person complained about", "What the complaint says about them"
    ),
    Occasion.PROGRESS: pgettext_lazy("told the person complained about", "How it goes on"),
    Occasion.RESULT: pgettext_lazy("told the person complained about", "The result"),
}
