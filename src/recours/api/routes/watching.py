"""Following a case."""

from __future__ import annotations

from ninja import Router, Status

from recours.api.auth import Token
from recours.api.reading import Caller
from recours.complaints import actions
from recours.complaints.selectors import complaint_for
from recours.core.permissions import Permission

router = Router(tags=["Cases"])


@router.post(
    "/complaints/{reference}/watch", response={204: None}, auth=Token(Permission.NOTE), summary="Watch a case"
)
def watch(request: Caller, reference: str) -> Status[None]:
    """Hear what happens in the case. A program hears nothing, so its token is refused: it reads the trail instead."""
    case = complaint_for(actor=request.auth, reference=reference)
    actions.watch(actor=request.auth, complaint_id=case.pk, now=request.now)
    return Status(204, None)


@router.delete(
    "/complaints/{reference}/watch",
    response={204: None},
    auth=Token(Permission.NOTE),
    summary="Stop watching a case",
)
def stop_watching(request: Caller, reference: str) -> Status[None]:
    """Hear no longer what happens in the case; a program's token is refused as for watching."""
    case = complaint_for(actor=request.auth, reference=reference)
    actions.stop_watching(actor=request.auth, complaint_id=case.pk, now=request.now)
    return Status(204, None)
