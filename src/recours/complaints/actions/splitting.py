"""A complaint that holds two matters becomes two, each with its own reference and answer (ISO 10002:2018, 7.3)."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction

from recours.complaints.acknowledgement import acknowledgement_letter
from recours.complaints.actions.barring import carry_respondents
from recours.complaints.actions.locks import lock_complaint
from recours.complaints.errors import KEY_REUSED, NOT_THEIR_WORDS, NOTHING_SAID
from recours.complaints.events import Received, Split, SplitOff
from recours.complaints.models import Acknowledgement, Complaint, IntakeEntry, Message, Relation
from recours.complaints.models.case import STANDING
from recours.complaints.relations import RelationKind
from recours.complaints.rules import WITH_CLOCKS, check_length, check_move, check_reason
from recours.complaints.selectors.receipts import receipt
from recours.complaints.states import Kind, Move, State
from recours.complaints.submission import Receipt
from recours.core.actors import Actor
from recours.core.errors import STALE, Invalid, Refused, Stale
from recours.core.keys import new_key
from recours.core.localised import said
from recours.core.references import new_reference
from recours.core.rows import insert_rows, update_row
from recours.core.subjects import Subject
from recours.core.text import clean, fold
from recours.deadlines.clocks import ClockView, meet, next_due, open_clocks
from recours.people.selectors import organisation
from recours.trail.chain import digest, new_salt
from recours.trail.record import record


def split(
    *, actor: Actor, complaint_id: UUID, words: str, reason: str, key: str, seen: int, now: datetime
) -> Receipt:
    """Make a part of a complaint a case of its own: same person, same day of receipt, own reference, acknowledgement and answer.

    The words are the complainant's: every line of them stands in the case. They stay there too. `seen` is the version
    the actor looked at. The same key again gives the same receipt.
    """
    check_length(words)
    check_reason(reason)
    if not words.strip():
        raise Invalid({"words": NOTHING_SAID})
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        passage = check_move(actor, complaint, Move.SPLIT)
        earlier = Relation.objects.filter(other=complaint, kind=RelationKind.SPLIT.value, key=key).first()
        if earlier is not None:
            return _again(earlier, words, reason)
        if complaint.version != seen:
            raise Stale(STALE)
        _check_theirs(complaint, words)
        part = _part(complaint, words, now)
        clocks = _open(part, complaint, now)
        insert_rows([part])
        relation = Relation(
            kind=RelationKind.SPLIT.value,
            one=part,
            other=complaint,
            words=clean(reason),
            salt=new_salt(),
            key=key,
            by=actor.code,
            at=now,
        )
        insert_rows([relation])
        complaint.enter(passage.to, now)
        update_row(complaint, STANDING)
        return _finish(part, relation, clocks, actor, now)


def _again(earlier: Relation, words: str, reason: str) -> Receipt:
    if (earlier.one.words, earlier.words) != (clean(words), clean(reason)):
        raise Refused(KEY_REUSED)
    return receipt(earlier.one, unit=earlier.one.unit, clocks=(), repeated=True)


def _check_theirs(complaint: Complaint, words: str) -> None:
    """Invalid unless each line stands in what the complainant said, whatever its spaces and letter variants."""
    told = complaint.messages.filter(audience=Message.Audience.FROM_COMPLAINANT.value)
    whole = [complaint.words, complaint.remedy_words, *told.values_list("words", flat=True)]
    everything = "\n".join(fold(each) for each in whole)
    if any(fold(line) not in everything for line in clean(words).splitlines()):
        raise Invalid({"words": NOT_THEIR_WORDS})


def _part(complaint: Complaint, words: str, now: datetime) -> Complaint:
    """The new case: who, how and when as the first, and of its words a part."""
    reference = new_reference()
    while Complaint.objects.filter(reference=reference).exists():
        reference = new_reference()
    return Complaint(
        id=new_key(),
        reference=reference,
        kind=complaint.kind,
        state=State.RECEIVED.value,
        channel=complaint.channel,
        language=complaint.language,
        received_at=complaint.received_at,
        recorded_at=now,
        changed_at=now,
        unit_id=complaint.unit_id,
        complainant_id=complaint.complainant_id,
        representative_id=complaint.representative_id,
        authority=complaint.authority,
        anonymous=complaint.anonymous,
        consents=complaint.consents,
        product_id=complaint.product_id,
        product_words=complaint.product_words,
        order_reference=complaint.order_reference,
        occurred_on=complaint.occurred_on,
        words=clean(words),
        heard_of=complaint.heard_of,
        salt=new_salt(),
    )


def _open(part: Complaint, complaint: Complaint, now: datetime) -> tuple[ClockView, ...]:
    """The clocks from the day of receipt; that it arrived, the complainant may know since the first case told them."""
    if Kind(part.kind) not in WITH_CLOCKS:
        part.wait_for(None, "")
        return ()
    about = Subject("complaint", part.pk)
    clocks = open_clocks(about=about, pack="promises", events={"received": part.received_at}, now=now)
    told = Acknowledgement.objects.filter(complaint=complaint, told_at__isnull=False).first()
    if told is not None and told.told_at is not None:
        clocks = meet(about=about, code="acknowledgement", at=told.told_at)
    due = next_due(clocks)
    part.wait_for(due.due if due else None, due.code if due else "")
    return clocks


def _finish(
    part: Complaint, relation: Relation, clocks: tuple[ClockView, ...], actor: Actor, now: datetime
) -> Receipt:
    """The ledger's line, the acknowledgement, and the events of both."""
    content = hashlib.sha256(part.words.encode("utf-8", "replace")).hexdigest()
    entry = IntakeEntry(key=f"split:{relation.pk}", door=part.channel, complaint=part, digest=content, at=now)
    insert_rows([entry])
    given = receipt(part, unit=part.unit, clocks=clocks)
    matter = said(part.product.names, part.language).text if part.product else part.product_words
    letter, channel = acknowledgement_letter(
        part,
        given,
        contact=part.representative or part.complainant,
        matter=matter,
        office=organisation(),
        now=now,
    )
    insert_rows([Acknowledgement(complaint=part, letter=letter, channel=channel.value, written_at=now)])
    here, there = Subject("complaint", part.pk), Subject("complaint", relation.other_id)
    received = Received(
        case=part.kind,
        channel=part.channel,
        language=part.language,
        unit=part.unit_id,
        product=part.product_id,
        anonymous=part.anonymous,
        files=0,
        words=digest(part.words, part.salt),
        remedy=digest("", part.salt),
    )
    record(received, about=here, actor=actor, now=now)
    record(SplitOff(other=relation.other_id, relation=relation.pk), about=here, actor=actor, now=now)
    carry_respondents(frm=relation.other, to=part, actor=actor, now=now)
    reason = digest(relation.words, relation.salt)
    record(Split(other=part.pk, relation=relation.pk, reason=reason), about=there, actor=actor, now=now)
    return given
