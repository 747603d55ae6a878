"""What happens between cases: merged, taken apart, linked, split."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from recours.complaints.events.labels import words_of
from recours.complaints.relations import SIDE_NAMES
from recours.trail.chain import Digest
from recours.trail.events import Event


@dataclass(frozen=True, kw_only=True)
class Merged(Event):
    kind: ClassVar[str] = "complaint.merged"
    sentence = _("Merged into case %(other)s.")

    other: UUID
    relation: UUID
    closure: UUID
    frm: str
    letter: UUID
    words: Digest


@dataclass(frozen=True, kw_only=True)
class Joined(Event):
    kind: ClassVar[str] = "complaint.joined"
    sentence = _("Case %(other)s was merged into this one.")

    other: UUID
    relation: UUID
    clocks: int


@dataclass(frozen=True, kw_only=True)
class Unmerged(Event):
    kind: ClassVar[str] = "complaint.unmerged"
    sentence = _("Taken out of case %(other)s again.")

    other: UUID
    relation: UUID
    closure: UUID
    state: str
    letter: UUID
    words: Digest


@dataclass(frozen=True, kw_only=True)
class Parted(Event):
    kind: ClassVar[str] = "complaint.parted"
    sentence = _("Case %(other)s was taken out of this one again.")

    other: UUID
    relation: UUID


@dataclass(frozen=True, kw_only=True)
class Linked(Event):
    kind: ClassVar[str] = "complaint.linked"
    sentence = _("Linked: %(link)s %(other)s.")
    labels = {"link": words_of(SIDE_NAMES)}

    other: UUID
    relation: UUID
    link: str
    words: Digest


@dataclass(frozen=True, kw_only=True)
class Unlinked(Event):
    kind: ClassVar[str] = "complaint.unlinked"
    sentence = _("No longer linked: %(link)s %(other)s.")
    labels = {"link": words_of(SIDE_NAMES)}

    other: UUID
    relation: UUID
    link: str


@dataclass(frozen=True, kw_only=True)
class Split(Event):
    kind: ClassVar[str] = "complaint.split"
    sentence = _("A part was split off as case %(other)s.")

    other: UUID
    relation: UUID
    reason: Digest


@dataclass(frozen=True, kw_only=True)
class SplitOff(Event):
    kind: ClassVar[str] = "complaint.split_off"
    sentence = _("Split off from case %(other)s.")

    other: UUID
    relation: UUID
