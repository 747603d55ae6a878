"""Asking others about a case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from recours.complaints import actions
from recours.complaints.errors import NO_WORDS, NOBODY_ASKED
from recours.complaints.states import Move
from recours.complaints.tasking import TASK_KIND_NAMES, TaskKind
from recours.core.keys import new_key
from recours.core.localised import said
from recours.desk.deeds.deed import CaseForm, Deed
from recours.desk.forms.fields import Day, Words
from recours.people.selectors import answerers, units

if TYPE_CHECKING:
    from recours.complaints.selectors import CaseFile
    from recours.core.errors import Invalid
    from recours.desk.requests import DeskRequest


class TaskForm(CaseForm):
    """Whom to ask what, and by when."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=new_key)
    whom = forms.ChoiceField(label=_("Whom to ask"), error_messages={"required": NOBODY_ASKED.sentence})
    kind = forms.ChoiceField(
        label=_("What you need"),
        choices=[(k.value, TASK_KIND_NAMES[k]) for k in TaskKind],
        widget=forms.RadioSelect,
        initial=TaskKind.QUESTION.value,
    )
    words = Words(
        label=_("What they need to know and do"),
        help_text=_(
            "They see these words and the reference, not the case. Leave out names they do not need."
        ),
        rows=4,
        draft="task",
        error_messages={"required": NO_WORDS.sentence},
    )
    due = Day(label=_("Answer needed by"), error_messages={"required": _("Say by which day.")})

    def furnish(self) -> None:
        language = self.request.user.language
        places = [(f"unit:{u.pk}", said(u.names, language).text) for u in units()]
        people = [(f"person:{u.pk}", u.name) for u in answerers() if u.pk != self.request.staff_id]
        whom = self.fields["whom"]
        assert isinstance(whom, forms.ChoiceField)  # noqa: S101 - declared above
        whom.choices = [
            ("", _("Choose a unit or a colleague")),
            (_("Units"), places),
            (_("Colleagues"), people),
        ]

    def clean_due(self) -> Any:
        """A day; that it lies ahead is for the domain to say."""
        day = self.cleaned_data.get("due")
        if day is None:
            raise forms.ValidationError(_("Say by which day."))
        return day

    def take(self, problem: Invalid) -> None:
        for name, sentence in problem.sentences().items():
            self.add_error("whom" if name in {"unit", "person"} else name, sentence)


def set_task(request: DeskRequest, found: CaseFile, given: Mapping[str, Any]) -> None:
    """Ask."""
    what, _colon, key = given["whom"].partition(":")
    actions.set_task(
        actor=request.actor,
        complaint_id=found.complaint.pk,
        kind=TaskKind(given["kind"]),
        unit=UUID(key) if what == "unit" else None,
        person=UUID(key) if what == "person" else None,
        words=given["words"],
        due=given["due"],
        key=str(given["key"]),
        now=request.now,
    )


DEEDS = (
    Deed(
        move=Move.SET_TASK,
        slug="tasks",
        symbol="question",
        form=TaskForm,
        act=set_task,
        button=_("Ask"),
        done=_("They are asked, and their answer will stand in the story."),
    ),
)
