"""Where behaviour is hard to bear: a restriction, proposed by one and decided by another; and flags for somebody's welfare.

The complaint goes on as any other, and so do all its time limits.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from recours.complaints.actions.locks import lock_complaint
from recours.complaints.conduct import Concerned, RestrictionKind, Verdict
from recours.complaints.errors import (
    ANOTHER_DECIDES,
    DAY_PAST,
    NO_WORDS,
    NOT_NOW,
    REVIEW_TOO_LATE,
    TOO_FAR_OFF,
    TOO_LONG,
)
from recours.complaints.events import (
    RestrictionDecided,
    RestrictionEnded,
    RestrictionProposed,
    WelfareRaised,
    WelfareSettled,
)
from recours.complaints.models import Complaint, Restriction, WelfareFlag
from recours.complaints.models.case import STANDING
from recours.complaints.notices import restriction_letter
from recours.complaints.rules import LONGEST, check_length, check_move
from recours.complaints.states import Move, Passage
from recours.core.actors import Actor
from recours.core.errors import Code, Invalid, NotFound, RecoursError, Refused
from recours.core.subjects import Subject
from recours.core.text import clean
from recours.people.selectors import organisation
from recours.trail.chain import digest, new_salt
from recours.trail.record import record

LONGEST_TERM = timedelta(days=366)


def propose_restriction(
    *,
    actor: Actor,
    complaint_id: UUID,
    kind: RestrictionKind,
    reason: str,
    until: date,
    review_on: date,
    now: datetime,
) -> Restriction:
    """Propose how to be in touch, with a reason and a last day; another person decides. The same again changes nothing."""
    reason = clean(reason)
    _check_proposal(reason, until, review_on, _today(now))
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        passage = check_move(actor, complaint, Move.PROPOSE_RESTRICTION)
        waiting = Restriction.objects.filter(complaint=complaint, verdict="").first()
        if waiting is not None:
            said = (waiting.kind, waiting.reason, waiting.until, waiting.review_on, waiting.by)
            if said == (kind.value, reason, until, review_on, actor.code):
                return waiting
            raise Refused(NOT_NOW, state=complaint.state, move=Move.PROPOSE_RESTRICTION.value)
        row = Restriction(
            complaint=complaint, kind=kind.value, reason=reason, until=until, review_on=review_on, salt=new_salt(),
            by=actor.code, at=now,
        )  # fmt: skip
        row.save(force_insert=True)
        _count(complaint, passage, now)
        words = digest(reason, row.salt)
        record(
            RestrictionProposed(restriction=row.pk, until=until, review_on=review_on, words=words),
            about=Subject("complaint", complaint.pk),
            actor=actor,
            now=now,
        )
    return row


def decide_restriction(
    *, actor: Actor, complaint_id: UUID, restriction_id: UUID, verdict: Verdict, words: str, now: datetime
) -> Restriction:
    """Approve the restriction, of which the complainant is told by letter, or decline it; refused for who proposed it."""
    words = clean(words)
    check_length(words)
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        passage = check_move(actor, complaint, Move.DECIDE_RESTRICTION)
        row = _restriction(complaint, restriction_id)
        if row.verdict == verdict.value and row.decided_by == actor.code:
            return row
        if row.verdict:
            raise Refused(NOT_NOW, state=complaint.state, move=Move.DECIDE_RESTRICTION.value)
        if row.by == actor.code:
            raise Refused(ANOTHER_DECIDES)
        row.verdict, row.verdict_words = verdict.value, words
        row.decided_by, row.decided_at = actor.code, now
        if verdict is Verdict.APPROVED:
            row.letter = restriction_letter(complaint, row, now=now)
        row.save(update_fields=["verdict", "verdict_words", "decided_by", "decided_at", "letter"])
        _count(complaint, passage, now)
        record(
            RestrictionDecided(
                restriction=row.pk, verdict=row.verdict, letter=row.letter, words=digest(words, row.salt)
            ),
            about=Subject("complaint", complaint.pk),
            actor=actor,
            now=now,
        )
    return row


def lift_restriction(
    *, actor: Actor, complaint_id: UUID, restriction_id: UUID, words: str, now: datetime
) -> Restriction:
    """End a restriction: before its last day with a reason, after it by itself. Again changes nothing."""
    words = clean(words)
    check_length(words)
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        passage = check_move(actor, complaint, Move.LIFT_RESTRICTION)
        row = _restriction(complaint, restriction_id)
        if row.verdict != Verdict.APPROVED.value:
            raise Refused(NOT_NOW, state=complaint.state, move=Move.LIFT_RESTRICTION.value)
        if row.ended_at is not None:
            return row
        over = row.until < _today(now)
        if not over and not words:
            raise Invalid({"words": NO_WORDS})
        row.ended_by, row.ended_at, row.ended_words = actor.code, now, words
        row.save(update_fields=["ended_by", "ended_at", "ended_words"])
        _count(complaint, passage, now)
        record(
            RestrictionEnded(restriction=row.pk, by_itself=over, words=digest(words, row.salt)),
            about=Subject("complaint", complaint.pk),
            actor=actor,
            now=now,
        )
    return row


def raise_welfare(
    *, actor: Actor, complaint_id: UUID, concerned: Concerned, words: str, key: str, now: datetime
) -> WelfareFlag:
    """Say that somebody may come to harm or needs support; a manager is told at once. The same key again changes nothing."""
    words = clean(words)
    if not words:
        raise Invalid({"words": NO_WORDS})
    check_length(words)
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        passage = check_move(actor, complaint, Move.RAISE_WELFARE)
        earlier = WelfareFlag.objects.filter(complaint=complaint, key=key).first()
        if earlier is not None:
            return earlier
        row = WelfareFlag(
            complaint=complaint, concerned=concerned.value, words=words, salt=new_salt(), key=key, by=actor.code, at=now
        )  # fmt: skip
        row.save(force_insert=True)
        _count(complaint, passage, now)
        record(
            WelfareRaised(flag=row.pk, words=digest(words, row.salt)),
            about=Subject("complaint", complaint.pk),
            actor=actor,
            now=now,
        )
    return row


def settle_welfare(
    *, actor: Actor, complaint_id: UUID, flag_id: UUID, words: str, now: datetime
) -> WelfareFlag:
    """Say what was done about a flag; again changes nothing."""
    words = clean(words)
    if not words:
        raise Invalid({"words": NO_WORDS})
    check_length(words)
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        passage = check_move(actor, complaint, Move.SETTLE_WELFARE)
        row = WelfareFlag.objects.filter(complaint=complaint, pk=flag_id).first()
        if row is None:
            raise NotFound
        if row.settled_at is not None:
            return row
        row.settled_words, row.settled_by, row.settled_at = words, actor.code, now
        row.save(update_fields=["settled_words", "settled_by", "settled_at"])
        _count(complaint, passage, now)
        record(
            WelfareSettled(flag=row.pk, words=digest(words, row.salt)),
            about=Subject("complaint", complaint.pk),
            actor=actor,
            now=now,
        )
    return row


def _check_proposal(reason: str, until: date, review_on: date, today: date) -> None:
    wrong: dict[str, Code | RecoursError] = {}
    if not reason:
        wrong["reason"] = NO_WORDS
    elif len(reason) > LONGEST:
        wrong["reason"] = Refused(TOO_LONG, limit=LONGEST)
    if until <= today:
        wrong["until"] = DAY_PAST
    elif until > today + LONGEST_TERM:
        wrong["until"] = TOO_FAR_OFF
    if not today < review_on <= until:
        wrong["review_on"] = REVIEW_TOO_LATE
    if wrong:
        raise Invalid(wrong)


def _restriction(complaint: Complaint, key: UUID) -> Restriction:
    row = Restriction.objects.filter(complaint=complaint, pk=key).first()
    if row is None:
        raise NotFound
    return row


def _count(complaint: Complaint, passage: Passage, now: datetime) -> None:
    complaint.enter(passage.to, now)
    complaint.save(update_fields=list(STANDING))


def _today(now: datetime) -> date:
    return now.astimezone(ZoneInfo(organisation().zone)).date()
