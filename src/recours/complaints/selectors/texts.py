"""The texts that colleagues write with: for who keeps them, and filled for a case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from recours.complaints.acknowledgement import recipient
from recours.complaints.models import Complaint, ReadyText
from recours.complaints.rules import permits, sees
from recours.complaints.states import Move
from recours.complaints.texts import Filled, fill
from recours.core.dates import long_date
from recours.core.errors import FORBIDDEN, NotFound, Refused
from recours.core.localised import Said, said
from recours.core.permissions import Permission, may
from recours.core.subjects import Subject
from recours.deadlines.clocks import clocks_of
from recours.people.selectors import organisation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from recours.core.actors import Actor

    Value = str | Callable[[str], str]

_ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class TextChoice:
    """A text as the writer of a message is offered it: its name in their language, and the language it would be in."""

    id: UUID
    code: str
    name: Said
    language: str


def ready_texts(actor: Actor) -> list[ReadyText]:
    """Every text, those in use first, for administrators; empty for others."""
    rows = list(ReadyText.objects.order_by("position", "code")) if may(actor, Permission.ADMINISTER) else []
    return sorted(rows, key=lambda row: row.retired_at is not None)


def ready_text_for(*, actor: Actor, text_id: UUID) -> ReadyText:
    """The text, for administrators; NotFound for others."""
    found = ReadyText.objects.filter(pk=text_id).first() if may(actor, Permission.ADMINISTER) else None
    if found is None:
        raise NotFound
    return found


def texts_for(*, actor: Actor, complaint: Complaint, language: str) -> list[TextChoice]:
    """The texts in use for who may write in this case, each in the complainant's language where it has it; one statement."""
    if not permits(actor, complaint, Move.WRITE):
        return []
    rows = ReadyText.objects.filter(retired_at=None).order_by("position", "code")
    return [
        TextChoice(row.pk, row.code, said(row.names, language), said(row.bodies, complaint.language).language)
        for row in rows
    ]


def filled_text(*, actor: Actor, complaint: Complaint, text_id: UUID, now: datetime) -> Filled:
    """The text with the values of this case; NotFound or Refused for who may not write in it."""
    if not sees(actor, complaint):
        raise NotFound
    if not permits(actor, complaint, Move.WRITE):
        raise Refused(FORBIDDEN)
    row = ReadyText.objects.filter(pk=text_id, retired_at=None).first()
    if row is None:
        raise NotFound
    return _filled(row, complaint, _values(actor, complaint, now))


def filled_texts_for(
    *, actor: Actor, complaint: Complaint, language: str, now: datetime
) -> list[tuple[TextChoice, Filled]]:
    """The texts of `texts_for`, each filled for the case; a constant number of statements."""
    choices = texts_for(actor=actor, complaint=complaint, language=language)
    rows = ReadyText.objects.in_bulk([choice.id for choice in choices]) if choices else {}
    values = _values(actor, complaint, now) if rows else {}
    return [(each, _filled(rows[each.id], complaint, values)) for each in choices if each.id in rows]


def _filled(row: ReadyText, complaint: Complaint, values: Mapping[str, Value]) -> Filled:
    body = said(row.bodies, complaint.language)
    told = {name: value if isinstance(value, str) else value(body.language) for name, value in values.items()}
    return fill(body.text, told, body.language)


def _values(actor: Actor, complaint: Complaint, now: datetime) -> Mapping[str, Value]:
    """What the places stand for, some by the language of the text; a name only where the writer may see it."""
    office = organisation()
    contact = complaint.representative or complaint.complainant
    revealed = may(actor, Permission.REVEAL, complaint.unit_id)
    clocks = clocks_of(Subject("complaint", complaint.pk))
    due = next((c.due_date for c in clocks if c.code == _ANSWER and c.runs and c.due > now), None)
    received = complaint.received_at.astimezone(ZoneInfo(office.zone)).date()
    product = complaint.product
    return {
        "name": recipient(contact, complaint.language).name if revealed else "",
        "reference": complaint.reference,
        "product": (lambda language: said(product.names, language).text)
        if product
        else complaint.product_words,
        "received_on": lambda language: long_date(received, language),
        "answer_by": lambda language: long_date(due, language) if due else "",
        "handler": actor.name,
        "organisation": lambda language: said(office.names, language).text,
    }
