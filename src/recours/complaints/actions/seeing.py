"""That somebody saw who complained is on record (ISO 10002:2018, 4.10)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from recours.complaints.actions.locks import lock_complaint
from recours.complaints.events import IdentitySeen
from recours.complaints.models import Sighting
from recours.complaints.rules import sees
from recours.core.actors import Actor
from recours.core.errors import FORBIDDEN, NotFound, Refused
from recours.core.permissions import Permission, may
from recours.core.subjects import Subject
from recours.trail.record import record


def see_identity(*, actor: Actor, complaint_id: UUID, now: datetime) -> None:
    """Record that the actor sees the complainant's name: once per person, case and day."""
    if Sighting.objects.filter(complaint_id=complaint_id, actor=actor.code, day=now.date()).exists():
        return
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        if not sees(actor, complaint):
            raise NotFound
        if not may(actor, Permission.REVEAL, complaint.unit_id):
            raise Refused(FORBIDDEN)
        _sighting, is_new = Sighting.objects.get_or_create(
            complaint=complaint, actor=actor.code, day=now.date()
        )
        if is_new:
            record(IdentitySeen(), about=Subject("complaint", complaint.pk), actor=actor, now=now)
