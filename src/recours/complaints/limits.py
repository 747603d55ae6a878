"""Up to which amount somebody may promise alone (ISO 10002:2018, 5.4 and annex F: level of authority for each response)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from recours.complaints.models import AuthorityLimit
from recours.core.actors import Actor, ActorKind
from recours.people.selectors import roles_of


def beyond(actor: Actor, unit: UUID, sums: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Those of the sums that are more than the actor may promise alone in this unit.

    While the organisation has set no limit at all, nobody is limited; as soon as there is one, a role may promise
    nothing in a currency in which it has none. The highest limit of all roles held counts. Two statements.
    """
    limits = list(AuthorityLimit.objects.values_list("role", "currency", "amount")) if sums else []
    if not limits or actor.kind is ActorKind.SYSTEM:
        return {}
    roles = roles_of(actor.id, unit) if actor.kind is ActorKind.STAFF and actor.id else frozenset()
    held: dict[str, list[Decimal | None]] = {}
    for role, currency, amount in limits:
        if role in roles:
            held.setdefault(currency, []).append(amount)
    return {currency: total for currency, total in sums.items() if not _within(total, held.get(currency, []))}


def _within(total: Decimal, limits: list[Decimal | None]) -> bool:
    return any(limit is None or total <= limit for limit in limits)
