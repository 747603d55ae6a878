"""Restrictions and welfare flags beside the story, for those who work on the case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recours.complaints.conduct import CONCERNED_NAMES, RESTRICTION_NAMES, Concerned, RestrictionKind, Verdict
from recours.complaints.states import Move
from recours.desk.requests import staff_key
from recours.people.selectors import staff_names

if TYPE_CHECKING:
    from recours.complaints.selectors import CaseFile
    from recours.desk.requests import DeskRequest

TEMPLATE = "desk/panels/conduct.html"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the panel says, and what the reader can do."""

    restrictions: Sequence[dict[str, Any]]
    flags: Sequence[dict[str, Any]]
    decides: bool
    lifts: bool
    settles: bool


def facts(found: CaseFile, request: DeskRequest) -> Facts | None:
    """The restrictions and flags, or None where there is none that the reader may know of."""
    conduct = found.conduct
    if not conduct.restrictions and not conduct.flags:
        return None
    codes = {code for each in conduct.restrictions for code in (each.by, each.decided_by)}
    codes |= {code for each in conduct.flags for code in (each.by, each.settled_by)}
    names = staff_names({key for code in codes if (key := staff_key(code))})

    def who(code: str) -> str:
        key = staff_key(code)
        return names.get(key, "") if key else ""

    today = request.now.date()
    return Facts(
        restrictions=[
            {
                "row": each,
                "kind": RESTRICTION_NAMES[RestrictionKind(each.kind)],
                "waits": not each.verdict,
                "declined": each.verdict == Verdict.DECLINED.value,
                "holds": each in conduct.running and each.until >= today,
                "by": who(each.by),
                "decided_by": who(each.decided_by),
            }
            for each in conduct.restrictions
        ],
        flags=[
            {
                "row": each,
                "concerned": CONCERNED_NAMES[Concerned(each.concerned)],
                "by": who(each.by),
                "settled_by": who(each.settled_by),
            }
            for each in conduct.flags
        ],
        decides=Move.DECIDE_RESTRICTION in found.moves,
        lifts=Move.LIFT_RESTRICTION in found.moves,
        settles=Move.SETTLE_WELFARE in found.moves,
    )
