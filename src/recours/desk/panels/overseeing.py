"""Alerts to the management, and reasons for delay, beside the story."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from recours.complaints.lateness import LATENESS_NAMES, Lateness
from recours.complaints.scales import CONCERN_NAMES, Concern
from recours.complaints.states import Move
from recours.core.localised import said
from recours.desk.clocks import name_of
from recours.desk.requests import staff_key
from recours.people.selectors import staff_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recours.complaints.selectors import CaseFile
    from recours.desk.requests import DeskRequest

TEMPLATE = "desk/panels/overseeing.html"


@dataclass(frozen=True, slots=True)
class Raised:
    """One alert: why, when, and who has seen it."""

    concerns: Sequence[object]
    at: datetime
    seen: Sequence[tuple[str, datetime]]


@dataclass(frozen=True, slots=True)
class Late:
    """One limit that passed: which, and why, where somebody said so."""

    clock: str
    cause: object
    unit: str
    words: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What the panel says; `to_confirm` and `to_explain` whether the reader is asked to."""

    alerts: Sequence[Raised]
    late: Sequence[Late]
    to_confirm: bool
    to_explain: bool


def facts(found: CaseFile, request: DeskRequest) -> Facts | None:
    """The alerts and the delays, or None where there are none."""
    late = [clock for clock in found.clocks if clock.is_late(request.now)]
    if not found.assessing.alerts and not late:
        return None
    reasons = {}
    for delay in reversed(found.delays):
        reasons[delay.clock] = delay
    return Facts(
        alerts=_alerts(found),
        late=[_late(name_of(clock), reasons.get(clock.id), request.user.language) for clock in late],
        to_confirm=Move.CONFIRM_ALERT in found.moves,
        to_explain=Move.EXPLAIN_DELAY in found.moves and any(clock.id not in reasons for clock in late),
    )


def _alerts(found: CaseFile) -> list[Raised]:
    sights = [sight for alert in found.assessing.alerts for sight in alert.sights.all()]
    names = staff_names({key for sight in sights if (key := staff_key(sight.by))}) if sights else {}
    return [
        Raised(
            [CONCERN_NAMES[Concern(code)] for code in alert.concerns],
            alert.at,
            [
                (names.get(key, "") if (key := staff_key(sight.by)) else "", sight.at)
                for sight in alert.sights.all()
            ],
        )
        for alert in found.assessing.alerts
    ]


def _late(clock: str, delay: object, language: str) -> Late:
    if delay is None:
        return Late(clock, "", "", "")
    unit = said(delay.unit.names, language).text if delay.unit else ""  # type: ignore[attr-defined]  # a row of a package whose models are private
    return Late(clock, LATENESS_NAMES[Lateness(delay.cause)], unit, delay.words)  # type: ignore[attr-defined]  # the same
