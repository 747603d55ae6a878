"""History taken over from an earlier system."""

from __future__ import annotations

from ninja import Router
from ninja.errors import ValidationError as BodyInvalid
from pydantic import ValidationError

from recours.api.auth import Token
from recours.api.openapi import body_of
from recours.api.reading import JSON, MEGABYTE, Caller, read_body, read_json, require_media_type
from recours.api.schemas.history import HistoryGiven, TakenOver, past_cases
from recours.complaints.actions import take_over
from recours.core.permissions import Permission

router = Router(tags=["History"])

LARGEST = 32 * MEGABYTE


@router.post(
    "/history",
    response=TakenOver,
    auth=Token(Permission.TAKE_OVER),
    summary="Take over past cases",
    openapi_extra=body_of(HistoryGiven),
)
def take_history(request: Caller) -> TakenOver:
    """Take over up to 1,000 past cases with their true dates, without letters or warnings; known ones stay untouched."""
    require_media_type(request, JSON)
    sent = read_json(read_body(request, limit=LARGEST))
    try:
        given = HistoryGiven.model_validate(sent)
    except ValidationError as problem:
        found = problem.errors(include_url=False, include_input=False)
        raise BodyInvalid([{**error, "loc": ("body", "given", *error["loc"])} for error in found]) from None
    counted = take_over(
        actor=request.auth,
        source=given.source,
        pack=given.pack,
        batch=past_cases(given, request.now),
        now=request.now,
    )
    return TakenOver(created=counted.created, unchanged=counted.unchanged)
