"""What is being written in a case: one's own drafts, and who else writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from recours.complaints.drafting import DraftKind
from recours.complaints.models import Draft
from recours.core.actors import ActorKind

if TYPE_CHECKING:
    from recours.core.actors import Actor

_WRITING = timedelta(minutes=15)
"""How long after the last word somebody counts as writing."""


@dataclass(frozen=True, slots=True)
class Drafts:
    """The reader's own drafts by form, and the names of others who write just now; never what they write."""

    own: Mapping[DraftKind, Draft] = field(default_factory=dict)
    writing: tuple[str, ...] = ()


def drafts_of(actor: Actor, complaint_id: UUID, now: datetime | None) -> Drafts:
    """The drafts of the case as this reader may know of them; one statement."""
    me = actor.id if actor.kind is ActorKind.STAFF else None
    own: dict[DraftKind, Draft] = {}
    others: dict[UUID, str] = {}
    for draft in Draft.objects.filter(complaint=complaint_id).select_related("person").order_by("-at"):
        if draft.person_id == me:
            own[DraftKind(draft.kind)] = draft
        elif now is not None and draft.person.is_active and draft.at > now - _WRITING:
            others[draft.person_id] = draft.person.name
    return Drafts(own, tuple(others.values()))
