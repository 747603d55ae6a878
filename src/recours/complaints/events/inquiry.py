"""What happens while a case is looked into: plan, questions, evidence, conversations, findings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from recours.complaints.events.labels import words_of
from recours.complaints.inquiring import FACT_NAMES, SOURCE_NAMES, SPOKEN_NAMES
from recours.trail.chain import Digest
from recours.trail.events import Event


@dataclass(frozen=True, kw_only=True)
class InvestigationBegun(Event):
    kind: ClassVar[str] = "complaint.investigation_begun"
    sentence = _("The investigation began (questions: %(count)s).")

    investigation: UUID
    number: int
    standard: str
    questions: tuple[UUID, ...]
    count: int
    words: Digest


@dataclass(frozen=True, kw_only=True)
class QuestionAsked(Event):
    kind: ClassVar[str] = "complaint.question_asked"
    sentence = _("The investigation has one question more to answer.")

    question: UUID
    words: Digest


@dataclass(frozen=True, kw_only=True)
class EvidenceAdded(Event):
    kind: ClassVar[str] = "complaint.evidence_added"
    sentence = _("Evidence was added (%(source)s; files: %(files)s).")
    labels = {"source": words_of(SOURCE_NAMES)}

    evidence: UUID
    source: str
    obtained_on: date | None
    files: int
    digests: tuple[str, ...]
    words: Digest


@dataclass(frozen=True, kw_only=True)
class Interviewed(Event):
    kind: ClassVar[str] = "complaint.interviewed"
    sentence = _("Somebody was spoken to on %(held_on)s (%(part)s).")
    labels = {"part": words_of(SPOKEN_NAMES)}

    interview: UUID
    part: str
    held_on: date
    words: Digest


@dataclass(frozen=True, kw_only=True)
class FactFound(Event):
    kind: ClassVar[str] = "complaint.fact_found"
    sentence = _("A finding was recorded (%(number)s): %(fact)s.")
    labels = {"fact": words_of(FACT_NAMES)}

    finding: UUID
    number: int
    question: UUID | None
    problem: UUID | None
    fact: str
    words: Digest
