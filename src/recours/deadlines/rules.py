"""Who may do what with calendars and packs."""

from recours.core.actors import Actor
from recours.core.errors import FORBIDDEN, Refused
from recours.core.permissions import Permission, may


def may_administer(actor: Actor) -> bool:
    """Whether the actor decides what the organisation promises and when it works."""
    return may(actor, Permission.ADMINISTER)


def require_administrator(actor: Actor) -> None:
    """Refused unless the actor may administer."""
    if not may_administer(actor):
        raise Refused(FORBIDDEN)
