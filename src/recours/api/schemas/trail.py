"""The trail as a program reads it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from pydantic import Field

from recours.api.schemas.base import Listed, Told
from recours.trail.reading import say

if TYPE_CHECKING:
    from recours.trail.chain import Seal
    from recours.trail.reading import Recorded


class RecordedTold(Told):
    """An event with its codes, and as a sentence in the reader's language."""

    id: UUID
    kind: str
    version: int
    facts: dict[str, Any]
    about_kind: str
    about_id: UUID
    reference: str
    sequence: int = Field(description="Its place in the chain of what it is about.")
    actor: str
    who: str
    sentence: str
    occurred_at: datetime
    recorded_at: datetime


class RecordedList(Listed[RecordedTold]):
    """A page of events."""


class CheckpointTold(Told):
    """The newest checkpoint: keep it outside, and what it seals cannot be changed unseen."""

    number: int
    previous: str
    root: str
    size: int
    total: int
    made_at: str
    key: str
    hash: str
    signature: str


class FlawTold(Told):
    """One thing that is not as it should be, and the sentence that says it in the reader's language."""

    code: str
    facts: dict[str, str | int]
    sentence: str


class VerdictTold(Told):
    """What a verification counted and found."""

    holds: bool = Field(description="Whether nothing was found.")
    events: int
    chains: int
    sealed: int
    unsealed: int
    checkpoints: int
    counts: dict[str, int] = Field(description="How many findings there are of each code.")
    findings: list[FlawTold] = Field(description="The first 1,000 findings.")


def recorded_told(event: Recorded, names: Mapping[UUID, str], reference: str) -> RecordedTold:
    """An event with the names it needs to be said."""
    return RecordedTold(
        id=event.id,
        kind=event.kind,
        version=event.version,
        facts=dict(event.facts),
        about_kind=event.about.kind,
        about_id=event.about.id,
        reference=reference,
        sequence=event.sequence,
        actor=event.actor_code,
        who=event.who(names),
        sentence=say(event, names),
        occurred_at=event.occurred_at,
        recorded_at=event.recorded_at,
    )


def checkpoint_told(seal: Seal) -> CheckpointTold:
    """A checkpoint, field by field."""
    return CheckpointTold(**{name: getattr(seal, name) for name in CheckpointTold.model_fields})
