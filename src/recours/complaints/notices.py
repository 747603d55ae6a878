"""The letters between the answer and the end of a case: built by the case's actions, in their transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import override

from recours.complaints.acknowledgement import recipient
from recours.complaints.closing import RULING_SENTENCES
from recours.complaints.conduct import RESTRICTION_SENTENCES, RestrictionKind
from recours.complaints.states import GROUND_SENTENCES, Ground, Kind
from recours.core.subjects import Subject
from recours.letters.kinds import LetterKind
from recours.letters.queue import queue
from recours.people.selectors import dispute_bodies_at, letterhead, organisation

if TYPE_CHECKING:
    from recours.complaints.closing import Ruling
    from recours.complaints.models import Closure, Complaint, Restriction

_SILENT = frozenset({Ground.MERGED, Ground.ANSWERED, Ground.IMPORTED})
"""The grounds of which no letter tells: the answer, or the other case, has told already."""
_OUTSIDE = frozenset({Ground.RECOURSE_EXHAUSTED, Ground.NO_REPLY_AFTER_NOTICE})


def closing_letter(complaint: Complaint, closure: Closure, *, now: datetime) -> UUID | None:
    """Tell the complainant that the case is closed and why, or who can help instead; None where they were just told."""
    ground = Ground(closure.ground)
    if ground in _SILENT:
        return None
    if ground is Ground.OUT_OF_SCOPE_NOTIFIED:
        return _send(LetterKind.NOT_A_COMPLAINT, complaint, {"helper": closure.helper}, now=now)
    with override(complaint.language):
        outcome = str(GROUND_SENTENCES[ground])
    return _send(
        LetterKind.CLOSURE_NOTICE, complaint, {"outcome": outcome}, outside=ground in _OUTSIDE, now=now
    )


def recourse_letter(complaint: Complaint, *, now: datetime) -> UUID:
    """Tell who did not accept the answer which ways are open: our review, and bodies outside."""
    return _send(LetterKind.RECOURSE, complaint, {}, outside=True, now=now)


def reminder_letter(complaint: Complaint, *, close_on: date, now: datetime) -> UUID:
    """Ask once more for a reply, and say on which day the case closes without one."""
    return _send(LetterKind.REMINDER, complaint, {"close_on": close_on}, now=now)


def question_letter(
    complaint: Complaint, *, words: str, answer_by: date, handler: str, now: datetime
) -> UUID:
    """Ask the complainant for something that the case cannot go on without, by a day."""
    places: dict[str, str | date] = {"words": words, "reply_by": answer_by, "handler": handler}
    return _send(LetterKind.INFORMATION_REQUEST, complaint, places, now=now)


def question_reminder(complaint: Complaint, *, words: str, go_on: date, now: datetime) -> UUID:
    """Ask once more, and say after which day we go on with what we have."""
    return _send(LetterKind.INFORMATION_REMINDER, complaint, {"words": words, "reply_by": go_on}, now=now)


def review_letter(complaint: Complaint, *, handler: str, answer_by: date | None, now: datetime) -> UUID:
    """Tell that the case is reviewed, by whom where that is known, and until when."""
    places: dict[str, str | date] = {"handler": handler, "answer_by": answer_by or ""}
    return _send(LetterKind.REVIEW, complaint, places, outside=True, now=now)


def referral_letter(complaint: Complaint, *, body: str, reference: str, now: datetime) -> UUID:
    """Tell that an outside body has the case, and under which reference."""
    return _send(LetterKind.REFERRAL, complaint, {"body": body, "body_reference": reference}, now=now)


def ruling_letter(complaint: Complaint, *, body: str, ruling: Ruling, now: datetime) -> UUID:
    """Tell what the outside body decided, and what follows from it."""
    with override(complaint.language):
        outcome = str(RULING_SENTENCES[ruling.result])
    places: dict[str, str | date] = {
        "body": body,
        "decided_on": ruling.decided_on,
        "words": ruling.words,
        "outcome": outcome,
    }
    return _send(LetterKind.RULING, complaint, places, now=now)


def merging_letter(kind: LetterKind, one: Complaint, other: Complaint, *, now: datetime) -> UUID:
    """Tell that a case goes on in the leading one, or by itself again; in the name of the leading case."""
    return _send(kind, other, {"reference": one.reference, "leading": other.reference}, now=now)


def restriction_letter(complaint: Complaint, restriction: Restriction, *, now: datetime) -> UUID:
    """Tell how to be in touch from now on, why and until when, and that the complaint goes on."""
    with override(complaint.language):
        outcome = str(RESTRICTION_SENTENCES[RestrictionKind(restriction.kind)])
    places: dict[str, str | date] = {
        "outcome": outcome,
        "reasons": restriction.reason,
        "until": restriction.until,
    }
    return _send(LetterKind.RESTRICTION, complaint, places, outside=True, now=now)


def _send(
    kind: LetterKind,
    complaint: Complaint,
    places: Mapping[str, str | date],
    *,
    outside: bool = False,
    now: datetime,
) -> UUID:
    office = organisation()
    bodies = (
        dispute_bodies_at(office.bodies_mark, complaint.language)
        if outside and complaint.kind == Kind.COMPLAINT.value
        else ()
    )
    ways = [" · ".join(part for part in (b.name, b.terms, b.website, b.phone) if part) for b in bodies]
    return queue(
        kind=kind,
        to=recipient(complaint.representative or complaint.complainant, complaint.language),
        about=Subject("complaint", complaint.pk),
        places={"reference": complaint.reference, "other_options": "\n".join(ways), **places},
        letterhead=letterhead(office, complaint.language),
        thread=complaint.reference,
        generation=complaint.generation,
        unit=complaint.unit_id,
        now=now,
    )
