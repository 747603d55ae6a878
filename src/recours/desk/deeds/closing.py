"""Closing, withdrawing and reopening on the case page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recours.complaints import actions
from recours.complaints.closing import CAUSE_NAMES, Cause, Lesson
from recours.complaints.lateness import LATENESS_NAMES, Lateness
from recours.complaints.selectors import grounds_for
from recours.complaints.states import GROUND_NAMES, Ground, Move
from recours.core.localised import said
from recours.desk.clocks import name_of
from recours.desk.deeds.deed import CaseForm, Deed
from recours.desk.forms.fields import Words
from recours.desk.requests import key_or_none
from recours.people.selectors import units

if TYPE_CHECKING:
    from recours.complaints.selectors import CaseFile
    from recours.desk.requests import DeskRequest

YES_NO = (("", _("Cannot be said")), ("yes", _("Yes")), ("no", _("No")))
TRUTH = {"yes": True, "no": False}


class CloseForm(CaseForm):
    """On which ground the case is closed, and what is learnt from it."""

    ground = forms.ChoiceField(
        label=_("Why is it closed?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why it is closed.")},
    )
    helper = Words(
        label=_("Who can help them instead"),
        help_text=_("Name, address and telephone number. This is written to the complainant."),
        required=False,
        rows=3,
    )
    cause = forms.ChoiceField(
        label=_("What was the cause?"),
        choices=[("", _("Choose")), *((c.value, CAUSE_NAMES[c]) for c in Cause)],
        required=False,
    )
    cause_unit = forms.ChoiceField(label=_("Which unit does the cause lie with?"), required=False)
    recurrent = forms.ChoiceField(label=_("Does it keep happening?"), choices=YES_NO, required=False)
    others_affected = forms.ChoiceField(
        label=_("Are others affected who did not complain?"), choices=YES_NO, required=False
    )
    correction_needed = forms.ChoiceField(
        label=_("Must something be changed so that it does not happen again?"), choices=YES_NO, required=False
    )
    words = Words(
        label=_("What we learn from it"),
        help_text=_("For colleagues only."),
        required=False,
        rows=3,
    )

    def furnish(self) -> None:
        closure = self.case.closure
        grounds = (Ground(closure.ground),) if closure else self._grounds()
        self.fields["ground"].choices = [(g.value, GROUND_NAMES[g]) for g in grounds]  # type: ignore[attr-defined]
        if len(grounds) == 1:
            self.initial["ground"] = grounds[0].value
        if Ground.OUT_OF_SCOPE_NOTIFIED not in grounds:
            del self.fields["helper"]
        language = self.request.user.language
        self.fields["cause_unit"].choices = [  # type: ignore[attr-defined]
            ("", _("Cannot be said")),
            *((str(unit.pk), said(unit.names, language).text) for unit in units()),
        ]

        self._furnish_delays()

    def _furnish_delays(self) -> None:
        """Ask of every time limit that passed unexplained why it did, and with which unit the reason lies."""
        explained = {delay.clock for delay in self.case.delays}
        late = [clock for clock in self.case.clocks if clock.is_late(self.request.now)]
        self._late = [clock for clock in late if clock.id not in explained]
        places = self.fields["cause_unit"].choices[1:]  # type: ignore[attr-defined]  # a choice field
        for number, clock in enumerate(self._late):
            self.fields[f"late_{number}_cause"] = forms.ChoiceField(
                label=gettext("Why was this late: %(limit)s?") % {"limit": name_of(clock)},
                choices=[("", _("Choose")), *((each.value, LATENESS_NAMES[each]) for each in Lateness)],
                error_messages={"required": _("Choose a reason.")},
            )
            self.fields[f"late_{number}_unit"] = forms.ChoiceField(
                label=_("Where the reason lay"),
                choices=[("", _("No unit of ours")), *places],
                required=False,
                initial=str(self.case.complaint.unit_id),
            )

    def delays(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The questions about each time limit that passed."""
        return [(self[f"late_{n}_cause"], self[f"late_{n}_unit"]) for n in range(len(self._late))]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        given["late"] = [
            (clock.id, Lateness(given[f"late_{n}_cause"]), key_or_none(given.get(f"late_{n}_unit", "")))
            for n, clock in enumerate(self._late)
            if given.get(f"late_{n}_cause")
        ]
        return given

    def _grounds(self) -> tuple[Ground, ...]:
        """The grounds that the state allows; what nobody outside has decided is not offered as decided."""
        ruled = any(each.ruled_at is not None for each in self.case.ending.referrals)
        grounds = grounds_for(self.case.complaint)
        return tuple(ground for ground in grounds if ruled or ground is not Ground.EXTERNAL_FINAL)


def close(request: DeskRequest, found: CaseFile, given: Mapping[str, Any]) -> None:
    """Say why it was late, where that was not said yet, and close the case."""
    lesson = (
        Lesson(
            cause=Cause(given["cause"]),
            cause_unit=UUID(given["cause_unit"]) if given["cause_unit"] else None,
            recurrent=TRUTH.get(given["recurrent"]),
            others_affected=TRUTH.get(given["others_affected"]),
            correction_needed=TRUTH.get(given["correction_needed"]),
            words=given["words"],
        )
        if given["cause"]
        else None
    )
    for clock, cause, unit in given["late"]:
        actions.explain_delay(
            actor=request.actor,
            complaint_id=found.complaint.pk,
            clock_id=clock,
            cause=cause,
            unit=unit,
            words="",
            now=request.now,
        )
    actions.close(
        actor=request.actor,
        complaint_id=found.complaint.pk,
        ground=Ground(given["ground"]),
        lesson=lesson,
        helper=given.get("helper", ""),
        seen=given["seen"] + len(given["late"]),
        now=request.now,
    )


class WithdrawForm(CaseForm):
    """How the complainant withdrew it."""

    words = Words(
        label=_("Who said so, when, and how"),
        help_text=_(
            "For example: “On the phone today, herself.” Nobody should be talked out of a complaint."
        ),
        rows=3,
    )


def withdraw(request: DeskRequest, found: CaseFile, given: Mapping[str, Any]) -> None:
    """Write down that the complainant withdrew it."""
    actions.withdraw(
        actor=request.actor, complaint_id=found.complaint.pk, words=given["words"], now=request.now
    )


class ReopenForm(CaseForm):
    """Why a closed case is opened again."""

    words = Words(label=_("Why it is opened again"), rows=3)


def reopen(request: DeskRequest, found: CaseFile, given: Mapping[str, Any]) -> None:
    """Open the case again."""
    actions.reopen(
        actor=request.actor,
        complaint_id=found.complaint.pk,
        words=given["words"],
        seen=given["seen"],
        now=request.now,
    )


DEEDS = (
    Deed(
        move=Move.CLOSE,
        slug="closure",
        symbol="check",
        form=CloseForm,
        act=close,
        button=_("Close the case"),
        done=_("The case is closed."),
        hint=_("The complainant is told in a letter, unless your answer has told them already."),
        template="desk/deeds/close.html",
    ),
    Deed(
        move=Move.WITHDRAW,
        slug="withdrawal",
        symbol="cross",
        form=WithdrawForm,
        act=withdraw,
        button=_("Close as withdrawn"),
        done=_("The case is closed as withdrawn."),
        hint=_(
            "Only if the complainant said so. They get a letter that confirms it, and can come back at any time."
        ),
    ),
    Deed(
        move=Move.REOPEN,
        slug="reopening",
        symbol="undo",
        form=ReopenForm,
        act=reopen,
        button=_("Reopen the case"),
        done=_("The case is open again."),
        hint=_("The closure stays on record. Time limits that it stopped run on."),
    ),
)
