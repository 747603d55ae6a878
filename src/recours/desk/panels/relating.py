"""Which other cases concern the one that is read, beside its story."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recours.complaints.likeness import REASON_NAMES
from recours.complaints.relations import SIDE_NAMES
from recours.complaints.states import STATE_NAMES, Move, State
from recours.desk.marks import STATE_MARKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recours.complaints.selectors import Alike, CaseFile, Related
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
class Belonging:
    """A case that this one belongs together with: how, and how its state looks."""

    row: Related
    side: object
    state: object
    mark: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the panel says; `may_merge` and `may_link` whether the reader can do something about it."""

    reference: str
    related: Sequence[Belonging]
    alike: Sequence[Like]
    may_merge: bool
    may_link: bool


def facts(found: CaseFile, request: DeskRequest) -> Facts | None:
    """The cases that belong together with this one or may be the same matter; None where there is none."""
    related, alike = found.relating.running, found.relating.alike
    if not related and not alike:
        return None
    return Facts(
        found.complaint.reference,
        [_belonging(row) for row in related],
        [_like(case) for case in alike],
        Move.MERGE in found.moves,
        Move.LINK in found.moves,
    )


def _belonging(row: Related) -> Belonging:
    return Belonging(row, SIDE_NAMES[row.side], STATE_NAMES[row.state], STATE_MARKS[row.state])


def _like(case: Alike) -> Like:
    reasons = [REASON_NAMES[reason] for reason in case.reasons]
    return Like(case, reasons, STATE_NAMES[State(case.state)], STATE_MARKS[State(case.state)])
