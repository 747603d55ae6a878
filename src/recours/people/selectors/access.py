"""Who acts: members of staff and tokens as actors with their grants."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Q

from recours.core.actors import Actor, ActorKind
from recours.core.permissions import Grant, Permission, Role, grants_of
from recours.core.rows import Prepared
from recours.people.models import ApiToken, RoleAssignment

if TYPE_CHECKING:
    from recours.people.models import User

_ROLES = frozenset(Role)
_PERMISSIONS = frozenset(Permission)
_token = Prepared(
    lambda digest: ApiToken.objects.filter(digest=digest).values_list(
        "id", "name", "scopes", "unit_id", "withdrawn_at", "expires_at", "last_used_on"
    )
)


def actor_of(user: User) -> Actor:
    """The member of staff as an actor with the grants of the roles held now; one statement, none for the deactivated."""
    grants: frozenset[Grant] = frozenset()
    if user.is_active:
        held = RoleAssignment.objects.filter(user=user.pk, ended_at=None).values_list("role", "unit")
        grants = frozenset(
            grant for role, unit in held if role in _ROLES for grant in grants_of(Role(role), unit)
        )
    barred = frozenset(UUID(key) for key in user.barred)
    return Actor(ActorKind.STAFF, user.pk, user.name, user.language, grants, barred)


def actor_of_token(secret: str, now: datetime) -> Actor | None:
    """The token under this secret as an actor, or None when it is unknown, expired or withdrawn.

    One statement, and one more on the first use of a day. The secret is looked up by its digest, so the time taken
    tells nothing about it.
    """
    row = _token.first(digest_of(secret))
    if row is None:
        return None
    key, name, scopes, unit, withdrawn_at, expires_at, last_used_on = row
    if withdrawn_at is not None or (expires_at is not None and expires_at <= now):
        return None
    if last_used_on != now.date():
        ApiToken.objects.filter(pk=key).update(last_used_on=now.date())
    grants = frozenset(Grant(Permission(scope), unit) for scope in scopes if scope in _PERMISSIONS)
    return Actor(ActorKind.TOKEN, key, name, grants=grants)


def digest_of(secret: str) -> str:
    """What is kept of a token's secret: SHA-256, 64 hex digits (the secret has 256 random bits, so no salt is needed)."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def holders(permission: Permission, unit_id: UUID | None) -> Q:
    """A condition on RoleAssignment: running, and carrying this permission everywhere or in this unit."""
    roles = [role.value for role in Role if Grant(permission) in grants_of(role)]
    place = Q(unit=None) if unit_id is None else Q(unit=None) | Q(unit=unit_id)
    return Q(role__in=roles, ended_at=None) & place


def administrators() -> set[UUID]:
    """The keys of the active administrators; one statement."""
    running = RoleAssignment.objects.filter(
        role=Role.ADMINISTRATOR.value, unit=None, ended_at=None, user__is_active=True
    )
    return set(running.values_list("user", flat=True))


def second_factor_holders() -> set[UUID]:
    """The keys of the members of staff who sign in with a second key; one statement."""
    apps = Authenticator.objects.filter(type=Authenticator.Type.TOTP)
    return set(apps.values_list("user_id", flat=True))


def is_last_administrator(user_id: UUID) -> bool:
    """Whether nobody else could administer: sure only while the organisation's row is held."""
    return administrators() == {user_id}
