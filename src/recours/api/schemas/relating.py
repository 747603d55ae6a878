"""Cases that concern each other, as a program sends and reads them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import Field

from recours.api.schemas.base import Given, Told
from recours.complaints.likeness import Reason
from recours.complaints.relations import RelationKind, Side
from recours.complaints.selectors import Alike, Related
from recours.complaints.states import State

VERSION = Field(ge=0, le=2**31 - 1, description="That of the case as you last read it.")
REFERENCE = Field(max_length=40, description="The reference of the other case.", examples=["482-719-3065"])


class AlikeTold(Told):
    """A case that may be the same matter: a suggestion with its reasons, `score` from 30 to 100."""

    reference: str
    state: State
    who: str
    excerpt: str
    received_at: datetime
    score: int
    reasons: list[Reason]


class RelationTold(Told):
    """What another case is to this one; `reference` is empty where the token may not read it, `ended_at` when it was taken back."""

    id: UUID
    side: Side
    reference: str
    state: State
    words: str
    by: str
    at: datetime
    ended_at: datetime | None


class MergingGiven(Given):
    """Into which case this one goes."""

    into: str = REFERENCE
    words: str = Field("", description="Why they are the same matter; for colleagues only.")
    version: int = VERSION


class PartingGiven(Given):
    """Why a merged case is taken out again."""

    words: str
    version: int = VERSION


class LinkGiven(Given):
    """What this case is to another: related, same_cause, follow_up (of the other), or different."""

    other: str = REFERENCE
    kind: RelationKind
    words: str = Field("", description="For colleagues only.")


class PartGiven(Given):
    """Which words become a case of their own, and why. Every line of `words` must stand in the case."""

    words: str
    reason: str = Field(description="For colleagues only.")
    version: int = VERSION


def alike_told(line: Alike) -> AlikeTold:
    """A suggestion as it is told."""
    return AlikeTold(**{name: getattr(line, name) for name in AlikeTold.model_fields})


def relation_told(row: Related) -> RelationTold:
    """A relation as it is told."""
    return RelationTold(**{name: getattr(row, name) for name in RelationTold.model_fields})
