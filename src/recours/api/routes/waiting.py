"""Asking for information, and going on."""

from __future__ import annotations

from ninja import Router, Status

from recours.api.auth import Token
from recours.api.openapi import IDEMPOTENCY
from recours.api.reading import Caller, intake_key
from recours.api.schemas.waiting import (
    InformationGiven,
    ResumptionGiven,
    WaitTold,
    wait_told,
    wanted_of,
)
from recours.complaints import actions
from recours.complaints.selectors import complaint_for
from recours.core.permissions import Permission

router = Router(tags=["Cases"])
_CASE = "/complaints/{reference}"


@router.post(
    f"{_CASE}/information-requests",
    response={201: WaitTold},
    auth=Token(Permission.CONVERSE),
    summary="Ask for information",
    openapi_extra=IDEMPOTENCY,
)
def ask(request: Caller, reference: str, given: InformationGiven) -> Status[WaitTold]:
    """Ask the complainant, or record what somebody outside was asked; the case waits for the answer."""
    case = complaint_for(actor=request.auth, reference=reference)
    made = actions.ask(
        actor=request.auth,
        complaint_id=case.pk,
        wanted=wanted_of(given),
        key=intake_key(request, "w:"),
        now=request.now,
    )
    return Status(201, wait_told(made))


@router.post(
    f"{_CASE}/resumption",
    response={201: WaitTold},
    auth=Token(Permission.CONVERSE),
    summary="Go on with a case that waits",
)
def resume(request: Caller, reference: str, given: ResumptionGiven) -> Status[WaitTold]:
    """Go on because the answer is there, or without it. The same again changes nothing; refused if the case changed since `version`."""
    case = complaint_for(actor=request.auth, reference=reference)
    made = actions.resume(
        actor=request.auth,
        complaint_id=case.pk,
        end=given.end,
        words=given.words,
        seen=given.version,
        now=request.now,
    )
    return Status(201, wait_told(made))
