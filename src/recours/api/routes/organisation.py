"""The organisation, its units and the bodies outside it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from ninja import Router, Status

from recours.api.addresses import at
from recours.api.auth import Token
from recours.api.openapi import raw_body
from recours.api.reading import MEGABYTE, Caller, read_body, require_media_type
from recours.api.schemas.base import Made
from recours.api.schemas.people import (
    DefaultUnitGiven,
    DisputeBodyChange,
    DisputeBodyGiven,
    DisputeBodyTold,
    OrganisationGiven,
    OrganisationTold,
    UnitChange,
    UnitGiven,
    UnitTold,
    body_details,
    body_told,
    details_given,
    organisation_told,
    unit_told,
)
from recours.core.permissions import Permission
from recours.people import actions
from recours.people.selectors import (
    all_units,
    dispute_bodies_for,
    dispute_body_for,
    organisation,
    unit_for,
)

router = Router(tags=["Organisation"])
administer = Token(Permission.ADMINISTER)


@router.get("/organisation", response=OrganisationTold, auth=Token(), summary="Read the organisation")
def read_organisation(request: Caller) -> OrganisationTold:
    """What the organisation says of itself, in all its languages."""
    return organisation_told(organisation())


@router.put("/organisation", response=OrganisationTold, auth=administer, summary="Change the organisation")
def change_organisation(request: Caller, given: OrganisationGiven) -> OrganisationTold:
    """Put these details in place of those that stand."""
    actions.change_organisation(actor=request.auth, details=details_given(given), now=request.now)
    return organisation_told(organisation())


@router.put(
    "/organisation/default-unit", response=OrganisationTold, auth=administer, summary="Name the default unit"
)
def set_default_unit(request: Caller, given: DefaultUnitGiven) -> OrganisationTold:
    """Let new cases go to this unit when nothing else is known."""
    actions.set_default_unit(actor=request.auth, unit_id=given.unit, now=request.now)
    return organisation_told(organisation())


@router.put(
    "/organisation/logo",
    response=OrganisationTold,
    auth=administer,
    summary="Give the organisation a logo",
    openapi_extra=raw_body("image/png", {"type": "string", "format": "binary"}),
)
def set_logo(request: Caller) -> OrganisationTold:
    """Let the PNG or JPEG in the body, at most 300 kB, stand on every page and letter from now on."""
    require_media_type(request, "image/png", "image/jpeg")
    actions.set_logo(actor=request.auth, content=read_body(request, limit=MEGABYTE), now=request.now)
    return organisation_told(organisation())


@router.delete(
    "/organisation/logo", response=OrganisationTold, auth=administer, summary="Remove the organisation's logo"
)
def remove_logo(request: Caller) -> OrganisationTold:
    """Let the name stand alone again."""
    actions.remove_logo(actor=request.auth, now=request.now)
    return organisation_told(organisation())


@router.get("/units", response=list[UnitTold], auth=Token(), summary="List units")
def list_units(request: Caller) -> list[UnitTold]:
    """Every unit that ever was, those in use first."""
    return [unit_told(row) for row in all_units()]


@router.post("/units", response={201: Made}, auth=administer, summary="Add a unit")
def add_unit(request: Caller, response: HttpResponse, given: UnitGiven) -> Status[Made]:
    """Add a unit under a code of its own."""
    key = actions.add_unit(
        actor=request.auth, code=given.code, names=dict(given.names), email=given.email, now=request.now
    )
    response.headers["Location"] = at("units", key)
    return Status(201, Made(id=key))


@router.get("/units/{uuid:unit_id}", response=UnitTold, auth=Token(), summary="Read a unit")
def read_unit(request: Caller, unit_id: UUID) -> UnitTold:
    """One unit, in use or retired."""
    return unit_told(unit_for(request.auth, unit_id))


@router.put("/units/{uuid:unit_id}", response=UnitTold, auth=administer, summary="Change a unit")
def change_unit(request: Caller, unit_id: UUID, given: UnitChange) -> UnitTold:
    """Put these names and this address in place of the unit's; its code stays."""
    actions.change_unit(
        actor=request.auth, unit_id=unit_id, names=dict(given.names), email=given.email, now=request.now
    )
    return unit_told(unit_for(request.auth, unit_id))


@router.delete("/units/{uuid:unit_id}", response=UnitTold, auth=administer, summary="Retire a unit")
def retire_unit(request: Caller, unit_id: UUID) -> UnitTold:
    """Take a unit out of use, once no colleague belongs to it and it is not the default."""
    actions.retire_unit(actor=request.auth, unit_id=unit_id, now=request.now)
    return unit_told(unit_for(request.auth, unit_id))


@router.get("/outside-bodies", response=list[DisputeBodyTold], auth=administer, summary="List outside bodies")
def list_bodies(request: Caller) -> list[DisputeBodyTold]:
    """Every body outside to which a complainant can turn, those in use first."""
    return [body_told(row) for row in dispute_bodies_for(request.auth)]


@router.post("/outside-bodies", response={201: Made}, auth=administer, summary="Add an outside body")
def add_body(request: Caller, response: HttpResponse, given: DisputeBodyGiven) -> Status[Made]:
    """Tell complainants of one more body outside."""
    key = actions.add_dispute_body(
        actor=request.auth, code=given.code, details=body_details(given), now=request.now
    )
    response.headers["Location"] = at("outside-bodies", key)
    return Status(201, Made(id=key))


@router.put(
    "/outside-bodies/{uuid:body_id}",
    response=DisputeBodyTold,
    auth=administer,
    summary="Change an outside body",
)
def change_body(request: Caller, body_id: UUID, given: DisputeBodyChange) -> DisputeBodyTold:
    """Put these details in place of the body's; its code stays."""
    actions.change_dispute_body(
        actor=request.auth, body_id=body_id, details=body_details(given), now=request.now
    )
    return body_told(dispute_body_for(request.auth, body_id))


@router.delete(
    "/outside-bodies/{uuid:body_id}",
    response=DisputeBodyTold,
    auth=administer,
    summary="Retire an outside body",
)
def retire_body(request: Caller, body_id: UUID) -> DisputeBodyTold:
    """No longer tell complainants of this body."""
    actions.retire_dispute_body(actor=request.auth, body_id=body_id, now=request.now)
    return body_told(dispute_body_for(request.auth, body_id))
