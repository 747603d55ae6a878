"""The answer and its remedies beside the story."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recours.desk.answers import Answer, answer_of

if TYPE_CHECKING:
    from recours.complaints.selectors import CaseFile
    from recours.desk.requests import DeskRequest

TEMPLATE = "desk/panels/responding.html"


@dataclass(frozen=True, slots=True)
class Facts:
    """The newest answer, and where that is another one the answer that was given."""

    answer: Answer
    given: Answer | None


def facts(found: CaseFile, request: DeskRequest) -> Facts | None:
    """What the panel says, or None before there is an answer."""
    latest, decided = found.responding.current, found.responding.decided
    if latest is None:
        return None
    given = answer_of(decided, found, request) if decided is not None and decided != latest else None
    return Facts(answer_of(latest, found, request), given)
