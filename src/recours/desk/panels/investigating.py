"""The investigation, beside the story: what it asks, what was gathered, whom we spoke to, what was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recours.complaints.inquiring import (
    FACT_NAMES,
    SOURCE_NAMES,
    SPOKEN_NAMES,
    STANDARD_NAMES,
    Fact,
    Source,
    Spoken,
    Standard,
)
from recours.complaints.selectors import asks_for_questions
from recours.complaints.states import Move, State
from recours.core.localised import said

if TYPE_CHECKING:
    from recours.complaints.selectors import CaseFile
    from recours.desk.requests import DeskRequest

TEMPLATE = "desk/panels/investigating.html"

TONES: Mapping[Fact, tuple[str, str]] = {
    Fact.CONFIRMED: ("warn", "tick"),
    Fact.PARTLY: ("warn", "half"),
    Fact.REFUTED: ("calm", "cross"),
    Fact.UNKNOWN: ("plain", "ring"),
}
"""How a finding looks: tone and shape of its chip."""


@dataclass(frozen=True, slots=True)
class Point:
    """A question, a problem or the whole, with the finding that holds; `on` names it in a link."""

    name: str
    on: str
    fact: object = ""
    tone: tuple[str, str] = ("plain", "ring")
    words: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the panel says; `at_once` offers to begin with one click, `adds` to add."""

    plan: Any
    standard: object
    points: Sequence[Point]
    evidence: Sequence[Mapping[str, Any]]
    interviews: Sequence[Mapping[str, Any]]
    begins: bool
    at_once: bool
    adds: bool


def facts(found: CaseFile, request: DeskRequest) -> Facts | None:
    """The investigation, or None where there is none and none can begin."""
    held = found.investigating
    begins, adds = Move.INVESTIGATE in found.moves, Move.INQUIRE in found.moves
    waits = begins and found.complaint.state == State.ASSESSED
    if not held and not waits and not adds:
        return None
    plan = held.plans[0] if held.plans else None
    files = {str(file.pk): file for file in found.attachments}
    return Facts(
        plan=plan,
        standard=STANDARD_NAMES[Standard(plan.standard)]
        if plan and plan.standard != Standard.LIKELIER
        else "",
        points=_points(found, request.user.language),
        evidence=[
            {
                "row": each,
                "source": SOURCE_NAMES[Source(each.source)],
                "files": [files[key] for key in each.files if key in files],
            }
            for each in held.evidence
        ],
        interviews=[{"row": each, "part": SPOKEN_NAMES[Spoken(each.part)]} for each in held.interviews],
        begins=waits,
        at_once=waits and not asks_for_questions(found.assessing.current),
        adds=adds,
    )


def _points(found: CaseFile, language: str) -> list[Point]:
    """Every question, and the problems and the whole as far as something was found about them."""
    held = found.investigating.holding
    names = {problem.pk: said(problem.names, language).text for problem in found.problems}
    points = [_point(each.words, f"question:{each.pk}", held.get((each.pk, None))) for each in found.investigating.questions]  # fmt: skip
    for (question, problem), finding in held.items():
        if problem is not None:
            points.append(_point(names.get(problem, ""), f"problem:{problem}", finding))
        elif question is None:
            points.append(_point("", "", finding))
    return points


def _point(name: str, on: str, finding: Any) -> Point:
    if finding is None:
        return Point(name, on)
    fact = Fact(finding.fact)
    return Point(name, on, FACT_NAMES[fact], TONES[fact], finding.words)
