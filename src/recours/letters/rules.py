"""Who may see letters, who may say that one left by hand, and who may change wordings."""

from __future__ import annotations

from django.db.models import QuerySet

from recours.core.actors import Actor
from recours.core.errors import FORBIDDEN, NotFound, Refused
from recours.core.permissions import Permission, may, units_of
from recours.letters.models import Letter


def visible(rows: QuerySet[Letter], actor: Actor, permission: Permission) -> QuerySet[Letter]:
    """Those of the letters that the actor may see under this permission; those of no unit only who may everywhere."""
    units = units_of(actor, permission)
    if actor.barred:
        rows = rows.exclude(subject_id__in=actor.barred)
    return rows if units is None else rows.filter(unit_id__in=units)


def require_by_hand(actor: Actor, letter: Letter) -> None:
    """NotFound unless the actor may see this letter and say that it left."""
    if letter.subject_id in actor.barred or not may(actor, Permission.OUTBOX_POST, letter.unit_id):
        raise NotFound


def require_administrator(actor: Actor) -> None:
    """Refused unless the actor may change what the organisation writes."""
    if not may(actor, Permission.ADMINISTER):
        raise Refused(FORBIDDEN)
