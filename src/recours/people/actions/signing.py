"""What the sign-in tells the trail: the doors call these, allauth does the work."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from recours.core.actors import Actor, ActorKind
from recours.core.errors import FORBIDDEN, Refused
from recours.core.subjects import Subject
from recours.people.events import SignedIn, SignedOut, SignInFailed
from recours.people.models import ORGANISATION
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
