"""Guidance: procedures, the remedy guide, who does what, what similar cases received."""

from __future__ import annotations

from pydantic import Field

from recours.api.schemas.base import Given, Told, Words
from recours.complaints.outcomes import Outcome
from recours.complaints.selectors import Received
from recours.complaints.states import Move
from recours.guidance.duties import Duty, Party, Stage
from recours.guidance.procedures import Procedure
from recours.guidance.remedies import Advice, Due
from recours.guidance.selectors import AdviceView, DutyView, ProcedureView


class ProcedureTold(Told):
    """A procedure in the language asked for; `own` where the organisation wrote it otherwise."""

    code: str
    title: str
    words: str
    language: str
    moves: list[Move]
    own: bool
    hidden: bool


class ProcedureGiven(Given):
    """A procedure in every language; the whole of it, what is left out is the standard's or empty."""

    titles: Words = Field(examples=[{"en": "When the lift is out of order"}])
    words: Words = Field(examples=[{"en": "Call the house first.\nThen write."}])
    moves: list[Move] = Field(default=[], description="Beside which moves it is shown.")
    hidden: bool = False

    def procedure(self) -> Procedure:
        """As the action takes it."""
        return Procedure(
            titles=dict(self.titles), words=dict(self.words), moves=tuple(self.moves), hidden=self.hidden
        )


class NewProcedure(ProcedureGiven):
    """A procedure of the organisation's own; its code is for ever."""

    code: str = Field(min_length=1, max_length=60, examples=["lift"])


class AdviceTold(Told):
    """What is due for one finding (`outcome`) and severity (1 to 5)."""

    code: str
    outcome: Outcome
    severity: int
    due: Due
    words: str
    own: bool


class AdviceGiven(Given):
    """What is due, with words of the organisation's own."""

    due: Due
    words: Words = Field(default_factory=dict)

    def advice(self) -> Advice:
        """As the action takes it."""
        return Advice(due=self.due, words=dict(self.words))


class DutyTold(Told):
    """Who does what at a stage."""

    stage: Stage
    responsible: list[Party]
    accountable: Party
    consulted: list[Party]
    informed: list[Party]
    own: bool


class DutyGiven(Given):
    """Who does it, answers for it, is asked before and told after."""

    responsible: list[Party] = Field(min_length=1)
    accountable: Party
    consulted: list[Party] = []
    informed: list[Party] = []

    def duty(self) -> Duty:
        """As the action takes it."""
        return Duty(
            responsible=tuple(self.responsible),
            accountable=self.accountable,
            consulted=tuple(self.consulted),
            informed=tuple(self.informed),
        )


class PaidTold(Told):
    """What was paid in one currency; without figures where fewer than five cases were paid."""

    currency: str
    cases: int
    median: str | None
    least: str | None
    most: str | None


class SimilarTold(Told):
    """What answered cases about the same main problem received where this was found; nothing but the count under five."""

    outcome: Outcome
    cases: int
    enough: bool
    words_alone: int | None
    paid: list[PaidTold]


def procedure_told(view: ProcedureView) -> ProcedureTold:
    """A procedure as it is shown."""
    return ProcedureTold(
        code=view.code,
        title=view.title.text,
        words=view.words.text,
        language=view.words.language,
        moves=list(view.moves),
        own=view.own,
        hidden=view.hidden,
    )


def advice_told(view: AdviceView) -> AdviceTold:
    """One line of the remedy guide."""
    return AdviceTold(
        code=view.code,
        outcome=view.outcome,
        severity=view.severity.value,
        due=view.due,
        words=view.words.text,
        own=view.own,
    )


def duty_told(view: DutyView) -> DutyTold:
    """One line of who does what."""
    return DutyTold(
        stage=view.stage,
        responsible=list(view.duty.responsible),
        accountable=view.duty.accountable,
        consulted=list(view.duty.consulted),
        informed=list(view.duty.informed),
        own=view.own,
    )


def similar_told(found: Received) -> SimilarTold:
    """What similar cases received, as far as there are enough of them."""
    return SimilarTold(
        outcome=found.outcome,
        cases=found.cases,
        enough=found.enough,
        words_alone=found.words_alone if found.enough else None,
        paid=[
            PaidTold(
                currency=paid.currency,
                cases=paid.cases,
                median=None if paid.middle is None else f"{paid.middle:f}",
                least=None if paid.least is None else f"{paid.least:f}",
                most=None if paid.most is None else f"{paid.most:f}",
            )
            for paid in (found.paid if found.enough else ())
        ],
    )
