"""Investigation on the case page: begun with a click or a plan, then added to piece by piece."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from recours.complaints import actions
from recours.complaints.errors import NO_WORDS, QUESTIONS_MISSING
from recours.complaints.inquiring import (
    FACT_NAMES,
    SOURCE_NAMES,
    SPOKEN_NAMES,
    STANDARD_NAMES,
    Fact,
    Finding,
    Piece,
    Plan,
    Source,
    Spoken,
    Standard,
    Talk,
)
from recours.complaints.selectors import asks_for_questions
from recours.complaints.states import Move
from recours.core.keys import new_key
from recours.core.localised import said
from recours.desk.deeds.deed import CaseForm, Deed
from recours.desk.forms.attached import WithFiles
from recours.desk.forms.fields import Day, Line, Words
from recours.people.selectors import organisation

if TYPE_CHECKING:
    from recours.complaints.selectors import CaseFile
    from recours.core.errors import Invalid
    from recours.desk.requests import DeskRequest

_CUT = 80


class InvestigateForm(CaseForm):
    """What is to be found out; nothing is asked of a simple case."""

    questions = Words(
        label=_("Questions to answer"),
        help_text=_("One on each line. What must be known before this case can be decided fairly?"),
        required=False,
        rows=4,
        draft="investigate",
    )
    words = Words(
        label=_("How you will go about it"),
        help_text=_("Whom to speak to, what to look at, by when."),
        required=False,
        rows=3,
    )
    standard = forms.ChoiceField(
        label=_("How sure we must be"),
        choices=[(s.value, STANDARD_NAMES[s]) for s in Standard],
        initial=Standard.LIKELIER.value,
    )

    def furnish(self) -> None:
        if asks_for_questions(self.case.assessing.current):
            questions = self.fields["questions"]
            questions.required = True
            questions.error_messages["required"] = QUESTIONS_MISSING.sentence
            questions.help_text = _(
                "One on each line; this case is serious and needs at least one. What must be known before it can be decided fairly?"
            )


def investigate(request: DeskRequest, found: CaseFile, given: Mapping[str, Any]) -> None:
    """Begin."""
    actions.investigate(
        actor=request.actor,
        complaint_id=found.complaint.pk,
        plan=Plan(
            words=given["words"],
            questions=tuple(given["questions"].splitlines()),
            standard=Standard(given["standard"]),
        ),
        seen=given["seen"],
        now=request.now,
    )


class QuestionForm(CaseForm):
    """One question more."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=new_key)
    words = Words(label=_("What must be found out"), rows=2, error_messages={"required": NO_WORDS.sentence})


def add_question(request: DeskRequest, found: CaseFile, given: Mapping[str, Any]) -> None:
    """Add the question."""
    actions.add_question(
        actor=request.actor,
        complaint_id=found.complaint.pk,
        words=given["words"],
        key=str(given["key"]),
        now=request.now,
    )


class EvidenceForm(WithFiles, CaseForm):
    """A piece of evidence: files, new or there already, or a thing in words."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=new_key)
    words = Words(
        label=_("What it is, and what it shows"),
        help_text=_("For a physical thing: what it is and where it is kept."),
        required=False,
        rows=3,
    )
    attached = forms.MultipleChoiceField(
        label=_("Files of the case"), required=False, widget=forms.CheckboxSelectMultiple
    )
    source = forms.ChoiceField(
        label=_("Where it comes from"),
        choices=[(s.value, SOURCE_NAMES[s]) for s in Source],
        initial=Source.OURS.value,
    )
    source_words = Line(label=_("From whom or what exactly"), limit=200, required=False)
    obtained_on = Day(label=_("Obtained on"), required=False)

    def furnish(self) -> None:
        files = [(str(file.pk), file.name) for file in self.case.attachments]
        if files:
            self.fields["attached"].choices = files  # type: ignore[attr-defined]  # declared above
        else:
            del self.fields["attached"]


def add_evidence(request: DeskRequest, found: CaseFile, given: Mapping[str, Any]) -> None:
    """Take it up."""
    actions.add_evidence(
        actor=request.actor,
        complaint_id=found.complaint.pk,
        piece=Piece(
            words=given["words"],
            source=Source(given["source"]),
            source_words=given["source_words"],
            obtained_on=given["obtained_on"],
            attached=tuple(UUID(key) for key in given.get("attached", ())),
        ),
        files=given["files"],
        key=str(given["key"]),
        now=request.now,
    )


class InterviewForm(CaseForm):
    """Whom somebody spoke to, and what was said."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=new_key)
    who = Line(label=_("With whom"), limit=200, required=False)
    part = forms.ChoiceField(
        label=_("Their part in it"),
        choices=[(s.value, SPOKEN_NAMES[s]) for s in Spoken],
        initial=Spoken.COLLEAGUE.value,
    )
    held_on = Day(label=_("On which day"), required=False)
    notes = Words(label=_("What was said"), required=False, rows=6, draft="interview")

    def furnish(self) -> None:
        today = self.request.now.astimezone(ZoneInfo(organisation().zone)).date()
        self.initial["held_on"] = today.isoformat()


def record_interview(request: DeskRequest, found: CaseFile, given: Mapping[str, Any]) -> None:
    """Record it."""
    actions.record_interview(
        actor=request.actor,
        complaint_id=found.complaint.pk,
        talk=Talk(
            who=given["who"], part=Spoken(given["part"]), held_on=given["held_on"], notes=given["notes"]
        ),
        key=str(given["key"]),
        now=request.now,
    )


class FindingForm(CaseForm):
    """What was found about one point; `on` names the point that the form was opened for."""

    point = forms.ChoiceField(label=_("About what"), required=False)
    fact = forms.ChoiceField(
        label=_("What was found"),
        choices=[(f.value, FACT_NAMES[f]) for f in Fact],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what was found.")},
    )
    words = Words(
        label=_("How we know"),
        help_text=_("The facts and the evidence it rests on. What cannot be established is a finding too."),
        rows=4,
        draft="finding",
        error_messages={"required": NO_WORDS.sentence},
    )

    def furnish(self) -> None:
        language = self.request.user.language
        questions = [(f"question:{q.pk}", _short(q.words)) for q in self.case.investigating.questions]
        problems = [(f"problem:{p.pk}", said(p.names, language).text) for p in self.case.problems]
        groups: list[Any] = [("", pgettext_lazy("finding", "The case as a whole"))]
        if questions:
            groups.append((_("Questions"), questions))
        if problems:
            groups.append((_("Problems"), problems))
        self.fields["point"].choices = groups  # type: ignore[attr-defined]  # declared above
        self.initial["point"] = self.initial.get("on", "")

    def take(self, problem: Invalid) -> None:
        for name, sentence in problem.sentences().items():
            self.add_error(name if name in self.fields else None, sentence)


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _CUT else line[: _CUT - 1] + "…"


def record_finding(request: DeskRequest, found: CaseFile, given: Mapping[str, Any]) -> None:
    """Record it."""
    what, _colon, key = given["point"].partition(":")
    actions.record_finding(
        actor=request.actor,
        complaint_id=found.complaint.pk,
        finding=Finding(
            fact=Fact(given["fact"]),
            words=given["words"],
            question=UUID(key) if what == "question" else None,
            problem=UUID(key) if what == "problem" else None,
        ),
        seen=given["seen"],
        now=request.now,
    )


DEEDS = (
    Deed(
        move=Move.INVESTIGATE,
        slug="investigation",
        symbol="search",
        form=InvestigateForm,
        act=investigate,
        button=_("Begin the investigation"),
        done=_("The investigation has begun."),
        hint=_("As much as the case asks for: a simple one needs no plan."),
    ),
    Deed(
        move=Move.INQUIRE,
        part="add_question",
        title=_("Add a question"),
        slug="questions",
        symbol="question",
        form=QuestionForm,
        act=add_question,
        button=_("Add the question"),
        done=_("The question stands in the investigation."),
    ),
    Deed(
        move=Move.INQUIRE,
        part="add_evidence",
        title=_("Add evidence"),
        slug="evidence",
        symbol="clip",
        form=EvidenceForm,
        act=add_evidence,
        button=_("Keep the evidence"),
        done=_("The evidence is kept, with the digest of each file."),
        hint=_("Colleagues see it; the complainant does not."),
        template="desk/deeds/evidence.html",
    ),
    Deed(
        move=Move.INQUIRE,
        part="record_interview",
        title=_("Record a conversation"),
        slug="interviews",
        symbol="speech",
        form=InterviewForm,
        act=record_interview,
        button=_("Keep the record"),
        done=_("The conversation is on record."),
        hint=_("The person complained about is heard in a place of their own, not here."),
        template="desk/deeds/interview.html",
    ),
    Deed(
        move=Move.INQUIRE,
        part="record_finding",
        title=_("Record a finding"),
        slug="findings",
        symbol="scales",
        form=FindingForm,
        act=record_finding,
        button=_("Keep the finding"),
        done=_("The finding is on record."),
        hint=_("Earlier findings about the same point are kept; the latest holds."),
    ),
)
