"""What of the trail an auditor may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from recours.core.actors import Actor
from recours.core.errors import FORBIDDEN, Refused
from recours.core.pages import Page, page_of
from recours.core.permissions import Permission, may
from recours.core.subjects import Subject
from recours.trail.checkpoints import newest
from recours.trail.models import EventRow
from recours.trail.reading import Recorded, recorded

if TYPE_CHECKING:
    from django.db.models import QuerySet


LONG = 50_000
"""Sealed events beyond which a request would keep somebody waiting: then the command line checks and copies."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What an auditor looks for: each part narrows the list; `since` and `until` go by when events were recorded."""

    about: Subject | None = None
    kind: str = ""
    actor_code: str = ""
    since: datetime | None = None
    until: datetime | None = None


def latest_for(
    actor: Actor, *, sought: Sought | None = None, cursor: str = "", size: int = 50
) -> Page[Recorded]:
    """A page of the events an auditor may see, newest first, in one statement; Refused without the permission.

    Those of a subject that is about the auditor are left out; they are in every export.
    """
    if not may(actor, Permission.TRAIL_READ):
        raise Refused(FORBIDDEN)
    rows = _rows(sought or Sought())
    if actor.barred:
        rows = rows.exclude(subject_id__in=actor.barred)
    page = page_of(rows, order=("-id",), cursor=cursor, size=size)
    return Page([recorded(row) for row in page.rows], page.next, page.previous)


def is_long() -> bool:
    """Whether the trail is too long to be read whole while somebody waits."""
    seal = newest()
    return seal is not None and seal.total > LONG


def _rows(sought: Sought) -> QuerySet[EventRow]:
    rows = EventRow.objects.all()
    if sought.about:
        rows = rows.filter(subject_kind=sought.about.kind, subject_id=sought.about.id)
    if sought.kind:
        rows = rows.filter(kind=sought.kind)
    if sought.actor_code:
        rows = rows.filter(actor=sought.actor_code)
    if sought.since:
        rows = rows.filter(id__gte=_first_key(sought.since))
    if sought.until:
        rows = rows.filter(id__lt=_first_key(sought.until))
    return rows


def _first_key(moment: datetime) -> UUID:
    """The smallest key that can be made at this moment: keys begin with their milliseconds, and their index is there."""
    return UUID(int=int(moment.timestamp() * 1000) << 80)
