"""Founding the organisation and changing what it says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext

from recours.core.actors import Actor
from recours.core.errors import Refused
from recours.core.permissions import Role
from recours.core.subjects import Subject
from recours.people import errors
from recours.people.actions.locks import lock_organisation, lock_unit
from recours.people.actions.writing import NewUser, change, new_role, new_user
from recours.people.details import OrganisationDetails
from recours.people.events import (
    DefaultUnitSet,
    OrganisationChanged,
    OrganisationFounded,
    RoleGiven,
    UnitAdded,
    UserAdded,
)
from recours.people.invitations import queue_invitation
from recours.people.models import ORGANISATION, Organisation, Unit
from recours.people.rules import Reading, require_administrator
from recours.trail.events import Event
from recours.trail.record import record, record_many


@dataclass(frozen=True, slots=True, kw_only=True)
class Founder:
    """The first administrator."""

    name: str
    email: str
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Founded:
    """The keys of what founding made; without an administrator the last is None."""

    organisation: UUID
    unit: UUID
    administrator: UUID | None


def found_organisation(
    *,
    actor: Actor,
    details: OrganisationDetails,
    administrator: Founder | None,
    now: datetime,
    unit_names: Mapping[str, str] | None = None,
) -> Founded:
    """Make the organisation, its first unit and its first administrator, who is invited by letter; in a small one they handle the complaints too.

    Without names the unit is called the complaints team in every language. Refused founded_already.
    """
    try:
        with transaction.atomic():
            return _found(actor, details, administrator, now, unit_names or _team_names())
    except IntegrityError:
        # Two founded at once: before the first row there is nothing to lock, so the keys decide.
        raise Refused(errors.FOUNDED_ALREADY) from None


def change_organisation(*, actor: Actor, details: OrganisationDetails, now: datetime) -> None:
    """Put these details in place of those that stand; nothing happens when they are the same."""
    with transaction.atomic():
        organisation = lock_organisation()
        require_administrator(actor)
        reading = Reading()
        values = _read(reading, details)
        reading.finish()
        changed = change(organisation, values)
        if changed:
            record(
                OrganisationChanged(changed),
                about=Subject("organisation", ORGANISATION),
                actor=actor,
                now=now,
            )


def set_default_unit(*, actor: Actor, unit_id: UUID, now: datetime) -> None:
    """Let new cases go to this unit when nothing else is known."""
    with transaction.atomic():
        organisation = lock_organisation()
        require_administrator(actor)
        unit = lock_unit(unit_id)
        if unit.retired_at:
            raise Refused(errors.RETIRED_ALREADY)
        if organisation.default_unit_id == unit.pk:
            return
        organisation.default_unit = unit
        organisation.save(update_fields=["default_unit"])
        record(
            DefaultUnitSet(unit=unit.pk), about=Subject("organisation", ORGANISATION), actor=actor, now=now
        )


def _found(
    actor: Actor,
    details: OrganisationDetails,
    administrator: Founder | None,
    now: datetime,
    unit_names: Mapping[str, str],
) -> Founded:
    if Organisation.objects.exists():
        raise Refused(errors.FOUNDED_ALREADY)
    require_administrator(actor)
    reading = Reading()
    values = _read(reading, details)
    names = reading.lines_by_language("unit_names", unit_names)
    first = _read_founder(reading, administrator) if administrator else None
    reading.finish()
    unit = Unit.objects.create(code="complaints", names=names, created_at=now)
    organisation = Organisation.objects.create(default_unit=unit, founded_at=now, **values)
    facts = OrganisationFounded(
        country=organisation.country, zone=organisation.zone, language=organisation.language
    )
    entries: list[tuple[Event, Subject]] = [
        (facts, Subject("organisation", ORGANISATION)),
        (UnitAdded(code=unit.code), Subject("unit", unit.pk)),
    ]
    user = None
    if first:
        user = new_user(first, unit=unit, now=now)
        roles = (Role.ADMINISTRATOR, *((Role.MANAGER,) if organisation.small else ()))
        for role in roles:
            new_role(user, role, unit=None, now=now)
        queue_invitation(user, organisation, now=now)
        about = Subject("user", user.pk)
        entries += [
            (UserAdded(user=user.pk), about),
            *((RoleGiven(user=user.pk, role=role), about) for role in roles),
        ]
    record_many(entries, actor=actor, now=now)
    return Founded(ORGANISATION, unit.pk, user.pk if user else None)


def _team_names() -> dict[str, str]:
    names = {}
    for language in dict(settings.LANGUAGES):
        with translation.override(language):
            names[language] = gettext("Complaints team")
    return names


def _read_founder(reading: Reading, founder: Founder) -> NewUser:
    return NewUser(
        name=reading.line("administrator_name", founder.name, 200, errors.PERSON_NAME_MISSING),
        email=reading.email("administrator_email", founder.email, required=True).lower(),
        language=reading.language("administrator_language", founder.language),
    )


def _read(reading: Reading, details: OrganisationDetails) -> dict[str, Any]:
    values: dict[str, Any] = {
        "names": reading.lines_by_language("names", details.names),
        "about": reading.words_by_language("about", details.about, 2000),
        "address": reading.words("address", details.address, 600),
        "country": reading.country("country", details.country),
        "zone": reading.zone("zone", details.zone),
        "email": reading.email("email", details.email),
        "phone": reading.line("phone", details.phone, 60),
        "website": reading.website("website", details.website),
        "opening_hours": reading.words_by_language("opening_hours", details.opening_hours, 600),
        "brand_hue": reading.hue("brand_hue", details.brand_hue),
        "notice_days": reading.days("notice_days", details.notice_days),
        "small": details.small,
        "languages": reading.languages("languages", details.languages),
        "language": reading.language("language", details.language),
    }
    if details.language not in details.languages:
        reading.wrong("language", errors.LANGUAGE_NOT_OFFERED)
    return values
