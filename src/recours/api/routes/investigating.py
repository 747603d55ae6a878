"""The investigation of a case: begun, then added to."""

from __future__ import annotations

from ninja import Router, Status

from recours.api.auth import Token
from recours.api.openapi import IDEMPOTENCY
from recours.api.reading import Caller, intake_key
from recours.api.schemas.complaints import unsealed
from recours.api.schemas.investigating import (
    EvidenceGiven,
    EvidenceTold,
    FindingGiven,
    FindingTold,
    InterviewGiven,
    InterviewTold,
    InvestigationTold,
    PlanGiven,
    QuestionGiven,
    QuestionTold,
    evidence_told,
    finding_of,
    finding_told,
    interview_told,
    investigation_told,
    piece_of,
    plan_of,
    question_told,
    talk_of,
)
from recours.complaints import actions
from recours.complaints.selectors import complaint_for
from recours.core.permissions import Permission

router = Router(tags=["Investigation"])
_CASE = "/complaints/{reference}"
_MAY = Token(Permission.INVESTIGATE)


@router.post(
    f"{_CASE}/investigation",
    response={201: InvestigationTold},
    auth=_MAY,
    summary="Begin the investigation",
)
def investigate(request: Caller, reference: str, given: PlanGiven) -> Status[InvestigationTold]:
    """Begin to look into an assessed case. The same plan again changes nothing; refused if the case changed since `version`."""
    case = complaint_for(actor=request.auth, reference=reference)
    made = actions.investigate(
        actor=request.auth, complaint_id=case.pk, plan=plan_of(given), seen=given.version, now=request.now
    )
    return Status(201, investigation_told(made))


@router.post(
    f"{_CASE}/questions",
    response={201: QuestionTold},
    auth=_MAY,
    summary="Add a question",
    openapi_extra=IDEMPOTENCY,
)
def add_question(request: Caller, reference: str, given: QuestionGiven) -> Status[QuestionTold]:
    """Add a question that the investigation has to answer."""
    case = complaint_for(actor=request.auth, reference=reference)
    made = actions.add_question(
        actor=request.auth,
        complaint_id=case.pk,
        words=given.words,
        key=intake_key(request, "q:"),
        now=request.now,
    )
    return Status(201, question_told(made))


@router.post(
    f"{_CASE}/evidence",
    response={201: EvidenceTold},
    auth=_MAY,
    summary="Add evidence",
    openapi_extra=IDEMPOTENCY,
)
def add_evidence(request: Caller, reference: str, given: EvidenceGiven) -> Status[EvidenceTold]:
    """Take up evidence: files or a physical thing in words, with where it comes from. New files are internal."""
    case = complaint_for(actor=request.auth, reference=reference)
    made = actions.add_evidence(
        actor=request.auth,
        complaint_id=case.pk,
        piece=piece_of(given),
        files=unsealed(given.files),
        key=intake_key(request, "e:"),
        now=request.now,
    )
    return Status(201, evidence_told(made))


@router.post(
    f"{_CASE}/interviews",
    response={201: InterviewTold},
    auth=_MAY,
    summary="Record a conversation",
    openapi_extra=IDEMPOTENCY,
)
def record_interview(request: Caller, reference: str, given: InterviewGiven) -> Status[InterviewTold]:
    """Record whom somebody spoke to, on which day, and what was said."""
    case = complaint_for(actor=request.auth, reference=reference)
    made = actions.record_interview(
        actor=request.auth,
        complaint_id=case.pk,
        talk=talk_of(given),
        key=intake_key(request, "i:"),
        now=request.now,
    )
    return Status(201, interview_told(made))


@router.post(
    f"{_CASE}/findings",
    response={201: FindingTold},
    auth=_MAY,
    summary="Record a finding",
)
def record_finding(request: Caller, reference: str, given: FindingGiven) -> Status[FindingTold]:
    """Record what was found. The same again changes nothing; refused if the case changed since `version`."""
    case = complaint_for(actor=request.auth, reference=reference)
    made = actions.record_finding(
        actor=request.auth,
        complaint_id=case.pk,
        finding=finding_of(given),
        seen=given.version,
        now=request.now,
    )
    return Status(201, finding_told(made))
