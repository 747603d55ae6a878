"""How a case ends, and begins again."""

from __future__ import annotations

from ninja import Router, Status

from recours.api.auth import Token
from recours.api.reading import Caller
from recours.api.schemas.closing import (
    ClosureGiven,
    ClosureTold,
    ReopeningGiven,
    WithdrawalGiven,
    closure_told,
    lesson_of,
)
from recours.complaints import actions
from recours.complaints.selectors import complaint_for
from recours.core.permissions import Permission

router = Router(tags=["Cases"])


@router.post(
    "/complaints/{reference}/closure",
    response={201: ClosureTold},
    auth=Token(Permission.CLOSE),
    summary="Close a case",
)
def close(request: Caller, reference: str, given: ClosureGiven) -> Status[ClosureTold]:
    """Close on a legal ground; the complainant is told. The same again changes nothing; refused if the case changed since `version`."""
    case = complaint_for(actor=request.auth, reference=reference)
    made = actions.close(
        actor=request.auth,
        complaint_id=case.pk,
        ground=given.ground,
        lesson=lesson_of(given.lesson),
        helper=given.helper,
        seen=given.version,
        now=request.now,
    )
    return Status(201, closure_told(made))


@router.post(
    "/complaints/{reference}/withdrawal",
    response={201: ClosureTold},
    auth=Token(Permission.CLOSE),
    summary="Record that the complainant withdrew",
)
def withdraw(request: Caller, reference: str, given: WithdrawalGiven) -> Status[ClosureTold]:
    """Close because the complainant said so; they get a letter that confirms it. The same again changes nothing."""
    case = complaint_for(actor=request.auth, reference=reference)
    made = actions.withdraw(actor=request.auth, complaint_id=case.pk, words=given.words, now=request.now)
    return Status(201, closure_told(made))


@router.post(
    "/complaints/{reference}/reopening",
    response={201: ClosureTold},
    auth=Token(Permission.REOPEN),
    summary="Reopen a closed case",
)
def reopen(request: Caller, reference: str, given: ReopeningGiven) -> Status[ClosureTold]:
    """Supersede the closure for a reason; the clocks that it stopped run on. Refused if the case changed since `version`."""
    case = complaint_for(actor=request.auth, reference=reference)
    made = actions.reopen(
        actor=request.auth,
        complaint_id=case.pk,
        words=given.words,
        seen=given.version,
        now=request.now,
    )
    return Status(201, closure_told(made))
