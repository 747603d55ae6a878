"""Response and decision (ISO 10002:2018, 7.7, 7.8): prepared, approved beyond a limit by a second person, communicated."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.text import format_lazy

from recours.complaints.actions.locks import lock_complaint
from recours.complaints.decision import (
    PART_NAMES,
    Decided,
    Decision,
    Promised,
    check_decision,
    with_given,
)
from recours.complaints.decision_letter import decision_letter
from recours.complaints.errors import (
    BEYOND_LIMIT,
    LETTER_INCOMPLETE,
    NOT_APPROVED,
    NOT_NOW,
    OWN_ANSWER,
    REASON_MISSING,
)
from recours.complaints.events import (
    DecisionCommunicated,
    ResponseApproved,
    ResponsePrepared,
    ResponseSentBack,
)
from recours.complaints.limits import beyond
from recours.complaints.models import Complaint, Issue, IssueOutcome, Remedy, Response
from recours.complaints.models.case import DUE, STANDING
from recours.complaints.outcomes import Outcome
from recours.complaints.rules import check_move, sees
from recours.complaints.selectors.independence import check_uninvolved
from recours.complaints.selectors.responding import lacking, responding_of
from recours.complaints.states import Move, State
from recours.core.actors import Actor
from recours.core.errors import STALE, Invalid, Refused, Stale
from recours.core.money import amount_said
from recours.core.rows import insert_rows, update_row
from recours.core.subjects import Subject
from recours.core.text import clean
from recours.deadlines.clocks import meet, next_due
from recours.people.selectors import organisation
from recours.trail.chain import digest, new_salt
from recours.trail.record import record


def prepare(*, actor: Actor, complaint_id: UUID, decision: Decision, seen: int, now: datetime) -> Response:
    """Prepare the answer, anew where one is prepared already; what it promises beyond the actor's limit needs a second person.

    Invalid names every field that is missing. `seen` is the version the actor looked at: Stale if the case changed
    since. The same answer by the same actor again changes nothing.
    """
    decision = _cleaned(decision)
    today = now.astimezone(ZoneInfo(organisation().zone)).date()
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        passage = check_move(actor, complaint, Move.PREPARE)
        responding = responding_of(complaint.pk)
        latest = responding.current
        content = decision.digest()
        if latest is not None and _is_again(latest, complaint, actor, content):
            return latest
        if complaint.version != seen:
            raise Stale(STALE)
        issues = {
            issue.category_id: issue for issue in Issue.objects.filter(complaint=complaint, removed_at=None)
        }
        check_decision(decision, problems=issues.keys(), today=today)
        sums = with_given([(r.amount, r.currency) for r in decision.remedies], responding.given)
        frm = latest.frm if latest and passage.frm is State.RESPONSE_PREPARED else passage.frm.value
        _check_review(actor, complaint, frm)
        response = Response(
            complaint=complaint,
            number=latest.number + 1 if latest else 1,
            level=complaint.level,
            frm=frm,
            outcome=decision.outcome.value,
            words=decision.words,
            findings=decision.findings,
            reasons=decision.reasons,
            rule=decision.rule,
            apology=decision.apology,
            checks={check.value: answer.value for check, answer in decision.checks.items()},
            reply_by=_day(decision.reply_by),
            salt=new_salt(),
            digest=content,
            prepared_by=actor.code,
            prepared_at=now,
            approval_needed=bool(beyond(actor, complaint.unit_id, sums)),
        )
        insert_rows([response])
        insert_rows(_outcomes(response, decision, issues))
        insert_rows(_remedies(response, decision))
        _enter(complaint, passage.to, now)
        record(_prepared(response, decision), about=_about(complaint), actor=actor, now=now)
    return response


def approve(*, actor: Actor, complaint_id: UUID, seen: int, now: datetime) -> Response:
    """Approve the prepared answer as a second person whose limit reaches; approving again changes nothing."""
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        passage = check_move(actor, complaint, Move.APPROVE)
        responding = responding_of(complaint.pk)
        response = _waiting(responding.current, complaint, Move.APPROVE)
        if response.approved_at is not None and response.approved_by == actor.code:
            return response
        if complaint.version != seen:
            raise Stale(STALE)
        if not response.waits_for_approval:
            raise Refused(NOT_NOW, state=complaint.state, move=Move.APPROVE.value)
        if actor.code == response.prepared_by:
            raise Refused(OWN_ANSWER)
        _check_review(actor, complaint, response.frm)
        promised = [(each.amount, each.currency) for each in response.remedies.all()]
        sums = with_given(promised, responding.given)
        over = beyond(actor, complaint.unit_id, sums)
        if over:
            said = [amount_said(total, currency, actor.language) for currency, total in over.items()]
            raise Refused(BEYOND_LIMIT, amount=" + ".join(said))
        response.approved_by, response.approved_at = actor.code, now
        update_row(response, ["approved_by", "approved_at"])
        _enter(complaint, passage.to, now)
        event = ResponseApproved(response=response.pk, number=response.number)
        record(event, about=_about(complaint), actor=actor, now=now)
    return response


def send_back(*, actor: Actor, complaint_id: UUID, reason: str, seen: int, now: datetime) -> Response:
    """Send the prepared answer back to where it was prepared, as a second person and with a reason."""
    words = clean(reason)
    if not words:
        raise Invalid({"reason": REASON_MISSING})
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        latest = _latest(complaint)
        back_to = State(latest.frm) if latest is not None else None
        if latest is not None and _was_sent_back(latest, complaint, actor, words):
            return latest
        passage = check_move(actor, complaint, Move.SEND_BACK, to=back_to)
        response = _waiting(latest, complaint, Move.SEND_BACK)
        if complaint.version != seen:
            raise Stale(STALE)
        if actor.code == response.prepared_by:
            raise Refused(OWN_ANSWER)
        response.sent_back_by, response.sent_back_at, response.sent_back_reason = actor.code, now, words
        update_row(response, ["sent_back_by", "sent_back_at", "sent_back_reason"])
        _enter(complaint, passage.to, now)
        event = ResponseSentBack(
            response=response.pk, number=response.number, reason=digest(words, response.salt)
        )
        record(event, about=_about(complaint), actor=actor, now=now)
    return response


def communicate(*, actor: Actor, complaint_id: UUID, seen: int, now: datetime) -> Response:
    """Send the prepared answer: the decision letter is queued and the promise to answer is met.

    Refused while an approval is missing, or the letter lacks a part that it must have. Sending it again changes nothing.
    """
    office = organisation()
    with transaction.atomic():
        complaint = lock_complaint(complaint_id)
        latest = _latest(complaint)
        if latest is not None and latest.communicated_by == actor.code and _still_stands(actor, complaint):
            return latest
        passage = check_move(actor, complaint, Move.COMMUNICATE)
        response = _waiting(latest, complaint, Move.COMMUNICATE)
        if complaint.version != seen:
            raise Stale(STALE)
        if response.waits_for_approval:
            raise Refused(NOT_APPROVED)
        _check_letter(response, complaint, now)
        response.letter = decision_letter(response, complaint, office=office, actor=actor, now=now)
        response.communicated_by, response.communicated_at = actor.code, now
        update_row(response, ["letter", "communicated_by", "communicated_at"])
        due = next_due(meet(about=_about(complaint), code="answer", at=now))
        complaint.enter(passage.to, now)
        complaint.wait_for(due.due if due else None, due.code if due else "")
        update_row(complaint, [*STANDING, *DUE])
        record(_communicated(response, response.letter), about=_about(complaint), actor=actor, now=now)
    return response


def _check_letter(response: Response, complaint: Complaint, now: datetime) -> None:
    missing = lacking(response, complaint, now)
    if missing:
        names = [PART_NAMES[part] for part in missing]
        raise Refused(LETTER_INCOMPLETE, parts=format_lazy("; ".join("{}" for _ in names), *names))


def _check_review(actor: Actor, complaint: Complaint, frm: str) -> None:
    """Refused where the answer is that of a review and the actor had a hand in the case before (ISO 10002:2018, 4.7)."""
    if frm == State.ESCALATED.value:
        check_uninvolved(actor, complaint)


def _still_stands(actor: Actor, complaint: Complaint) -> bool:
    return complaint.state == State.DECISION_COMMUNICATED and sees(actor, complaint)


def _latest(complaint: Complaint) -> Response | None:
    """The latest answer with its outcomes and remedies read."""
    return next(iter(responding_of(complaint.pk).responses), None)


def _waiting(latest: Response | None, complaint: Complaint, move: Move) -> Response:
    """The latest answer if it is prepared and was not sent, or Refused."""
    if latest is None or latest.sent_back_at is not None or latest.communicated_at is not None:
        raise Refused(NOT_NOW, state=complaint.state, move=move.value)
    return latest


def _is_again(latest: Response, complaint: Complaint, actor: Actor, content: str) -> bool:
    return (
        complaint.state == State.RESPONSE_PREPARED
        and latest.prepared_by == actor.code
        and latest.digest == content
    )


def _was_sent_back(latest: Response, complaint: Complaint, actor: Actor, words: str) -> bool:
    again = (latest.sent_back_by, latest.sent_back_reason) == (actor.code, words)
    return again and complaint.state == latest.frm and sees(actor, complaint)


def _cleaned(decision: Decision) -> Decision:
    return replace(
        decision,
        words=clean(decision.words),
        findings=clean(decision.findings),
        reasons=clean(decision.reasons),
        rule=clean(decision.rule),
        apology=clean(decision.apology),
        outcomes=tuple(
            Decided(problem=d.problem, outcome=d.outcome, reasons=clean(d.reasons)) for d in decision.outcomes
        ),
        remedies=tuple(replace(r, words=clean(r.words)) for r in decision.remedies),
    )


def _outcomes(response: Response, decision: Decision, issues: dict[UUID, Issue]) -> list[IssueOutcome]:
    return [
        IssueOutcome(
            response=response,
            position=position,
            issue=issues[decided.problem] if decided.problem else None,
            category_id=decided.problem,
            outcome=decided.outcome.value,
            reasons=decided.reasons,
        )
        for position, decided in enumerate(decision.outcomes)
    ]


def _remedies(response: Response, decision: Decision) -> list[Remedy]:
    return [_remedy(response, position, promised) for position, promised in enumerate(decision.remedies)]


def _remedy(response: Response, position: int, promised: Promised) -> Remedy:
    return Remedy(
        response=response,
        position=position,
        kind=promised.sort.value,
        code=promised.action.value,
        amount=promised.amount,
        currency=promised.currency if promised.amount is not None else "",
        words=promised.words,
        due_on=_day(promised.due_on),
        salt=new_salt(),
    )


def _day(day: date | None) -> date:
    if day is None:
        raise AssertionError("a checked answer names every day")
    return day


def _prepared(response: Response, decision: Decision) -> ResponsePrepared:
    words = (decision.words, decision.findings, decision.reasons, decision.rule, decision.apology)
    return ResponsePrepared(
        response=response.pk,
        number=response.number,
        level=response.level,
        outcome=response.outcome,
        outcomes=tuple(each.outcome.value for each in decision.outcomes),
        remedies=tuple(each.action.value for each in decision.remedies),
        amounts=tuple(
            f"{each.currency}:{each.amount:f}" for each in decision.remedies if each.amount is not None
        ),
        approval_needed=response.approval_needed,
        words=digest("\x1f".join(words), response.salt),
    )


def _communicated(response: Response, letter: UUID) -> DecisionCommunicated:
    return DecisionCommunicated(
        response=response.pk,
        number=response.number,
        level=response.level,
        outcome=Outcome(response.outcome).value,
        letter=letter,
        reply_by=response.reply_by,
    )


def _enter(complaint: Complaint, to: State, now: datetime) -> None:
    complaint.enter(to, now)
    update_row(complaint, STANDING)


def _about(complaint: Complaint) -> Subject:
    return Subject("complaint", complaint.pk)
