"""Acknowledgement (ISO 10002:2018, 7.4): the complainant knows that it arrived."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from recours.complaints.actions.locks import lock_complaint
from recours.complaints.errors import NOT_NOW
from recours.complaints.events import Acknowledged
from recours.complaints.models import Acknowledgement
from recours.complaints.models.case import DUE, STANDING
from recours.complaints.rules import check_move
from recours.complaints.states import Move, Told
from recours.core.actors import Actor
from recours.core.errors import Refused
from recours.core.rows import update_row
from recours.core.subjects import Subject
from recours.deadlines.clocks import meet, next_due
from recours.letters.calls import settle_call
from recours.trail.record import record

_IN_SPEECH = frozenset({Told.PHONE, Told.IN_PERSON})


def acknowledge(*, actor: Actor, complaint_id: UUID, how: Told, now: datetime) -> Acknowledgement:
    """Record that the complainant was told of the arrival, which meets the clock; Refused once it has happened.

    Who was told in speech need not be called any more: the letter that waits for it is settled.
    """
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        step = check_move(actor, complaint, Move.ACKNOWLEDGE)
        about = Subject("complaint", complaint.pk)
        told, _created = Acknowledgement.objects.get_or_create(
            complaint=complaint, defaults={"channel": how.value, "written_at": now}
        )
        if told.told_at is not None:
            raise Refused(NOT_NOW, state=complaint.state, move=Move.ACKNOWLEDGE.value)
        told.told_at, told.how, told.by = now, how.value, actor.code
        update_row(told, ["told_at", "how", "by"])
        if how in _IN_SPEECH:
            settle_call(letter_id=told.letter, actor=actor, now=now)
        due = next_due(meet(about=about, code="acknowledgement", at=now))
        complaint.enter(step.to, now)
        complaint.wait_for(due.due if due else None, due.code if due else "")
        update_row(complaint, [*STANDING, *DUE])
        record(Acknowledged(how=how.value, letter=told.letter), about=about, actor=actor, now=now)
    return told
