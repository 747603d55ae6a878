"""What management owes a case: to see its alerts; and why it became late (ISO 10002:2018, 5.4, 8.2)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from recours.complaints.actions.locks import lock_complaint
from recours.complaints.errors import NOT_LATE, TOO_LONG, UNKNOWN_CHOICE
from recours.complaints.events import AlertConfirmed, DelayExplained
from recours.complaints.lateness import Lateness
from recours.complaints.models import Alert, AlertSight, Delay
from recours.complaints.models.case import STANDING
from recours.complaints.rules import LONGEST, check_move
from recours.complaints.states import Move
from recours.core.actors import Actor
from recours.core.errors import Invalid, NotFound, Refused
from recours.core.subjects import Subject
from recours.core.text import clean
from recours.deadlines.clocks import clocks_of
from recours.people.selectors import units
from recours.trail.chain import digest, new_salt
from recours.trail.record import record


def confirm_alert(*, actor: Actor, complaint_id: UUID, alert_id: UUID, now: datetime) -> AlertSight:
    """Confirm having seen the alert; again changes nothing. NotFound when the case has no such alert."""
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        passage = check_move(actor, complaint, Move.CONFIRM_ALERT)
        alert = Alert.objects.filter(complaint=complaint, pk=alert_id).first()
        if alert is None:
            raise NotFound
        sight, is_new = AlertSight.objects.get_or_create(alert=alert, by=actor.code, defaults={"at": now})
        if not is_new:
            return sight
        complaint.enter(passage.to, now)
        complaint.save(update_fields=list(STANDING))
        record(AlertConfirmed(alert=alert.pk), about=Subject("complaint", complaint.pk), actor=actor, now=now)
    return sight


def explain_delay(
    *,
    actor: Actor,
    complaint_id: UUID,
    clock_id: UUID,
    cause: Lateness,
    unit: UUID | None,
    words: str,
    now: datetime,
) -> Delay:
    """Record why a time limit passed, and where the cause lay; the same again changes nothing. Refused unless it passed."""
    words = clean(words)
    if len(words) > LONGEST:
        raise Invalid({"words": Refused(TOO_LONG, limit=LONGEST)})
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        passage = check_move(actor, complaint, Move.EXPLAIN_DELAY)
        about = Subject("complaint", complaint.pk)
        clock = next((each for each in clocks_of(about) if each.id == clock_id), None)
        if clock is None:
            raise Invalid({"clock": UNKNOWN_CHOICE})
        if not clock.is_late(now):
            raise Refused(NOT_LATE)
        if unit is not None and not any(each.pk == unit for each in units()):
            raise Invalid({"unit": UNKNOWN_CHOICE})
        latest = Delay.objects.filter(complaint=complaint, clock=clock_id).order_by("-number").first()
        said = (cause.value, unit, words, actor.code)
        if latest is not None and (latest.cause, latest.unit_id, latest.words, latest.by) == said:
            return latest
        delay = Delay(
            complaint=complaint,
            clock=clock_id,
            code=clock.code,
            number=latest.number + 1 if latest else 1,
            cause=cause.value,
            unit_id=unit,
            words=words,
            salt=new_salt(),
            by=actor.code,
            at=now,
        )
        delay.save(force_insert=True)
        complaint.enter(passage.to, now)
        complaint.save(update_fields=list(STANDING))
        record(_event(delay), about=about, actor=actor, now=now)
    return delay


def _event(delay: Delay) -> DelayExplained:
    return DelayExplained(
        clock=delay.clock,
        code=delay.code,
        cause=delay.cause,
        unit=delay.unit_id,
        words=digest(delay.words, delay.salt),
    )
