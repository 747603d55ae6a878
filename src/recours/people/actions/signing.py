"""What the sign-in tells the trail: the doors call these, allauth does the work."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import transaction

from recours.core.actors import Actor, ActorKind
from recours.core.errors import FORBIDDEN, Refused
from recours.core.subjects import Subject
from recours.people import errors
from recours.people.actions.locks import lock_organisation, lock_user
from recours.people.events import (
    SecondFactorChanged,
    SecondFactorReset,
    SignedIn,
    SignedOut,
    SignInFailed,
)
from recours.people.invitations import queue_second_factor_notice
from recours.people.models import ORGANISATION
from recours.people.rules import require_administrator
from recours.trail.record import record


def record_sign_in(*, actor: Actor, now: datetime) -> None:
    """Note that a member of staff signed in."""
    if actor.kind is not ActorKind.STAFF or actor.id is None:
        raise Refused(FORBIDDEN)
    with transaction.atomic():
        record(SignedIn(user=actor.id), about=Subject("user", actor.id), actor=actor, now=now)


def record_sign_out(*, actor: Actor, now: datetime) -> None:
    """Note that a member of staff signed out."""
    if actor.kind is not ActorKind.STAFF or actor.id is None:
        raise Refused(FORBIDDEN)
    with transaction.atomic():
        record(SignedOut(user=actor.id), about=Subject("user", actor.id), actor=actor, now=now)


def record_failed_sign_in(*, actor: Actor, address_fingerprint: str, now: datetime) -> None:
    """Note that a sign-in failed, under `core.secrets.fingerprint(address, "sign-in")` and never the address itself.

    Nobody is known yet, so the actor is `core.actors.system("sign-in")`.
    """
    with transaction.atomic():
        event = SignInFailed(fingerprint=address_fingerprint)
        record(event, about=Subject("sign_in", ORGANISATION), actor=actor, now=now)


class SecondFactorChange(StrEnum):
    """What a member of staff did to their own second key."""

    ADDED = "added"
    REMOVED = "removed"
    CODES_MADE = "codes_made"


def record_second_factor(*, actor: Actor, change: SecondFactorChange, now: datetime) -> None:
    """Note what a member of staff did to their own second key."""
    if actor.kind is not ActorKind.STAFF or actor.id is None:
        raise Refused(FORBIDDEN)
    with transaction.atomic():
        event = SecondFactorChanged(user=actor.id, change=change.value)
        record(event, about=Subject("user", actor.id), actor=actor, now=now)


def reset_second_factor(*, actor: Actor, user_id: UUID, now: datetime) -> None:
    """Take away a colleague's lost second key, and tell them by letter; Refused for one's own."""
    with transaction.atomic():
        organisation = lock_organisation()
        user = lock_user(user_id)
        require_administrator(actor)
        if actor.kind is ActorKind.STAFF and actor.id == user.pk:
            raise Refused(errors.OWN_SECOND_FACTOR)
        keys = Authenticator.objects.filter(user_id=user.pk)
        if not keys.exists():
            raise Refused(errors.NO_SECOND_FACTOR)
        keys.delete()
        queue_second_factor_notice(user, organisation, now=now)
        record(SecondFactorReset(user=user.pk), about=Subject("user", user.pk), actor=actor, now=now)
