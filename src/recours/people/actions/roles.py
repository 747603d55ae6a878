"""Roles given and ended."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from recours.core.actors import Actor
from recours.core.errors import Invalid, Refused
from recours.core.permissions import Role
from recours.core.subjects import Subject
from recours.people import errors
from recours.people.actions.locks import lock_organisation, lock_role, lock_unit, lock_user
from recours.people.actions.writing import new_role
from recours.people.events import RoleEnded, RoleGiven, UnitRoleEnded, UnitRoleGiven
from recours.people.models import RoleAssignment
from recours.people.rules import require_administrator
from recours.people.selectors.access import is_last_administrator
from recours.trail.record import record


def give_role(*, actor: Actor, user_id: UUID, role: str, unit_id: UUID | None, now: datetime) -> UUID:
    """Give an active colleague a role in one unit or, without a unit, everywhere, and give the assignment's key."""
    with transaction.atomic():
        lock_organisation()
        unit = lock_unit(unit_id) if unit_id else None
        user = lock_user(user_id)
        require_administrator(actor)
        if role not in frozenset(Role):
            raise Invalid({"role": errors.ROLE_UNKNOWN})
        if unit and unit.retired_at:
            raise Invalid({"unit_id": errors.UNIT_UNKNOWN})
        if unit and role == Role.ADMINISTRATOR:
            raise Invalid({"unit_id": errors.ADMINISTRATOR_EVERYWHERE})
        if not user.is_active:
            raise Refused(errors.USER_INACTIVE)
        if RoleAssignment.objects.filter(user=user, role=role, unit=unit, ended_at=None).exists():
            raise Refused(errors.ROLE_HELD)
        given = new_role(user, Role(role), unit=unit, now=now)
        event = UnitRoleGiven(user.pk, role, unit.pk) if unit else RoleGiven(user.pk, role)
        record(event, about=Subject("user", user.pk), actor=actor, now=now)
    return given.pk


def end_role(*, actor: Actor, role_id: UUID, now: datetime) -> None:
    """End a role that a colleague holds: Refused for the role of the last administrator."""
    with transaction.atomic():
        lock_organisation()
        held = lock_role(role_id)
        require_administrator(actor)
        if held.ended_at:
            raise Refused(errors.ROLE_ENDED)
        if held.role == Role.ADMINISTRATOR and is_last_administrator(held.user_id):
            raise Refused(errors.LAST_ADMINISTRATOR)
        held.ended_at = now
        held.save(update_fields=["ended_at"])
        event = (
            UnitRoleEnded(held.user_id, held.role, held.unit_id)
            if held.unit_id
            else RoleEnded(held.user_id, held.role)
        )
        record(event, about=Subject("user", held.user_id), actor=actor, now=now)
