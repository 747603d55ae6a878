"""Members of staff, their roles, and tokens."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from ninja import Router, Status

from recours.api.addresses import at
from recours.api.auth import Token
from recours.api.reading import Caller
from recours.api.schemas.base import Made
from recours.api.schemas.people import (
    RoleGiven,
    TokenGiven,
    TokenMade,
    TokenTold,
    UserGiven,
    UserTold,
    token_told,
    user_told,
)
from recours.core.permissions import Permission
from recours.people import actions
from recours.people.selectors import token_for, tokens_for, user_for, users_for

router = Router(tags=["Staff and tokens"])
administer = Token(Permission.ADMINISTER)
manage = Token(Permission.TOKENS)


@router.get("/users", response=list[UserTold], auth=administer, summary="List members of staff")
def list_users(request: Caller) -> list[UserTold]:
    """Every member of staff with the roles held now, those active first."""
    return [user_told(row) for row in users_for(request.auth)]


@router.post("/users", response={201: Made}, auth=administer, summary="Add a member of staff")
def add_user(request: Caller, response: HttpResponse, given: UserGiven) -> Status[Made]:
    """Make an account without a password or a role, and invite its holder to choose a password."""
    key = actions.add_user(
        actor=request.auth,
        name=given.name,
        email=given.email,
        language=given.language,
        unit_id=given.unit,
        now=request.now,
    )
    response.headers["Location"] = at("users", key)
    return Status(201, Made(id=key))


@router.get("/users/{uuid:user_id}", response=UserTold, auth=administer, summary="Read a member of staff")
def read_user(request: Caller, user_id: UUID) -> UserTold:
    """One member of staff with the roles held now."""
    return user_told(user_for(request.auth, user_id))


@router.put("/users/{uuid:user_id}", response=UserTold, auth=administer, summary="Change a member of staff")
def change_user(request: Caller, user_id: UUID, given: UserGiven) -> UserTold:
    """Put these details in place of the colleague's; from then on only the new address signs in."""
    actions.change_user(
        actor=request.auth,
        user_id=user_id,
        name=given.name,
        email=given.email,
        language=given.language,
        unit_id=given.unit,
        now=request.now,
    )
    return read_user(request, user_id)


@router.post(
    "/users/{uuid:user_id}/invitation",
    response=UserTold,
    auth=administer,
    summary="Invite a member of staff again",
)
def invite_user(request: Caller, user_id: UUID) -> UserTold:
    """Send one more invitation to choose a password."""
    actions.invite_user(actor=request.auth, user_id=user_id, now=request.now)
    return read_user(request, user_id)


@router.post(
    "/users/{uuid:user_id}/deactivation",
    response=UserTold,
    auth=administer,
    summary="Deactivate a member of staff",
)
def deactivate_user(request: Caller, user_id: UUID) -> UserTold:
    """Close the account and end its sessions at once; refused for the last administrator."""
    actions.deactivate_user(actor=request.auth, user_id=user_id, now=request.now)
    return read_user(request, user_id)


@router.post(
    "/users/{uuid:user_id}/reactivation",
    response=UserTold,
    auth=administer,
    summary="Reactivate a member of staff",
)
def reactivate_user(request: Caller, user_id: UUID) -> UserTold:
    """Open the account again with the roles it still holds."""
    actions.reactivate_user(actor=request.auth, user_id=user_id, now=request.now)
    return read_user(request, user_id)


@router.delete(
    "/users/{uuid:user_id}/second-factor",
    response=UserTold,
    auth=administer,
    summary="Take away a lost second key",
)
def reset_second_factor(request: Caller, user_id: UUID) -> UserTold:
    """Take away a colleague's lost second key, and tell them by letter."""
    actions.reset_second_factor(actor=request.auth, user_id=user_id, now=request.now)
    return read_user(request, user_id)


@router.post("/users/{uuid:user_id}/roles", response={201: Made}, auth=administer, summary="Give a role")
def give_role(request: Caller, user_id: UUID, given: RoleGiven) -> Status[Made]:
    """Give an active colleague a role in one unit or everywhere."""
    key = actions.give_role(
        actor=request.auth, user_id=user_id, role=given.role.value, unit_id=given.unit, now=request.now
    )
    return Status(201, Made(id=key))


@router.delete("/roles/{uuid:role_id}", response={204: None}, auth=administer, summary="End a role")
def end_role(request: Caller, role_id: UUID) -> Status[None]:
    """End a role that a colleague holds; refused for the role of the last administrator."""
    actions.end_role(actor=request.auth, role_id=role_id, now=request.now)
    return Status(204, None)


@router.get("/tokens", response=list[TokenTold], auth=manage, summary="List tokens")
def list_tokens(request: Caller) -> list[TokenTold]:
    """Every API token without its secret, the latest first."""
    return [token_told(row) for row in tokens_for(request.auth)]


@router.post("/tokens", response={201: TokenMade}, auth=manage, summary="Give a token")
def give_token(request: Caller, response: HttpResponse, given: TokenGiven) -> Status[TokenMade]:
    """Make a token for these permissions; its secret is told this once."""
    row, secret = actions.give_token(
        actor=request.auth,
        name=given.name,
        scopes=[scope.value for scope in given.scopes],
        unit_id=given.unit,
        expires_at=given.expires_at,
        now=request.now,
    )
    response.headers["Location"] = at("tokens", row.pk)
    return Status(201, TokenMade(**token_told(row).model_dump(), secret=secret))


@router.delete("/tokens/{uuid:token_id}", response=TokenTold, auth=manage, summary="Withdraw a token")
def withdraw_token(request: Caller, token_id: UUID) -> TokenTold:
    """Let a token open nothing any more, at once and for good."""
    actions.withdraw_token(actor=request.auth, token_id=token_id, now=request.now)
    return token_told(token_for(request.auth, token_id))
