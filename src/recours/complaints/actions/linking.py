"""Cases that concern each other and stay two: linked, and the link taken back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from recours.complaints.actions.locks import lock_pair
from recours.complaints.errors import LINKED_ALREADY, SAME_CASE, UNKNOWN_CHOICE
from recours.complaints.events import Linked, Unlinked
from recours.complaints.models import Complaint, Relation
from recours.complaints.models.case import STANDING
from recours.complaints.relations import LINKS, SIDES, RelationKind
from recours.complaints.rules import check_length, check_move
from recours.complaints.states import Move, State
from recours.core.actors import Actor
from recours.core.errors import Invalid, NotFound
from recours.core.subjects import Subject
from recours.core.text import clean
from recours.trail.chain import digest, new_salt
from recours.trail.record import record


def link(
    *, actor: Actor, complaint_id: UUID, other_id: UUID, kind: RelationKind, words: str, now: datetime
) -> Relation:
    """Say what two cases are to each other; the same again by the same actor changes nothing.

    A link that says the same in both directions is one link, whichever case it was made from.
    """
    check_length(words)
    if kind not in LINKS:
        raise Invalid({"kind": UNKNOWN_CHOICE})
    if other_id == complaint_id:
        raise Invalid({"other": SAME_CASE})
    with transaction.atomic():
        one, other = lock_pair(complaint_id, other_id)
        check_move(actor, one, Move.LINK)
        check_move(actor, other, Move.LINK)
        if (earlier := _link_of(one, other, kind)) is not None:
            if (earlier.by, earlier.words) == (actor.code, clean(words)):
                return earlier
            raise Invalid({"other": LINKED_ALREADY})
        relation = Relation(
            kind=kind.value, one=one, other=other, words=clean(words), salt=new_salt(), by=actor.code, at=now
        )
        relation.save(force_insert=True)
        _touch(one, now)
        _touch(other, now)
        said = digest(relation.words, relation.salt)
        for case, there, side in ((one, other, SIDES[kind][0]), (other, one, SIDES[kind][1])):
            record(
                Linked(other=there.pk, relation=relation.pk, link=side.value, words=said),
                about=Subject("complaint", case.pk),
                actor=actor,
                now=now,
            )
    return relation


def unlink(*, actor: Actor, complaint_id: UUID, relation_id: UUID, now: datetime) -> Relation:
    """Take a link back, from either of its cases; it stays on record. Again changes nothing."""
    relation = Relation.objects.filter(pk=relation_id, kind__in=[kind.value for kind in LINKS]).first()
    if relation is None or complaint_id not in {relation.one_id, relation.other_id}:
        raise NotFound
    with transaction.atomic():
        one, other = lock_pair(relation.one_id, relation.other_id)
        check_move(actor, one if one.pk == complaint_id else other, Move.LINK)
        relation.refresh_from_db()
        if relation.ended_at is not None:
            return relation
        relation.ended_at, relation.ended_by = now, actor.code
        relation.save(update_fields=["ended_at", "ended_by"])
        _touch(one, now)
        _touch(other, now)
        first, second = SIDES[RelationKind(relation.kind)]
        for case, there, side in ((one, other, first), (other, one, second)):
            record(
                Unlinked(other=there.pk, relation=relation.pk, link=side.value),
                about=Subject("complaint", case.pk),
                actor=actor,
                now=now,
            )
    return relation


def _link_of(one: Complaint, other: Complaint, kind: RelationKind) -> Relation | None:
    running = Relation.objects.filter(kind=kind.value, ended_at=None)
    found = running.filter(one=one, other=other).first()
    if found is None and SIDES[kind][0] is SIDES[kind][1]:
        found = running.filter(one=other, other=one).first()
    return found


def _touch(complaint: Complaint, now: datetime) -> None:
    complaint.enter(State(complaint.state), now)
    complaint.save(update_fields=list(STANDING))
