"""The people complained about, for those who investigate or decide; others know only that there are some."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from recours.complaints.hearing import Occasion
from recours.complaints.models import Complaint, Respondent, Statement, Telling
from recours.complaints.rules import hears
from recours.core.actors import Actor


@dataclass(frozen=True, slots=True)
class Heard:
    """Somebody complained about. Where `shown` is false the reader learns neither name nor words."""

    id: UUID
    shown: bool
    user: UUID | None
    name: str
    part: str
    at: datetime
    tellings: Sequence[Telling]
    statements: Sequence[Statement]
    told: frozenset[Occasion]
    was_heard: bool


def respondents_of(complaint: Complaint, actor: Actor, happened: Collection[str]) -> list[Heard]:
    """Those who are complained about, in the order of naming; three statements, none where nobody ever was."""
    if "complaint.respondent_named" not in happened:
        return []
    shown = hears(actor, complaint)
    rows = (
        Respondent.objects.filter(complaint=complaint, cleared_at=None)
        .select_related("user")
        .prefetch_related("tellings", "statements")
        .order_by("at", "id")
    )
    return [_heard(row, shown=shown) for row in rows]


def _heard(row: Respondent, *, shown: bool) -> Heard:
    tellings = sorted(row.tellings.all(), key=lambda each: (each.told_on, each.at))
    statements = sorted(row.statements.all(), key=lambda each: (each.said_on, each.at))
    return Heard(
        id=row.pk,
        shown=shown,
        user=row.user_id if shown else None,
        name=(row.user.name if row.user else row.name) if shown else "",
        part=row.part if shown else "",
        at=row.at,
        tellings=tellings if shown else (),
        statements=statements if shown else (),
        told=frozenset(Occasion(each.stage) for each in tellings),
        was_heard=bool(statements),
    )
