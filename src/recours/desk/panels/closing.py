"""The end of a case beside the story."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from recours.complaints.closing import CAUSE_NAMES, Cause
from recours.complaints.states import GROUND_NAMES, Ground
from recours.core.localised import said

if TYPE_CHECKING:
    from recours.complaints.selectors import CaseFile
    from recours.desk.requests import DeskRequest

TEMPLATE = "desk/panels/closing.html"


@dataclass(frozen=True, slots=True)
class End:
    """One closure as it is shown."""

    ground: object
    at: datetime | None
    holds: bool
    cause: object
    cause_unit: str
    asked: list[tuple[str, bool | None]]
    words: str
    helper: str
    reopened_at: datetime | None
    reopened_for: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What the panel says."""

    ends: list[End]


def facts(found: CaseFile, request: DeskRequest) -> Facts | None:
    """Every closure, the one that holds first; None for a case that was never closed."""
    language = request.user.language
    ends = [_end(each, language) for each in found.ending.closures]
    return Facts(ends) if ends else None


def _end(row: Any, language: str) -> End:
    return End(
        ground=GROUND_NAMES[Ground(row.ground)],
        at=row.at,
        holds=row.superseded_at is None,
        cause=CAUSE_NAMES[Cause(row.cause)] if row.cause else "",
        cause_unit=said(row.cause_unit.names, language).text if row.cause_unit else "",
        asked=[
            ("recurrent", row.recurrent),
            ("others", row.others_affected),
            ("correction", row.correction_needed),
        ]
        if row.cause
        else [],
        words=row.words,
        helper=row.helper,
        reopened_at=row.superseded_at,
        reopened_for=row.superseded_words,
    )
