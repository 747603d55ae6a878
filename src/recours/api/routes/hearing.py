"""The person complained about: named, told, heard."""

from __future__ import annotations

from uuid import UUID

from ninja import Router, Status

from recours.api.auth import Token
from recours.api.openapi import IDEMPOTENCY
from recours.api.reading import Caller, intake_key
from recours.api.schemas.base import Made
from recours.api.schemas.hearing import (
    RespondentCleared,
    RespondentGiven,
    StatementGiven,
    StatementTold,
    TellingGiven,
    TellingTold,
    saying_of,
    statement_told,
    telling_of,
    telling_told,
    whom_of,
)
from recours.complaints import actions
from recours.complaints.selectors import complaint_for
from recours.core.permissions import Permission

router = Router(tags=["Investigation"])
_CASE = "/complaints/{reference}"
_MAY = Token(Permission.INVESTIGATE)


def _case(request: Caller, reference: str) -> UUID:
    key: UUID = complaint_for(actor=request.auth, reference=reference).pk
    return key


@router.post(
    f"{_CASE}/respondents",
    response={201: Made},
    auth=_MAY,
    summary="Name the person complained about",
)
def name_respondent(request: Caller, reference: str, given: RespondentGiven) -> Status[Made]:
    """Record who is complained about. A member of staff sees nothing of the case from then on and owns it no longer. The same again changes nothing."""
    made = actions.name_respondent(
        actor=request.auth, complaint_id=_case(request, reference), whom=whom_of(given), now=request.now
    )
    return Status(201, Made(id=made.pk))


@router.post(
    f"{_CASE}/respondent-tellings",
    response={201: TellingTold},
    auth=_MAY,
    summary="They were told",
    openapi_extra=IDEMPOTENCY,
)
def tell_respondent(request: Caller, reference: str, given: TellingGiven) -> Status[TellingTold]:
    """Record that the person complained about was told of the complaint, its progress or its result."""
    made = actions.tell_respondent(
        actor=request.auth,
        complaint_id=_case(request, reference),
        respondent_id=given.respondent,
        telling=telling_of(given),
        key=intake_key(request, "r:"),
        now=request.now,
    )
    return Status(201, telling_told(made))


@router.post(
    f"{_CASE}/respondent-statements",
    response={201: StatementTold},
    auth=_MAY,
    summary="They were heard",
    openapi_extra=IDEMPOTENCY,
)
def hear_respondent(request: Caller, reference: str, given: StatementGiven) -> Status[StatementTold]:
    """Keep what the person complained about said, in their own words; only those who investigate or decide read it."""
    made = actions.hear_respondent(
        actor=request.auth,
        complaint_id=_case(request, reference),
        respondent_id=given.respondent,
        saying=saying_of(given),
        key=intake_key(request, "s:"),
        now=request.now,
    )
    return Status(201, statement_told(made))


@router.post(
    f"{_CASE}/respondent-removals",
    response={201: Made},
    auth=_MAY,
    summary="Somebody was named by mistake",
)
def clear_respondent(request: Caller, reference: str, given: RespondentCleared) -> Status[Made]:
    """Record that somebody was named by mistake, and why; the record stays. Again changes nothing."""
    made = actions.clear_respondent(
        actor=request.auth,
        complaint_id=_case(request, reference),
        respondent_id=given.respondent,
        reason=given.reason,
        now=request.now,
    )
    return Status(201, Made(id=made.pk))
