"""Who does what at which stage: responsible, accountable, consulted, informed (ISO 10002:2018, 5.4). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import pgettext_lazy

from recours.complaints.states import State

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Stage(StrEnum):
    """A stage of handling, from the first word to what is learnt."""

    RECEIVE = "receive"
    ACKNOWLEDGE = "acknowledge"
    ASSESS = "assess"
    INVESTIGATE = "investigate"
    DECIDE = "decide"
    TELL = "tell"
    REMEDY = "remedy"
    REVIEW = "review"
    CLOSE = "close"
    LEARN = "learn"


class Party(StrEnum):
    """Who can have a part in it."""

    FRONT = "front"
    HANDLER = "handler"
    MANAGER = "manager"
    REVIEWER = "reviewer"
    DEPARTMENT = "department"
    MANAGEMENT = "management"
    COMPLAINANT = "complainant"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """The parts of one stage; exactly one party answers for it."""

    responsible: tuple[Party, ...]
    accountable: Party
    consulted: tuple[Party, ...] = ()
    informed: tuple[Party, ...] = ()


_P = Party
STANDARD: Mapping[str, Duty] = {
    Stage.RECEIVE.value: Duty(responsible=(_P.FRONT,), accountable=_P.MANAGER, informed=(_P.HANDLER,)),
    Stage.ACKNOWLEDGE.value: Duty(responsible=(_P.FRONT,), accountable=_P.MANAGER, informed=(_P.COMPLAINANT,)),
    Stage.ASSESS.value: Duty(
        responsible=(_P.HANDLER,), accountable=_P.MANAGER, consulted=(_P.DEPARTMENT,), informed=(_P.MANAGEMENT,)
    ),
    Stage.INVESTIGATE.value: Duty(
        responsible=(_P.HANDLER,), accountable=_P.MANAGER, consulted=(_P.DEPARTMENT, _P.COMPLAINANT)
    ),
    Stage.DECIDE.value: Duty(
        responsible=(_P.HANDLER,), accountable=_P.MANAGER, consulted=(_P.DEPARTMENT,), informed=(_P.MANAGEMENT,)
    ),
    Stage.TELL.value: Duty(
        responsible=(_P.HANDLER,), accountable=_P.MANAGER, informed=(_P.COMPLAINANT, _P.DEPARTMENT)
    ),
    Stage.REMEDY.value: Duty(
        responsible=(_P.DEPARTMENT,), accountable=_P.MANAGER, consulted=(_P.HANDLER,), informed=(_P.COMPLAINANT,)
    ),
    Stage.REVIEW.value: Duty(
        responsible=(_P.REVIEWER,), accountable=_P.MANAGEMENT, consulted=(_P.HANDLER,), informed=(_P.COMPLAINANT,)
    ),
    Stage.CLOSE.value: Duty(
        responsible=(_P.HANDLER,), accountable=_P.MANAGER, informed=(_P.COMPLAINANT, _P.DEPARTMENT)
    ),
    Stage.LEARN.value: Duty(
        responsible=(_P.MANAGER,), accountable=_P.MANAGEMENT, consulted=(_P.DEPARTMENT, _P.HANDLER), informed=(_P.FRONT,)
    ),
}  # fmt: skip
"""Who does what until somebody says otherwise, by stage."""

STAGE_OF: Mapping[State, Stage] = {
    State.RECEIVED: Stage.ACKNOWLEDGE,
    State.ACKNOWLEDGED: Stage.ASSESS,
    State.ASSESSED: Stage.INVESTIGATE,
    State.INVESTIGATING: Stage.INVESTIGATE,
    State.AWAITING_INFORMATION: Stage.INVESTIGATE,
    State.RESPONSE_PREPARED: Stage.DECIDE,
    State.DECISION_COMMUNICATED: Stage.TELL,
    State.REJECTED: Stage.REVIEW,
    State.ESCALATED: Stage.REVIEW,
    State.EXTERNAL: Stage.REVIEW,
    State.EXTERNAL_DECIDED: Stage.REMEDY,
    State.IMPLEMENTING: Stage.REMEDY,
    State.REMEDY_VERIFIED: Stage.CLOSE,
    State.CLOSED: Stage.LEARN,
}
"""At which stage a case is, by where it stands."""

STAGE_NAMES: Mapping[Stage, _StrPromise] = {
    Stage.RECEIVE: pgettext_lazy("stage", "Take in"),
    Stage.ACKNOWLEDGE: pgettext_lazy("stage", "Acknowledge"),
    Stage.ASSESS: pgettext_lazy("stage", "Assess"),
    Stage.INVESTIGATE: pgettext_lazy("stage", "Investigate"),
    Stage.DECIDE: pgettext_lazy("stage", "Decide"),
    Stage.TELL: pgettext_lazy("stage", "Tell the decision"),
    Stage.REMEDY: pgettext_lazy("stage", "Put it right"),
    Stage.REVIEW: pgettext_lazy("stage", "Review"),
    Stage.CLOSE: pgettext_lazy("stage", "Close"),
    Stage.LEARN: pgettext_lazy("stage", "Learn from it"),
}

PARTY_NAMES: Mapping[Party, _StrPromise] = {
    Party.FRONT: pgettext_lazy("party", "Front desk"),
    Party.HANDLER: pgettext_lazy("party", "Complaint handler"),
    Party.MANAGER: pgettext_lazy("party", "Complaints manager"),
    Party.REVIEWER: pgettext_lazy("party", "Reviewer"),
    Party.DEPARTMENT: pgettext_lazy("party", "Department concerned"),
    Party.MANAGEMENT: pgettext_lazy("party", "Top management"),
    Party.COMPLAINANT: pgettext_lazy("party", "Complainant"),
}
