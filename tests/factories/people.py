"""The organisation and its staff as tests need them, made through the actions that people use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from recours.core.actors import Actor, system
from recours.core.permissions import Role
from recours.people import actions, selectors
from recours.people.actions import Founder, OrganisationDetails
from recours.people.models import Unit, User

SYSTEM = system("test")

_DETAILS: dict[str, Any] = {
    "names": {"en": "Northwind Water", "fr": "Eaux du Nord", "ar": "مياه الشمال"},
    "country": "GB",
    "zone": "Europe/London",
    "language": "en",
    "languages": ("en", "fr", "ar", "fa", "tr"),
    "email": "hello@northwind.example",
    "address": "1 Well Lane\nYork",
    "phone": "+44 1904 555 010",
    "website": "https://northwind.example",
}


@dataclass(frozen=True)
class House:
    """A founded organisation: its first unit, its first administrator."""

    unit: Unit
    administrator: User
    admin: Actor


def details(**changed: Any) -> OrganisationDetails:
    """The details of Northwind Water, some of them changed."""
    return OrganisationDetails(**{**_DETAILS, **changed})


def found(now: datetime, **changed: Any) -> House:
    """Found Northwind Water with Ada Admin as its administrator."""
    founded = actions.found_organisation(
        actor=SYSTEM,
        details=details(**changed),
        administrator=Founder(name="Ada Admin", email="ada@northwind.example"),
        now=now,
    )
    assert founded.administrator is not None
    user = User.objects.get(pk=founded.administrator)
    return House(Unit.objects.get(pk=founded.unit), user, selectors.actor_of(user))


def make_unit(house: House, code: str, now: datetime) -> Unit:
    """One more unit."""
    key = actions.add_unit(actor=house.admin, code=code, names={"en": code.title()}, now=now)
    return Unit.objects.get(pk=key)


def make_user(
    house: House,
    name: str,
    now: datetime,
    *roles: Role,
    unit: UUID | None = None,
    language: str = "en",
    belongs_to: UUID | None = None,
) -> User:
    """A colleague with these roles, in one unit or everywhere."""
    email = f"{name.lower().replace(' ', '.')}@northwind.example"
    key = actions.add_user(
        actor=house.admin, name=name, email=email, language=language, unit_id=belongs_to, now=now
    )
    for role in roles:
        actions.give_role(actor=house.admin, user_id=key, role=role, unit_id=unit, now=now)
    return User.objects.get(pk=key)
