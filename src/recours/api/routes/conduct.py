"""Where behaviour is hard to bear, and where somebody may come to harm."""

from __future__ import annotations

from ninja import Router, Status

from recours.api.auth import Token
from recours.api.openapi import IDEMPOTENCY
from recours.api.reading import Caller, intake_key
from recours.api.schemas.conduct import (
    ConductTold,
    EndingGiven,
    RestrictionGiven,
    RestrictionTold,
    SettlementGiven,
    VerdictGiven,
    WelfareGiven,
    WelfareTold,
    restriction_told,
    welfare_told,
)
from recours.complaints import actions
from recours.complaints.selectors import complaint_for, conduct_of
from recours.core.permissions import Permission

router = Router(tags=["Conduct and welfare"])


@router.get(
    "/complaints/{reference}/conduct",
    response=ConductTold,
    auth=Token(Permission.CONVERSE),
    summary="Read restrictions and welfare flags",
)
def read_conduct(request: Caller, reference: str) -> ConductTold:
    """The restrictions and flags of a case, for those who work on it."""
    case = complaint_for(actor=request.auth, reference=reference)
    found = conduct_of(case, request.auth)
    return ConductTold(
        restrictions=[restriction_told(row) for row in found.restrictions],
        welfare=[welfare_told(row) for row in found.flags],
    )


@router.post(
    "/complaints/{reference}/restrictions",
    response={201: RestrictionTold},
    auth=Token(Permission.CONVERSE),
    summary="Propose a restriction",
)
def propose_restriction(request: Caller, reference: str, given: RestrictionGiven) -> Status[RestrictionTold]:
    """Propose how to be in touch; another person decides."""
    case = complaint_for(actor=request.auth, reference=reference)
    row = actions.propose_restriction(
        actor=request.auth,
        complaint_id=case.pk,
        kind=given.kind,
        reason=given.reason,
        until=given.until,
        review_on=given.review_on,
        now=request.now,
    )
    return Status(201, restriction_told(row))


@router.post(
    "/complaints/{reference}/restriction-decisions",
    response={201: RestrictionTold},
    auth=Token(Permission.OVERSEE),
    summary="Decide on a restriction",
)
def decide_restriction(request: Caller, reference: str, given: VerdictGiven) -> Status[RestrictionTold]:
    """Approve a restriction, of which the complainant is told by letter, or decline it."""
    case = complaint_for(actor=request.auth, reference=reference)
    row = actions.decide_restriction(
        actor=request.auth,
        complaint_id=case.pk,
        restriction_id=given.restriction,
        verdict=given.verdict,
        words=given.words,
        now=request.now,
    )
    return Status(201, restriction_told(row))


@router.post(
    "/complaints/{reference}/restriction-endings",
    response={201: RestrictionTold},
    auth=Token(Permission.OVERSEE),
    summary="End a restriction",
)
def lift_restriction(request: Caller, reference: str, given: EndingGiven) -> Status[RestrictionTold]:
    """End a restriction before its day."""
    case = complaint_for(actor=request.auth, reference=reference)
    row = actions.lift_restriction(
        actor=request.auth,
        complaint_id=case.pk,
        restriction_id=given.restriction,
        words=given.words,
        now=request.now,
    )
    return Status(201, restriction_told(row))


@router.post(
    "/complaints/{reference}/welfare",
    response={201: WelfareTold},
    auth=Token(Permission.CONVERSE),
    summary="Raise a welfare flag",
    openapi_extra=IDEMPOTENCY,
)
def raise_welfare(request: Caller, reference: str, given: WelfareGiven) -> Status[WelfareTold]:
    """Say that somebody may come to harm or needs support; a manager is told at once."""
    case = complaint_for(actor=request.auth, reference=reference)
    row = actions.raise_welfare(
        actor=request.auth,
        complaint_id=case.pk,
        concerned=given.concerned,
        words=given.words,
        key=intake_key(request, "wf:"),
        now=request.now,
    )
    return Status(201, welfare_told(row))


@router.post(
    "/complaints/{reference}/welfare-settlements",
    response={201: WelfareTold},
    auth=Token(Permission.OVERSEE),
    summary="Say what was done about a welfare flag",
)
def settle_welfare(request: Caller, reference: str, given: SettlementGiven) -> Status[WelfareTold]:
    """Say what was done about a flag."""
    case = complaint_for(actor=request.auth, reference=reference)
    row = actions.settle_welfare(
        actor=request.auth, complaint_id=case.pk, flag_id=given.flag, words=given.words, now=request.now
    )
    return Status(201, welfare_told(row))
