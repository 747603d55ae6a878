"""For what the case waits, and waited, beside the story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recours.complaints.states import Move
from recours.complaints.waiting import ASKED_NAMES, END_NAMES, Asked, End

if TYPE_CHECKING:
    from recours.complaints.selectors import CaseFile
    from recours.desk.requests import DeskRequest

TEMPLATE = "desk/panels/waiting.html"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the panel says; `resumes` whether the reader may go on."""

    waits: Sequence[dict[str, Any]]
    resumes: bool


def facts(found: CaseFile, request: DeskRequest) -> Facts | None:
    """The waits, that which runs first, or None where nothing was ever asked."""
    if not found.waits:
        return None
    return Facts(
        waits=[
            {
                "row": row,
                "of": row.whom or ASKED_NAMES[Asked(row.of)],
                "end": END_NAMES[End(row.end)] if row.end else "",
            }
            for row in found.waits
        ],
        resumes=Move.RESUME in found.moves,
    )
