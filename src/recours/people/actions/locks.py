"""The locks of this package, always taken in this order: organisation, unit, user, the rest.

Everything an administrator does holds the organisation's row: it happens rarely, and so two administrators can neither
take each other's role away at the same moment nor give one code or one address twice.
"""

from __future__ import annotations

from uuid import UUID

from recours.core.errors import NotFound
from recours.core.locking import lock_row
from recours.people.errors import NOT_FOUNDED
from recours.people.models import (
    ORGANISATION,
    ApiToken,
    DisputeBody,
    Organisation,
    RoleAssignment,
    Unit,
    User,
)


def lock_organisation() -> Organisation:
    """The organisation, locked; NotFound not_founded before it is founded."""
    try:
        return lock_row(Organisation.objects.all(), ORGANISATION)
    except NotFound:
        raise NotFound(NOT_FOUNDED) from None


def lock_unit(unit_id: UUID) -> Unit:
    """The unit, locked, or NotFound."""
    return lock_row(Unit.objects.all(), unit_id)


def lock_user(user_id: UUID) -> User:
    """The member of staff, locked, or NotFound."""
    return lock_row(User.objects.all(), user_id)


def lock_role(role_id: UUID) -> RoleAssignment:
    """The role that somebody holds or held, locked, or NotFound."""
    return lock_row(RoleAssignment.objects.all(), role_id)


def lock_dispute_body(body_id: UUID) -> DisputeBody:
    """The outside body, locked, or NotFound."""
    return lock_row(DisputeBody.objects.all(), body_id)


def lock_token(token_id: UUID) -> ApiToken:
    """The API token, locked, or NotFound."""
    return lock_row(ApiToken.objects.all(), token_id)
