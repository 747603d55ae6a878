"""What a complaint goes through after it was taken: judged, asked about, answered, replied to, reviewed and ended."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from recours.complaints import actions
from recours.complaints.closing import Cause, Lesson, Ruling, RulingResult, Said
from recours.complaints.decision import Decided, Decision, Promised
from recours.complaints.lateness import Lateness
from recours.complaints.outcomes import Outcome
from recours.complaints.remedies import Action, Answered, Check
from recours.complaints.scales import (
    Complexity,
    Impact,
    Judgement,
    Recurrence,
    Safety,
    Severity,
    Vulnerability,
)
from recours.complaints.selectors import alerts_for, tasks_for
from recours.complaints.states import Channel, Ground, Kind
from recours.complaints.tasking import TaskKind
from recours.core.actors import complainant, system
from recours.core.errors import Refused
from recours.core.subjects import Subject
from recours.deadlines.clocks import clocks_of
from recours.demo.papers import paper
from recours.demo.rhythm import ZONE

if TYPE_CHECKING:
    from datetime import date

    from recours.core.actors import Actor
    from recours.demo.library import Step
    from recours.demo.scenes import Scene

MANAGER = "margaret"
CURRENCY = "GBP"
WATCH = system("watch")
_AFTER_MIDNIGHT = time(0, 20)
_REPLY_DAYS = 14


def assess(scene: Scene, step: Step, now: datetime, key: str) -> None:
    actor, told = scene.actor(step, now), step.facts
    judgement = Judgement(
        severity=Severity(told.get("severity", 2)),
        safety=Safety(told.get("safety", "none")),
        complexity=Complexity(told.get("complexity", 1)),
        impact={side: told.get("impact", {}).get(side.value, 1) for side in Impact},
        immediate_needed=told.get("at_once", False),
        immediate_possible=told.get("at_once", False),
        compensation_likely=told.get("compensation"),
        recurrence=Recurrence(told.get("recurrence", "single")),
        vulnerability=frozenset(Vulnerability(each) for each in told.get("vulnerable", ())),
        at_risk=told.get("at_risk", False),
    )
    seen = scene.seen(actor)
    actions.assess(
        actor=actor,
        complaint_id=scene.case,
        judgement=judgement,
        priority=None,
        reason="",
        seen=seen,
        now=now,
    )


def sort(scene: Scene, step: Step, now: datetime, key: str) -> None:
    """Say what the case is about: the main problem first."""
    actor, told, house = scene.actor(step, now), step.facts, scene.house
    scene.issues = list(told["issues"])
    product = told.get("product", scene.story.product)
    actions.classify(
        actor=actor,
        complaint_id=scene.case,
        product=house.products[product] if product else None,
        issues=tuple(house.problems[code] for code in scene.issues),
        seen=scene.seen(actor),
        now=now,
    )


def turn(scene: Scene, step: Step, now: datetime, key: str) -> None:
    """Treat the case as of another kind."""
    actor = scene.actor(step, now)
    actions.change_kind(
        actor=actor,
        complaint_id=scene.case,
        kind=Kind(step.facts["kind"]),
        reason=step.words,
        seen=scene.seen(actor),
        now=now,
    )


def ask(scene: Scene, step: Step, now: datetime, key: str) -> None:
    """Ask a unit or a colleague."""
    house = scene.house
    task = actions.set_task(
        actor=scene.actor(step, now),
        complaint_id=scene.case,
        kind=TaskKind(step.facts.get("kind", "question")),
        unit=house.units[step.unit] if step.unit else None,
        person=house.staff[step.to].id if step.to else None,
        words=step.words,
        due=_day(now) + timedelta(days=step.facts.get("days", 5)),
        key=key,
        now=now,
    )
    scene.task = task.pk


def tell(scene: Scene, step: Step, now: datetime, key: str) -> None:
    """Answer what was asked last."""
    if scene.task is None:
        raise AssertionError("something was asked")
    actions.answer_task(actor=scene.actor(step, now), task_id=scene.task, words=step.words, now=now)


def take_back(scene: Scene, step: Step, now: datetime, key: str) -> None:
    """Take back what was asked last."""
    if scene.task is None:
        raise AssertionError("something was asked")
    actions.withdraw_task(actor=scene.actor(step, now), task_id=scene.task, reason=step.words, now=now)


def stop(scene: Scene, step: Step, now: datetime, key: str) -> None:
    """Say how the harm was stopped that the assessment found."""
    actor = scene.actor(step, now)
    tasks = tasks_for(actor=actor, language="en", size=200).rows
    task = next(
        each for each in tasks if each.reference == scene.reference() and each.kind is TaskKind.CONTAINMENT
    )
    actions.answer_task(actor=actor, task_id=task.id, words=step.words, now=now)


def confirm(scene: Scene, step: Step, now: datetime, key: str) -> None:
    """Confirm the alerts of the case, as management."""
    actor = scene.staff.come(step.by or MANAGER, now)
    for alert in alerts_for(actor):
        if alert.reference == scene.reference():
            actions.confirm_alert(actor=actor, complaint_id=scene.case, alert_id=alert.id, now=now)


def explain(scene: Scene, step: Step, now: datetime, key: str) -> None:
    """Say why the answer is late; where it is not late after all there is nothing to explain."""
    late = [each for each in clocks_of(Subject("complaint", scene.case)) if each.is_late(now)]
    for clock in late[:1]:
        actions.explain_delay(
            actor=scene.actor(step, now),
            complaint_id=scene.case,
            clock_id=clock.id,
            cause=Lateness(step.facts["cause"]),
            unit=scene.house.units[step.unit] if step.unit else None,
            words=step.words,
            now=now,
        )


def answer(scene: Scene, step: Step, now: datetime, key: str) -> None:
    """Prepare the answer."""
    actor, told = scene.actor(step, now), step.facts
    single = told.get("outcomes", {})
    decided = [
        Decided(problem=scene.house.problems[code], outcome=Outcome(single.get(code, told["outcome"])))
        for code in scene.issues
    ]
    decision = Decision(
        outcomes=tuple(decided) or (Decided(outcome=Outcome(told["outcome"])),),
        words=step.words,
        findings=told["findings"].strip(),
        reasons=told["reasons"].strip(),
        rule=scene.house.rules[told["rule"]][scene.story.language],
        apology=told.get("apology", "").strip(),
        remedies=tuple(_promised(each, _day(now)) for each in told.get("remedies", ())),
        checks=dict.fromkeys(Check, Answered.YES)
        | {Check.OTHERS_AFFECTED: Answered(told.get("others", "not_needed"))},
        reply_by=_day(now) + timedelta(days=told.get("reply", _REPLY_DAYS)),
    )
    response = actions.prepare(
        actor=actor, complaint_id=scene.case, decision=decision, seen=scene.seen(actor), now=now
    )
    scene.remedies = list(response.remedies.order_by("position").values_list("pk", flat=True))


def approve(scene: Scene, step: Step, now: datetime, key: str) -> None:
    actor = scene.staff.come(step.by or MANAGER, now)
    actions.approve(actor=actor, complaint_id=scene.case, seen=scene.seen(actor), now=now)


def send_back(scene: Scene, step: Step, now: datetime, key: str) -> None:
    actor = scene.staff.come(step.by or MANAGER, now)
    actions.send_back(
        actor=actor, complaint_id=scene.case, reason=step.words, seen=scene.seen(actor), now=now
    )


def send(scene: Scene, step: Step, now: datetime, key: str) -> None:
    """Send the answer; who stays silent is reminded, and later the case is closed, as the worker does it."""
    actor = scene.actor(step, now)
    response = actions.communicate(actor=actor, complaint_id=scene.case, seen=scene.seen(actor), now=now)
    scene.line.at(night_after(response.reply_by, now), lambda later: _remind(scene, later))


def _remind(scene: Scene, now: datetime) -> None:
    with suppress(Refused):
        reminder = actions.remind(actor=WATCH, complaint_id=scene.case, now=now)
        scene.line.at(night_after(reminder.close_on, now), lambda later: _close_silent(scene, later))


def _close_silent(scene: Scene, now: datetime) -> None:
    with suppress(Refused):
        actions.close(
            actor=WATCH,
            complaint_id=scene.case,
            ground=Ground.NO_REPLY_AFTER_NOTICE,
            lesson=None,
            helper="",
            seen=scene.seen(scene.house.staff[MANAGER]),
            now=now,
        )


def accept(scene: Scene, step: Step, now: datetime, key: str) -> None:
    actions.accept(
        actor=_speaker(scene, step, now), complaint_id=scene.case, said=_said(scene, step, now), now=now
    )


def reject(scene: Scene, step: Step, now: datetime, key: str) -> None:
    actions.reject(
        actor=_speaker(scene, step, now), complaint_id=scene.case, said=_said(scene, step, now), now=now
    )


def carry_out(scene: Scene, step: Step, now: datetime, key: str) -> None:
    actions.carry_out(
        actor=scene.actor(step, now),
        complaint_id=scene.case,
        remedy_id=scene.remedies[step.facts.get("which", 0)],
        done_on=_day(now),
        proof=step.words,
        files=tuple(paper(name) for name in step.files),
        now=now,
    )


def verify(scene: Scene, step: Step, now: datetime, key: str) -> None:
    actor = scene.actor(step, now)
    remedy = scene.remedies[step.facts.get("which", 0)]
    actions.verify_remedy(actor=actor, complaint_id=scene.case, remedy_id=remedy, now=now)


def review(scene: Scene, step: Step, now: datetime, key: str) -> None:
    """Ask for a review: the complainant, without naming anybody, or a colleague, who names the reviewer."""
    actor, own = _speaker(scene, step, now), not step.by
    reviewer = scene.house.staff[step.to].id if step.to else None
    seen = None if own else scene.seen(actor)
    actions.escalate(
        actor=actor, complaint_id=scene.case, reviewer=reviewer, reason=step.words, seen=seen, now=now
    )
    scene.owner = step.to


def refer(scene: Scene, step: Step, now: datetime, key: str) -> None:
    """Record that an outside body has the case."""
    actor, told = scene.actor(step, now), step.facts
    actions.refer(
        actor=actor,
        complaint_id=scene.case,
        body=scene.house.bodies[told["body"]],
        reference=told.get("reference", ""),
        since=_day(now) - timedelta(days=2),
        words=step.words,
        seen=scene.seen(actor),
        now=now,
    )


def rule(scene: Scene, step: Step, now: datetime, key: str) -> None:
    """Record what the outside body decided."""
    actor = scene.actor(step, now)
    ruling = Ruling(
        result=RulingResult(step.facts["result"]), decided_on=_day(now) - timedelta(days=1), words=step.words
    )
    actions.record_ruling(
        actor=actor, complaint_id=scene.case, ruling=ruling, seen=scene.seen(actor), now=now
    )


def withdraw(scene: Scene, step: Step, now: datetime, key: str) -> None:
    actions.withdraw(actor=_speaker(scene, step, now), complaint_id=scene.case, words=step.words, now=now)


def close(scene: Scene, step: Step, now: datetime, key: str) -> None:
    actor, told = scene.actor(step, now), step.facts
    lesson = None
    if "cause" in told:
        lesson = Lesson(
            cause=Cause(told["cause"]),
            cause_unit=scene.house.units[step.unit] if step.unit else None,
            recurrent=told.get("recurrent", False),
            others_affected=told.get("others", False),
            correction_needed=told.get("correction", False),
            words=step.words,
        )
    actions.close(
        actor=actor,
        complaint_id=scene.case,
        ground=Ground(told["ground"]),
        lesson=lesson,
        helper=told.get("helper", ""),
        seen=scene.seen(actor),
        now=now,
    )


def reopen(scene: Scene, step: Step, now: datetime, key: str) -> None:
    actor = scene.actor(step, now)
    actions.reopen(actor=actor, complaint_id=scene.case, words=step.words, seen=scene.seen(actor), now=now)


def _speaker(scene: Scene, step: Step, now: datetime) -> Actor:
    """The complainant, or the colleague who writes down what they said."""
    if step.by or step.channel is not Channel.WEB_FORM:
        return scene.actor(step, now)
    return complainant(scene.case, scene.story.language)


def _said(scene: Scene, step: Step, now: datetime) -> Said:
    if step.channel is Channel.WEB_FORM:
        return Said(words=step.words)
    return Said(words=step.words, channel=step.channel, who=scene.story.who, said_on=_day(now))


def _promised(told: Mapping[str, Any], today: date) -> Promised:
    return Promised(
        action=Action[told["do"].upper()],
        amount=Decimal(told["amount"]) if "amount" in told else None,
        currency=CURRENCY if "amount" in told else "",
        words=told.get("words", ""),
        due_on=today + timedelta(days=told.get("within", 10)),
    )


def _day(now: datetime) -> date:
    return now.astimezone(ZONE).date()


def night_after(day: date, now: datetime) -> datetime:
    return datetime.combine(day + timedelta(days=1), _AFTER_MIDNIGHT, ZONE).astimezone(now.tzinfo)


DEEDS: Mapping[str, Callable[[Scene, Step, datetime, str], None]] = {
    "assess": assess,
    "sort": sort,
    "turn": turn,
    "ask": ask,
    "tell": tell,
    "take_back": take_back,
    "stop": stop,
    "confirm": confirm,
    "explain": explain,
    "answer": answer,
    "approve": approve,
    "send_back": send_back,
    "send": send,
    "accept": accept,
    "reject": reject,
    "carry_out": carry_out,
    "verify": verify,
    "review": review,
    "refer": refer,
    "rule": rule,
    "withdraw": withdraw,
    "close": close,
    "reopen": reopen,
}
