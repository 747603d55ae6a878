"""What the organisation promises, and when it works."""

from __future__ import annotations

from ninja import Router

from recours.api.auth import Token
from recours.api.reading import Caller
from recours.api.schemas.deadlines import (
    CalendarGiven,
    CalendarTold,
    PackTold,
    PromisesGiven,
    PromisesTold,
    calendar_draft,
    calendar_told,
    pack_told,
    promises_told,
)
from recours.core.permissions import Permission
from recours.deadlines import actions
from recours.deadlines.actions import Limit
from recours.deadlines.selectors import calendar_for, packs_for, promises

router = Router(tags=["Deadlines"])
administer = Token(Permission.ADMINISTER)


@router.get("/promises", response=PromisesTold, auth=Token(), summary="Read the promises")
def read_promises(request: Caller) -> PromisesTold:
    """By when the organisation promises everybody to confirm and to answer."""
    return promises_told(promises())


@router.put("/promises", response=PromisesTold, auth=administer, summary="Change the promises")
def change_promises(request: Caller, given: PromisesGiven) -> PromisesTold:
    """Promise other limits from now on; running clocks keep what was promised to them."""
    actions.change_promises(
        actor=request.auth,
        acknowledge_within=Limit(given.acknowledge_within.amount, given.acknowledge_within.unit),
        answer_within=Limit(given.answer_within.amount, given.answer_within.unit),
        version=given.version,
        now=request.now,
    )
    return promises_told(promises())


@router.get("/packs", response=list[PackTold], auth=administer, summary="List sets of rules")
def list_packs(request: Caller) -> list[PackTold]:
    """Every set of rules with its source and how sure it is."""
    return [pack_told(sheet) for sheet in packs_for(request.auth)]


@router.get("/calendar", response=CalendarTold, auth=administer, summary="Read the calendar")
def read_calendar(request: Caller) -> CalendarTold:
    """When the organisation works."""
    return calendar_told(calendar_for(request.auth))


@router.put("/calendar", response=CalendarTold, auth=administer, summary="Change the calendar")
def change_calendar(request: Caller, given: CalendarGiven) -> CalendarTold:
    """Let the calendar count otherwise from now on; running clocks keep their dates."""
    actions.change_calendar(
        actor=request.auth, draft=calendar_draft(given), version=given.version, now=request.now
    )
    return calendar_told(calendar_for(request.auth))
