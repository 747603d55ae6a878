"""Who may see and settle mail that belongs to no case yet: those who may for the unit where new cases go."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from recours.complaints.selectors.queues import seen_by
from recours.core.actors import Actor
from recours.core.errors import FORBIDDEN, NotFound, Refused
from recours.core.permissions import Permission, may
from recours.mailroom.errors import MAIL_SETTLED
from recours.mailroom.models import RawMessage
from recours.mailroom.states import RESCUABLE, FateKind
from recours.people.selectors import organisation


def visible(rows: QuerySet[RawMessage], actor: Actor) -> QuerySet[RawMessage]:
    """The mails that the actor may see: none without the permission, and those of a case only with the case."""
    if actor.barred:
        rows = rows.exclude(subject_id__in=actor.barred)
    if may(actor, Permission.MAIL_READ):
        return rows
    cases = Q(subject_kind="complaint", subject_id__in=seen_by(actor).values("pk"))
    if not may(actor, Permission.MAIL_READ, organisation().default_unit_id):
        return rows.none()
    return rows.filter(cases | Q(subject_id=None))


def require_taker(actor: Actor) -> None:
    """Refused unless the actor may take in mail."""
    if not may(actor, Permission.MAIL_TAKE) and not may(
        actor, Permission.MAIL_TAKE, organisation().default_unit_id
    ):
        raise Refused(FORBIDDEN)


def require_rescuable(actor: Actor, message: RawMessage) -> None:
    """NotFound for a mail that the actor may not see, Refused if the actor may not decide or nothing is to be decided."""
    if not visible(RawMessage.objects.filter(pk=message.pk), actor).exists():
        raise NotFound
    require_taker(actor)
    if FateKind(message.fate) not in RESCUABLE:
        raise Refused(MAIL_SETTLED)
