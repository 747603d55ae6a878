"""For whom a case waits, and how waiting ends. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Asked(StrEnum):
    """Who was asked for information."""

    COMPLAINANT = "complainant"
    OUTSIDE = "outside"


class End(StrEnum):
    """How waiting ended; `MOVED` says that the case went another way meanwhile."""

    ANSWERED = "answered"
    WENT_ON = "went_on"
    MOVED = "moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked of whom, until when, and why the case cannot go on without it. `whom` names somebody outside."""

    of: Asked
    words: str
    reason: str
    answer_by: date | None
    whom: str = ""


ASKED_NAMES: Mapping[Asked, _StrPromise] = {
    Asked.COMPLAINANT: pgettext_lazy("asked for information", "The complainant"),
    Asked.OUTSIDE: pgettext_lazy("asked for information", "Somebody outside"),
}

END_NAMES: Mapping[End, _StrPromise] = {
    End.ANSWERED: pgettext_lazy("end of waiting", "an answer came"),
    End.WENT_ON: pgettext_lazy("end of waiting", "we go on without it"),
    End.MOVED: pgettext_lazy("end of waiting", "the case went another way"),
}
