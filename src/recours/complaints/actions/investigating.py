"""Investigation (ISO 10002:2018, 7.6): begun with a plan in proportion, then questions, evidence, conversations, findings."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from recours.complaints.actions.intake import rows_for
from recours.complaints.actions.locks import lock_complaint
from recours.complaints.errors import (
    DAY_MISSING,
    EVIDENCE_MISSING,
    FILE_UNKNOWN,
    FUTURE,
    NO_WORDS,
    QUESTIONS_MISSING,
    TOO_LONG,
    TOO_MANY_FILES,
    TOO_MANY_QUESTIONS,
    UNKNOWN_CHOICE,
    WHO_MISSING,
)
from recours.complaints.events import EvidenceAdded, FactFound, Interviewed, InvestigationBegun, QuestionAsked
from recours.complaints.inquiring import MOST_QUESTIONS, Finding, Piece, Plan, Talk
from recours.complaints.models import (
    Attachment,
    Complaint,
    Evidence,
    Interview,
    Investigation,
    Issue,
    Question,
)
from recours.complaints.models import Finding as FindingRow
from recours.complaints.models.case import STANDING
from recours.complaints.rules import LONGEST, MOST_FILES, check_move
from recours.complaints.selectors.investigating import asks_for_questions
from recours.complaints.states import Move, State
from recours.core.actors import Actor
from recours.core.errors import STALE, Code, Invalid, RecoursError, Refused, Stale
from recours.core.filestore import StoredFile
from recours.core.subjects import Subject
from recours.core.text import clean, one_line
from recours.people.selectors import organisation
from recours.trail.chain import digest, new_salt
from recours.trail.record import record

Files = tuple[StoredFile, ...]
Wrong = dict[str, Code | RecoursError]


def investigate(*, actor: Actor, complaint_id: UUID, plan: Plan, seen: int, now: datetime) -> Investigation:
    """Begin to look into an assessed case; a serious one begins with questions to answer, a simple one with nothing.

    `seen` is the version the actor looked at: Stale if the case changed since. The same plan by the same actor again changes nothing.
    """
    words = clean(plan.words)
    questions = tuple(dict.fromkeys(text for each in plan.questions if (text := clean(each))))
    content = _content(words, plan.standard.value, *questions)
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        latest = Investigation.objects.filter(complaint=complaint).order_by("-number").first()
        if complaint.state == State.INVESTIGATING.value and latest is not None:
            check_move(actor, complaint, Move.INQUIRE)
            if (latest.by, latest.digest) == (actor.code, content):
                return latest
        passage = check_move(actor, complaint, Move.INVESTIGATE)
        if complaint.version != seen:
            raise Stale(STALE)
        _check_plan(complaint, words, questions)
        begun = Investigation(
            complaint=complaint,
            number=latest.number + 1 if latest else 1,
            plan=words,
            standard=plan.standard.value,
            salt=new_salt(),
            digest=content,
            by=actor.code,
            at=now,
        )
        begun.save(force_insert=True)
        rows = Question.objects.bulk_create(_planned(begun, questions))
        _enter(complaint, passage.to, now)
        event = InvestigationBegun(
            investigation=begun.pk,
            number=begun.number,
            standard=begun.standard,
            questions=tuple(row.pk for row in rows),
            count=len(rows),
            words=digest("\x1f".join((words, *questions)), begun.salt),
        )
        record(event, about=_about(complaint), actor=actor, now=now)
    return begun


def add_question(*, actor: Actor, complaint_id: UUID, words: str, key: str, now: datetime) -> Question:
    """Add a question that the investigation has to answer; the same key again changes nothing."""
    words = clean(words)
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        passage = check_move(actor, complaint, Move.INQUIRE)
        earlier = Question.objects.filter(complaint=complaint, key=key).first()
        if earlier is not None:
            return earlier
        _refuse(_of_words("words", words))
        question = Question(complaint=complaint, words=words, salt=new_salt(), key=key, by=actor.code, at=now)
        question.save(force_insert=True)
        _enter(complaint, passage.to, now)
        event = QuestionAsked(question=question.pk, words=digest(words, question.salt))
        record(event, about=_about(complaint), actor=actor, now=now)
    return question


def add_evidence(
    *, actor: Actor, complaint_id: UUID, piece: Piece, files: Files, key: str, now: datetime
) -> Evidence:
    """Take up evidence: new files, files that the case has already, or a physical thing in words.

    New files are internal. The same key again changes nothing; Invalid names what cannot be taken.
    """
    words, source_words = clean(piece.words), one_line(piece.source_words, 200)
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        passage = check_move(actor, complaint, Move.INQUIRE)
        earlier = Evidence.objects.filter(complaint=complaint, key=key).first()
        if earlier is not None:
            return earlier
        there = list(Attachment.objects.filter(complaint=complaint, pk__in=piece.attached))
        _check_piece(piece, words, files, len(there), now)
        fresh = Attachment.objects.bulk_create(rows_for(files, complaint, actor, now, internal=True))
        held = [*there, *fresh]
        evidence = Evidence(
            complaint=complaint,
            words=words,
            source=piece.source.value,
            source_words=source_words,
            obtained_on=piece.obtained_on,
            files=[str(each.pk) for each in held],
            digests=[each.sha256 for each in held],
            salt=new_salt(),
            key=key,
            by=actor.code,
            at=now,
        )
        evidence.save(force_insert=True)
        _enter(complaint, passage.to, now)
        event = EvidenceAdded(
            evidence=evidence.pk,
            source=evidence.source,
            obtained_on=evidence.obtained_on,
            files=len(held),
            digests=tuple(evidence.digests),
            words=digest("\x1f".join((words, source_words)), evidence.salt),
        )
        record(event, about=_about(complaint), actor=actor, now=now)
    return evidence


def record_interview(*, actor: Actor, complaint_id: UUID, talk: Talk, key: str, now: datetime) -> Interview:
    """Record whom somebody spoke to, on which day, and what was said; the same key again changes nothing."""
    who, notes = one_line(talk.who, 201), clean(talk.notes)
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        passage = check_move(actor, complaint, Move.INQUIRE)
        earlier = Interview.objects.filter(complaint=complaint, key=key).first()
        if earlier is not None:
            return earlier
        wrong = _of_words("notes", notes)
        if not who:
            wrong["who"] = WHO_MISSING
        elif len(who) > 200:
            wrong["who"] = Refused(TOO_LONG, limit=200)
        if talk.held_on is None:
            wrong["held_on"] = DAY_MISSING
        elif talk.held_on > _today(now):
            wrong["held_on"] = FUTURE
        _refuse(wrong)
        interview = Interview(
            complaint=complaint,
            who=who,
            part=talk.part.value,
            held_on=talk.held_on or _today(now),
            notes=notes,
            salt=new_salt(),
            key=key,
            by=actor.code,
            at=now,
        )
        interview.save(force_insert=True)
        _enter(complaint, passage.to, now)
        event = Interviewed(
            interview=interview.pk,
            part=interview.part,
            held_on=interview.held_on,
            words=digest("\x1f".join((who, notes)), interview.salt),
        )
        record(event, about=_about(complaint), actor=actor, now=now)
    return interview


def record_finding(
    *, actor: Actor, complaint_id: UUID, finding: Finding, seen: int, now: datetime
) -> FindingRow:
    """Record what was found about a question or a problem of the case, anew where new facts change it; every finding is kept.

    `seen` is the version the actor looked at: Stale if the case changed since. The same finding by the same actor again changes nothing.
    """
    words = clean(finding.words)
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        passage = check_move(actor, complaint, Move.INQUIRE)
        rows = FindingRow.objects.filter(complaint=complaint).order_by("-number")
        held = rows.filter(question=finding.question, problem=finding.problem).first()
        if held and (held.by, held.fact, held.words) == (actor.code, finding.fact.value, words):
            return held
        if complaint.version != seen:
            raise Stale(STALE)
        wrong = _of_words("words", words)
        if not _is_of_case(complaint, finding):
            wrong["point"] = UNKNOWN_CHOICE
        _refuse(wrong)
        latest = rows.first()
        row = FindingRow(
            complaint=complaint,
            number=latest.number + 1 if latest else 1,
            question_id=finding.question,
            problem_id=finding.problem,
            fact=finding.fact.value,
            words=words,
            salt=new_salt(),
            by=actor.code,
            at=now,
        )
        row.save(force_insert=True)
        _enter(complaint, passage.to, now)
        event = FactFound(
            finding=row.pk,
            number=row.number,
            question=finding.question,
            problem=finding.problem,
            fact=row.fact,
            words=digest(words, row.salt),
        )
        record(event, about=_about(complaint), actor=actor, now=now)
    return row


def _planned(begun: Investigation, questions: tuple[str, ...]) -> list[Question]:
    return [
        Question(
            complaint_id=begun.complaint_id,
            words=text,
            salt=new_salt(),
            key=f"plan:{begun.number}:{place}",
            by=begun.by,
            at=begun.at,
        )
        for place, text in enumerate(questions)
    ]


def _check_plan(complaint: Complaint, words: str, questions: tuple[str, ...]) -> None:
    wrong: Wrong = {}
    if not questions and asks_for_questions(complaint.assessments.order_by("-number").first()):
        wrong["questions"] = QUESTIONS_MISSING
    if len(questions) > MOST_QUESTIONS:
        wrong["questions"] = Refused(TOO_MANY_QUESTIONS, limit=MOST_QUESTIONS)
    if any(len(text) > LONGEST for text in questions):
        wrong["questions"] = Refused(TOO_LONG, limit=LONGEST)
    if len(words) > LONGEST:
        wrong["words"] = Refused(TOO_LONG, limit=LONGEST)
    _refuse(wrong)


def _check_piece(piece: Piece, words: str, files: Files, there: int, now: datetime) -> None:
    wrong: Wrong = {}
    if not words and not files and not there:
        wrong["words"] = EVIDENCE_MISSING
    if len(words) > LONGEST:
        wrong["words"] = Refused(TOO_LONG, limit=LONGEST)
    if there != len(set(piece.attached)):
        wrong["attached"] = FILE_UNKNOWN
    if len(files) > MOST_FILES:
        wrong["files"] = Refused(TOO_MANY_FILES, limit=MOST_FILES)
    if piece.obtained_on is not None and piece.obtained_on > _today(now):
        wrong["obtained_on"] = FUTURE
    _refuse(wrong)


def _is_of_case(complaint: Complaint, finding: Finding) -> bool:
    """Whether the finding is about a question or a problem of this very case, or about neither."""
    if finding.question is not None and finding.problem is not None:
        return False
    if finding.question is not None:
        return Question.objects.filter(complaint=complaint, pk=finding.question).exists()
    if finding.problem is not None:
        return Issue.objects.filter(complaint=complaint, category=finding.problem, removed_at=None).exists()
    return True


def _of_words(field: str, words: str) -> Wrong:
    if not words:
        return {field: NO_WORDS}
    return {field: Refused(TOO_LONG, limit=LONGEST)} if len(words) > LONGEST else {}


def _refuse(wrong: Wrong) -> None:
    if wrong:
        raise Invalid(wrong)


def _today(now: datetime) -> date:
    return now.astimezone(ZoneInfo(organisation().zone)).date()


def _content(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()


def _enter(complaint: Complaint, to: State, now: datetime) -> None:
    complaint.enter(to, now)
    complaint.save(update_fields=list(STANDING))


def _about(complaint: Complaint) -> Subject:
    return Subject("complaint", complaint.pk)
