"""What happens while a case waits for information, and who is told what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from recours.complaints.events.labels import words_of
from recours.complaints.waiting import ASKED_NAMES, END_NAMES
from recours.trail.chain import Digest
from recours.trail.events import Event


@dataclass(frozen=True, kw_only=True)
class InformationAsked(Event):
    kind: ClassVar[str] = "complaint.information_asked"
    sentence = _("The case waits for information (%(of)s), asked for by %(answer_by)s.")
    labels = {"of": words_of(ASKED_NAMES)}

    wait: UUID
    of: str
    answer_by: date
    frm: str
    letter: UUID | None
    words: Digest


@dataclass(frozen=True, kw_only=True)
class InformationReminded(Event):
    kind: ClassVar[str] = "complaint.information_reminded"
    sentence = _("The complainant was reminded of our question; after %(go_on)s we go on without an answer.")

    wait: UUID
    go_on: date
    letter: UUID


@dataclass(frozen=True, kw_only=True)
class WaitEnded(Event):
    kind: ClassVar[str] = "complaint.wait_ended"
    sentence = _("The case waits no longer (%(since)s to %(until)s): %(end)s.")
    labels = {"end": words_of(END_NAMES)}

    wait: UUID
    end: str
    since: date
    until: date
    words: Digest


@dataclass(frozen=True, kw_only=True)
class StaffTold(Event):
    kind: ClassVar[str] = "complaint.staff_told"
    sentence = _("Colleagues concerned were told of the answer: %(colleagues)s.")

    response: UUID
    colleagues: int
