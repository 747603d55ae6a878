"""How a case is looked into: begun with questions, then evidence, conversations and findings; and who is complained about heard."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from recours.complaints import actions
from recours.complaints.hearing import Occasion, Saying, Telling, Whom
from recours.complaints.inquiring import Fact, Finding, Piece, Plan, Source, Spoken, Standard, Talk
from recours.complaints.waiting import Asked, End, Wanted
from recours.core.errors import Refused
from recours.demo.deeds import WATCH, night_after
from recours.demo.papers import paper
from recours.demo.rhythm import ZONE

if TYPE_CHECKING:
    from recours.demo.library import Step
    from recours.demo.scenes import Scene


def investigate(scene: Scene, step: Step, now: datetime, key: str) -> None:
    actor, told = scene.actor(step, now), step.facts
    plan = Plan(
        words=step.words,
        questions=tuple(told.get("questions", ())),
        standard=Standard(told.get("standard", "likelier")),
    )
    begun = actions.investigate(
        actor=actor, complaint_id=scene.case, plan=plan, seen=scene.seen(actor), now=now
    )
    planned = begun.complaint.questions.filter(key__startswith=f"plan:{begun.number}:")
    scene.questions = list(planned.order_by("key").values_list("pk", flat=True))


def wonder(scene: Scene, step: Step, now: datetime, key: str) -> None:
    """One more question."""
    question = actions.add_question(
        actor=scene.actor(step, now), complaint_id=scene.case, words=step.words, key=key, now=now
    )
    scene.questions.append(question.pk)


def collect(scene: Scene, step: Step, now: datetime, key: str) -> None:
    """Take up a piece of evidence."""
    piece = Piece(
        words=step.words,
        source=Source(step.facts["source"]),
        source_words=step.who,
        obtained_on=now.astimezone(ZONE).date(),
    )
    actions.add_evidence(
        actor=scene.actor(step, now),
        complaint_id=scene.case,
        piece=piece,
        files=tuple(paper(name) for name in step.files),
        key=key,
        now=now,
    )


def interview(scene: Scene, step: Step, now: datetime, key: str) -> None:
    talk = Talk(
        who=step.who,
        part=Spoken(step.facts["part"]),
        held_on=now.astimezone(ZONE).date(),
        notes=step.words,
    )
    actions.record_interview(
        actor=scene.actor(step, now), complaint_id=scene.case, talk=talk, key=key, now=now
    )


def find(scene: Scene, step: Step, now: datetime, key: str) -> None:
    """Say what was found: about a question by its place, about a problem by its code, or about the whole."""
    actor, told = scene.actor(step, now), step.facts
    finding = Finding(
        fact=Fact(told["fact"]),
        words=step.words,
        question=scene.questions[told["question"]] if "question" in told else None,
        problem=scene.house.problems[told["issue"]] if "issue" in told else None,
    )
    actions.record_finding(
        actor=actor, complaint_id=scene.case, finding=finding, seen=scene.seen(actor), now=now
    )


def accuse(scene: Scene, step: Step, now: datetime, key: str) -> None:
    """Name who is complained about."""
    whom = Whom(name=step.who, part=step.facts["part"])
    named = actions.name_respondent(actor=scene.actor(step, now), complaint_id=scene.case, whom=whom, now=now)
    scene.respondent = named.pk


def inform(scene: Scene, step: Step, now: datetime, key: str) -> None:
    """Tell who is complained about."""
    telling = Telling(
        stage=Occasion(step.facts["stage"]),
        words=step.words,
        how=step.channel,
        told_on=now.astimezone(ZONE).date(),
    )
    actions.tell_respondent(
        actor=scene.actor(step, now), complaint_id=scene.case, respondent_id=_respondent(scene),
        telling=telling, key=key, now=now,
    )  # fmt: skip


def hear_out(scene: Scene, step: Step, now: datetime, key: str) -> None:
    """Hear who is complained about."""
    saying = Saying(
        words=step.words, how=step.channel, said_on=now.astimezone(ZONE).date(), companion=step.who
    )
    actions.hear_respondent(
        actor=scene.actor(step, now), complaint_id=scene.case, respondent_id=_respondent(scene),
        saying=saying, key=key, now=now,
    )  # fmt: skip


def clear(scene: Scene, step: Step, now: datetime, key: str) -> None:
    """Take back that somebody is complained about."""
    actions.clear_respondent(
        actor=scene.actor(step, now), complaint_id=scene.case, respondent_id=_respondent(scene),
        reason=step.words, now=now,
    )  # fmt: skip


def request(scene: Scene, step: Step, now: datetime, key: str) -> None:
    """Ask for information and wait: the complainant, who is reminded after the day, or `who` outside."""
    answer_by = now.astimezone(ZONE).date() + timedelta(days=step.facts.get("days", 7))
    wanted = Wanted(
        of=Asked.OUTSIDE if step.who else Asked.COMPLAINANT,
        words=step.words,
        reason=step.facts["reason"],
        answer_by=answer_by,
        whom=step.who,
    )
    actions.ask(actor=scene.actor(step, now), complaint_id=scene.case, wanted=wanted, key=key, now=now)

    def remind(later: datetime) -> None:
        with suppress(Refused):
            actions.remind_of_question(actor=WATCH, complaint_id=scene.case, now=later)

    scene.line.at(night_after(answer_by, now), remind)


def go_on(scene: Scene, step: Step, now: datetime, key: str) -> None:
    """Go on without waiting."""
    actor = scene.actor(step, now)
    actions.resume(
        actor=actor, complaint_id=scene.case, end=End(step.facts["end"]), words=step.words,
        seen=scene.seen(actor), now=now,
    )  # fmt: skip


def _respondent(scene: Scene) -> UUID:
    if scene.respondent is None:
        raise AssertionError("somebody was named")
    return scene.respondent


INQUIRIES: Mapping[str, Callable[[Scene, Step, datetime, str], None]] = {
    "investigate": investigate,
    "wonder": wonder,
    "collect": collect,
    "interview": interview,
    "find": find,
    "accuse": accuse,
    "inform": inform,
    "hear_out": hear_out,
    "clear": clear,
    "request": request,
    "go_on": go_on,
}
