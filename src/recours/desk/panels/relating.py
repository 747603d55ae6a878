"""Which other cases concern the one that is read, beside its story."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recours.complaints.likeness import REASON_NAMES
from recours.complaints.states import STATE_NAMES, State
from recours.desk.marks import STATE_MARKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recours.complaints.selectors import Alike, CaseFile
    from recours.desk.requests import DeskRequest

TEMPLATE = "desk/panels/relating.html"


@dataclass(frozen=True, slots=True)
class Like:
    """A case that may be the same matter: its line, why, and how its state looks."""

    case: Alike
    reasons: Sequence[object]
    state: object
    mark: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the panel says."""

    alike: Sequence[Like]


def facts(found: CaseFile, request: DeskRequest) -> Facts | None:
    """The cases that may be the same matter; None where there is none."""
    if not found.alike:
        return None
    return Facts([_like(case) for case in found.alike])


def _like(case: Alike) -> Like:
    return Like(
        case,
        [REASON_NAMES[reason] for reason in case.reasons],
        STATE_NAMES[State(case.state)],
        STATE_MARKS[State(case.state)],
    )
