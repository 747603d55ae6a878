"""Where being in touch is hard, and where somebody may come to harm."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from recours.complaints import actions
from recours.complaints.conduct import Concerned, RestrictionKind, Verdict
from recours.demo.deeds import MANAGER
from recours.demo.rhythm import ZONE

if TYPE_CHECKING:
    from recours.demo.library import Step
    from recours.demo.scenes import Scene


def restrict(scene: Scene, step: Step, now: datetime, key: str) -> None:
    """Propose how to be in touch from now on."""
    today, told = now.astimezone(ZONE).date(), step.facts
    restriction = actions.propose_restriction(
        actor=scene.actor(step, now), complaint_id=scene.case, kind=RestrictionKind(told["kind"]), reason=step.words,
        until=today + timedelta(days=told["days"]), review_on=today + timedelta(days=told["days"] // 2), now=now,
    )  # fmt: skip
    scene.concern = restriction.pk


def allow(scene: Scene, step: Step, now: datetime, key: str) -> None:
    """Approve what was proposed."""
    actor = scene.staff.come(step.by or MANAGER, now)
    actions.decide_restriction(
        actor=actor, complaint_id=scene.case, restriction_id=scene.concern, verdict=Verdict.APPROVED,
        words=step.words, now=now,
    )  # fmt: skip


def lift(scene: Scene, step: Step, now: datetime, key: str) -> None:
    """End it before its last day."""
    actor = scene.staff.come(step.by or MANAGER, now)
    actions.lift_restriction(
        actor=actor, complaint_id=scene.case, restriction_id=scene.concern, words=step.words, now=now
    )


def worry(scene: Scene, step: Step, now: datetime, key: str) -> None:
    """Say that somebody may come to harm."""
    concerned = Concerned(step.facts.get("of", "complainant"))
    flag = actions.raise_welfare(
        actor=scene.actor(step, now), complaint_id=scene.case, concerned=concerned, words=step.words,
        key=key, now=now,
    )  # fmt: skip
    scene.concern = flag.pk


def care(scene: Scene, step: Step, now: datetime, key: str) -> None:
    """Say what was done about it."""
    actor = scene.staff.come(step.by or MANAGER, now)
    actions.settle_welfare(
        actor=actor, complaint_id=scene.case, flag_id=scene.concern, words=step.words, now=now
    )


CONDUCT: Mapping[str, Callable[[Scene, Step, datetime, str], None]] = {
    "restrict": restrict,
    "allow": allow,
    "lift": lift,
    "worry": worry,
    "care": care,
}
