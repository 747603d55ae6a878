"""What happens with the person complained about; who it is stands in no event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from recours.complaints.events.labels import words_of
from recours.complaints.hearing import STAGE_NAMES
from recours.trail.chain import Digest
from recours.trail.events import Event


@dataclass(frozen=True, kw_only=True)
class RespondentNamed(Event):
    kind: ClassVar[str] = "complaint.respondent_named"
    sentence = _("It was recorded who is complained about.")

    respondent: UUID
    colleague: bool
    owner_freed: bool
    words: Digest


@dataclass(frozen=True, kw_only=True)
class RespondentTold(Event):
    kind: ClassVar[str] = "complaint.respondent_told"
    sentence = _("The person complained about was told on %(told_on)s: %(stage)s.")
    labels = {"stage": words_of(STAGE_NAMES)}

    respondent: UUID
    telling: UUID
    stage: str
    told_on: date
    words: Digest


@dataclass(frozen=True, kw_only=True)
class RespondentHeard(Event):
    kind: ClassVar[str] = "complaint.respondent_heard"
    sentence = _("The person complained about was heard on %(said_on)s.")

    respondent: UUID
    statement: UUID
    said_on: date
    words: Digest


@dataclass(frozen=True, kw_only=True)
class RespondentCleared(Event):
    kind: ClassVar[str] = "complaint.respondent_cleared"
    sentence = _("Somebody had been named as complained about by mistake.")

    respondent: UUID
    reason: Digest
