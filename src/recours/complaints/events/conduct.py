"""What happens where behaviour is hard to bear or somebody may come to harm; whom it concerns stands in no event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from recours.complaints.conduct import VERDICTS_SAID
from recours.complaints.events.labels import words_of
from recours.trail.chain import Digest
from recours.trail.events import Event


@dataclass(frozen=True, kw_only=True)
class RestrictionProposed(Event):
    kind: ClassVar[str] = "complaint.restriction_proposed"
    sentence = _("%(actor)s proposed how to be in touch until %(until)s.")

    restriction: UUID
    until: date
    review_on: date
    words: Digest


@dataclass(frozen=True, kw_only=True)
class RestrictionDecided(Event):
    kind: ClassVar[str] = "complaint.restriction_decided"
    sentence = _("%(actor)s decided on how to be in touch: %(verdict)s.")
    labels = {"verdict": words_of(VERDICTS_SAID)}

    restriction: UUID
    verdict: str
    letter: UUID | None
    words: Digest


@dataclass(frozen=True, kw_only=True)
class RestrictionEnded(Event):
    kind: ClassVar[str] = "complaint.restriction_ended"
    sentence = _("The restriction of how to be in touch ended.")

    restriction: UUID
    by_itself: bool
    words: Digest


@dataclass(frozen=True, kw_only=True)
class WelfareRaised(Event):
    kind: ClassVar[str] = "complaint.welfare_raised"
    sentence = _("%(actor)s raised a welfare flag.")

    flag: UUID
    words: Digest


@dataclass(frozen=True, kw_only=True)
class WelfareSettled(Event):
    kind: ClassVar[str] = "complaint.welfare_settled"
    sentence = _("%(actor)s saw to a welfare flag.")

    flag: UUID
    words: Digest
