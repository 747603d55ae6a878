"""An investigation, as a program sends and reads it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from pydantic import Field

from recours.api.schemas.base import Day, Given, Told
from recours.api.schemas.closing import VERSION
from recours.complaints.inquiring import Fact, Finding, Piece, Plan, Source, Spoken, Standard, Talk

if TYPE_CHECKING:
    from recours.complaints.selectors import CaseFile


class PlanGiven(Given):
    """What is to be found out. A serious case needs at least one question, a simple one nothing."""

    words: str = ""
    questions: list[str] = Field(default_factory=list, examples=[["Was the meter read in May?"]])
    standard: Standard = Standard.LIKELIER
    version: int = VERSION


class QuestionGiven(Given):
    """One question that the investigation has to answer."""

    words: str


class EvidenceGiven(Given):
    """A piece of evidence: new files, files of the case, or a physical thing in words."""

    words: str = ""
    source: Source
    source_words: str = Field("", max_length=200)
    obtained_on: Day | None = None
    attached: list[UUID] = Field(default_factory=list, description="Files that the case has already.")
    files: list[str] = Field(default_factory=list, description="Tokens from `POST /files`.")


class InterviewGiven(Given):
    """Whom somebody spoke to, on which day, and what was said."""

    who: str = Field(max_length=200)
    part: Spoken
    held_on: Day
    notes: str


class FindingGiven(Given):
    """What was found about a question, a problem of the case, or without either about the whole."""

    fact: Fact
    words: str
    question: UUID | None = None
    problem: UUID | None = None
    version: int = VERSION


class InvestigationTold(Told):
    """That an investigation began, and its plan."""

    id: UUID
    number: int
    plan: str
    standard: Standard
    by: str
    at: datetime


class QuestionTold(Told):
    """A question of the investigation."""

    id: UUID
    words: str
    by: str
    at: datetime


class EvidenceTold(Told):
    """A piece of evidence; `digests` are the SHA-256 of its files when it was taken up."""

    id: UUID
    words: str
    source: Source
    source_words: str
    obtained_on: date | None
    files: list[UUID]
    digests: list[str]
    by: str
    at: datetime


class InterviewTold(Told):
    """A conversation in the course of the investigation."""

    id: UUID
    who: str
    part: Spoken
    held_on: date
    notes: str
    by: str
    at: datetime


class FindingTold(Told):
    """A finding; of several about the same point the one with the highest number holds."""

    id: UUID
    number: int
    question: UUID | None
    problem: UUID | None
    fact: Fact
    words: str
    by: str
    at: datetime


class InvestigatingTold(Told):
    """The investigation of a case: its plans, the latest first, and what came of it."""

    plans: list[InvestigationTold]
    questions: list[QuestionTold]
    evidence: list[EvidenceTold]
    interviews: list[InterviewTold]
    findings: list[FindingTold]


def plan_of(given: PlanGiven) -> Plan:
    """What the domain takes."""
    return Plan(words=given.words, questions=tuple(given.questions), standard=given.standard)


def piece_of(given: EvidenceGiven) -> Piece:
    """What the domain takes."""
    return Piece(
        words=given.words,
        source=given.source,
        source_words=given.source_words,
        obtained_on=given.obtained_on,
        attached=tuple(given.attached),
    )


def talk_of(given: InterviewGiven) -> Talk:
    """What the domain takes."""
    return Talk(who=given.who, part=given.part, held_on=given.held_on, notes=given.notes)


def finding_of(given: FindingGiven) -> Finding:
    """What the domain takes."""
    return Finding(fact=given.fact, words=given.words, question=given.question, problem=given.problem)


def investigation_told(row: Any) -> InvestigationTold:
    """The beginning of an investigation."""
    return InvestigationTold(**{name: getattr(row, name) for name in InvestigationTold.model_fields})


def question_told(row: Any) -> QuestionTold:
    """A question."""
    return QuestionTold(**{name: getattr(row, name) for name in QuestionTold.model_fields})


def evidence_told(row: Any) -> EvidenceTold:
    """A piece of evidence."""
    return EvidenceTold(**{name: getattr(row, name) for name in EvidenceTold.model_fields})


def interview_told(row: Any) -> InterviewTold:
    """A conversation."""
    return InterviewTold(**{name: getattr(row, name) for name in InterviewTold.model_fields})


def finding_told(row: Any) -> FindingTold:
    """A finding."""
    fields = {n: getattr(row, n) for n in FindingTold.model_fields if n not in {"question", "problem"}}
    return FindingTold(**fields, question=row.question_id, problem=row.problem_id)


def investigating_told(found: CaseFile) -> InvestigatingTold:
    """The whole investigation."""
    held = found.investigating
    return InvestigatingTold(
        plans=[investigation_told(each) for each in held.plans],
        questions=[question_told(each) for each in held.questions],
        evidence=[evidence_told(each) for each in held.evidence],
        interviews=[interview_told(each) for each in held.interviews],
        findings=[finding_told(each) for each in held.findings],
    )
