"""Following a case: who watches hears what happens in it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from recours.complaints.actions.locks import lock_complaint
from recours.complaints.errors import NEEDS_PERSON_TO_WATCH
from recours.complaints.events import Watched, WatchEnded
from recours.complaints.models import Watch
from recours.complaints.rules import check_move
from recours.complaints.states import Move
from recours.core.actors import Actor, ActorKind
from recours.core.errors import Refused
from recours.core.subjects import Subject
from recours.trail.record import record


def watch(*, actor: Actor, complaint_id: UUID, now: datetime) -> None:
    """Tell the actor from now on what happens in the case; watching it already changes nothing."""
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        check_move(actor, complaint, Move.WATCH)
        person = _person(actor)
        _row, is_new = Watch.objects.get_or_create(
            complaint=complaint, person_id=person, defaults={"at": now}
        )
        if is_new:
            record(Watched(), about=Subject("complaint", complaint.pk), actor=actor, now=now)


def stop_watching(*, actor: Actor, complaint_id: UUID, now: datetime) -> None:
    """Tell the actor no longer what happens in the case; where they do not watch it nothing changes."""
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        check_move(actor, complaint, Move.WATCH)
        gone, _each = Watch.objects.filter(complaint=complaint, person=_person(actor)).delete()
        if gone:
            record(WatchEnded(), about=Subject("complaint", complaint.pk), actor=actor, now=now)


def _person(actor: Actor) -> UUID:
    if actor.kind is not ActorKind.STAFF or actor.id is None:
        raise Refused(NEEDS_PERSON_TO_WATCH)
    return actor.id
