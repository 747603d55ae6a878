"""Who carries how much, and who could take one case more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, Max, Min, Q

from recours.complaints.models import Assignment, Complaint
from recours.complaints.suggesting import Candidate, ranked
from recours.core.permissions import Permission, units_of
from recours.people.selectors import assignable, workers

if TYPE_CHECKING:
    from recours.core.actors import Actor

_YEAR = timedelta(days=365)
_NOTHING = (0, 0)
AGES = (7, 14, 30)
"""Where one band of ages ends and the next begins, in days."""


@dataclass(frozen=True, slots=True)
class Load:
    """What somebody carries: open cases, those past a limit, the oldest arrival, and how many are of each age; `id` None: nobody."""

    id: UUID | None
    name: str
    open: int
    overdue: int
    oldest: datetime | None
    ages: tuple[int, ...]


def team_for(*, actor: Actor, now: datetime) -> list[Load]:
    """The open cases of each colleague in the units where the actor gives cases, most burdened first, and of nobody; two statements."""
    units = units_of(actor, Permission.ASSIGN)
    if units is not None and not units:
        return []
    rows = Complaint.objects.filter(is_open=True)
    if units is not None:
        rows = rows.filter(unit__in=units)
    found: dict[UUID | None, Any] = {
        row["owner"]: row for row in rows.values("owner").annotate(**_carried(now))
    }
    people = {user.pk: user.name for user in workers(units)}
    strangers = [key for key in found if key is not None and key not in people]
    if strangers:  # they own cases here from a time when they handled them
        owners = Complaint.objects.filter(is_open=True, owner__in=strangers).values_list(
            "owner", "owner__name"
        )
        people |= dict(owners)
    loads = [_load(key, name, found.get(key)) for key, name in people.items()]
    loads.sort(key=lambda load: (-load.overdue, -load.open, load.name))
    return [*loads, _load(None, "", found[None])] if None in found else loads


def candidates_for(*, actor: Actor, complaint: Complaint, unit_id: UUID, now: datetime) -> list[Candidate]:
    """The colleagues who may take the case in this unit, the best first; four statements."""
    users = [user for user in assignable(actor, unit_id) if str(complaint.pk) not in user.barred]
    keys = [user.pk for user in users]
    carried = Complaint.objects.filter(is_open=True, owner__in=keys).values("owner")
    load: dict[UUID | None, tuple[int, int]] = {
        row["owner"]: (row["n"], row["same"])
        for row in carried.annotate(n=Count("id"), same=Count("id", filter=Q(language=complaint.language)))
    }
    given = Assignment.objects.filter(owner__in=keys, until=None).values("owner").annotate(at=Max("at"))
    last = {row["owner"]: row["at"] for row in given}
    handled: dict[UUID | None, int] = {}
    if complaint.product_id is not None:
        had = Assignment.objects.filter(
            owner__in=keys, at__gte=now - _YEAR, complaint__product=complaint.product_id
        ).exclude(complaint=complaint.pk)
        handled = dict(
            had.values("owner").annotate(n=Count("complaint", distinct=True)).values_list("owner", "n")
        )
    return ranked(
        Candidate(
            id=user.pk,
            name=user.name,
            open=load.get(user.pk, _NOTHING)[0],
            speaks=user.language == complaint.language or bool(load.get(user.pk, _NOTHING)[1]),
            handled=handled.get(user.pk, 0),
            last_given=last.get(user.pk),
        )
        for user in users
    )


def _carried(now: datetime) -> dict[str, Any]:
    edges = [now - timedelta(days=days) for days in AGES]
    bands = [
        Q(received_at__gt=edges[0]),
        *(Q(received_at__lte=a, received_at__gt=b) for a, b in pairwise(edges)),
        Q(received_at__lte=edges[-1]),
    ]
    return {
        "open": Count("id"),
        "overdue": Count("id", filter=Q(next_due_at__lte=now)),
        "oldest": Min("received_at"),
        **{f"age_{place}": Count("id", filter=band) for place, band in enumerate(bands)},
    }


def _load(key: UUID | None, name: str, row: dict[str, Any] | None) -> Load:
    if row is None:
        return Load(key, name, 0, 0, None, (0,) * (len(AGES) + 1))
    ages = tuple(row[f"age_{place}"] for place in range(len(AGES) + 1))
    return Load(key, name, row["open"], row["overdue"], row["oldest"], ages)
