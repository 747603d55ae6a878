"""The path of a case as its complainant sees it: what was done, what happens now, what comes next. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from recours.complaints.states import Kind, State

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


def path_of(story: Story, now: datetime) -> list[PathStep]:
    """The whole path, first step first; exactly one step is `now` while the case is open, none when it is closed."""
    case = story.complaint
    clocks = {clock.code: clock for clock in story.clocks}
    steps = [PathStep(Stage.DONE, _("You told us"), at=case.received_at)]
    told = story.acknowledgement.told_at if story.acknowledgement else None
    closed = case.state == State.CLOSED.value
    if told:
        steps.append(PathStep(Stage.DONE, _("We confirmed that it has arrived"), at=told))
    elif not closed:
        steps.append(_confirming(clocks.get("acknowledgement"), now))
    if closed:
        steps.append(PathStep(Stage.DONE, _("This case is closed"), at=case.changed_at))
        return steps
    steps.append(_looking_into(story, is_now=bool(told)))
    if Kind(case.kind) in {Kind.COMPLIMENT, Kind.SUGGESTION}:
        return steps
    steps.append(_answering(clocks.get("answer"), now))
    return steps


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


def _answering(clock: ClockView | None, now: datetime) -> PathStep:
    if clock is None:
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
