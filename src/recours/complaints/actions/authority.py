"""Up to which amount a role may promise alone: decided by administrators, on the trail."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from recours.complaints.errors import CURRENCY_UNKNOWN, LIMIT_UNREADABLE, UNKNOWN_CHOICE
from recours.complaints.events import AuthorityChanged
from recours.complaints.models import AuthorityLimit
from recours.core.actors import Actor
from recours.core.errors import FORBIDDEN, Code, Invalid, Refused
from recours.core.money import is_currency_code, is_exact
from recours.core.permissions import ROLES, Permission, Role, may
from recours.core.subjects import Subject
from recours.people.selectors import organisation
from recours.trail.record import record


def set_limit(
    *, actor: Actor, role: str, currency: str, amount: Decimal | None, now: datetime
) -> AuthorityLimit:
    """Decide up to which amount a role may promise alone in a currency; None is without limit. The same again changes nothing."""
    _check(actor)
    wrong: dict[str, Code] = {}
    if role not in answering_roles():
        wrong["role"] = UNKNOWN_CHOICE
    if not is_currency_code(currency):
        wrong["currency"] = CURRENCY_UNKNOWN
    elif amount is not None and (amount < 0 or not is_exact(amount, currency)):
        wrong["amount"] = LIMIT_UNREADABLE
    if wrong:
        raise Invalid(wrong)
    with transaction.atomic():
        row, is_new = AuthorityLimit.objects.get_or_create(
            role=role, currency=currency, defaults={"amount": amount, "by": actor.code, "at": now}
        )
        if not is_new and row.amount == amount:
            return row
        if not is_new:
            row.amount, row.by, row.at = amount, actor.code, now
            row.save(update_fields=["amount", "by", "at"])
        _record(actor, role, currency, amount, now, is_set=True)
    return row


def lift_limit(*, actor: Actor, role: str, currency: str, now: datetime) -> None:
    """Take back what was decided for a role in a currency; where nothing was decided nothing changes."""
    _check(actor)
    with transaction.atomic():
        gone, _each = AuthorityLimit.objects.filter(role=role, currency=currency).delete()
        if gone:
            _record(actor, role, currency, None, now, is_set=False)


def answering_roles() -> tuple[str, ...]:
    """The roles that may answer, and so may have a limit."""
    return tuple(role.value for role in Role if Permission.RESPOND in ROLES[role])


def _check(actor: Actor) -> None:
    if not may(actor, Permission.ADMINISTER):
        raise Refused(FORBIDDEN)


def _record(
    actor: Actor, role: str, currency: str, amount: Decimal | None, now: datetime, *, is_set: bool
) -> None:
    event = AuthorityChanged(
        role=role, currency=currency, amount="" if amount is None else f"{amount:f}", set=is_set
    )
    record(event, about=Subject("organisation", organisation().pk), actor=actor, now=now)
