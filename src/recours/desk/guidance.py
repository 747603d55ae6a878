"""Guidance as the desk shows it: on its own page, beside a case, and where a remedy is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recours.complaints.outcomes import OUTCOME_NAMES
from recours.complaints.scales import SEVERITY_NAMES, Severity
from recours.complaints.selectors import Received, similar_to
from recours.complaints.states import Move, State
from recours.core.money import amount_said
from recours.guidance.duties import PARTY_NAMES, STAGE_NAMES, STAGE_OF, Party
from recours.guidance.remedies import DUE_NAMES, DUE_SENTENCES, FOUND
from recours.guidance.selectors import (
    AdviceView,
    DutyView,
    ProcedureView,
    advice_table,
    duty_at,
    procedures_in,
)

if TYPE_CHECKING:
    from recours.complaints.selectors import CaseFile
    from recours.desk.requests import DeskRequest

STAGE = "stage"
"""What is asked for when no words are sought: the guidance of the stage."""


@dataclass(frozen=True, slots=True)
class DutyLine:
    """Who does what at a stage, in words."""

    code: str
    stage: object
    responsible: Sequence[object]
    accountable: object
    consulted: Sequence[object]
    informed: Sequence[object]
    own: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """The guidance beside a case: procedures, who does what now, and what was sought."""

    procedures: Sequence[ProcedureView]
    duty: DutyLine
    sought: str


@dataclass(frozen=True, slots=True)
class RemedyLine:
    """What the guide says is due for a finding in a case as serious as this one, and what similar cases received."""

    outcome: object
    due: object
    sentence: object
    words: object
    received: Received | None
    amounts: Sequence[Any]


def beside(request: DeskRequest, found: CaseFile, opened: str) -> Beside | None:
    """What helps with the open form, or what was sought; None while neither is wanted. Two statements."""
    sought = request.GET.get("guide", "").strip()[:200]
    move = Move(opened) if opened in set(Move) else None
    if not sought and move is None:
        return None
    language = request.user.language
    words = "" if sought == STAGE else sought
    if words:
        shown = procedures_in(language, sought=words)
    elif move is not None:
        shown = procedures_in(language, move=move)
    else:
        shown = [each for each in procedures_in(language) if set(each.moves) & set(found.moves)]
    if move is not None and not shown and not sought:
        return None
    stage = STAGE_OF[State(found.complaint.state)]
    return Beside(shown, duty_line(duty_at(stage)), words)


def remedies_beside(request: DeskRequest, found: CaseFile) -> list[RemedyLine]:
    """The remedy guide for this case, line by line; four statements."""
    language = request.user.language
    held = found.assessing.current
    severity = held.severity if held else Severity.MINOR_LOSS.value
    received = {each.outcome: each for each in similar_to(found.complaint)}
    lines = {advice.outcome: advice for advice in advice_table(language) if advice.severity.value == severity}
    return [_remedy_line(lines[outcome], received.get(outcome), language) for outcome in FOUND]


class WithGuide:
    """A form about a case that has the remedy guide beside it."""

    case: CaseFile
    request: DeskRequest

    def guide(self) -> list[RemedyLine]:
        """What the remedy guide says is due, and what similar cases received."""
        return remedies_beside(self.request, self.case)


def _remedy_line(advice: AdviceView, received: Received | None, language: str) -> RemedyLine:
    amounts = [
        (
            paid.cases,
            [amount_said(amount, paid.currency, language) for amount in (paid.middle, paid.least, paid.most)]
            if paid.middle is not None and paid.least is not None and paid.most is not None
            else None,
        )
        for paid in (received.paid if received and received.enough else ())
    ]
    return RemedyLine(
        outcome=OUTCOME_NAMES[advice.outcome],
        due=DUE_NAMES[advice.due],
        sentence=DUE_SENTENCES[advice.due],
        words=advice.words,
        received=received,
        amounts=amounts,
    )


def remedy_rows(language: str) -> list[tuple[object, list[tuple[AdviceView, object]]]]:
    """The whole remedy guide as a table: a row for each finding, a cell for each severity."""
    table = advice_table(language)
    return [
        (OUTCOME_NAMES[outcome], [(each, DUE_NAMES[each.due]) for each in table if each.outcome is outcome])
        for outcome in FOUND
    ]


def duty_line(view: DutyView) -> DutyLine:
    """One line of who does what."""

    def named(parties: Sequence[Party]) -> list[object]:
        return [PARTY_NAMES[party] for party in parties]

    return DutyLine(
        code=view.stage.value,
        stage=STAGE_NAMES[view.stage],
        responsible=named(view.duty.responsible),
        accountable=PARTY_NAMES[view.duty.accountable],
        consulted=named(view.duty.consulted),
        informed=named(view.duty.informed),
        own=view.own,
    )


SEVERITIES = [(severity.value, SEVERITY_NAMES[severity]) for severity in Severity]
"""The columns of the remedy guide."""
