"""Members of staff: added, changed, deactivated, reactivated."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from recours.core.actors import Actor, ActorKind
from recours.core.errors import FORBIDDEN, Invalid, Refused
from recours.core.subjects import Subject
from recours.people import errors
from recours.people.actions.locks import lock_organisation, lock_user
from recours.people.actions.writing import NewUser, change, new_user
from recours.people.events import (
    PasswordSet,
    UserAdded,
    UserChanged,
    UserDeactivated,
    UserInvited,
    UserReactivated,
)
from recours.people.invitations import queue_invitation
from recours.people.models import Unit, User
from recours.people.rules import Reading, require_administrator
from recours.people.selectors.access import is_last_administrator
from recours.trail.record import record


def add_user(
    *, actor: Actor, name: str, email: str, language: str, unit_id: UUID | None, now: datetime
) -> UUID:
    """Make an account without a password or a role, invite its holder by letter to choose a password, and give its key."""
    with transaction.atomic():
        organisation = lock_organisation()
        require_administrator(actor)
        details, unit = _read(name, email, language, unit_id, own=None)
        user = new_user(details, unit=unit, now=now)
        queue_invitation(user, organisation, now=now)
        record(UserAdded(user=user.pk), about=Subject("user", user.pk), actor=actor, now=now)
    return user.pk


def invite_user(*, actor: Actor, user_id: UUID, now: datetime) -> None:
    """Send the colleague one more invitation to choose a password, for when the first ran out."""
    with transaction.atomic():
        organisation = lock_organisation()
        user = lock_user(user_id)
        require_administrator(actor)
        if not user.is_active:
            raise Refused(errors.USER_INACTIVE)
        queue_invitation(user, organisation, now=now)
        record(UserInvited(user=user.pk), about=Subject("user", user.pk), actor=actor, now=now)


def change_user(
    *,
    actor: Actor,
    user_id: UUID,
    name: str,
    email: str,
    language: str,
    unit_id: UUID | None,
    now: datetime,
) -> None:
    """Put these details in place of the colleague's; from then on only the new address signs in."""
    with transaction.atomic():
        lock_organisation()
        user = lock_user(user_id)
        require_administrator(actor)
        details, unit = _read(name, email, language, unit_id, own=user)
        changed = change(
            user, {"name": details.name, "email": details.email, "language": details.language, "unit": unit}
        )
        if "email" in changed:
            # The sign-in keeps a table of addresses beside ours: one left there would go on opening the account.
            EmailAddress.objects.filter(user_id=user.pk).delete()
        if changed:
            record(UserChanged(user.pk, changed), about=Subject("user", user.pk), actor=actor, now=now)


def change_own_details(*, actor: Actor, name: str, language: str, now: datetime) -> None:
    """Let a member of staff choose how they are called and in which language the desk and their mail speak."""
    with transaction.atomic():
        user = _lock_own(actor)
        reading = Reading()
        values = {
            "name": reading.line("name", name, 200, errors.PERSON_NAME_MISSING),
            "language": reading.language("language", language),
        }
        reading.finish()
        changed = change(user, values)
        if changed:
            record(UserChanged(user.pk, changed), about=Subject("user", user.pk), actor=actor, now=now)


def set_password(*, actor: Actor, user_id: UUID, password: str, now: datetime) -> None:
    """Set a password, which ends every session of the account: only its holder may, and the system (the command line)."""
    with transaction.atomic():
        user = lock_user(user_id)
        if actor.kind is not ActorKind.SYSTEM and (actor.kind, actor.id) != (ActorKind.STAFF, user.pk):
            raise Refused(FORBIDDEN)
        if not user.is_active:
            raise Refused(errors.USER_INACTIVE)
        try:
            validate_password(password, user)
        except ValidationError as weak:
            raise Invalid(
                {"password": Refused(errors.PASSWORD_WEAK, reasons=" ".join(weak.messages))}
            ) from None
        user.set_password(password)
        user.save(update_fields=["password"])
        record(PasswordSet(user=user.pk), about=Subject("user", user.pk), actor=actor, now=now)


def deactivate_user(*, actor: Actor, user_id: UUID, now: datetime) -> None:
    """Close the account and end its sessions at once: Refused for the last administrator."""
    with transaction.atomic():
        lock_organisation()
        user = lock_user(user_id)
        require_administrator(actor)
        if not user.is_active:
            raise Refused(errors.USER_INACTIVE)
        if is_last_administrator(user.pk):
            raise Refused(errors.LAST_ADMINISTRATOR)
        user.is_active = False
        user.deactivated_at = now
        user.set_unusable_password()
        user.save(update_fields=["is_active", "deactivated_at", "password"])
        record(UserDeactivated(user=user.pk), about=Subject("user", user.pk), actor=actor, now=now)


def reactivate_user(*, actor: Actor, user_id: UUID, now: datetime) -> None:
    """Open the account again with the roles it still holds; its holder is invited to choose a new password."""
    with transaction.atomic():
        organisation = lock_organisation()
        user = lock_user(user_id)
        require_administrator(actor)
        if user.is_active:
            raise Refused(errors.USER_ACTIVE)
        user.is_active = True
        user.deactivated_at = None
        user.save(update_fields=["is_active", "deactivated_at"])
        queue_invitation(user, organisation, now=now)
        record(UserReactivated(user=user.pk), about=Subject("user", user.pk), actor=actor, now=now)


def _lock_own(actor: Actor) -> User:
    if actor.kind is not ActorKind.STAFF or actor.id is None:
        raise Refused(FORBIDDEN)
    return lock_user(actor.id)


def _read(
    name: str, email: str, language: str, unit_id: UUID | None, *, own: User | None
) -> tuple[NewUser, Unit | None]:
    """The account's details, judged; `own` is the account that may keep its address and a unit since retired."""
    reading = Reading()
    details = NewUser(
        name=reading.line("name", name, 200, errors.PERSON_NAME_MISSING),
        email=reading.email("email", email, required=True).lower(),
        language=reading.language("language", language),
    )
    others = User.objects.exclude(pk=own.pk) if own else User.objects.all()
    if others.filter(email__iexact=details.email).exists():
        reading.wrong("email", errors.EMAIL_TAKEN)
    unit = Unit.objects.filter(pk=unit_id).first() if unit_id else None
    kept = own is not None and own.unit_id == unit_id
    if unit_id and (unit is None or (unit.retired_at and not kept)):
        reading.wrong("unit_id", errors.UNIT_UNKNOWN)
    reading.finish()
    return details, unit
