"""The people complained about, beside the story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recours.complaints.hearing import STAGE_NAMES, Occasion
from recours.complaints.states import CHANNEL_NAMES, Channel, Move

if TYPE_CHECKING:
    from recours.complaints.selectors import CaseFile
    from recours.desk.requests import DeskRequest

TEMPLATE = "desk/panels/hearing.html"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the panel says; `acts` whether the reader may tell and hear them, `hidden` how many they may not know."""

    people: Sequence[dict[str, Any]]
    hidden: int
    acts: bool


def facts(found: CaseFile, request: DeskRequest) -> Facts | None:
    """Those complained about, or None where nobody is."""
    if not found.respondents:
        return None
    answered = found.responding.decided is not None
    return Facts(
        people=[
            {
                "who": each,
                "is_told": Occasion.COMPLAINT in each.told,
                "knows_result": Occasion.RESULT in each.told,
                "result_due": answered,
                "tellings": [
                    {
                        "row": row,
                        "stage": STAGE_NAMES[Occasion(row.stage)],
                        "how": CHANNEL_NAMES[Channel(row.how)],
                    }
                    for row in each.tellings
                ],
                "statements": [
                    {"row": row, "how": CHANNEL_NAMES[Channel(row.how)]} for row in each.statements
                ],
            }
            for each in found.respondents
        ],
        hidden=sum(not each.shown for each in found.respondents),
        acts=Move.HEAR_RESPONDENT in found.moves and any(each.shown for each in found.respondents),
    )
