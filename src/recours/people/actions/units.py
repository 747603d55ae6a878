"""Adding, changing and retiring units."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from recours.core.actors import Actor
from recours.core.errors import Refused
from recours.core.subjects import Subject
from recours.people import errors
from recours.people.actions.locks import lock_organisation, lock_unit
from recours.people.actions.writing import change
from recours.people.events import UnitAdded, UnitChanged, UnitRetired
from recours.people.models import RoleAssignment, Unit, User
from recours.people.rules import Reading, require_administrator
from recours.trail.record import record


def add_unit(*, actor: Actor, code: str, names: Mapping[str, str], email: str = "", now: datetime) -> UUID:
    """Add a unit under a code of its own, and give its key."""
    with transaction.atomic():
        lock_organisation()
        require_administrator(actor)
        reading = Reading()
        code = reading.code("code", code)
        names = reading.lines_by_language("names", names)
        email = reading.email("email", email)
        if Unit.objects.filter(code=code).exists():
            reading.wrong("code", errors.CODE_TAKEN)
        reading.finish()
        unit = Unit.objects.create(code=code, names=names, email=email, created_at=now)
        record(UnitAdded(code=code), about=Subject("unit", unit.pk), actor=actor, now=now)
    return unit.pk


def change_unit(
    *, actor: Actor, unit_id: UUID, names: Mapping[str, str], email: str = "", now: datetime
) -> None:
    """Put these names and this address in place of the unit's; its code stays."""
    with transaction.atomic():
        lock_organisation()
        unit = lock_unit(unit_id)
        require_administrator(actor)
        reading = Reading()
        values = {"names": reading.lines_by_language("names", names), "email": reading.email("email", email)}
        reading.finish()
        changed = change(unit, values)
        if changed:
            record(UnitChanged(changed), about=Subject("unit", unit.pk), actor=actor, now=now)


def retire_unit(*, actor: Actor, unit_id: UUID, now: datetime) -> None:
    """Take the unit out of use: Refused for the default unit and while active colleagues belong to it or hold a role in it."""
    with transaction.atomic():
        organisation = lock_organisation()
        unit = lock_unit(unit_id)
        require_administrator(actor)
        if unit.retired_at:
            raise Refused(errors.RETIRED_ALREADY)
        if organisation.default_unit_id == unit.pk:
            raise Refused(errors.UNIT_IS_DEFAULT)
        staff = User.objects.filter(unit=unit, is_active=True)
        roles = RoleAssignment.objects.filter(unit=unit, ended_at=None, user__is_active=True)
        if staff.exists() or roles.exists():
            raise Refused(errors.UNIT_HAS_STAFF)
        unit.retired_at = now
        unit.save(update_fields=["retired_at"])
        record(UnitRetired(), about=Subject("unit", unit.pk), actor=actor, now=now)
