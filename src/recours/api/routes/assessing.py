"""How serious a case is."""

from __future__ import annotations

from ninja import Router, Status

from recours.api.auth import Token
from recours.api.reading import Caller
from recours.api.schemas.assessing import AssessmentGiven, AssessmentTold, assessment_told, judgement_of
from recours.complaints import actions
from recours.complaints.selectors import complaint_for
from recours.core.permissions import Permission

router = Router(tags=["Cases"])


@router.post(
    "/complaints/{reference}/assessments",
    response={201: AssessmentTold},
    auth=Token(Permission.ASSESS),
    summary="Assess a case",
)
def assess(request: Caller, reference: str, given: AssessmentGiven) -> Status[AssessmentTold]:
    """Judge the case, again where new facts ask for it. The same judgement again changes nothing; refused if the case changed since `version`."""
    case = complaint_for(actor=request.auth, reference=reference)
    made = actions.assess(
        actor=request.auth,
        complaint_id=case.pk,
        judgement=judgement_of(given),
        priority=given.priority,
        reason=given.reason,
        seen=given.version,
        now=request.now,
    )
    return Status(201, assessment_told(made))
