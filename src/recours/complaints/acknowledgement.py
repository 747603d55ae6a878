"""The letters that a case sends to its complainant: built by the case's actions, in their transaction."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from recours.complaints.models import Complaint
from recours.complaints.states import Kind
from recours.complaints.submission import Receipt
from recours.core.actors import Actor
from recours.core.subjects import Subject
from recours.core.text import one_line
from recours.letters.kinds import LetterKind
from recours.letters.queue import queue
from recours.letters.recipients import Channel, Recipient
from recours.people.recipients import Reachable, recipient_of
from recours.people.selectors import dispute_bodies_at, letterhead

if TYPE_CHECKING:
    from recours.people.selectors import Organisation

MATTER = 120


def acknowledgement_letter(
    complaint: Complaint,
    given: Receipt,
    *,
    contact: Reachable | None,
    matter: str,
    office: Organisation,
    now: datetime,
) -> tuple[UUID, Channel]:
    """Queue the acknowledgement in the complainant's language (ISO 10002:2018, 7.4); its key and the way it goes."""
    to = recipient(contact, complaint.language)
    is_complaint = given.kind is Kind.COMPLAINT
    places: dict[str, str | date] = {
        "reference": complaint.reference,
        "received_on": complaint.received_at.astimezone(ZoneInfo(office.zone)).date(),
        "matter": matter or one_line(complaint.words, MATTER),
        "handler": given.handler,
        "answer_by": given.answer_by or "",
        "other_options": "\n".join(
            body.name for body in dispute_bodies_at(office.bodies_mark, complaint.language)
        )
        if is_complaint
        else "",
    }
    letter = queue(
        kind=LetterKind.ACKNOWLEDGEMENT if is_complaint else LetterKind.ACKNOWLEDGEMENT_FEEDBACK,
        to=to,
        about=Subject("complaint", complaint.pk),
        places=places,
        letterhead=letterhead(office, complaint.language),
        thread=complaint.reference,
        generation=complaint.generation,
        unit=complaint.unit_id,
        now=now,
    )
    return letter, to.channel


def message_letter(
    complaint: Complaint, words: str, *, office: Organisation, actor: Actor, now: datetime
) -> UUID:
    """Queue what a member of staff writes to the complainant, or to who acts for them."""
    return queue(
        kind=LetterKind.MESSAGE,
        to=recipient(complaint.representative or complaint.complainant, complaint.language),
        about=Subject("complaint", complaint.pk),
        places={"reference": complaint.reference, "words": words, "handler": actor.name},
        letterhead=letterhead(office, complaint.language),
        thread=complaint.reference,
        generation=complaint.generation,
        unit=complaint.unit_id,
        now=now,
    )


def recipient(contact: Reachable | None, language: str) -> Recipient:
    """Whom a letter about a case goes to: the person by their best way, or the tracking page where nobody can be reached."""
    if contact is None:
        return Recipient(name="", address="", language=language, channel=Channel.PORTAL)
    return recipient_of(contact, language)
