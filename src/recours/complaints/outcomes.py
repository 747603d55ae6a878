"""How a complaint is decided, point by point and on the whole. Pure (ISO 10002:2018, 7.8)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Outcome(StrEnum):
    """What was decided. Codes are never renamed, only retired."""

    UPHELD = "upheld"
    PARTLY_UPHELD = "partly_upheld"
    NOT_UPHELD = "not_upheld"
    GOODWILL_WITHOUT_FAULT = "goodwill_without_fault"
    OUT_OF_SCOPE = "out_of_scope"
    WITHDRAWN = "withdrawn"
    UNDETERMINED = "undetermined"


DECIDABLE = (
    Outcome.UPHELD,
    Outcome.PARTLY_UPHELD,
    Outcome.NOT_UPHELD,
    Outcome.GOODWILL_WITHOUT_FAULT,
    Outcome.OUT_OF_SCOPE,
    Outcome.UNDETERMINED,
)
"""What an answer can say; a complaint is withdrawn by the complainant, not by us."""

WITH_FAULT = frozenset({Outcome.UPHELD, Outcome.PARTLY_UPHELD})
"""The outcomes that call for an apology."""


def overall(outcomes: Collection[Outcome]) -> Outcome:
    """The outcome of the whole: where points differ and we were at fault in one, it is partly upheld."""
    found = set(outcomes)
    if len(found) == 1:
        return found.pop()
    if found & WITH_FAULT:
        return Outcome.PARTLY_UPHELD
    for outcome in (Outcome.GOODWILL_WITHOUT_FAULT, Outcome.UNDETERMINED, Outcome.NOT_UPHELD):
        if outcome in found:
            return outcome
    return Outcome.UNDETERMINED


OUTCOME_NAMES: Mapping[Outcome, _StrPromise] = {
    Outcome.UPHELD: pgettext_lazy("outcome", "Upheld"),
    Outcome.PARTLY_UPHELD: pgettext_lazy("outcome", "Partly upheld"),
    Outcome.NOT_UPHELD: pgettext_lazy("outcome", "Not upheld"),
    Outcome.GOODWILL_WITHOUT_FAULT: pgettext_lazy("outcome", "Goodwill without fault"),
    Outcome.OUT_OF_SCOPE: pgettext_lazy("outcome", "Not ours to decide"),
    Outcome.WITHDRAWN: pgettext_lazy("outcome", "Withdrawn"),
    Outcome.UNDETERMINED: pgettext_lazy("outcome", "Could not be determined"),
}
"""As colleagues read it."""

OUTCOME_SENTENCES: Mapping[Outcome, _StrPromise] = {
    Outcome.UPHELD: pgettext_lazy("outcome in a letter", "You are right: we uphold your complaint."),
    Outcome.PARTLY_UPHELD: pgettext_lazy(
        "outcome in a letter", "You are right in part: we partly uphold your complaint."
    ),
    Outcome.NOT_UPHELD: pgettext_lazy("outcome in a letter", "We do not uphold your complaint."),
    Outcome.GOODWILL_WITHOUT_FAULT: pgettext_lazy(
        "outcome in a letter", "We found no fault of ours, but we would like to make a gesture of goodwill."
    ),
    Outcome.OUT_OF_SCOPE: pgettext_lazy(
        "outcome in a letter", "This is not ours to decide; below we tell you who can."
    ),
    Outcome.WITHDRAWN: pgettext_lazy("outcome in a letter", "You withdrew your complaint."),
    Outcome.UNDETERMINED: pgettext_lazy(
        "outcome in a letter", "We could not find out for certain what happened."
    ),
}
"""As the complainant reads it."""
