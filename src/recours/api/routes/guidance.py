"""What helps people to handle a case well."""

from __future__ import annotations

from django.utils.translation import get_language
from ninja import Query, Router, Status
from pydantic import BaseModel, Field

from recours.api.auth import Token
from recours.api.reading import Caller
from recours.api.schemas.guidance import (
    AdviceGiven,
    AdviceTold,
    DutyGiven,
    DutyTold,
    NewProcedure,
    ProcedureGiven,
    ProcedureTold,
    SimilarTold,
    advice_told,
    duty_told,
    procedure_told,
    similar_told,
)
from recours.complaints.selectors import complaint_for, similar_to
from recours.core.errors import NotFound
from recours.core.permissions import Permission
from recours.guidance import actions
from recours.guidance.duties import Stage
from recours.guidance.selectors import advice_table, duty_at, duty_table, procedures_in
from recours.guidance.states import GuideKind

router = Router(tags=["Guidance"])


class Sought(BaseModel):
    """What is sought."""

    q: str = Field("", max_length=200, description="Words that a procedure holds, in any order.")


@router.get(
    "/procedures", response=list[ProcedureTold], auth=Token(Permission.READ), summary="List procedures"
)
def list_procedures(request: Caller, sought: Query[Sought]) -> list[ProcedureTold]:
    """The procedures that hold every word of `q`, in the language asked for."""
    return [procedure_told(each) for each in procedures_in(get_language() or "en", sought=sought.q)]


@router.post(
    "/procedures",
    response={201: ProcedureTold},
    auth=Token(Permission.ADMINISTER),
    summary="Write a procedure",
)
def add_procedure(request: Caller, given: NewProcedure) -> Status[ProcedureTold]:
    """Write a procedure of the organisation's own under a code that stays for ever."""
    actions.add_procedure(actor=request.auth, code=given.code, procedure=given.procedure(), now=request.now)
    return Status(201, _procedure(given.code))


@router.put(
    "/procedures/{code}",
    response=ProcedureTold,
    auth=Token(Permission.ADMINISTER),
    summary="Change a procedure",
)
def change_procedure(request: Caller, code: str, given: ProcedureGiven) -> ProcedureTold:
    """Let this procedure say so from now on."""
    actions.change_procedure(actor=request.auth, code=code, procedure=given.procedure(), now=request.now)
    return _procedure(code)


@router.get(
    "/remedy-guide", response=list[AdviceTold], auth=Token(Permission.READ), summary="Read the remedy guide"
)
def read_advice(request: Caller) -> list[AdviceTold]:
    """What is due, by what was found and how serious the case is."""
    return [advice_told(each) for each in advice_table(get_language() or "en")]


@router.put(
    "/remedy-guide/{code}",
    response=AdviceTold,
    auth=Token(Permission.ADMINISTER),
    summary="Change a line of the remedy guide",
)
def change_advice(request: Caller, code: str, given: AdviceGiven) -> AdviceTold:
    """Say what is due for one finding and severity, such as `upheld-3`."""
    actions.change_advice(actor=request.auth, code=code, advice=given.advice(), now=request.now)
    return next(advice_told(each) for each in advice_table(get_language() or "en") if each.code == code)


@router.get("/duties", response=list[DutyTold], auth=Token(Permission.READ), summary="Read who does what")
def read_duties(request: Caller) -> list[DutyTold]:
    """Who does what, stage by stage."""
    return [duty_told(each) for each in duty_table()]


@router.put(
    "/duties/{stage}", response=DutyTold, auth=Token(Permission.ADMINISTER), summary="Say who does what"
)
def change_duty(request: Caller, stage: Stage, given: DutyGiven) -> DutyTold:
    """Say who does what at one stage."""
    actions.change_duty(actor=request.auth, stage=stage, duty=given.duty(), now=request.now)
    return duty_told(duty_at(stage))


@router.delete(
    "/guidance/{kind}/{code}",
    response={204: None},
    auth=Token(Permission.ADMINISTER),
    summary="Take guidance back",
)
def restore(request: Caller, kind: str, code: str) -> None:
    """Go back to the standard; a procedure of the organisation's own is taken away."""
    if kind not in set(GuideKind):
        raise NotFound
    actions.restore_guide(actor=request.auth, kind=GuideKind(kind), code=code, now=request.now)


@router.get(
    "/complaints/{reference}/similar",
    response=list[SimilarTold],
    auth=Token(Permission.READ),
    summary="What similar cases received",
)
def similar(request: Caller, reference: str) -> list[SimilarTold]:
    """What was answered to others about the same main problem, by what was found."""
    case = complaint_for(actor=request.auth, reference=reference)
    return [similar_told(each) for each in similar_to(case)]


def _procedure(code: str) -> ProcedureTold:
    found = procedures_in(get_language() or "en", hidden=True)
    return next(procedure_told(each) for each in found if each.code == code)
