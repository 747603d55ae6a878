"""The bodies outside to which a complainant can turn."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from recours.core.actors import Actor
from recours.core.errors import Refused
from recours.core.keys import new_key
from recours.core.subjects import Subject
from recours.people import errors
from recours.people.actions.locks import lock_dispute_body, lock_organisation
from recours.people.actions.writing import change
from recours.people.details import DisputeBodyDetails
from recours.people.events import DisputeBodyAdded, DisputeBodyChanged, DisputeBodyRetired
from recours.people.models import DisputeBody
from recours.people.rules import Reading, require_administrator
from recours.trail.record import record


def add_dispute_body(*, actor: Actor, code: str, details: DisputeBodyDetails, now: datetime) -> UUID:
    """Tell complainants of one more outside body, and give its key."""
    with transaction.atomic():
        office = lock_organisation()
        require_administrator(actor)
        reading = Reading()
        code = reading.code("code", code)
        values = _read(reading, details)
        if DisputeBody.objects.filter(code=code).exists():
            reading.wrong("code", errors.CODE_TAKEN)
        reading.finish()
        body = DisputeBody.objects.create(code=code, created_at=now, **values)
        change(office, {"bodies_mark": new_key()})
        record(DisputeBodyAdded(code=code), about=Subject("dispute_body", body.pk), actor=actor, now=now)
    return body.pk


def change_dispute_body(*, actor: Actor, body_id: UUID, details: DisputeBodyDetails, now: datetime) -> None:
    """Put these details in place of the body's; its code stays."""
    with transaction.atomic():
        office = lock_organisation()
        body = lock_dispute_body(body_id)
        require_administrator(actor)
        reading = Reading()
        values = _read(reading, details)
        reading.finish()
        changed = change(body, values)
        if changed:
            change(office, {"bodies_mark": new_key()})
            record(DisputeBodyChanged(changed), about=Subject("dispute_body", body.pk), actor=actor, now=now)


def retire_dispute_body(*, actor: Actor, body_id: UUID, now: datetime) -> None:
    """No longer tell complainants of this body."""
    with transaction.atomic():
        office = lock_organisation()
        body = lock_dispute_body(body_id)
        require_administrator(actor)
        if body.retired_at:
            raise Refused(errors.RETIRED_ALREADY)
        body.retired_at = now
        body.save(update_fields=["retired_at"])
        change(office, {"bodies_mark": new_key()})
        record(DisputeBodyRetired(), about=Subject("dispute_body", body.pk), actor=actor, now=now)


def _read(reading: Reading, details: DisputeBodyDetails) -> dict[str, Any]:
    return {
        "names": reading.lines_by_language("names", details.names),
        "terms": reading.words_by_language("terms", details.terms, 2000),
        "website": reading.website("website", details.website),
        "phone": reading.line("phone", details.phone, 60),
        "address": reading.words("address", details.address, 600),
    }
