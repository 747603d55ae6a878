"""Notices seen."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from recours.core.actors import Actor, ActorKind
from recours.core.errors import FORBIDDEN, Refused
from recours.core.subjects import Subject
from recours.people.actions.locks import lock_user
from recours.people.events import NoticesSeen
from recours.people.models import Notice
from recours.trail.record import record


def see_notices(*, actor: Actor, now: datetime, about: Subject | None = None) -> int:
    """Mark the actor's waiting notices as seen, all or those about one subject, and tell how many they were."""
    if actor.kind is not ActorKind.STAFF or actor.id is None:
        raise Refused(FORBIDDEN)
    with transaction.atomic():
        user = lock_user(actor.id)
        waiting = Notice.objects.filter(user=user, seen_at=None)
        if about:
            waiting = waiting.filter(subject_kind=about.kind, subject_id=about.id)
        count = waiting.update(seen_at=now)
        if count:
            record(NoticesSeen(user.pk, count), about=Subject("user", user.pk), actor=actor, now=now)
    return count
