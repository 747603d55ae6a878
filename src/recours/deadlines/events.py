"""What the trail says about calendars and packs: codes, numbers and digests only."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from recours.deadlines.words import UNIT_NAMES
from recours.trail.events import Event

_UNITS = {unit.value: name for unit, name in UNIT_NAMES.items()}
_SET = {
    "zone": pgettext_lazy("changed detail", "time zone"),
    "country": pgettext_lazy("changed detail", "country"),
    "subdivision": pgettext_lazy("changed detail", "region"),
    "weekend": pgettext_lazy("changed detail", "weekly days off"),
    "hours": pgettext_lazy("changed detail", "opening hours"),
    "cut_off": pgettext_lazy("changed detail", "cut-off hour"),
    "closed": pgettext_lazy("changed detail", "additional closed days"),
    "opened": pgettext_lazy("changed detail", "additional open days"),
    "holidays": pgettext_lazy("changed detail", "public holidays"),
    "workdays": pgettext_lazy("changed detail", "weekend days worked by decree"),
}


def digest_of(content: object) -> str:
    """SHA-256 over the content as canonical JSON: ties an edition to the event that tells of it."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


@dataclass(frozen=True)
class PackAdded(Event):
    """A pack was taken into use; `content` is the digest of its rules."""

    kind = "pack.added"
    sentence = _("%(actor)s added the set of rules “%(pack)s”.")

    pack: str
    edition: int
    content: str


@dataclass(frozen=True)
class PromisesChanged(Event):
    """The organisation promises other limits from now on; `content` is the digest of the new rules."""

    kind = "promises.changed"
    sentence = _(
        "%(actor)s changed the time limits that we promise. Acknowledgement: %(acknowledgement)s (%(acknowledgement_unit)s), "
        "before: %(acknowledgement_before)s (%(acknowledgement_unit_before)s). Answer: %(answer)s (%(answer_unit)s), "
        "before: %(answer_before)s (%(answer_unit_before)s)."
    )
    labels = {
        "acknowledgement_unit": _UNITS,
        "acknowledgement_unit_before": _UNITS,
        "answer_unit": _UNITS,
        "answer_unit_before": _UNITS,
    }

    acknowledgement: int
    acknowledgement_unit: str
    acknowledgement_before: int
    acknowledgement_unit_before: str
    answer: int
    answer_unit: str
    answer_before: int
    answer_unit_before: str
    edition: int
    content: str


@dataclass(frozen=True)
class CalendarAdded(Event):
    """A calendar was taken into use; `content` is the digest of all it says."""

    kind = "calendar.added"
    sentence = _("%(actor)s added the calendar “%(calendar)s”.")

    calendar: str
    edition: int
    content: str


@dataclass(frozen=True)
class CalendarChanged(Event):
    """A calendar counts otherwise from now on; `changed` names what is new, `content` is the digest of all it says."""

    kind = "calendar.changed"
    sentence = _("%(actor)s changed the calendar “%(calendar)s”: %(changed)s.")
    labels = {"changed": _SET}

    calendar: str
    edition: int
    changed: tuple[str, ...]
    content: str
