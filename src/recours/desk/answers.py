"""An answer as staff read it: what is decided, promised and still missing, in their language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from recours.complaints.decision import PART_NAMES
from recours.complaints.outcomes import OUTCOME_NAMES, Outcome
from recours.complaints.remedies import ACTION_NAMES, ANSWERED_NAMES, CHECK_NAMES, Action, Answered, Check
from recours.complaints.selectors import lacking
from recours.core.localised import said
from recours.core.money import amount_said
from recours.desk.requests import staff_key
from recours.people.selectors import organisation, staff_names

if TYPE_CHECKING:
    from recours.complaints.selectors import CaseFile
    from recours.desk.requests import DeskRequest

TONES: dict[Outcome, tuple[str, str]] = {
    Outcome.UPHELD: ("good", "tick"),
    Outcome.PARTLY_UPHELD: ("good", "half"),
    Outcome.NOT_UPHELD: ("plain", "cross"),
    Outcome.GOODWILL_WITHOUT_FAULT: ("calm", "dot"),
    Outcome.OUT_OF_SCOPE: ("plain", "square"),
    Outcome.WITHDRAWN: ("plain", "square"),
    Outcome.UNDETERMINED: ("warn", "ring"),
}


@dataclass(frozen=True, slots=True)
class Point:
    """How one problem is decided; without a name it is the whole."""

    name: str
    outcome: object
    tone: tuple[str, str]
    reasons: str


@dataclass(frozen=True, slots=True)
class Step:
    """One remedy and what became of it."""

    id: str
    line: str
    due_on: date
    late: bool
    executed_on: date | None
    executed_by: str
    proof: str
    verified_at: datetime | None
    verified_by: str
    alone: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything that is said of an answer; `missing` names what its letter still lacks."""

    number: int
    outcome: object
    tone: tuple[str, str]
    points: Sequence[Point]
    words: str
    findings: str
    reasons: str
    rule: str
    apology: str
    remedies: Sequence[Step]
    checks: Sequence[tuple[object, object]]
    reply_by: date
    prepared_by: str
    prepared_at: datetime
    waits: bool
    approved_by: str
    sent_back_by: str
    sent_back_reason: str
    communicated_at: datetime | None
    missing: Sequence[object]


def answer_of(row: Any, found: CaseFile, request: DeskRequest) -> Answer:
    """The answer in the reader's language."""
    language = request.user.language
    remedies = list(row.remedies.all())
    codes = {row.prepared_by, row.approved_by, row.sent_back_by}
    codes |= {code for each in remedies for code in (each.executed_by, each.verified_by)}
    names = staff_names({key for code in codes if (key := staff_key(code))})

    def who(code: str) -> str:
        key = staff_key(code)
        return names.get(key, "") if key else ""

    office = organisation()
    today = request.now.astimezone(ZoneInfo(office.zone)).date()
    sent = row.communicated_at is not None
    return Answer(
        number=row.number,
        outcome=OUTCOME_NAMES[Outcome(row.outcome)],
        tone=TONES[Outcome(row.outcome)],
        points=[
            Point(
                said(each.category.names, language).text if each.category else "",
                OUTCOME_NAMES[Outcome(each.outcome)],
                TONES[Outcome(each.outcome)],
                each.reasons,
            )
            for each in row.outcomes.all()
        ],
        words=row.words,
        findings=row.findings,
        reasons=row.reasons,
        rule=row.rule,
        apology=row.apology,
        remedies=[_step(each, who, language, today) for each in remedies],
        checks=[(CHECK_NAMES[Check(c)], ANSWERED_NAMES[Answered(a)]) for c, a in row.checks.items()],
        reply_by=row.reply_by,
        prepared_by=who(row.prepared_by),
        prepared_at=row.prepared_at,
        waits=row.waits_for_approval,
        approved_by=who(row.approved_by),
        sent_back_by=who(row.sent_back_by),
        sent_back_reason=row.sent_back_reason,
        communicated_at=row.communicated_at,
        missing=[] if sent else [PART_NAMES[p] for p in lacking(row, found.complaint, request.now)],
    )


def remedy_line(row: Any, language: str) -> str:
    """One remedy in a line: the action, its amount, its words."""
    amount = amount_said(row.amount, row.currency, language) if row.amount is not None else ""
    return " · ".join(part for part in (str(ACTION_NAMES[Action(row.code)]), amount, row.words) if part)


def _step(row: Any, who: Any, language: str, today: date) -> Step:
    return Step(
        id=str(row.pk),
        line=remedy_line(row, language),
        due_on=row.due_on,
        late=row.executed_on is None and row.due_on < today,
        executed_on=row.executed_on,
        executed_by=who(row.executed_by),
        proof=row.proof,
        verified_at=row.verified_at,
        verified_by=who(row.verified_by),
        alone=row.alone,
    )
