"""The person complained about (ISO 10002:2018, 4.7, annex D): named, told, heard, told the result; apart from any discipline."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from recours.complaints.actions.barring import family_of, free, keep_away, named, respondent_of
from recours.complaints.actions.locks import lock_complaint, lock_with_leading
from recours.complaints.errors import (
    ABOUT_ONESELF,
    DAY_MISSING,
    FUTURE,
    NO_WORDS,
    REASON_MISSING,
    TOO_LONG,
    UNKNOWN_CHOICE,
    WHO_MISSING,
)
from recours.complaints.events import (
    RespondentCleared,
    RespondentHeard,
    RespondentTold,
)
from recours.complaints.hearing import WAYS, Saying, Whom
from recours.complaints.hearing import Telling as ToldThem
from recours.complaints.models import Complaint, Respondent, Statement, Telling
from recours.complaints.models.case import STANDING
from recours.complaints.rules import LONGEST, check_length, check_move
from recours.complaints.states import Channel, Move, State
from recours.core.actors import Actor, ActorKind
from recours.core.errors import Code, Invalid, RecoursError, Refused
from recours.core.subjects import Subject
from recours.core.text import clean, one_line
from recours.people.selectors import is_colleague, organisation
from recours.trail.chain import digest, new_salt
from recours.trail.record import record

_LINE = 200
Wrong = dict[str, Code | RecoursError]


def name_respondent(*, actor: Actor, complaint_id: UUID, whom: Whom, now: datetime) -> Respondent:
    """Record who is complained about. A colleague sees nothing of the case from then on, and owns it no longer.

    Naming the same person again changes nothing. Refused for naming oneself: whoever does so could not go on.
    """
    name, part = one_line(whom.name, _LINE + 1), one_line(whom.part, _LINE + 1)
    with transaction.atomic():
        complaint, leading = lock_with_leading(complaint_id)
        passage = check_move(actor, complaint, Move.HEAR_RESPONDENT)
        _check_whom(whom.user, name, part)
        if actor.kind is ActorKind.STAFF and whom.user == actor.id:
            raise Refused(ABOUT_ONESELF)
        there = Respondent.objects.filter(complaint=complaint, cleared_at=None, user=whom.user)
        if whom.user is None:
            there = there.filter(name=name)
        if (again := there.first()) is not None:
            return again
        respondent = respondent_of(complaint, whom.user, "" if whom.user else name, part, actor, now)
        barred = keep_away(family_of(complaint)) if whom.user is not None else frozenset()
        freed = free(complaint, barred, now)
        if leading.pk != complaint.pk and free(leading, barred, now):
            freed = True
            leading.enter(State(leading.state), now)
            leading.save(update_fields=[*STANDING, "owner"])
        complaint.enter(passage.to, now)
        complaint.save(update_fields=[*STANDING, "owner"])
        record(named(respondent, owner_freed=freed), about=_about(complaint), actor=actor, now=now)
    return respondent


def tell_respondent(
    *, actor: Actor, complaint_id: UUID, respondent_id: UUID, telling: ToldThem, key: str, now: datetime
) -> Telling:
    """Record that the person complained about was told of the complaint, its progress or its result; the same key again changes nothing."""
    words = clean(telling.words)
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        passage = check_move(actor, complaint, Move.HEAR_RESPONDENT)
        respondent = _respondent(complaint, respondent_id)
        earlier = respondent.tellings.filter(key=key).first()
        if earlier is not None:
            return earlier
        told_on = _check(words, "told_on", telling.told_on, telling.how, now)
        row = Telling(
            respondent=respondent,
            stage=telling.stage.value,
            words=words,
            how=telling.how.value,
            told_on=told_on,
            salt=new_salt(),
            key=key,
            by=actor.code,
            at=now,
        )
        row.save(force_insert=True)
        _enter(complaint, passage.to, now)
        event = RespondentTold(
            respondent=respondent.pk,
            telling=row.pk,
            stage=row.stage,
            told_on=told_on,
            words=digest(words, row.salt),
        )
        record(event, about=_about(complaint), actor=actor, now=now)
    return row


def hear_respondent(
    *, actor: Actor, complaint_id: UUID, respondent_id: UUID, saying: Saying, key: str, now: datetime
) -> Statement:
    """Keep what the person complained about said, in their own words; the same key again changes nothing."""
    words, companion = clean(saying.words), one_line(saying.companion, _LINE)
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        passage = check_move(actor, complaint, Move.HEAR_RESPONDENT)
        respondent = _respondent(complaint, respondent_id)
        earlier = respondent.statements.filter(key=key).first()
        if earlier is not None:
            return earlier
        said_on = _check(words, "said_on", saying.said_on, saying.how, now)
        row = Statement(
            respondent=respondent,
            words=words,
            companion=companion,
            how=saying.how.value,
            said_on=said_on,
            salt=new_salt(),
            key=key,
            by=actor.code,
            at=now,
        )
        row.save(force_insert=True)
        _enter(complaint, passage.to, now)
        event = RespondentHeard(
            respondent=respondent.pk,
            statement=row.pk,
            said_on=said_on,
            words=digest("\x1f".join((words, companion)), row.salt),
        )
        record(event, about=_about(complaint), actor=actor, now=now)
    return row


def clear_respondent(
    *, actor: Actor, complaint_id: UUID, respondent_id: UUID, reason: str, now: datetime
) -> Respondent:
    """Record that somebody was named by mistake, and why: the record stays, and a colleague may know of the case again."""
    words = clean(reason)
    check_length(words)
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        passage = check_move(actor, complaint, Move.HEAR_RESPONDENT)
        respondent = Respondent.objects.filter(complaint=complaint, pk=respondent_id).first()
        if respondent is None:
            raise Invalid({"respondent": UNKNOWN_CHOICE})
        if respondent.cleared_at is not None:
            return respondent
        if not words:
            raise Invalid({"reason": REASON_MISSING})
        respondent.cleared_at, respondent.cleared_by, respondent.cleared_reason = now, actor.code, words
        respondent.save(update_fields=["cleared_at", "cleared_by", "cleared_reason"])
        if respondent.user_id is not None:
            keep_away(family_of(complaint), also=[respondent.user_id])
        _enter(complaint, passage.to, now)
        event = RespondentCleared(respondent=respondent.pk, reason=digest(words, respondent.salt))
        record(event, about=_about(complaint), actor=actor, now=now)
    return respondent


def _check_whom(user: UUID | None, name: str, part: str) -> None:
    wrong: Wrong = {}
    if user is None and not name:
        wrong["name"] = WHO_MISSING
    if user is not None and not is_colleague(user):
        wrong["user"] = UNKNOWN_CHOICE
    for field, line in (("name", name), ("part", part)):
        if len(line) > _LINE:
            wrong[field] = Refused(TOO_LONG, limit=_LINE)
    if wrong:
        raise Invalid(wrong)


def _check(words: str, field: str, day: date | None, how: Channel, now: datetime) -> date:
    """The day, where everything can be kept; else Invalid."""
    wrong: Wrong = {}
    today = now.astimezone(ZoneInfo(organisation().zone)).date()
    if not words:
        wrong["words"] = NO_WORDS
    elif len(words) > LONGEST:
        wrong["words"] = Refused(TOO_LONG, limit=LONGEST)
    if how not in WAYS:
        wrong["how"] = UNKNOWN_CHOICE
    if day is None:
        wrong[field] = DAY_MISSING
    elif day > today:
        wrong[field] = FUTURE
    if wrong or day is None:
        raise Invalid(wrong)
    return day


def _respondent(complaint: Complaint, respondent_id: UUID) -> Respondent:
    found = Respondent.objects.filter(complaint=complaint, pk=respondent_id, cleared_at=None).first()
    if found is None:
        raise Invalid({"respondent": UNKNOWN_CHOICE})
    return found


def _enter(complaint: Complaint, to: State, now: datetime) -> None:
    complaint.enter(to, now)
    complaint.save(update_fields=list(STANDING))


def _about(complaint: Complaint) -> Subject:
    return Subject("complaint", complaint.pk)
