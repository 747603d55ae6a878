"""Who owns the case: a named owner at every moment (ISO 10002:2018, 4.12)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from recours.complaints.actions.locks import lock_complaint
from recours.complaints.errors import (
    COMPLAINED_ABOUT,
    NEEDS_PERSON,
    NO_REASON,
    NOT_ASSIGNABLE,
    UNKNOWN_CHOICE,
)
from recours.complaints.events import Assigned
from recours.complaints.models import Assignment, Complaint
from recours.complaints.models.case import STANDING
from recours.complaints.rules import check_move
from recours.complaints.selectors.independence import check_reviewer
from recours.complaints.states import Move, State
from recours.core.actors import Actor, ActorKind
from recours.core.errors import STALE, Invalid, NotFound, Refused, Stale
from recours.core.permissions import Permission, may
from recours.core.rows import update_row
from recours.core.subjects import Subject
from recours.core.text import clean
from recours.people.bars import is_barred
from recours.people.selectors import is_assignable, is_unit_in_use
from recours.trail.chain import digest, new_salt
from recours.trail.record import record


def take(*, actor: Actor, complaint_id: UUID, now: datetime) -> Assignment:
    """Make the acting member of staff the owner, once; Stale if somebody else took it meanwhile."""
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        step = check_move(actor, complaint, Move.TAKE)
        if actor.kind is not ActorKind.STAFF or actor.id is None:
            raise Refused(NEEDS_PERSON)
        if is_barred(actor.id, complaint.pk):
            raise NotFound
        if complaint.owner_id not in {None, actor.id}:
            raise Stale(STALE)
        if complaint.state == State.ESCALATED.value and complaint.owner_id is None:
            check_reviewer(complaint, actor.id)
        if complaint.owner_id == actor.id and (running := complaint.assignments.filter(until=None).first()):
            return running
        assignment, event = _hand(
            complaint, owner=actor.id, unit=complaint.unit_id, reason="", actor=actor, to=step.to, now=now
        )
        record(event, about=Subject("complaint", complaint.pk), actor=actor, now=now)
    return assignment


def assign(
    *, actor: Actor, complaint_id: UUID, owner: UUID, unit: UUID | None, reason: str, seen: int, now: datetime
) -> Assignment:
    """Give the case to a colleague, if need be in another unit, with the reason.

    `seen` is the version the actor looked at: Stale if the case changed since. Invalid for a unit that is not in use, and
    when an owner who gives away the own case does not say why. Refused unless the colleague may handle cases of that unit.
    """
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        step = check_move(actor, complaint, Move.ASSIGN)
        if complaint.version != seen:
            raise Stale(STALE)
        if unit is not None and unit != complaint.unit_id and not is_unit_in_use(unit):
            raise Invalid({"unit": UNKNOWN_CHOICE})
        if not may(actor, Permission.ASSIGN, complaint.unit_id) and not clean(reason):
            raise Invalid({"reason": NO_REASON})
        target = unit or complaint.unit_id
        if not is_assignable(owner, target):
            raise Refused(NOT_ASSIGNABLE)
        if is_barred(owner, complaint.pk):
            raise Refused(COMPLAINED_ABOUT)
        if complaint.state == State.ESCALATED.value:
            check_reviewer(complaint, owner)
        assignment, event = _hand(
            complaint, owner=owner, unit=target, reason=clean(reason), actor=actor, to=step.to, now=now
        )
        record(event, about=Subject("complaint", complaint.pk), actor=actor, now=now)
    return assignment


def _hand(
    complaint: Complaint,
    *,
    owner: UUID,
    unit: UUID,
    reason: str,
    actor: Actor,
    to: State,
    now: datetime,
) -> tuple[Assignment, Assigned]:
    before = complaint.owner_id
    Assignment.objects.filter(complaint=complaint, until=None).update(until=now)
    assignment = Assignment.objects.create(
        complaint=complaint,
        owner_id=owner,
        unit_id=unit,
        by=actor.code,
        reason=reason,
        salt=new_salt(),
        at=now,
    )
    complaint.owner_id = owner
    complaint.unit_id = unit
    complaint.enter(to, now)
    update_row(complaint, [*STANDING, "owner", "unit"])
    return assignment, Assigned(owner=owner, unit=unit, before=before, reason=digest(reason, assignment.salt))
