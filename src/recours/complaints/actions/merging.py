"""Two cases of one matter go on as one, and can be taken apart again; both keep what is theirs (ISO 10002:2018, 7.3)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from recours.complaints.actions.barring import family_of, free, keep_away
from recours.complaints.actions.locks import lock_complaint, lock_pair
from recours.complaints.comparing import is_same_person
from recours.complaints.errors import (
    ALREADY_MERGED,
    CLOSED_ALREADY,
    HOLDS_OTHERS,
    KINDS_DIFFER,
    NOT_MERGED,
    OTHER_CLOSED,
    OTHER_MERGED,
    PERSONS_DIFFER,
    SAME_CASE,
)
from recours.complaints.events import Joined, Merged, Parted, Unmerged
from recours.complaints.models import Attachment, Closure, Complaint, Message, Relation
from recours.complaints.models.case import DUE, STANDING
from recours.complaints.notices import merging_letter
from recours.complaints.relations import RelationKind
from recours.complaints.rules import check_length, check_move, check_reason, sees
from recours.complaints.states import Ground, Kind, Move, Passage, State
from recours.core.actors import Actor
from recours.core.errors import STALE, Code, Invalid, RecoursError, Refused, Stale
from recours.core.subjects import Subject
from recours.core.text import clean
from recours.deadlines.clocks import (
    carry_clocks,
    clocks_of,
    give_back_clocks,
    meet,
    next_due,
    resume_clocks,
    stop_clocks,
)
from recours.letters.kinds import LetterKind
from recours.trail.chain import digest, new_salt
from recours.trail.record import record


def merge(*, actor: Actor, complaint_id: UUID, into: UUID, words: str, seen: int, now: datetime) -> Relation:
    """Close this case because it goes on in the other one, which takes over its earlier time limits; the complainant is told.

    Everything stays where it was written, and is shown in the case that leads; what the complainant says under the old
    reference goes there. `seen` is the version the actor looked at: Stale if the case changed since. The same again by
    the same actor changes nothing. Invalid names what keeps the two apart.
    """
    check_length(words)
    if into == complaint_id:
        raise Invalid({"into": SAME_CASE})
    with transaction.atomic():
        one, other = lock_pair(complaint_id, into)
        again = _running(one) if sees(actor, one) else None
        if again is not None and (again.other_id, again.by) == (other.pk, actor.code):
            return again
        check_move(actor, one, Move.LINK)
        check_move(actor, other, Move.LINK)
        _check_pair(one, other)
        passage = check_move(actor, one, Move.MERGE)
        if one.version != seen:
            raise Stale(STALE)
        relation = Relation(
            kind=RelationKind.MERGED.value,
            one=one,
            other=other,
            words=clean(words),
            salt=new_salt(),
            stood=passage.frm.value,
            by=actor.code,
            at=now,
        )
        _join(relation, one, other, passage, actor, now)
    return relation


def unmerge(*, actor: Actor, complaint_id: UUID, words: str, seen: int, now: datetime) -> Relation:
    """Take a merged case out of the one that leads: it stands again where it stood, and its time limits run on.

    A limit that the leading case met meanwhile is met. What the complainant said under this reference comes along, what
    was said to the leading case stays there. `seen` is the version the actor looked at. The same again changes nothing.
    """
    check_reason(words)
    with transaction.atomic():
        relation = Relation.objects.filter(one=complaint_id, kind=RelationKind.MERGED.value)
        latest = relation.order_by("-at", "-id").first()
        if latest is None:
            check_move(actor, lock_complaint(complaint_id), Move.LINK)
            raise Refused(NOT_MERGED)
        one, other = lock_pair(complaint_id, latest.other_id)
        latest.refresh_from_db()
        check_move(actor, one, Move.LINK)
        if (latest.ended_by, latest.ended_words) == (actor.code, clean(words)):
            return latest
        if latest.ended_at is not None:
            raise Refused(NOT_MERGED)
        passage = check_move(actor, one, Move.UNMERGE, State(latest.stood))
        check_move(actor, other, Move.LINK)
        if one.version != seen:
            raise Stale(STALE)
        latest.ended_at, latest.ended_by, latest.ended_words = now, actor.code, clean(words)
        _part(latest, one, other, passage, actor, now)
    return latest


def _running(one: Complaint) -> Relation | None:
    return Relation.objects.filter(one=one, kind=RelationKind.MERGED.value, ended_at=None).first()


def _check_pair(one: Complaint, other: Complaint) -> None:
    """Refused where this case cannot go on in another, Invalid where it cannot in that one."""
    if one.leading is not None:
        raise Refused(ALREADY_MERGED, reference=one.leading.reference)
    if one.state == State.CLOSED.value:
        raise Refused(CLOSED_ALREADY)
    wrong: Code | RecoursError | None = None
    if other.leading is not None:
        wrong = Refused(OTHER_MERGED, reference=other.leading.reference)
    elif other.state == State.CLOSED.value:
        wrong = OTHER_CLOSED
    elif Relation.objects.filter(other=one, kind=RelationKind.MERGED.value, ended_at=None).exists():
        wrong = HOLDS_OTHERS
    elif (one.kind == Kind.COMPLAINT.value) != (other.kind == Kind.COMPLAINT.value):
        wrong = KINDS_DIFFER
    elif not is_same_person(one, other):
        wrong = PERSONS_DIFFER
    if wrong is not None:
        raise Invalid({"into": wrong})


def _join(
    relation: Relation, one: Complaint, other: Complaint, passage: Passage, actor: Actor, now: datetime
) -> None:
    """Close one case into the other, with clocks, letter and both events."""
    mine, theirs = Subject("complaint", one.pk), Subject("complaint", other.pk)
    relation.carried = [str(key) for key in carry_clocks(frm=mine, to=theirs)]
    stop_clocks(about=mine, at=now)
    relation.save(force_insert=True)
    closure = Closure(
        complaint=one,
        ground=Ground.MERGED.value,
        words=relation.words,
        salt=new_salt(),
        by=actor.code,
        at=now,
    )
    closure.save(force_insert=True)
    one.enter(passage.to, now)
    one.leading = other
    one.wait_for(None, "")
    one.save(update_fields=[*STANDING, *DUE, "leading"])
    free(other, keep_away(family_of(other)), now)
    _stand(other, now)
    letter = merging_letter(LetterKind.MERGED, one, other, now=now)
    record(
        Merged(
            other=other.pk,
            relation=relation.pk,
            closure=closure.pk,
            frm=relation.stood,
            letter=letter,
            words=digest(relation.words, relation.salt),
        ),
        about=mine,
        actor=actor,
        now=now,
    )
    event = Joined(other=one.pk, relation=relation.pk, clocks=len(relation.carried))
    record(event, about=theirs, actor=actor, now=now)


def _part(
    relation: Relation, one: Complaint, other: Complaint, passage: Passage, actor: Actor, now: datetime
) -> None:
    """Let the case stand again where it stood, with clocks, letter and both events."""
    mine, theirs = Subject("complaint", one.pk), Subject("complaint", other.pk)
    relation.save(update_fields=["ended_at", "ended_by", "ended_words"])
    met = give_back_clocks(clocks=[UUID(key) for key in relation.carried], at=now)
    resume_clocks(about=mine, stopped_at=relation.at)
    for code, at in met.items():
        meet(about=mine, code=code, at=at)
    said = Message.objects.filter(complaint=other, under=one)
    Attachment.objects.filter(message__in=said.values("pk")).update(complaint=one)
    said.update(complaint=one, under=None)
    closure = Closure.objects.get(complaint=one, superseded_at=None)
    closure.superseded_at, closure.superseded_by = now, actor.code
    closure.superseded_words = relation.ended_words
    closure.save(update_fields=["superseded_at", "superseded_by", "superseded_words"])
    one.enter(passage.to, now)
    one.leading = None
    due = next_due(clocks_of(mine))
    one.wait_for(due.due if due else None, due.code if due else "")
    one.save(update_fields=[*STANDING, *DUE, "leading"])
    keep_away(family_of(one), family_of(other))
    _stand(other, now)
    letter = merging_letter(LetterKind.UNMERGED, one, other, now=now)
    record(
        Unmerged(
            other=other.pk,
            relation=relation.pk,
            closure=closure.pk,
            state=passage.to.value,
            letter=letter,
            words=digest(relation.ended_words, relation.salt),
        ),
        about=mine,
        actor=actor,
        now=now,
    )
    record(Parted(other=one.pk, relation=relation.pk), about=theirs, actor=actor, now=now)


def _stand(other: Complaint, now: datetime) -> None:
    """The leading case stays where it is; its next limit may be another one."""
    due = next_due(clocks_of(Subject("complaint", other.pk)))
    other.enter(State(other.state), now)
    other.wait_for(due.due if due else None, due.code if due else "")
    other.save(update_fields=[*STANDING, *DUE, "owner"])
