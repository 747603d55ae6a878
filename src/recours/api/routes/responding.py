"""The answer to a complaint, its approval, and the remedies that it promises."""

from __future__ import annotations

from decimal import Decimal

from ninja import Router, Status

from recours.api.auth import Token
from recours.api.reading import Caller
from recours.api.schemas.complaints import unsealed
from recours.api.schemas.responding import (
    AuthorityGiven,
    AuthorityTold,
    CarriedOutGiven,
    RemedyTold,
    ResponseGiven,
    ResponseTold,
    SeenGiven,
    SentBackGiven,
    VerifiedGiven,
    decision_of,
    limit_told,
    remedy_told,
    response_told,
)
from recours.complaints import actions
from recours.complaints.selectors import authority_limits, complaint_for
from recours.core.permissions import Permission, Role

router = Router(tags=["Cases"])
administer = Token(Permission.ADMINISTER)


@router.post(
    "/complaints/{reference}/responses",
    response={201: ResponseTold},
    auth=Token(Permission.RESPOND),
    summary="Prepare the answer",
)
def prepare(request: Caller, reference: str, given: ResponseGiven) -> Status[ResponseTold]:
    """Prepare the answer, anew where one is prepared already. The same answer again changes nothing; refused if the case changed since `version`."""
    case = complaint_for(actor=request.auth, reference=reference)
    made = actions.prepare(
        actor=request.auth,
        complaint_id=case.pk,
        decision=decision_of(given),
        seen=given.version,
        now=request.now,
    )
    return Status(201, response_told(made))


@router.post(
    "/complaints/{reference}/approval",
    response=ResponseTold,
    auth=Token(Permission.APPROVE),
    summary="Approve the answer",
)
def approve(request: Caller, reference: str, given: SeenGiven) -> ResponseTold:
    """Approve what was prepared, as a second person whose limit reaches."""
    case = complaint_for(actor=request.auth, reference=reference)
    return response_told(
        actions.approve(actor=request.auth, complaint_id=case.pk, seen=given.version, now=request.now)
    )


@router.post(
    "/complaints/{reference}/return",
    response=ResponseTold,
    auth=Token(Permission.APPROVE),
    summary="Send the answer back",
)
def send_back(request: Caller, reference: str, given: SentBackGiven) -> ResponseTold:
    """Send what was prepared back to be worked on again, with the reason."""
    case = complaint_for(actor=request.auth, reference=reference)
    return response_told(
        actions.send_back(
            actor=request.auth,
            complaint_id=case.pk,
            reason=given.reason,
            seen=given.version,
            now=request.now,
        )
    )


@router.post(
    "/complaints/{reference}/decision",
    response=ResponseTold,
    auth=Token(Permission.RESPOND),
    summary="Send the answer",
)
def communicate(request: Caller, reference: str, given: SeenGiven) -> ResponseTold:
    """Queue the decision letter. Refused while an approval is missing or the letter lacks a part that it must have."""
    case = complaint_for(actor=request.auth, reference=reference)
    return response_told(
        actions.communicate(actor=request.auth, complaint_id=case.pk, seen=given.version, now=request.now)
    )


@router.post(
    "/complaints/{reference}/executions",
    response={201: RemedyTold},
    auth=Token(Permission.REMEDY),
    summary="Record that a remedy was carried out",
)
def carry_out(request: Caller, reference: str, given: CarriedOutGiven) -> Status[RemedyTold]:
    """Record when a remedy was carried out, and how that can be seen; the files are internal."""
    case = complaint_for(actor=request.auth, reference=reference)
    made = actions.carry_out(
        actor=request.auth,
        complaint_id=case.pk,
        remedy_id=given.remedy,
        done_on=given.done_on,
        proof=given.proof,
        files=unsealed(given.files),
        now=request.now,
    )
    return Status(201, remedy_told(made))


@router.post(
    "/complaints/{reference}/verifications",
    response={201: RemedyTold},
    auth=Token(Permission.REMEDY),
    summary="Verify a remedy",
)
def verify(request: Caller, reference: str, given: VerifiedGiven) -> Status[RemedyTold]:
    """Confirm that a remedy was carried out, as somebody else than who did; with the last one the case is settled."""
    case = complaint_for(actor=request.auth, reference=reference)
    made = actions.verify_remedy(
        actor=request.auth, complaint_id=case.pk, remedy_id=given.remedy, now=request.now
    )
    return Status(201, remedy_told(made))


@router.get(
    "/authority-limits",
    response=list[AuthorityTold],
    auth=administer,
    summary="List authority limits",
    tags=["Organisation"],
)
def list_limits(request: Caller) -> list[AuthorityTold]:
    """Up to which amounts the roles may promise alone. While there is none at all, nobody is limited."""
    return [limit_told(row) for row in authority_limits(request.auth)]


@router.put(
    "/authority-limits/{role}/{currency}",
    response=AuthorityTold,
    auth=administer,
    summary="Set an authority limit",
    tags=["Organisation"],
)
def set_limit(request: Caller, role: Role, currency: str, given: AuthorityGiven) -> AuthorityTold:
    """Decide up to which amount a role may promise alone in a currency (ISO 4217)."""
    amount = Decimal(given.amount) if given.amount is not None else None
    return limit_told(
        actions.set_limit(
            actor=request.auth, role=role.value, currency=currency, amount=amount, now=request.now
        )
    )


@router.delete(
    "/authority-limits/{role}/{currency}",
    response={204: None},
    auth=administer,
    summary="Lift an authority limit",
    tags=["Organisation"],
)
def lift_limit(request: Caller, role: Role, currency: str) -> Status[None]:
    """Take back what was decided for a role in a currency."""
    actions.lift_limit(actor=request.auth, role=role.value, currency=currency, now=request.now)
    return Status(204, None)
