"""Keys to the machine's door."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from recours.core.actors import Actor
from recours.core.errors import Refused
from recours.core.keys import new_key
from recours.core.subjects import Subject
from recours.people import errors
from recours.people.actions.locks import lock_organisation, lock_token
from recours.people.events import TokenGiven, TokenWithdrawn
from recours.people.models import ApiToken, Unit
from recours.people.rules import Reading, require_token_manager
from recours.people.selectors.access import digest_of
from recours.trail.record import record

_HINT = 7


def give_token(
    *,
    actor: Actor,
    name: str,
    scopes: Collection[str],
    unit_id: UUID | None,
    expires_at: datetime | None,
    now: datetime,
    token_id: UUID | None = None,
) -> tuple[ApiToken, str]:
    """Make a token for these permissions, in one unit or everywhere, and give it with its secret.

    The secret ("rc_" and 43 characters, 256 bits) is told this once; only its digest is kept. A second request
    with the same `token_id` is refused as TOKEN_GIVEN.
    """
    secret = f"rc_{secrets.token_urlsafe(32)}"
    with transaction.atomic():
        lock_organisation()
        require_token_manager(actor)
        if token_id and ApiToken.objects.filter(pk=token_id).exists():
            raise Refused(errors.TOKEN_GIVEN)
        reading = Reading()
        name = reading.line("name", name, 120, errors.NAME_MISSING)
        allowed = reading.scopes("scopes", scopes)
        if unit_id and not Unit.objects.filter(pk=unit_id, retired_at=None).exists():
            reading.wrong("unit_id", errors.UNIT_UNKNOWN)
        if expires_at and expires_at <= now:
            reading.wrong("expires_at", errors.EXPIRY_PAST)
        reading.finish()
        token = ApiToken.objects.create(
            id=token_id or new_key(),
            name=name,
            digest=digest_of(secret),
            hint=secret[:_HINT],
            scopes=allowed,
            unit_id=unit_id,
            given_by=actor.id,
            given_at=now,
            expires_at=expires_at,
        )
        record(TokenGiven(scopes=tuple(allowed)), about=Subject("token", token.pk), actor=actor, now=now)
    return token, secret


def withdraw_token(*, actor: Actor, token_id: UUID, now: datetime) -> None:
    """Let the token open nothing any more, at once and for good."""
    with transaction.atomic():
        token = lock_token(token_id)
        require_token_manager(actor)
        if token.withdrawn_at:
            raise Refused(errors.TOKEN_WITHDRAWN)
        token.withdrawn_at = now
        token.save(update_fields=["withdrawn_at"])
        record(TokenWithdrawn(), about=Subject("token", token.pk), actor=actor, now=now)
