"""What a case is about, and what kind of case it is."""

from __future__ import annotations

from ninja import Router, Status

from recours.api.auth import Token
from recours.api.reading import Caller
from recours.api.schemas.classifying import (
    ClassificationGiven,
    IssueTold,
    KindGiven,
    KindTold,
    issue_told,
)
from recours.complaints import actions
from recours.complaints.selectors import complaint_for
from recours.complaints.states import Kind
from recours.core.permissions import Permission

router = Router(tags=["Cases"])


@router.post(
    "/complaints/{reference}/classification",
    response={201: list[IssueTold]},
    auth=Token(Permission.CLASSIFY),
    summary="Say what a case is about",
)
def classify(request: Caller, reference: str, given: ClassificationGiven) -> Status[list[IssueTold]]:
    """Set product and problems; what held before stays on record. The same again changes nothing; refused if the case changed since `version`."""
    case = complaint_for(actor=request.auth, reference=reference)
    held = actions.classify(
        actor=request.auth,
        complaint_id=case.pk,
        product=given.product,
        issues=tuple(given.issues),
        seen=given.version,
        now=request.now,
    )
    return Status(201, [issue_told(each) for each in held])


@router.post(
    "/complaints/{reference}/kind",
    response={201: KindTold},
    auth=Token(Permission.CLASSIFY),
    summary="Change what kind of case it is",
)
def change_kind(request: Caller, reference: str, given: KindGiven) -> Status[KindTold]:
    """Treat the case as of another kind, with its time limits, and tell the complainant where that changes what was promised."""
    case = complaint_for(actor=request.auth, reference=reference)
    changed = actions.change_kind(
        actor=request.auth,
        complaint_id=case.pk,
        kind=given.kind,
        reason=given.reason,
        seen=given.version,
        now=request.now,
    )
    return Status(
        201, KindTold(reference=changed.reference, kind=Kind(changed.kind), version=changed.version)
    )
