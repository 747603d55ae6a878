"""Asking for information on the case page, and going on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from recours.complaints import actions
from recours.complaints.errors import NO_WORDS, REASON_MISSING
from recours.complaints.states import Move
from recours.complaints.waiting import ASKED_NAMES, Asked, End, Wanted
from recours.core.keys import new_key
from recours.desk.deeds.deed import CaseForm, Deed
from recours.desk.forms.fields import Day, Line, Words
from recours.people.selectors import organisation

if TYPE_CHECKING:
    from recours.complaints.selectors import CaseFile
    from recours.desk.requests import DeskRequest

_WITHIN, _SHORTEST = timedelta(days=14), timedelta(days=3)
"""How long somebody is given for an answer: at most half of what is left until our own is due."""


class AskForm(CaseForm):
    """What is asked of whom, by when, and why the case cannot go on without it."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=new_key)
    of = forms.ChoiceField(
        label=_("Whom to ask"),
        choices=[(a.value, ASKED_NAMES[a]) for a in Asked],
        widget=forms.RadioSelect,
        initial=Asked.COMPLAINANT.value,
    )
    whom = Line(label=_("Who it is, where it is somebody outside"), limit=200, required=False)
    words = Words(
        label=_("What you need to know"),
        help_text=_(
            "The complainant gets these words as a letter, in the language of the case. Somebody outside you ask yourself; here it is kept."
        ),
        rows=4,
        draft="ask",
        error_messages={"required": NO_WORDS.sentence},
    )
    answer_by = Day(label=_("Answer asked for by"))
    reason = Words(
        label=_("Why the case cannot go on without it"),
        help_text=_("For colleagues and auditors: it says why the case waited."),
        rows=2,
        error_messages={"required": REASON_MISSING.sentence},
    )

    def furnish(self) -> None:
        today: date = self.request.now.astimezone(ZoneInfo(organisation().zone)).date()
        promised = [clock.due_date for clock in self.case.clocks if clock.runs and clock.due_date > today]
        left = min(promised, default=today + 2 * _WITHIN) - today
        self.initial["answer_by"] = (today + min(_WITHIN, max(left // 2, _SHORTEST))).isoformat()


def ask(request: DeskRequest, found: CaseFile, given: Mapping[str, Any]) -> None:
    """Ask."""
    actions.ask(
        actor=request.actor,
        complaint_id=found.complaint.pk,
        wanted=Wanted(
            of=Asked(given["of"]),
            whom=given["whom"],
            words=given["words"],
            reason=given["reason"],
            answer_by=given["answer_by"],
        ),
        key=str(given["key"]),
        now=request.now,
    )


class ResumeForm(CaseForm):
    """Why the case goes on."""

    end = forms.ChoiceField(
        label=_("Why it goes on"),
        choices=[
            (End.ANSWERED.value, pgettext_lazy("end of waiting", "The answer is there")),
            (End.WENT_ON.value, pgettext_lazy("end of waiting", "We go on without it")),
        ],
        widget=forms.RadioSelect,
        initial=End.WENT_ON.value,
    )
    words = Words(label=_("Anything to add"), required=False, rows=2)


def resume(request: DeskRequest, found: CaseFile, given: Mapping[str, Any]) -> None:
    """Go on."""
    actions.resume(
        actor=request.actor,
        complaint_id=found.complaint.pk,
        end=End(given["end"]),
        words=given["words"],
        seen=given["seen"],
        now=request.now,
    )


DEEDS = (
    Deed(
        move=Move.ASK,
        slug="information-requests",
        symbol="question",
        form=AskForm,
        act=ask,
        button=_("Ask, and wait"),
        done=_("It is asked. The case waits; an answer by mail or on the tracking page takes it on."),
    ),
    Deed(
        move=Move.RESUME,
        slug="resumption",
        symbol="forward",
        form=ResumeForm,
        act=resume,
        button=_("Go on"),
        done=_("The case goes on where it stood."),
        hint=_("What the complainant says takes the case on by itself, also when you record it for them."),
    ),
)
