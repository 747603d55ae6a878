"""The person complained about, on the case page: named, told, heard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from recours.complaints import actions
from recours.complaints.errors import REASON_MISSING
from recours.complaints.hearing import STAGE_NAMES, WAYS, Occasion, Saying, Telling, Whom
from recours.complaints.states import CHANNEL_NAMES, Channel, Move
from recours.core.keys import new_key
from recours.desk.deeds.deed import CaseForm, Deed
from recours.desk.forms.fields import Day, Line, Words
from recours.people.selectors import colleagues, organisation

if TYPE_CHECKING:
    from recours.complaints.selectors import CaseFile
    from recours.core.errors import Invalid
    from recours.desk.requests import DeskRequest

_WAYS = [(way.value, CHANNEL_NAMES[way]) for way in WAYS]


class NameForm(CaseForm):
    """Who is complained about: a colleague, or somebody else by name."""

    user = forms.ChoiceField(label=_("A colleague"), required=False)
    name = Line(label=_("Or somebody else, by name"), limit=200, required=False)
    part = Line(label=_("What they had to do with it"), limit=200, required=False)

    def furnish(self) -> None:
        people = [(str(u.pk), u.name) for u in colleagues() if u.pk != self.request.staff_id]
        self.fields["user"].choices = [("", _("Nobody who works at this desk")), *people]  # type: ignore[attr-defined]  # declared above


def name_respondent(request: DeskRequest, found: CaseFile, given: Mapping[str, Any]) -> None:
    """Name them."""
    actions.name_respondent(
        actor=request.actor,
        complaint_id=found.complaint.pk,
        whom=Whom(
            user=UUID(given["user"]) if given["user"] else None, name=given["name"], part=given["part"]
        ),
        now=request.now,
    )


class RespondentForm(CaseForm):
    """About one of those complained about; `on` names the one that the form was opened for."""

    respondent = forms.ChoiceField(
        label=_("Who"),
        error_messages={"required": _("Choose the person."), "invalid_choice": _("Choose the person.")},
    )

    def furnish(self) -> None:
        people = [(str(each.id), each.name) for each in self.case.respondents if each.shown]
        field = self.fields["respondent"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = people if len(people) == 1 else [("", _("Choose the person")), *people]
        today = self.request.now.astimezone(ZoneInfo(organisation().zone)).date().isoformat()
        self.initial.update(told_on=today, said_on=today)
        self.initial["respondent"] = self.initial.get("on") or (people[0][0] if len(people) == 1 else "")


class TellForm(RespondentForm):
    """What they were told."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=new_key)
    stage = forms.ChoiceField(
        label=_("What they were told of"),
        choices=[(s.value, STAGE_NAMES[s]) for s in Occasion],
        widget=forms.RadioSelect,
        initial=Occasion.COMPLAINT.value,
    )
    how = forms.ChoiceField(label=_("How"), choices=_WAYS, initial=Channel.IN_PERSON.value)
    told_on = Day(label=_("On which day"), required=False)
    words = Words(label=_("What they were told"), required=False, rows=4, draft="tell-respondent")


class HearForm(RespondentForm):
    """What they say."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=new_key)
    words = Words(
        label=_("What they say, in their own words"), required=False, rows=6, draft="hear-respondent"
    )
    how = forms.ChoiceField(label=_("How"), choices=_WAYS, initial=Channel.IN_PERSON.value)
    said_on = Day(label=_("On which day"), required=False)
    companion = Line(label=_("Who stood by them"), limit=200, required=False)


class ClearForm(RespondentForm):
    """That naming them was a mistake."""

    reason = Words(label=_("Why"), rows=2, error_messages={"required": REASON_MISSING.sentence})

    def take(self, problem: Invalid) -> None:
        for name, sentence in problem.sentences().items():
            self.add_error("reason" if name == "words" else name, sentence)


def tell_respondent(request: DeskRequest, found: CaseFile, given: Mapping[str, Any]) -> None:
    """Record what they were told."""
    actions.tell_respondent(
        actor=request.actor,
        complaint_id=found.complaint.pk,
        respondent_id=UUID(given["respondent"]),
        telling=Telling(
            stage=Occasion(given["stage"]),
            words=given["words"],
            how=Channel(given["how"]),
            told_on=given["told_on"],
        ),
        key=str(given["key"]),
        now=request.now,
    )


def hear_respondent(request: DeskRequest, found: CaseFile, given: Mapping[str, Any]) -> None:
    """Keep what they say."""
    actions.hear_respondent(
        actor=request.actor,
        complaint_id=found.complaint.pk,
        respondent_id=UUID(given["respondent"]),
        saying=Saying(
            words=given["words"],
            how=Channel(given["how"]),
            said_on=given["said_on"],
            companion=given["companion"],
        ),
        key=str(given["key"]),
        now=request.now,
    )


def clear_respondent(request: DeskRequest, found: CaseFile, given: Mapping[str, Any]) -> None:
    """Take the name back."""
    actions.clear_respondent(
        actor=request.actor,
        complaint_id=found.complaint.pk,
        respondent_id=UUID(given["respondent"]),
        reason=given["reason"],
        now=request.now,
    )


DEEDS = (
    Deed(
        move=Move.HEAR_RESPONDENT,
        title=_("Name the person complained about"),
        slug="respondents",
        symbol="person",
        form=NameForm,
        act=name_respondent,
        button=_("Record it"),
        done=_("It is recorded. Tell them of the complaint, and hear them."),
        hint=_(
            "A colleague who is named sees nothing of this case from now on and owns it no longer. This is about the complaint alone: nothing of discipline is kept here."
        ),
    ),
    Deed(
        move=Move.HEAR_RESPONDENT,
        part="tell_respondent",
        title=_("Record what they were told"),
        slug="respondent-tellings",
        symbol="speech",
        form=TellForm,
        act=tell_respondent,
        button=_("Record it"),
        done=_("It is on record that they were told."),
        hint=_("At once and in full of the complaint; later of its progress and its result."),
        template="desk/deeds/tell_respondent.html",
    ),
    Deed(
        move=Move.HEAR_RESPONDENT,
        part="keep_statement",
        title=_("Record what they say"),
        slug="respondent-statements",
        symbol="speech",
        form=HearForm,
        act=hear_respondent,
        button=_("Keep the statement"),
        done=_("Their statement is kept."),
        hint=_("Only those who investigate or decide read it."),
        template="desk/deeds/hear_respondent.html",
    ),
    Deed(
        move=Move.HEAR_RESPONDENT,
        part="clear_respondent",
        title=_("Named by mistake"),
        slug="respondent-removals",
        symbol="undo",
        form=ClearForm,
        act=clear_respondent,
        button=_("Take the name back"),
        done=_("The name is taken back; the record stays."),
    ),
)
