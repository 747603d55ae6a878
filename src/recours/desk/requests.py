"""What a request of the desk carries beyond Django's own."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest

from recours.core.actors import Actor, ActorKind
from recours.core.permissions import Permission, may, units_of
from recours.people.selectors import Brand, User


class DeskRequest(HttpRequest):
    """A request by a signed-in member of staff; the middleware put these here."""

    user: User
    staff_id: UUID
    actor: Actor
    office: Brand | None
    now: datetime


def holds(actor: Actor, permission: Permission) -> bool:
    """Whether the actor holds the permission anywhere."""
    return may(actor, permission) or bool(units_of(actor, permission))


def staff_key(code: str) -> UUID | None:
    """The key of the member of staff whom an actor's code names, or None for anybody else."""
    kind, _colon, key = code.partition(":")
    return UUID(key) if kind == ActorKind.STAFF and key else None


def key_or_none(text: str) -> UUID | None:
    """The key that a choice stands for; None where nothing, or nonsense, was chosen."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
