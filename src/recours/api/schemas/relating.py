"""Cases that concern each other, as a program reads them."""

from __future__ import annotations

from datetime import datetime

from recours.api.schemas.base import Told
from recours.complaints.likeness import Reason
from recours.complaints.selectors import Alike
from recours.complaints.states import State


class AlikeTold(Told):
    """A case that may be the same matter: a suggestion with its reasons, `score` from 30 to 100."""

    reference: str
    state: State
    who: str
    excerpt: str
    received_at: datetime
    score: int
    reasons: list[Reason]


def alike_told(line: Alike) -> AlikeTold:
    """A suggestion as it is told."""
    return AlikeTold(**{name: getattr(line, name) for name in AlikeTold.model_fields})
