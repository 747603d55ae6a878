"""How one case comes to belong to another, and is parted from it again; `of` names the other by its complainant's address or telephone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from recours.complaints import actions
from recours.complaints.relations import RelationKind

if TYPE_CHECKING:
    from recours.demo.library import Step
    from recours.demo.scenes import Scene


def link(scene: Scene, step: Step, now: datetime, key: str) -> None:
    relation = actions.link(
        actor=scene.actor(step, now),
        complaint_id=scene.case,
        other_id=scene.cases[step.facts["of"]],
        kind=RelationKind(step.facts["kind"]),
        words=step.words,
        now=now,
    )
    scene.relation = relation.pk


def unlink(scene: Scene, step: Step, now: datetime, key: str) -> None:
    """Take back the link that was made last."""
    if scene.relation is None:
        raise AssertionError("a link was made")
    actions.unlink(actor=scene.actor(step, now), complaint_id=scene.case, relation_id=scene.relation, now=now)


def merge(scene: Scene, step: Step, now: datetime, key: str) -> None:
    actor = scene.actor(step, now)
    actions.merge(
        actor=actor,
        complaint_id=scene.case,
        into=scene.cases[step.facts["of"]],
        words=step.words,
        seen=scene.seen(actor),
        now=now,
    )


def unmerge(scene: Scene, step: Step, now: datetime, key: str) -> None:
    actor = scene.actor(step, now)
    actions.unmerge(actor=actor, complaint_id=scene.case, words=step.words, seen=scene.seen(actor), now=now)


def split(scene: Scene, step: Step, now: datetime, key: str) -> None:
    """Make a part of the complaint, word for word, a case of its own."""
    actor = scene.actor(step, now)
    actions.split(
        actor=actor, complaint_id=scene.case, words=step.words, reason=step.facts["reason"], key=key,
        seen=scene.seen(actor), now=now,
    )  # fmt: skip


RELATING: Mapping[str, Callable[[Scene, Step, datetime, str], None]] = {
    "link": link,
    "unlink": unlink,
    "merge": merge,
    "unmerge": unmerge,
    "split": split,
}
