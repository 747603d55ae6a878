"""What stands beside the story of a case: one panel for each stage that has something to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recours.desk.panels import (
    assessing,
    closing,
    conduct,
    ending,
    hearing,
    investigating,
    overseeing,
    relating,
    responding,
    tasking,
    waiting,
)

if TYPE_CHECKING:
    from recours.complaints.selectors import CaseFile
    from recours.desk.requests import DeskRequest

_STAGES = (
    conduct,
    overseeing,
    waiting,
    relating,
    assessing,
    investigating,
    hearing,
    tasking,
    responding,
    ending,
    closing,
)


@dataclass(frozen=True, slots=True)
class Panel:
    """A block of the side, with what its template needs."""

    template: str
    facts: Any


def panels_of(found: CaseFile, request: DeskRequest) -> list[Panel]:
    """The panels in the order of the stages; a stage without records has none."""
    shown = ((stage.TEMPLATE, stage.facts(found, request)) for stage in _STAGES)
    return [Panel(template, facts) for template, facts in shown if facts is not None]
