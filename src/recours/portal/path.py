"""The path of a case as its complainant sees it: what was done, what happens now, what comes next. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from recours.complaints.closing import RULING_SENTENCES, RulingResult
from recours.complaints.states import GROUND_SENTENCES, Ground, Kind, State
from recours.complaints.waiting import Asked
from recours.core.localised import said

if TYPE_CHECKING:
    from recours.complaints.selectors import Story
    from recours.deadlines.clocks import ClockView


class Stage(StrEnum):
    """Where a step stands."""

    DONE = "done"
    NOW = "now"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class PathStep:
    """One step: its words, when it happened (`at`) or by which day it will (`by`), and whether that day has passed."""

    stage: Stage
    title: str
    text: str = ""
    at: datetime | None = None
    by: date | None = None
    late: bool = False
    person: str = ""


_AFTER_ANSWER = frozenset(
    {
        State.DECISION_COMMUNICATED,
        State.REJECTED,
        State.ESCALATED,
        State.EXTERNAL,
        State.EXTERNAL_DECIDED,
        State.IMPLEMENTING,
        State.REMEDY_VERIFIED,
    }
)


def path_of(story: Story, now: datetime) -> list[PathStep]:
    """The whole path, first step first; exactly one step is `now` while the case is open, none when it is closed."""
    case = story.complaint
    state = State(case.state)
    clocks = {clock.code: clock for clock in story.clocks}
    steps = [PathStep(Stage.DONE, _("You told us"), at=case.received_at)]
    told = story.acknowledgement.told_at if story.acknowledgement else None
    if told:
        steps.append(PathStep(Stage.DONE, _("We confirmed that it has arrived"), at=told))
    elif state is State.RECEIVED:
        steps.append(_confirming(clocks.get("acknowledgement"), now))
    if state is State.CLOSED:
        return [*steps, *_answered(story), *_passed(story), _closed(story)]
    if state in _AFTER_ANSWER:
        after = _AFTER[state](story, clocks.get("answer"), now)
        return [*steps, *_answered(story), *_passed(story), *after]
    if state is State.AWAITING_INFORMATION:
        steps.append(_waiting(story))
        return [*steps, _answering(clocks.get("answer"), now)]
    steps.append(_looking_into(story, is_now=state is not State.RECEIVED or bool(told)))
    if Kind(case.kind) in {Kind.COMPLIMENT, Kind.SUGGESTION}:
        return steps
    steps.append(_answering(clocks.get("answer"), now))
    return steps


def _waiting(story: Story) -> PathStep:
    wait = story.wait
    if wait is not None and wait.of == Asked.OUTSIDE.value:
        return PathStep(
            Stage.NOW,
            _("We are waiting for information"),
            _(
                "We have asked somebody outside our organisation for something that we need to go on. You need not do anything."
            ),
        )
    text = _("We have asked you for something that we need to go on. Please read our last message and answer it here.")  # fmt: skip
    if wait is not None and wait.go_on is not None:
        text = _("We have not heard from you yet. If we hear nothing by this day, we go on with what we have.")  # fmt: skip
        return PathStep(Stage.NOW, _("We are waiting for you"), text, by=wait.go_on)
    return PathStep(Stage.NOW, _("We are waiting for you"), text, by=wait.answer_by if wait else None)


def _answered(story: Story) -> list[PathStep]:
    answer = story.answer
    if answer is None:
        return []
    return [PathStep(Stage.DONE, _("We answered you"), at=answer.communicated_at)]


def _passed(story: Story) -> list[PathStep]:
    """What happened after the answer, first things first."""
    if story.ending is None:
        return []
    steps = [
        PathStep(
            Stage.DONE,
            _("You accepted our answer") if reply.kind == "accepted" else _("You did not accept our answer"),
            at=reply.at,
        )
        for reply in story.ending.replies
    ]
    steps += [
        PathStep(Stage.DONE, _("Your case was passed on for review"), at=each.at)
        for each in story.ending.escalations
    ]
    language = story.complaint.language
    for each in story.ending.referrals:
        name = said(each.body.names, language).text
        steps.append(
            PathStep(Stage.DONE, _("An outside body took your case: %(body)s") % {"body": name}, at=each.at)
        )
        if each.ruled_at:
            text = str(RULING_SENTENCES[RulingResult(each.result)])
            steps.append(PathStep(Stage.DONE, _("The outside body decided"), text, at=each.ruled_at))
    return sorted(steps, key=lambda step: step.at or story.complaint.received_at)


def _closed(story: Story) -> PathStep:
    closure = story.ending.closure if story.ending else None
    text = str(GROUND_SENTENCES[Ground(closure.ground)]) if closure else ""
    if closure and closure.helper:
        text = f"{text}\n{closure.helper}"
    return PathStep(Stage.DONE, _("This case is closed"), text, at=story.complaint.changed_at)


def _wait_for_reply(story: Story, clock: ClockView | None, now: datetime) -> list[PathStep]:
    reminder = story.ending.reminders[0] if story.ending and story.ending.reminders else None
    answer = story.answer
    by = answer.reply_by if answer else None
    text = _("Please read it and tell us below whether you accept it. There is no hurry: if you need more time, write to us.")  # fmt: skip
    if reminder is not None and answer is not None and reminder.response_id == answer.pk:
        by = reminder.close_on
        text = _("We have not heard from you yet. If we hear nothing by this day, we close your case; you can have it opened again at any time.")  # fmt: skip
    return [
        PathStep(Stage.NOW, _("We wait for your reply"), text, by=by),
        PathStep(Stage.NEXT, _("We do what we promised, or you choose another way")),
    ]


def _choose(story: Story, clock: ClockView | None, now: datetime) -> list[PathStep]:
    return [
        PathStep(
            Stage.NOW,
            _("You choose how to go on"),
            _("You can ask us for a review, or turn to one of the bodies named below. Your case stays open."),
        ),
        PathStep(Stage.NEXT, _("Somebody else looks at it again")),
    ]


def _review(story: Story, clock: ClockView | None, now: datetime) -> list[PathStep]:
    owned = bool(story.complaint.owner_id)
    return [
        PathStep(
            Stage.NOW,
            _("Somebody else looks at it again"),
            _("Your case is reviewed by somebody who has had nothing to do with it so far.")
            if owned
            else _("Somebody who has had nothing to do with your case so far will take it soon."),
            person=story.handler if owned else "",
        ),
        _answering(clock, now, again=True),
    ]


def _outside(story: Story, clock: ClockView | None, now: datetime) -> list[PathStep]:
    return [
        PathStep(
            Stage.NOW,
            _("Somebody outside our organisation decides"),
            _(
                "They decide independently of us. We answer their questions and tell you here what comes of it."
            ),
        ),
        PathStep(Stage.NEXT, _("We do what they decide")),
    ]


def _decided_outside(story: Story, clock: ClockView | None, now: datetime) -> list[PathStep]:
    return [PathStep(Stage.NOW, _("We do what was decided, and then close your case"))]


def _implementing(story: Story, clock: ClockView | None, now: datetime) -> list[PathStep]:
    return [
        PathStep(
            Stage.NOW,
            _("We do what we promised"),
            _("Then somebody checks that everything has really been done."),
        ),
        PathStep(Stage.NEXT, _("Your case is closed")),
    ]


def _verified(story: Story, clock: ClockView | None, now: datetime) -> list[PathStep]:
    return [PathStep(Stage.NOW, _("Everything is settled; we close your case"))]


_AFTER: Mapping[State, Callable[[Story, ClockView | None, datetime], list[PathStep]]] = {
    State.DECISION_COMMUNICATED: _wait_for_reply,
    State.REJECTED: _choose,
    State.ESCALATED: _review,
    State.EXTERNAL: _outside,
    State.EXTERNAL_DECIDED: _decided_outside,
    State.IMPLEMENTING: _implementing,
    State.REMEDY_VERIFIED: _verified,
}


def _confirming(clock: ClockView | None, now: datetime) -> PathStep:
    late = clock is not None and clock.is_late(now)
    return PathStep(
        Stage.NOW, _("We confirm that it has arrived"), by=clock.due_date if clock else None, late=late
    )


def _looking_into(story: Story, *, is_now: bool) -> PathStep:
    stage = Stage.NOW if is_now else Stage.NEXT
    if story.complaint.owner_id:
        return PathStep(
            stage,
            _("We are looking into it") if is_now else _("We look into it"),
            _("Your case is in the hands of one person, who sees it through."),
            person=story.handler,
        )
    return PathStep(
        stage,
        _("We are looking into it") if is_now else _("We look into it"),
        _("One person will take your case and see it through. Until then this team answers for it."),
        person=story.handler,
    )


def _answering(clock: ClockView | None, now: datetime, *, again: bool = False) -> PathStep:
    if clock is None or (again and clock.met_at):
        return PathStep(Stage.NEXT, _("You get our answer"))
    if clock.met_at:
        return PathStep(Stage.DONE, _("We answered you"), at=clock.met_at)
    if clock.is_late(now):
        return PathStep(
            Stage.NEXT,
            _("You get our answer"),
            _(
                "We did not keep this day, and we are sorry. You may ask us why, and you may turn to one of the bodies named below."
            ),
            by=clock.due_date,
            late=True,
        )
    return PathStep(
        Stage.NEXT,
        _("You get our answer"),
        _("With our reasons, and with what you can do if you disagree."),
        by=clock.due_date,
    )
