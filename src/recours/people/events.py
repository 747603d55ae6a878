"""What the trail says about the organisation, its units, its staff and its tokens: codes, keys and field names only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from recours.core.permissions import PERMISSION_NAMES, ROLE_NAMES
from recours.trail.events import Event

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_Labels = Mapping[str, Mapping[str, "str | _StrPromise"]]

_CHANGED: _Labels = MappingProxyType(
    {
        "changed": {
            "names": pgettext_lazy("changed detail", "name"),
            "name": pgettext_lazy("changed detail", "name"),
            "about": pgettext_lazy("changed detail", "introduction"),
            "address": pgettext_lazy("changed detail", "postal address"),
            "country": pgettext_lazy("changed detail", "country"),
            "zone": pgettext_lazy("changed detail", "time zone"),
            "email": pgettext_lazy("changed detail", "e-mail address"),
            "phone": pgettext_lazy("changed detail", "telephone number"),
            "website": pgettext_lazy("changed detail", "web address"),
            "opening_hours": pgettext_lazy("changed detail", "opening hours"),
            "brand_hue": pgettext_lazy("changed detail", "brand colour"),
            "notice_days": pgettext_lazy("changed detail", "days of notice"),
            "small": pgettext_lazy("changed detail", "one screen for a small business"),
            "languages": pgettext_lazy("changed detail", "languages offered"),
            "language": pgettext_lazy("changed detail", "language"),
            "unit": pgettext_lazy("changed detail", "unit"),
            "terms": pgettext_lazy("changed detail", "terms"),
        }
    }
)
_ROLES: _Labels = MappingProxyType({"role": {role.value: name for role, name in ROLE_NAMES.items()}})
_SCOPES: _Labels = MappingProxyType(
    {"scopes": {scope.value: name for scope, name in PERMISSION_NAMES.items()}}
)


@dataclass(frozen=True)
class OrganisationFounded(Event):
    kind = "organisation.founded"
    sentence = _("%(actor)s founded the organisation in %(country)s, time zone %(zone)s.")

    country: str
    zone: str
    language: str


@dataclass(frozen=True)
class OrganisationChanged(Event):
    kind = "organisation.changed"
    sentence = _("%(actor)s changed the organisation's details: %(changed)s.")
    labels = _CHANGED

    changed: tuple[str, ...]


@dataclass(frozen=True)
class LogoSet(Event):
    kind = "organisation.logo_set"
    sentence = _("%(actor)s gave the organisation a logo, %(width)s by %(height)s pixels.")

    picture: str
    width: int
    height: int


@dataclass(frozen=True)
class LogoRemoved(Event):
    kind = "organisation.logo_removed"
    sentence = _("%(actor)s removed the organisation's logo.")


@dataclass(frozen=True)
class DefaultUnitSet(Event):
    kind = "organisation.default_unit_set"
    sentence = _("%(actor)s decided that new cases go to %(unit)s when nothing else is known.")

    unit: UUID


@dataclass(frozen=True)
class UnitAdded(Event):
    kind = "unit.added"
    sentence = _("%(actor)s added the unit with the code %(code)s.")

    code: str


@dataclass(frozen=True)
class UnitChanged(Event):
    kind = "unit.changed"
    sentence = _("%(actor)s changed the unit's details: %(changed)s.")
    labels = _CHANGED

    changed: tuple[str, ...]


@dataclass(frozen=True)
class UnitRetired(Event):
    kind = "unit.retired"
    sentence = _("%(actor)s retired the unit.")


@dataclass(frozen=True)
class UserAdded(Event):
    kind = "user.added"
    sentence = _("%(actor)s made an account for %(user)s.")

    user: UUID


@dataclass(frozen=True)
class UserInvited(Event):
    kind = "user.invited"
    sentence = _("%(actor)s invited %(user)s once more to choose a password.")

    user: UUID


@dataclass(frozen=True)
class UserChanged(Event):
    kind = "user.changed"
    sentence = _("%(actor)s changed the details of %(user)s: %(changed)s.")
    labels = _CHANGED

    user: UUID
    changed: tuple[str, ...]


@dataclass(frozen=True)
class PasswordSet(Event):
    kind = "user.password_set"
    sentence = _("%(actor)s set a password for %(user)s.")

    user: UUID


@dataclass(frozen=True)
class UserDeactivated(Event):
    kind = "user.deactivated"
    sentence = _("%(actor)s deactivated the account of %(user)s.")

    user: UUID


@dataclass(frozen=True)
class UserReactivated(Event):
    kind = "user.reactivated"
    sentence = _("%(actor)s reactivated the account of %(user)s.")

    user: UUID


@dataclass(frozen=True)
class RoleGiven(Event):
    kind = "user.role_given"
    sentence = _("%(actor)s gave %(user)s the role “%(role)s” in the whole organisation.")
    labels = _ROLES

    user: UUID
    role: str


@dataclass(frozen=True)
class UnitRoleGiven(Event):
    kind = "user.unit_role_given"
    sentence = _("%(actor)s gave %(user)s the role “%(role)s” in %(unit)s.")
    labels = _ROLES

    user: UUID
    role: str
    unit: UUID


@dataclass(frozen=True)
class RoleEnded(Event):
    kind = "user.role_ended"
    sentence = _("%(actor)s ended the role “%(role)s” of %(user)s in the whole organisation.")
    labels = _ROLES

    user: UUID
    role: str


@dataclass(frozen=True)
class UnitRoleEnded(Event):
    kind = "user.unit_role_ended"
    sentence = _("%(actor)s ended the role “%(role)s” of %(user)s in %(unit)s.")
    labels = _ROLES

    user: UUID
    role: str
    unit: UUID


@dataclass(frozen=True)
class SignedIn(Event):
    kind = "user.signed_in"
    sentence = _("%(user)s signed in.")

    user: UUID


@dataclass(frozen=True)
class SignedOut(Event):
    kind = "user.signed_out"
    sentence = _("%(user)s signed out.")

    user: UUID


@dataclass(frozen=True)
class SignInFailed(Event):
    """`fingerprint` is a keyed digest of the address that was tried: equal tries can be counted, the address is not kept."""

    kind = "user.sign_in_failed"
    sentence = _("Somebody failed to sign in (fingerprint of the address: %(fingerprint)s).")

    fingerprint: str


@dataclass(frozen=True)
class SecondFactorChanged(Event):
    """`change` is added, removed or codes_made: what a member of staff did to their own second key."""

    kind = "user.second_factor_changed"
    sentence = _("%(user)s changed their second key: %(change)s.")
    labels = MappingProxyType(
        {
            "change": {
                "added": pgettext_lazy("change of the second key", "an app was set up"),
                "removed": pgettext_lazy("change of the second key", "the app was taken away"),
                "codes_made": pgettext_lazy("change of the second key", "new recovery codes were made"),
            }
        }
    )

    user: UUID
    change: str


@dataclass(frozen=True)
class SecondFactorReset(Event):
    kind = "user.second_factor_reset"
    sentence = _("%(actor)s took away the second key of %(user)s, so that a lost one locks nobody out.")

    user: UUID


@dataclass(frozen=True)
class DisputeBodyAdded(Event):
    kind = "dispute_body.added"
    sentence = _("%(actor)s added the outside body with the code %(code)s.")

    code: str


@dataclass(frozen=True)
class DisputeBodyChanged(Event):
    kind = "dispute_body.changed"
    sentence = _("%(actor)s changed the outside body's details: %(changed)s.")
    labels = _CHANGED

    changed: tuple[str, ...]


@dataclass(frozen=True)
class DisputeBodyRetired(Event):
    kind = "dispute_body.retired"
    sentence = _("%(actor)s retired the outside body.")


@dataclass(frozen=True)
class TokenGiven(Event):
    kind = "token.given"
    sentence = _("%(actor)s gave the API token for: %(scopes)s.")
    labels = _SCOPES

    scopes: tuple[str, ...]


@dataclass(frozen=True)
class TokenWithdrawn(Event):
    kind = "token.withdrawn"
    sentence = _("%(actor)s withdrew the API token.")


@dataclass(frozen=True)
class NoticesSeen(Event):
    kind = "user.notices_seen"
    sentence = _("%(user)s saw the notices that waited (%(count)s).")

    user: UUID
    count: int
