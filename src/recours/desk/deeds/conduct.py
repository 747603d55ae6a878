"""How to be in touch where behaviour is hard to bear, and somebody's welfare, on the case page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from recours.complaints import actions
from recours.complaints.conduct import (
    CONCERNED_NAMES,
    RESTRICTION_NAMES,
    VERDICT_NAMES,
    Concerned,
    RestrictionKind,
    Verdict,
)
from recours.complaints.states import Move
from recours.core.keys import new_key
from recours.desk.deeds.deed import CaseForm, Deed
from recours.desk.forms.fields import Day, Words

if TYPE_CHECKING:
    from recours.complaints.selectors import CaseFile
    from recours.desk.requests import DeskRequest

TERM, REVIEW = timedelta(days=90), timedelta(days=45)
"""The term and the day of review that the form proposes."""


class ProposeForm(CaseForm):
    """The mildest restriction that helps, why, and until when."""

    kind = forms.ChoiceField(
        label=_("Which is the mildest that helps?"),
        choices=[(each.value, RESTRICTION_NAMES[each]) for each in RestrictionKind],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    reason = Words(
        label=_("Why"),
        required=False,
        rows=4,
        draft="restriction",
        help_text=_(
            "What happened, when, and what was tried before. It stands in the letter: write it to them."
        ),
    )
    until = Day(label=_("Until when"), required=True)
    review_on = Day(label=_("When we look at it again"), required=True)

    def furnish(self) -> None:
        today = self.request.now.date()
        self.initial["until"] = (today + TERM).isoformat()
        self.initial["review_on"] = (today + REVIEW).isoformat()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for name in ("until", "review_on"):
            if name in given and given[name] is None:
                self.add_error(name, str(_("Say the day.")))
        return given


class DecideForm(CaseForm):
    """What a manager says to the proposal."""

    restriction = forms.UUIDField(widget=forms.HiddenInput)
    verdict = forms.ChoiceField(
        label=_("Your decision"),
        choices=[(each.value, VERDICT_NAMES[each]) for each in Verdict],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    words = Words(label=_("A word about it, for colleagues"), required=False, rows=2)

    def furnish(self) -> None:
        if self.case.conduct.proposed is not None:
            self.initial["restriction"] = self.case.conduct.proposed.pk


class LiftForm(CaseForm):
    """Why a restriction ends before its day."""

    restriction = forms.UUIDField(widget=forms.HiddenInput)
    words = Words(label=_("Why it ends now"), required=False, rows=2)

    def furnish(self) -> None:
        if self.case.conduct.running:
            self.initial["restriction"] = self.case.conduct.running[0].pk


class WelfareForm(CaseForm):
    """Whose welfare, and what was seen or heard."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=new_key)
    concerned = forms.ChoiceField(
        label=_("Who is it about?"),
        choices=[(each.value, CONCERNED_NAMES[each]) for each in Concerned],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    words = Words(label=_("What you saw or heard"), required=False, rows=4, draft="welfare")


class SettleForm(CaseForm):
    """What was done."""

    flag = forms.UUIDField(widget=forms.HiddenInput)
    words = Words(label=_("What was done"), required=False, rows=3)

    def furnish(self) -> None:
        if self.case.conduct.unsettled:
            self.initial["flag"] = self.case.conduct.unsettled[-1].pk


def propose(request: DeskRequest, found: CaseFile, given: Mapping[str, Any]) -> None:
    """Propose a restriction."""
    actions.propose_restriction(
        actor=request.actor,
        complaint_id=found.complaint.pk,
        kind=RestrictionKind(given["kind"]),
        reason=given["reason"],
        until=given["until"],
        review_on=given["review_on"],
        now=request.now,
    )


def decide(request: DeskRequest, found: CaseFile, given: Mapping[str, Any]) -> None:
    """Approve or decline it."""
    actions.decide_restriction(
        actor=request.actor,
        complaint_id=found.complaint.pk,
        restriction_id=given["restriction"],
        verdict=Verdict(given["verdict"]),
        words=given["words"],
        now=request.now,
    )


def lift(request: DeskRequest, found: CaseFile, given: Mapping[str, Any]) -> None:
    """End it."""
    actions.lift_restriction(
        actor=request.actor,
        complaint_id=found.complaint.pk,
        restriction_id=given["restriction"],
        words=given["words"],
        now=request.now,
    )


def flag(request: DeskRequest, found: CaseFile, given: Mapping[str, Any]) -> None:
    """Raise the flag."""
    actions.raise_welfare(
        actor=request.actor,
        complaint_id=found.complaint.pk,
        concerned=Concerned(given["concerned"]),
        words=given["words"],
        key=str(given["key"]),
        now=request.now,
    )


def settle(request: DeskRequest, found: CaseFile, given: Mapping[str, Any]) -> None:
    """Say what was done about it."""
    actions.settle_welfare(
        actor=request.actor,
        complaint_id=found.complaint.pk,
        flag_id=given["flag"],
        words=given["words"],
        now=request.now,
    )


DEEDS = (
    Deed(
        move=Move.PROPOSE_RESTRICTION,
        slug="restrictions",
        symbol="lock",
        form=ProposeForm,
        act=propose,
        button=_("Propose it"),
        done=_("It is proposed. A manager decides."),
        hint=_(
            "For behaviour, never for a person, and never for the complaint: that goes on as any other. Somebody else "
            "decides; the complainant gets a letter with your reason and can object; it ends by itself."
        ),
    ),
    Deed(
        move=Move.DECIDE_RESTRICTION,
        slug="restriction-decisions",
        symbol="scales",
        form=DecideForm,
        act=decide,
        button=_("Keep the decision"),
        done=_("The decision is kept."),
    ),
    Deed(
        move=Move.LIFT_RESTRICTION,
        slug="restriction-endings",
        symbol="undo",
        form=LiftForm,
        act=lift,
        button=_("End it"),
        done=_("The restriction has ended."),
    ),
    Deed(
        move=Move.RAISE_WELFARE,
        slug="welfare",
        symbol="flag",
        form=WelfareForm,
        act=flag,
        button=_("Raise the flag"),
        done=_("The flag is raised. A manager is told at once."),
        hint=_(
            "If somebody may come to harm now, call the emergency services first. Only those who work on this case see "
            "the flag."
        ),
    ),
    Deed(
        move=Move.SETTLE_WELFARE,
        slug="welfare-settlements",
        symbol="check",
        form=SettleForm,
        act=settle,
        button=_("It is seen to"),
        done=_("It is kept what was done."),
    ),
)
