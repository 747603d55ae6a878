"""Guidance as people read it: the organisation's own version, else the standard one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import override

from recours.complaints.outcomes import Outcome
from recours.complaints.scales import Severity
from recours.complaints.states import Move
from recours.core.localised import Said, said
from recours.core.subjects import Subject
from recours.core.text import fold
from recours.guidance import duties, procedures, remedies
from recours.guidance.models import Guide
from recours.guidance.states import GuideKind, guide_subject


@dataclass(frozen=True, slots=True)
class ProcedureView:
    """A procedure in the reader's language; `own` says that the organisation wrote it otherwise."""

    code: str
    title: Said
    words: Said
    moves: tuple[Move, ...]
    own: bool
    standard: bool
    hidden: bool


@dataclass(frozen=True, slots=True)
class AdviceView:
    """What is due for one finding and severity."""

    code: str
    outcome: Outcome
    severity: Severity
    due: remedies.Due
    words: Said
    own: bool


@dataclass(frozen=True, slots=True)
class DutyView:
    """Who does what at one stage."""

    stage: duties.Stage
    duty: duties.Duty
    own: bool


def procedures_in(
    language: str, *, sought: str = "", move: Move | None = None, hidden: bool = False
) -> list[ProcedureView]:
    """The procedures whose title or words hold every word sought, or those beside a move; one statement."""
    rows = _rows(GuideKind.PROCEDURE)
    found = [_procedure(code, rows.get(code), language) for code in {**procedures.STANDARD, **rows}]
    wanted = [fold(word) for word in sought.split()]
    return [
        each
        for each in found
        if (hidden or not each.hidden)
        and (move is None or move in each.moves)
        and all(word in fold(f"{each.title.text} {each.words.text}") for word in wanted)
    ]


def procedure_texts(code: str) -> procedures.Procedure | None:
    """The procedure as it is edited, in every language, the standard words where nobody wrote others; None where there is none."""
    row = _rows(GuideKind.PROCEDURE, code).get(code)
    standard = procedures.STANDARD.get(code)
    if row is None and standard is None:
        return None
    titles, words = _standard_texts(code)
    if row is None:
        return procedures.Procedure(titles=titles, words=words, moves=standard.moves if standard else ())
    content = row.content
    return procedures.Procedure(
        titles={**titles, **content["titles"]},
        words={**words, **content["words"]},
        moves=tuple(Move(code) for code in content["moves"] if code in set(Move)),
        hidden=content["hidden"],
    )


def advice_table(language: str) -> list[AdviceView]:
    """The whole remedy guide, finding by finding, the mildest severity first; one statement."""
    rows = _rows(GuideKind.REMEDY)
    return [_advice(code, rows.get(code), language) for code in remedies.STANDARD]


def advice_texts(code: str) -> remedies.Advice | None:
    """One line of the remedy guide as it is edited, or None where the guide has none."""
    if code not in remedies.STANDARD:
        return None
    row = _rows(GuideKind.REMEDY, code).get(code)
    if row is None:
        return remedies.STANDARD[code]
    return remedies.Advice(due=remedies.Due(row.content["due"]), words=row.content["words"])


def duty_table() -> list[DutyView]:
    """Who does what, stage by stage; one statement."""
    rows = _rows(GuideKind.DUTY)
    return [_duty(stage, rows.get(stage.value)) for stage in duties.Stage]


def duty_at(stage: duties.Stage) -> DutyView:
    """Who does what at one stage; one statement."""
    return _duty(stage, _rows(GuideKind.DUTY, stage.value).get(stage.value))


def changed_at(kind: GuideKind, code: str) -> datetime | None:
    """Since when the organisation's own version holds, or None for the standard."""
    row = _rows(kind, code).get(code)
    return row.at if row else None


def subjects() -> Iterator[Subject]:
    """Everything that must have a chain on the trail."""
    for kind, code in Guide.objects.order_by("kind", "code").values_list("kind", "code").distinct():
        yield guide_subject(GuideKind(kind), code)


def _rows(kind: GuideKind, code: str = "") -> dict[str, Guide]:
    rows = Guide.objects.filter(kind=kind.value, superseded_at=None)
    return {row.code: row for row in (rows.filter(code=code) if code else rows.order_by("code"))}


def _standard_texts(code: str) -> tuple[dict[str, str], dict[str, str]]:
    """The standard title and words of a procedure in every language."""
    from django.conf import settings  # noqa: PLC0415 - beside the only use

    titles: dict[str, str] = {}
    words: dict[str, str] = {}
    if code in procedures.STANDARD:
        for language, _name in settings.LANGUAGES:
            with override(language):
                titles[language], words[language] = _standard_text(code)
    return titles, words


def _standard_text(code: str) -> tuple[str, str]:
    standard = procedures.STANDARD[code]
    return str(standard.title), "\n".join(f"• {step}" for step in standard.steps)


def _procedure(code: str, row: Guide | None, language: str) -> ProcedureView:
    standard = procedures.STANDARD.get(code)
    content: Mapping[str, Any] = row.content if row else {}
    texts = ("", "")
    if standard is not None:
        with override(language):
            texts = _standard_text(code)
    own_title, own_words = content.get("titles", {}), content.get("words", {})
    return ProcedureView(
        code=code,
        title=Said(texts[0], language)
        if standard and not own_title.get(language)
        else said(own_title, language),
        words=Said(texts[1], language)
        if standard and not own_words.get(language)
        else said(own_words, language),
        moves=tuple(Move(m) for m in content["moves"] if m in set(Move))
        if row
        else standard.moves
        if standard
        else (),
        own=row is not None,
        standard=standard is not None,
        hidden=bool(content.get("hidden")),
    )


def _advice(code: str, row: Guide | None, language: str) -> AdviceView:
    outcome, severity = remedies.finding_of(code)
    due = remedies.Due(row.content["due"]) if row else remedies.STANDARD[code].due
    words = row.content["words"] if row else {}
    return AdviceView(code, outcome, severity, due, said(words, language), row is not None)


def _duty(stage: duties.Stage, row: Guide | None) -> DutyView:
    if row is None:
        return DutyView(stage, duties.STANDARD[stage.value], own=False)
    parts = {
        name: tuple(duties.Party(code) for code in row.content[name])
        for name in ("responsible", "consulted", "informed")
    }
    return DutyView(
        stage, duties.Duty(**parts, accountable=duties.Party(row.content["accountable"])), own=True
    )
