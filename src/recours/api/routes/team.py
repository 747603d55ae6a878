"""Who carries how much, and who could take a case."""

from __future__ import annotations

from ninja import Router

from recours.api.auth import Token
from recours.api.reading import Caller
from recours.api.schemas.team import CandidateTold, LoadTold, candidate_told, load_told
from recours.complaints.selectors import candidates_for, complaint_for, team_for
from recours.core.permissions import Permission

router = Router(tags=["Cases"])
assigns = Token(Permission.ASSIGN)


@router.get("/team", response=list[LoadTold], auth=assigns, summary="Who carries what")
def team(request: Caller) -> list[LoadTold]:
    """The open cases of each colleague where the token may give cases, with their ages, and those of nobody."""
    return [load_told(load) for load in team_for(actor=request.auth, now=request.now)]


@router.get(
    "/complaints/{reference}/suggestions",
    response=list[CandidateTold],
    auth=assigns,
    summary="Whom to give a case to",
)
def suggestions(request: Caller, reference: str) -> list[CandidateTold]:
    """The colleagues who may take the case in its unit, the best first: by workload, language and experience."""
    case = complaint_for(actor=request.auth, reference=reference)
    found = candidates_for(actor=request.auth, complaint=case, unit_id=case.unit_id, now=request.now)
    return [candidate_told(one) for one in found]
