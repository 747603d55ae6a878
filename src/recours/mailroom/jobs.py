"""What the worker does for mail: finishes what a crash interrupted, and tells colleagues what waits."""

from __future__ import annotations

from datetime import datetime
from uuid import NAMESPACE_OID, UUID, uuid5

from recours.complaints.selectors.subjects import owner_or_team, references_of
from recours.core.actors import system
from recours.core.due import claim
from recours.core.errors import NotFound, Refused
from recours.core.permissions import Permission
from recours.core.subjects import Subject
from recours.letters.actions import mark_returned
from recours.letters.errors import RETURNED_ALREADY
from recours.mailroom.actions import resume
from recours.mailroom.models import RawMessage
from recours.mailroom.states import FateKind, Reason
from recours.people.notices import tell
from recours.people.selectors import organisation, staff_with
from recours.trail.reading import Recorded

BATCH = 20
_UNREACHED = frozenset({Reason.NOT_DELIVERED.value})


def resume_due(now: datetime) -> int:
    """Go on with up to 20 mails that are kept and not yet settled, and give their number."""
    waiting = claim(RawMessage.objects.filter(fate=FateKind.WAITING.value), now=now, limit=BATCH)
    for message in waiting:
        resume(actor=system("mailroom"), message=message, now=now)
    return len(waiting)


def tell_of_mail(event: Recorded, now: datetime) -> None:
    """Tell those who take in mail that some waits for them, at most once an hour however much comes."""
    hour = f"mail:{event.occurred_at:%Y-%m-%dT%H}"
    users = staff_with(Permission.MAIL_TAKE, organisation().default_unit_id)
    tell(
        user_ids=users,
        code="mail_waits",
        about=event.about,
        reference="",
        cause=uuid5(NAMESPACE_OID, hour),
        now=now,
    )


def follow_report(event: Recorded, now: datetime) -> None:
    """Mark the letter that did not reach its recipient as come back, which its case is told; else tell the case alone."""
    case, letter = event.facts.get("case"), event.facts.get("letter")
    if event.facts.get("reason") not in _UNREACHED or (letter and _came_back(UUID(str(letter)), now)):
        return
    if not case:
        return
    key = UUID(str(case))
    reference = references_of([key]).get(key)
    if reference:
        tell(
            user_ids=owner_or_team(key),
            code="letter_failed",
            about=Subject("complaint", key),
            reference=reference,
            cause=event.id,
            now=now,
        )


def _came_back(letter_id: UUID, now: datetime) -> bool:
    """Whether it is on record that the letter came back: a second report of the same letter changes nothing."""
    try:
        mark_returned(actor=system("mailroom"), letter_id=letter_id, now=now)
    except Refused as refusal:
        return refusal.code == RETURNED_ALREADY.code
    except NotFound:
        return False
    return True
