"""Drafts: what somebody is writing outlives the page, the session and the device, and becomes nothing by itself."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from recours.complaints.actions.locks import lock_complaint
from recours.complaints.drafting import DRAFT_MOVES, DraftKind
from recours.complaints.errors import NEEDS_PERSON_TO_WRITE
from recours.complaints.models import Complaint, Draft, Message
from recours.complaints.rules import check_length, check_move
from recours.core.actors import Actor, ActorKind
from recours.core.errors import Refused
from recours.core.text import clean


def keep_draft(
    *, actor: Actor, complaint_id: UUID, kind: DraftKind, words: str, key: str, now: datetime
) -> Draft | None:
    """Keep what the actor is writing in place of what they wrote before; empty words keep nothing.

    `key` is that of the form: what comes after its message has gone, a save that was overtaken, is not kept.
    """
    check_length(words)
    with transaction.atomic():
        # Without the case's lock a save could slip in behind the message that it became.
        complaint = lock_complaint(complaint_id)
        person = _check(actor, complaint, kind)
        words = clean(words)
        if not words:
            Draft.objects.filter(complaint=complaint, person=person, kind=kind.value).delete()
            return None
        if Message.objects.filter(Q(complaint=complaint) | Q(under=complaint), key=key).exists():
            return None
        draft, _is_new = Draft.objects.update_or_create(
            complaint=complaint,
            person_id=person,
            kind=kind.value,
            defaults={"words": words, "key": key, "at": now},
        )
    return draft


def drop_draft(*, actor: Actor, complaint_id: UUID, kind: DraftKind, now: datetime) -> None:
    """Throw away what the actor was writing; where there is nothing nothing changes."""
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        person = _check(actor, complaint, kind)
        Draft.objects.filter(complaint=complaint, person=person, kind=kind.value).delete()


def _check(actor: Actor, complaint: Complaint, kind: DraftKind) -> UUID:
    check_move(actor, complaint, DRAFT_MOVES[kind])
    if actor.kind is not ActorKind.STAFF or actor.id is None:
        raise Refused(NEEDS_PERSON_TO_WRITE)
    return actor.id
