"""Cases that turn out to be one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from recours.complaints import actions
from recours.complaints.selectors import case_file, references_of, search_for

if TYPE_CHECKING:
    from recours.demo.library import Step
    from recours.demo.scenes import Scene


def merge(scene: Scene, step: Step, now: datetime, key: str) -> None:
    """The case goes on in the earlier one of the person who is named."""
    actor = scene.actor(step, now)
    own = case_file(
        actor=actor, reference=references_of([scene.case])[scene.case], language="en", now=now
    ).complaint
    others = search_for(actor=actor, words=step.who, language="en").rows
    lead = next(line.id for line in others if line.id != own.pk)
    actions.merge(actor=actor, complaint_id=own.pk, into=lead, words=step.words, seen=own.version, now=now)


RELATING: Mapping[str, Callable[[Scene, Step, datetime, str], None]] = {"merge": merge}
