"""The remedy guide: what is due by what was found and how serious it was. Pure; the standard table is ours to be changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import pgettext_lazy

from recours.complaints.outcomes import Outcome
from recours.complaints.scales import Severity

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Due(StrEnum):
    """How much is due."""

    WORDS = "words"
    GESTURE = "gesture"
    PUT_RIGHT = "put_right"
    COMPENSATE = "compensate"


FOUND = (
    Outcome.UPHELD,
    Outcome.PARTLY_UPHELD,
    Outcome.GOODWILL_WITHOUT_FAULT,
    Outcome.UNDETERMINED,
    Outcome.NOT_UPHELD,
)
"""The findings that the guide has a line for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What is due for one finding and severity; `words` per language say it in the organisation's own way."""

    due: Due
    words: Mapping[str, str] = field(default_factory=dict)


_W, _G, _P, _C = Due.WORDS, Due.GESTURE, Due.PUT_RIGHT, Due.COMPENSATE
_TABLE: Mapping[Outcome, tuple[Due, Due, Due, Due, Due]] = {
    Outcome.UPHELD: (_W, _P, _P, _C, _C),
    Outcome.PARTLY_UPHELD: (_W, _G, _P, _P, _C),
    Outcome.GOODWILL_WITHOUT_FAULT: (_W, _G, _G, _P, _P),
    Outcome.UNDETERMINED: (_W, _W, _G, _G, _P),
    Outcome.NOT_UPHELD: (_W, _W, _W, _G, _G),
}

STANDARD: Mapping[str, Advice] = {
    f"{outcome.value}-{severity.value}": Advice(due=_TABLE[outcome][severity - 1])
    for outcome in FOUND
    for severity in Severity
}
"""The guide until somebody says otherwise, by finding and severity."""

DUE_NAMES: Mapping[Due, _StrPromise] = {
    Due.WORDS: pgettext_lazy("due", "Words suffice"),
    Due.GESTURE: pgettext_lazy("due", "Words and a gesture"),
    Due.PUT_RIGHT: pgettext_lazy("due", "Put it right"),
    Due.COMPENSATE: pgettext_lazy("due", "Put it right and compensate"),
}

DUE_SENTENCES: Mapping[Due, _StrPromise] = {
    Due.WORDS: pgettext_lazy(
        "due", "An explanation that answers every point and, where we were at fault, an apology."
    ),
    Due.GESTURE: pgettext_lazy(
        "due", "An explanation, and something small that shows we mean it: it buys nobody’s silence."
    ),
    Due.PUT_RIGHT: pgettext_lazy(
        "due",
        "Bring them where they would be without the problem: deliver, repair, correct, pay back what it cost.",
    ),
    Due.COMPENSATE: pgettext_lazy(
        "due",
        "Put it right, pay the loss, and add something for the distress. Speak with your manager before you promise.",
    ),
}


def code_of(outcome: Outcome, severity: int) -> str:
    """Under which code the guide keeps this finding and severity."""
    return f"{outcome.value}-{severity}"


def finding_of(code: str) -> tuple[Outcome, Severity]:
    """The finding and the severity of a code of the guide."""
    outcome, _dash, severity = code.rpartition("-")
    return Outcome(outcome), Severity(int(severity))
