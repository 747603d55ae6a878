"""Who carries how much, and who could take a case, as a program reads it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import Field

from recours.api.schemas.base import Told

if TYPE_CHECKING:
    from recours.complaints.selectors import Load
    from recours.complaints.suggesting import Candidate


class LoadTold(Told):
    """What a colleague carries; without `owner`: what nobody does."""

    owner: UUID | None
    name: str
    open: int
    overdue: int
    oldest: datetime | None
    ages: list[int] = Field(description="Cases up to 7, 14 and 30 days old, and older ones.")


class CandidateTold(Told):
    """A colleague who may take the case, with what speaks for them; the best stands first."""

    owner: UUID
    name: str
    open: int
    speaks: bool = Field(description="Works in the complainant’s language.")
    handled: int = Field(description="Cases about the same product within a year.")


def load_told(load: Load) -> LoadTold:
    """One colleague's load."""
    return LoadTold(
        owner=load.id,
        name=load.name,
        open=load.open,
        overdue=load.overdue,
        oldest=load.oldest,
        ages=list(load.ages),
    )


def candidate_told(one: Candidate) -> CandidateTold:
    """One candidate."""
    return CandidateTold(owner=one.id, name=one.name, open=one.open, speaks=one.speaks, handled=one.handled)
