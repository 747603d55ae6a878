"""Initial assessment (ISO 10002:2018, 7.5): how serious the case is, and in which order it is worked."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from recours.complaints.actions.locks import lock_complaint
from recours.complaints.actions.tasking import containment, task_set
from recours.complaints.errors import OVERRIDE_WITHOUT_REASON
from recours.complaints.events import AlertRaised, Assessed
from recours.complaints.models import Alert, Assessment, Complaint
from recours.complaints.models.case import STANDING
from recours.complaints.rules import check_judgement, check_move
from recours.complaints.scales import RULE, Judgement, Priority, concerns_of, is_significant, priority_of
from recours.complaints.states import Move
from recours.core.actors import Actor
from recours.core.errors import STALE, Invalid, Stale
from recours.core.rows import insert_rows, update_row
from recours.core.subjects import Subject
from recours.core.text import clean
from recours.trail.chain import digest, new_salt
from recours.trail.events import Event
from recours.trail.record import record_many


def assess(
    *,
    actor: Actor,
    complaint_id: UUID,
    judgement: Judgement,
    priority: Priority | None,
    reason: str,
    seen: int,
    now: datetime,
) -> Assessment:
    """Judge the case, again where new facts ask for it; the priority follows the rule unless `priority` with a reason overrides it.

    What management must know at once raises an alert; harm that can be stopped at once opens a task to stop it.
    `seen` is the version the actor looked at: Stale if the case changed since. The same judgement by the same actor again changes nothing.
    """
    check_judgement(judgement)
    computed, words = priority_of(judgement), clean(reason)
    if priority not in {None, computed} and not words:
        raise Invalid({"reason": OVERRIDE_WITHOUT_REASON})
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        passage = check_move(actor, complaint, Move.ASSESS)
        latest = Assessment.objects.filter(complaint=complaint).order_by("-number").first()
        fresh = Assessment(
            complaint=complaint,
            number=latest.number + 1 if latest else 1,
            rule=RULE,
            computed=computed,
            priority=priority or computed,
            reason=words,
            salt=new_salt(),
            by=actor.code,
            at=now,
            **_judged(judgement),
        )
        if latest is not None and _says_the_same(latest, fresh):
            return latest
        if complaint.version != seen:
            raise Stale(STALE)
        insert_rows([fresh])
        complaint.priority = fresh.priority
        complaint.enter(passage.to, now)
        update_row(complaint, [*STANDING, "priority"])
        events = [_assessed(fresh, judgement), *_follow(complaint, fresh, judgement, actor, now)]
        about = Subject("complaint", complaint.pk)
        record_many([(event, about) for event in events], actor=actor, now=now)
    return fresh


def _assessed(fresh: Assessment, judgement: Judgement) -> Assessed:
    return Assessed(
        number=fresh.number,
        severity=fresh.severity,
        safety=fresh.safety,
        priority=fresh.priority,
        computed=fresh.computed,
        significant=is_significant(judgement),
        reason=digest(fresh.reason, fresh.salt),
    )


def _follow(
    complaint: Complaint, fresh: Assessment, judgement: Judgement, actor: Actor, now: datetime
) -> list[Event]:
    """What the judgement asks for at once: management alerted to what it was not alerted to before, harm stopped."""
    events: list[Event] = []
    concerns = concerns_of(judgement)
    known = (
        {code for alert in Alert.objects.filter(complaint=complaint) for code in alert.concerns}
        if concerns
        else set()
    )
    if any(concern.value not in known for concern in concerns):
        alert = Alert(
            complaint=complaint,
            assessment=fresh,
            concerns=[concern.value for concern in concerns],
            by=actor.code,
            at=now,
        )
        insert_rows([alert])
        events.append(AlertRaised(alert=alert.pk, number=fresh.number, concerns=tuple(alert.concerns)))
    if judgement.immediate_needed and judgement.immediate_possible:
        task = containment(complaint, fresh.number, actor, now)
        if task is not None:
            insert_rows([task])
            events.append(task_set(task))
    return events


def _judged(judgement: Judgement) -> dict[str, object]:
    return {
        "severity": judgement.severity.value,
        "safety": judgement.safety.value,
        "complexity": judgement.complexity.value,
        "impact": {side.value: value for side, value in judgement.impact.items()},
        "immediate_needed": judgement.immediate_needed,
        "immediate_possible": judgement.immediate_possible,
        "compensation_likely": judgement.compensation_likely,
        "recurrence": judgement.recurrence.value,
        "vulnerability": sorted(v.value for v in judgement.vulnerability),
        "at_risk": judgement.at_risk,
    }


_SAME = ("severity", "safety", "complexity", "impact", "immediate_needed", "immediate_possible",
         "compensation_likely", "recurrence", "vulnerability", "at_risk", "priority", "reason", "by")  # fmt: skip


def _says_the_same(one: Assessment, other: Assessment) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in _SAME)
