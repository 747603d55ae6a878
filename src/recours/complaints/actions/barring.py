"""Who is complained about is kept from the whole matter: the case, the one that leads it, and those merged into it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from recours.complaints.events import RespondentNamed
from recours.complaints.models import Assignment, Complaint, Relation, Respondent
from recours.complaints.relations import RelationKind
from recours.core.actors import Actor
from recours.core.subjects import Subject
from recours.people.bars import bar, unbar
from recours.trail.chain import digest, new_salt
from recours.trail.record import record


def family_of(complaint: Complaint) -> frozenset[UUID]:
    """The keys of the cases that are read together with this one, itself among them; one statement."""
    leading = complaint.leading_id or complaint.pk
    inside = Relation.objects.filter(other=leading, kind=RelationKind.MERGED.value, ended_at=None)
    return frozenset({complaint.pk, leading, *inside.values_list("one", flat=True)})


def keep_away(*families: Collection[UUID], also: Collection[UUID] = ()) -> frozenset[UUID]:
    """Keep each family from exactly those colleagues who are named in one of its cases, and tell who they are.

    `also` are colleagues who were named before. Users are locked in the order of their keys.
    """
    rows = Respondent.objects.filter(
        complaint__in={key for family in families for key in family}, cleared_at=None, user__isnull=False
    )
    named = set(rows.values_list("complaint", "user"))
    concerned = frozenset(user for _case, user in named)
    for user in sorted({*concerned, *also}):
        for family in families:
            turn = bar if any((key, user) in named for key in family) else unbar
            for key in sorted(family):
                turn(user, key)
    return concerned


def free(complaint: Complaint, barred: Collection[UUID], now: datetime) -> bool:
    """Take the case from its owner where they may not know of it any more; the caller saves it."""
    if complaint.owner_id is None or complaint.owner_id not in barred:
        return False
    Assignment.objects.filter(complaint=complaint, until=None).update(until=now)
    complaint.owner_id = None
    return True


def carry_respondents(*, frm: Complaint, to: Complaint, actor: Actor, now: datetime) -> None:
    """Name in a case split off those who are complained about in the first, until somebody says that it is not about them."""
    rows = Respondent.objects.filter(complaint__in=family_of(frm), cleared_at=None).order_by("at", "id")
    for each in {(row.user_id, row.name): row for row in rows}.values():
        copy = respondent_of(to, each.user_id, each.name, each.part, actor, now)
        if copy.user_id is not None:
            bar(copy.user_id, to.pk)
        record(named(copy, owner_freed=False), about=Subject("complaint", to.pk), actor=actor, now=now)


def respondent_of(
    complaint: Complaint, user: UUID | None, name: str, part: str, actor: Actor, now: datetime
) -> Respondent:
    """Somebody complained about, as a row."""
    return Respondent.objects.create(
        complaint=complaint, user_id=user, name=name, part=part, salt=new_salt(), by=actor.code, at=now
    )


def named(respondent: Respondent, *, owner_freed: bool) -> RespondentNamed:
    """The event that tells of them."""
    said = "\x1f".join((str(respondent.user_id or ""), respondent.name, respondent.part))
    return RespondentNamed(
        respondent=respondent.pk,
        colleague=respondent.user_id is not None,
        owner_freed=owner_freed,
        words=digest(said, respondent.salt),
    )
