"""Review by somebody who was not involved, and bodies outside (ISO 10002:2018, 7.9 and annex G)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from recours.complaints.actions.locks import lock_complaint
from recours.complaints.actions.waiting import left
from recours.complaints.closing import Ruling, RulingResult
from recours.complaints.errors import BODY_UNKNOWN, FUTURE
from recours.complaints.events import Escalated, Referred, Ruled
from recours.complaints.models import Assignment, Complaint, Escalation, Referral
from recours.complaints.models.case import DUE, STANDING
from recours.complaints.notices import referral_letter, review_letter, ruling_letter
from recours.complaints.rules import check_length, check_move, check_reason, sees
from recours.complaints.selectors.independence import check_reviewer
from recours.complaints.states import Move, State
from recours.core.actors import Actor, ActorKind
from recours.core.errors import STALE, Invalid, NotFound, Stale
from recours.core.subjects import Subject
from recours.core.text import clean, one_line
from recours.deadlines.clocks import next_due, open_clocks
from recours.people.selectors import dispute_bodies, organisation, staff_names
from recours.trail.chain import digest, new_salt
from recours.trail.events import Event
from recours.trail.record import record, record_many

COMPLAINANT, STAFF = "complainant", "staff"


def escalate(
    *, actor: Actor, complaint_id: UUID, reviewer: UUID | None, reason: str, seen: int | None, now: datetime
) -> Escalation:
    """Have the case reviewed by a colleague who was not involved before, or without one by whoever takes it from the queue of reviews.

    The complainant may ask for it too, without naming anybody. Refused not_independent where the reviewer owned, judged,
    investigated, prepared or approved before. `seen` is the version the actor looked at (None: a complainant sees none):
    Stale if the case changed since. The same again changes nothing.
    """
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        again = complaint.escalations.filter(level=complaint.level, by=actor.code).first()
        if again is not None and complaint.state == State.ESCALATED.value and sees(actor, complaint):
            return again
        passage = check_move(actor, complaint, Move.ESCALATE)
        own = actor.kind is ActorKind.COMPLAINANT
        if own:
            check_length(reason)
            reviewer = None
        else:
            check_reason(reason)
        if seen is not None and complaint.version != seen:
            raise Stale(STALE)
        if reviewer is not None:
            check_reviewer(complaint, reviewer)
        before = complaint.owner_id
        complaint.level += 1
        _hand(complaint, reviewer, actor, now)
        complaint.enter(passage.to, now)
        answer_by = _limit(complaint, now)
        complaint.save(update_fields=[*STANDING, *DUE, "level", "owner"])
        handler = staff_names({reviewer})[reviewer] if reviewer else ""
        letter = review_letter(complaint, handler=handler, answer_by=answer_by, now=now)
        escalation = Escalation.objects.create(
            complaint=complaint,
            level=complaint.level,
            reviewer_id=reviewer,
            wanted_by=COMPLAINANT if own else STAFF,
            reason=clean(reason),
            salt=new_salt(),
            answer_by=answer_by,
            letter=letter,
            by=actor.code,
            at=now,
        )
        record(_escalated(escalation, before), about=Subject("complaint", complaint.pk), actor=actor, now=now)
    return escalation


def refer(
    *,
    actor: Actor,
    complaint_id: UUID,
    body: UUID,
    reference: str,
    since: date,
    words: str,
    seen: int,
    now: datetime,
) -> Referral:
    """Record that an outside body has the case since a day, under its own reference, and tell the complainant.

    `seen` is the version the actor looked at: Stale if the case changed since. The same again changes nothing.
    """
    check_length(words)
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        running = complaint.referrals.filter(ruled_at=None, body=body, by=actor.code).first()
        if running is not None and sees(actor, complaint):
            return running
        passage = check_move(actor, complaint, Move.REFER)
        if complaint.version != seen:
            raise Stale(STALE)
        _check_day("since", since, now)
        name = _body_name(body, complaint.language)
        letter = referral_letter(complaint, body=name, reference=one_line(reference, 120), now=now)
        referral = Referral.objects.create(
            complaint=complaint,
            number=complaint.referrals.count() + 1,
            body_id=body,
            reference=one_line(reference, 120),
            since=since,
            words=clean(words),
            salt=new_salt(),
            letter=letter,
            by=actor.code,
            at=now,
        )
        complaint.enter(passage.to, now)
        complaint.save(update_fields=list(STANDING))
        events: list[Event] = [*left(complaint, passage.frm, actor, now), _referred(referral)]
        about = Subject("complaint", complaint.pk)
        record_many([(event, about) for event in events], actor=actor, now=now)
    return referral


def record_ruling(*, actor: Actor, complaint_id: UUID, ruling: Ruling, seen: int, now: datetime) -> Referral:
    """Record what the outside body decided and tell the complainant; what it sent back is worked on again.

    `seen` is the version the actor looked at: Stale if the case changed since. The same again changes nothing.
    """
    check_length(ruling.words)
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        latest = complaint.referrals.select_related("body").order_by("-number").first()
        if (
            latest is not None
            and sees(actor, complaint)
            and (latest.ruled_by, latest.result, latest.decided_on)
            == (actor.code, ruling.result.value, ruling.decided_on)
        ):
            return latest
        back = ruling.result is RulingResult.SENT_BACK
        passage = check_move(
            actor, complaint, Move.RECORD_RULING, State.ASSESSED if back else State.EXTERNAL_DECIDED
        )
        if complaint.version != seen:
            raise Stale(STALE)
        _check_day("decided_on", ruling.decided_on, now)
        if latest is None:
            raise NotFound
        latest.result, latest.decided_on = ruling.result.value, ruling.decided_on
        latest.ruling, latest.ruled_by, latest.ruled_at = clean(ruling.words), actor.code, now
        name = _body_name(latest.body_id, complaint.language, known=True)
        latest.ruling_letter = ruling_letter(complaint, body=name, ruling=ruling, now=now)
        latest.save(update_fields=["result", "decided_on", "ruling", "ruled_by", "ruled_at", "ruling_letter"])
        complaint.enter(passage.to, now)
        complaint.save(update_fields=list(STANDING))
        record(
            Ruled(
                number=latest.number,
                body=latest.body_id,
                result=latest.result,
                decided_on=ruling.decided_on,
                letter=latest.ruling_letter,
                words=digest(latest.ruling, latest.salt),
            ),
            about=Subject("complaint", complaint.pk),
            actor=actor,
            now=now,
        )
    return latest


def _limit(complaint: Complaint, now: datetime) -> date | None:
    """Give the review a time limit of its own, that of an answer from now; its day, or None where nothing is promised."""
    about = Subject("complaint", complaint.pk)
    due = next_due(
        open_clocks(about=about, pack="promises", events={"received": now}, targets={"answer"}, now=now)
    )
    complaint.wait_for(due.due if due else None, due.code if due else "")
    return due.due_date if due else None


def _hand(complaint: Complaint, reviewer: UUID | None, actor: Actor, now: datetime) -> None:
    """End the running ownership; a reviewer who is known owns the case from now."""
    complaint.owner_id = reviewer
    Assignment.objects.filter(complaint=complaint, until=None).update(until=now)
    if reviewer is not None:
        Assignment.objects.create(
            complaint=complaint,
            owner_id=reviewer,
            unit_id=complaint.unit_id,
            by=actor.code,
            salt=new_salt(),
            at=now,
        )


def _escalated(escalation: Escalation, before: UUID | None) -> Escalated:
    return Escalated(
        level=escalation.level,
        reviewer=escalation.reviewer_id,
        before=before,
        wanted_by=escalation.wanted_by,
        answer_by=escalation.answer_by,
        letter=escalation.letter,
        reason=digest(escalation.reason, escalation.salt),
    )


def _referred(referral: Referral) -> Referred:
    return Referred(
        number=referral.number,
        body=referral.body_id,
        since=referral.since,
        letter=referral.letter,
        words=digest(referral.words, referral.salt),
    )


def _check_day(field: str, day: date, now: datetime) -> None:
    if day > now.astimezone(ZoneInfo(organisation().zone)).date():
        raise Invalid({field: FUTURE})


def _body_name(body: UUID, language: str, *, known: bool = False) -> str:
    """The outside body's name in the complainant's language; Invalid where none in use bears this key."""
    names = {each.id: each.name for each in dispute_bodies(language)}
    if body not in names and not known:
        raise Invalid({"body": BODY_UNKNOWN})
    return names.get(body) or staff_names({body}).get(body, "")
