"""Steps that several actions share, on rows their caller holds locked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model

from recours.core.permissions import Role
from recours.people.models import RoleAssignment, Unit, User


def change(row: Model, values: Mapping[str, object]) -> tuple[str, ...]:
    """Save those of the values that differ from the row's, and name them."""
    changed = tuple(name for name, value in values.items() if getattr(row, name) != value)
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        row.save(update_fields=list(changed))
    return changed


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUser:
    """What an account needs to exist."""

    name: str
    email: str
    language: str


def new_user(details: NewUser, *, unit: Unit | None, now: datetime) -> User:
    """A member of staff who cannot sign in before choosing a password."""
    return User.objects.create_user(
        details.email, name=details.name, language=details.language, unit=unit, date_joined=now
    )


def new_role(user: User, role: Role, *, unit: Unit | None, now: datetime) -> RoleAssignment:
    """A role held from now on."""
    return RoleAssignment.objects.create(user=user, role=role.value, unit=unit, given_at=now)
