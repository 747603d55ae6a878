"""Cases that concern each other: merged, taken apart, linked, split."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from ninja import Router, Status

from recours.api.addresses import case_at
from recours.api.auth import Token
from recours.api.openapi import IDEMPOTENCY
from recours.api.reading import Caller, intake_key
from recours.api.schemas.complaints import ReceiptTold, receipt_told
from recours.api.schemas.relating import (
    LinkGiven,
    MergingGiven,
    PartGiven,
    PartingGiven,
    RelationTold,
    relation_told,
)
from recours.complaints import actions
from recours.complaints.selectors import complaint_for, other_case, related_of
from recours.core.permissions import Permission

router = Router(tags=["Cases"])


@router.post(
    "/complaints/{reference}/merging",
    response={201: RelationTold},
    auth=Token(Permission.LINK),
    summary="Merge a case into another",
)
def merge(request: Caller, reference: str, given: MergingGiven) -> Status[RelationTold]:
    """Close it into the case that leads, which takes over the earlier time limits; refused where the two are of different people."""
    case = complaint_for(actor=request.auth, reference=reference)
    made = actions.merge(
        actor=request.auth,
        complaint_id=case.pk,
        into=other_case(actor=request.auth, reference=given.into, field="into"),
        words=given.words,
        seen=given.version,
        now=request.now,
    )
    return Status(201, _told(request, case.pk, made.pk))


@router.post(
    "/complaints/{reference}/parting",
    response={201: RelationTold},
    auth=Token(Permission.LINK),
    summary="Take a merged case out again",
)
def unmerge(request: Caller, reference: str, given: PartingGiven) -> Status[RelationTold]:
    """It stands again where it stood, and its time limits run on. The same again changes nothing."""
    case = complaint_for(actor=request.auth, reference=reference)
    made = actions.unmerge(
        actor=request.auth, complaint_id=case.pk, words=given.words, seen=given.version, now=request.now
    )
    return Status(201, _told(request, case.pk, made.pk))


@router.post(
    "/complaints/{reference}/links",
    response={201: RelationTold},
    auth=Token(Permission.LINK),
    summary="Link two cases",
)
def link(request: Caller, reference: str, given: LinkGiven) -> Status[RelationTold]:
    """Both go on by themselves. The same again changes nothing."""
    case = complaint_for(actor=request.auth, reference=reference)
    made = actions.link(
        actor=request.auth,
        complaint_id=case.pk,
        other_id=other_case(actor=request.auth, reference=given.other, field="other"),
        kind=given.kind,
        words=given.words,
        now=request.now,
    )
    return Status(201, _told(request, case.pk, made.pk))


@router.post(
    "/complaints/{reference}/parts",
    response={201: ReceiptTold, 200: ReceiptTold},
    auth=Token(Permission.LINK),
    summary="Split off a part of a case",
    openapi_extra=IDEMPOTENCY,
)
def split(request: Caller, response: HttpResponse, reference: str, given: PartGiven) -> Status[ReceiptTold]:
    """A second matter becomes a case of its own; the complainant gets an acknowledgement with its reference."""
    case = complaint_for(actor=request.auth, reference=reference)
    receipt = actions.split(
        actor=request.auth,
        complaint_id=case.pk,
        words=given.words,
        reason=given.reason,
        key=intake_key(request, "s:"),
        seen=given.version,
        now=request.now,
    )
    if receipt.repeated:
        response.headers["Idempotency-Replayed"] = "true"
    return Status(200 if receipt.repeated else 201, receipt_told(receipt, case_at(receipt.reference)))


@router.delete(
    "/complaints/{reference}/links/{relation_id}",
    response=RelationTold,
    auth=Token(Permission.LINK),
    summary="Take a link back",
)
def unlink(request: Caller, reference: str, relation_id: UUID) -> RelationTold:
    """The link stays on record with the moment of its end. Again changes nothing."""
    case = complaint_for(actor=request.auth, reference=reference)
    actions.unlink(actor=request.auth, complaint_id=case.pk, relation_id=relation_id, now=request.now)
    return _told(request, case.pk, relation_id)


def _told(request: Caller, case: UUID, relation: UUID) -> RelationTold:
    return relation_told(related_of(actor=request.auth, complaint_id=case, relation_id=relation))
