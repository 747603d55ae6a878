"""The organisation as pages, letters and rules see it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import DatabaseError

from recours.core.colours import hex_of
from recours.core.errors import NotFound
from recours.core.localised import said
from recours.core.logos import Logo, logo_of
from recours.core.rows import Prepared
from recours.letters.recipients import Letterhead
from recours.people.details import OrganisationDetails
from recours.people.errors import NOT_FOUNDED
from recours.people.models import Organisation, Unit


@dataclass(frozen=True, slots=True)
class Brand:
    """What every page may show of the organisation, in the reader's language where it has the words."""

    name: str
    about: str
    hue: int
    phone: str
    email: str
    website: str
    address_lines: tuple[str, ...]
    opening_hours: str
    language: str
    languages: tuple[str, ...]
    zone: str
    country: str
    logo: Logo | None
    small: bool = False


_organisation = Prepared(lambda: Organisation.objects.select_related("default_unit")[:1])


def organisation() -> Organisation:
    """The one organisation with its default unit, in one statement; NotFound not_founded before `recours init`."""
    found = _organisation.first()
    if found is None:
        raise NotFound(NOT_FOUNDED)
    return found


def is_founded() -> bool:
    """Whether the organisation exists."""
    return Organisation.objects.exists()


def brand(language: str) -> Brand | None:
    """The organisation's face in this language, or None where it does not exist or the database has no tables yet."""
    try:
        found = _organisation.first()
    except DatabaseError:
        return None
    if found is None:
        return None
    return Brand(
        name=said(found.names, language).text,
        about=said(found.about, language).text,
        hue=found.brand_hue,
        phone=found.phone,
        email=found.email,
        website=found.website,
        address_lines=_lines(found.address),
        opening_hours=said(found.opening_hours, language).text,
        language=found.language,
        languages=tuple(found.languages),
        zone=found.zone,
        country=found.country,
        logo=logo_of(found.logo),
        small=found.small,
    )


def letterhead(organisation: Organisation, language: str) -> Letterhead:
    """The organisation as it stands above a letter in this language; no statement."""
    return Letterhead(
        name=said(organisation.names, language).text,
        address_lines=_lines(organisation.address),
        email=organisation.email,
        phone=organisation.phone,
        website=organisation.website,
        colour=ink_of(organisation.brand_hue),
        logo=organisation.logo,
    )


def details_of(organisation: Organisation) -> OrganisationDetails:
    """The organisation's details as they stand, to be changed with `dataclasses.replace`."""
    return OrganisationDetails(
        names=organisation.names,
        about=organisation.about,
        address=organisation.address,
        country=organisation.country,
        zone=organisation.zone,
        email=organisation.email,
        phone=organisation.phone,
        website=organisation.website,
        opening_hours=organisation.opening_hours,
        brand_hue=organisation.brand_hue,
        notice_days=organisation.notice_days,
        small=organisation.small,
        languages=tuple(organisation.languages),
        language=organisation.language,
    )


def team_address(unit: Unit, organisation: Organisation) -> str:
    """The address at which the unit's team is written to: its own, else the organisation's, else empty."""
    return unit.email or organisation.email


def ink_of(hue: int) -> str:
    """The brand hue (degrees) as a printable colour "#rrggbb": that of the pages, dark enough for text on white in every hue."""
    return hex_of(0.395, 0.07, hue)


def _lines(address: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in address.splitlines() if line.strip())
