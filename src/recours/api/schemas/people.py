"""The organisation, its units, staff, tokens, and the bodies outside."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from pydantic import Field

from recours.api.schemas.base import Given, Language, Moment, Told, Words
from recours.core.logos import logo_of
from recours.core.permissions import Permission, Role
from recours.people.actions import DisputeBodyDetails, OrganisationDetails

if TYPE_CHECKING:
    from recours.people.selectors import ApiToken, DisputeBody, Organisation, Unit, User

_NAMES = [{"en": "Northwind Water", "fr": "Eaux du Nord"}]


class OrganisationGiven(Given):
    """Everything the organisation says of itself; the whole of it, what is left out is emptied."""

    names: Words = Field(examples=_NAMES)
    country: str = Field(examples=["GB"])
    zone: str = Field(examples=["Europe/London"])
    language: Language = Field(examples=["en"])
    languages: list[Language] = Field(examples=[["en", "fr"]])
    email: str = ""
    about: Words = Field(default_factory=dict)
    address: str = ""
    phone: str = ""
    website: str = ""
    opening_hours: Words = Field(default_factory=dict)
    brand_hue: int = 196
    notice_days: int = Field(
        14,
        description="How long a complainant has after a reminder, and after word of the ways that are open.",
    )
    small: bool = Field(False, description="Whether the desk is the complaints book of a small business.")


class OrganisationTold(Told):
    """The organisation as it stands."""

    names: dict[str, str]
    country: str
    zone: str
    language: str
    languages: list[str]
    email: str
    about: dict[str, str]
    address: str
    phone: str
    website: str
    opening_hours: dict[str, str]
    brand_hue: int
    logo: str | None = Field(description="Where the logo lies; null where there is none.")
    notice_days: int
    small: bool
    default_unit: UUID | None
    founded_at: datetime


class DefaultUnitGiven(Given):
    """The unit to which new cases go when nothing else is known."""

    unit: UUID


class UnitChange(Given):
    """A unit's names and address."""

    names: Words = Field(examples=[{"en": "Billing"}])
    email: str = ""


class UnitGiven(UnitChange):
    """A new unit; its code is for ever."""

    code: str = Field(examples=["billing"])


class UnitTold(Told):
    """A department, branch or team."""

    id: UUID
    code: str
    names: dict[str, str]
    email: str
    retired_at: datetime | None


class UserGiven(Given):
    """A member of staff; an invitation to choose a password goes to the address."""

    name: str = Field(examples=["Hana Handler"])
    email: str = Field(examples=["hana@northwind.example"])
    language: Language = "en"
    unit: UUID | None = None


class RoleTold(Told):
    """A role somebody holds, in one unit or everywhere."""

    id: UUID
    role: str
    unit: UUID | None
    given_at: datetime


class UserTold(Told):
    """A member of staff with the roles held now."""

    id: UUID
    name: str
    email: str
    language: str
    unit: UUID | None
    active: bool
    roles: list[RoleTold]


class RoleGiven(Given):
    """A role, in one unit or everywhere."""

    role: Role
    unit: UUID | None = None


class DisputeBodyChange(Given):
    """What is told about a body outside; the whole of it, what is left out is emptied."""

    names: Words = Field(examples=[{"en": "The Water Ombudsman"}])
    terms: Words = Field(default_factory=dict)
    website: str = ""
    phone: str = ""
    address: str = ""


class DisputeBodyGiven(DisputeBodyChange):
    """One more body outside; its code is for ever."""

    code: str = Field(examples=["ombudsman"])


class DisputeBodyTold(Told):
    """Where a complainant can turn outside."""

    id: UUID
    code: str
    names: dict[str, str]
    terms: dict[str, str]
    website: str
    phone: str
    address: str
    retired_at: datetime | None


class TokenGiven(Given):
    """A token to be made: what it may do, where and until when."""

    name: str = Field(examples=["Till in the York branch"])
    scopes: list[Permission] = Field(examples=[["complaint.intake"]])
    unit: UUID | None = None
    expires_at: Moment | None = None


class TokenTold(Told):
    """A token without its secret."""

    id: UUID
    name: str
    hint: str
    scopes: list[str]
    unit: UUID | None
    given_at: datetime
    expires_at: datetime | None
    withdrawn_at: datetime | None
    last_used_on: date | None


class TokenMade(TokenTold):
    """A token with its secret, which is told this once."""

    secret: str


def details_given(given: OrganisationGiven) -> OrganisationDetails:
    """The organisation's details as the action takes them."""
    values: dict[str, Any] = given.model_dump(mode="python")
    return OrganisationDetails(**{**values, "languages": tuple(given.languages)})


def organisation_told(row: Organisation) -> OrganisationTold:
    """The organisation with all its words."""
    fields = {
        name: getattr(row, name)
        for name in OrganisationTold.model_fields
        if name not in {"default_unit", "logo"}
    }
    logo = logo_of(row.logo)
    return OrganisationTold(**fields, default_unit=row.default_unit_id, logo=logo.address if logo else None)


def unit_told(row: Unit) -> UnitTold:
    """A unit with its names in all languages."""
    return UnitTold(id=row.pk, code=row.code, names=row.names, email=row.email, retired_at=row.retired_at)


def user_told(row: User) -> UserTold:
    """A member of staff; the selector has laid the roles beside the row."""
    held: list[Any] = row.running_roles  # type: ignore[attr-defined]  # laid there by the selector
    roles = [RoleTold(id=r.pk, role=r.role, unit=r.unit_id, given_at=r.given_at) for r in held]
    return UserTold(
        id=row.pk,
        name=row.name,
        email=row.email,
        language=row.language,
        unit=row.unit_id,
        active=row.is_active,
        roles=roles,
    )


def body_details(given: DisputeBodyChange) -> DisputeBodyDetails:
    """An outside body's details as the action takes them."""
    return DisputeBodyDetails(
        names=dict(given.names),
        terms=dict(given.terms),
        website=given.website,
        phone=given.phone,
        address=given.address,
    )


def body_told(row: DisputeBody) -> DisputeBodyTold:
    """An outside body with its words in all languages."""
    fields = {name: getattr(row, name) for name in DisputeBodyTold.model_fields}
    return DisputeBodyTold(**fields)


def token_told(row: ApiToken) -> TokenTold:
    """A token without its secret."""
    fields = {name: getattr(row, name) for name in TokenTold.model_fields if name != "unit"}
    return TokenTold(**fields, unit=row.unit_id)
