"""What management confirms, and why a time limit passed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from recours.complaints import actions
from recours.complaints.lateness import LATENESS_NAMES, Lateness
from recours.complaints.states import Move
from recours.core.localised import said
from recours.desk.clocks import name_of
from recours.desk.deeds.deed import CaseForm, Deed
from recours.desk.forms.fields import Words
from recours.people.selectors import units

if TYPE_CHECKING:
    from recours.complaints.selectors import CaseFile
    from recours.desk.requests import DeskRequest


class ConfirmForm(CaseForm):
    """Which alert was seen."""

    alert = forms.UUIDField(widget=forms.HiddenInput)

    def furnish(self) -> None:
        waiting = self.case.assessing.unconfirmed_by(self.request.actor)
        if waiting:
            self.initial["alert"] = waiting[0].pk


class DelayForm(CaseForm):
    """Which limit passed, and why."""

    clock = forms.ChoiceField(label=_("Which time limit"))
    cause = forms.ChoiceField(
        label=_("What was the main reason?"),
        choices=[(each.value, LATENESS_NAMES[each]) for each in Lateness],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason.")},
    )
    unit = forms.ChoiceField(label=_("Where the reason lay"), required=False)
    words = Words(label=_("In your own words"), required=False, rows=2, draft="delay")

    def furnish(self) -> None:
        language, now = self.request.user.language, self.request.now
        late = [clock for clock in self.case.clocks if clock.is_late(now)]
        explained = {delay.clock for delay in self.case.delays}
        clock, unit = self.fields["clock"], self.fields["unit"]
        assert isinstance(clock, forms.ChoiceField)  # noqa: S101 - declared above
        assert isinstance(unit, forms.ChoiceField)  # noqa: S101 - declared above
        clock.choices = [
            (str(each.id), name_of(each)) for each in sorted(late, key=lambda c: c.id in explained)
        ]
        unit.choices = [
            ("", _("No unit of ours")),
            *((str(each.pk), said(each.names, language).text) for each in units()),
        ]
        self.initial["unit"] = str(self.case.complaint.unit_id)


def confirm(request: DeskRequest, found: CaseFile, given: Mapping[str, Any]) -> None:
    """Say that I have seen it."""
    actions.confirm_alert(
        actor=request.actor, complaint_id=found.complaint.pk, alert_id=given["alert"], now=request.now
    )


def explain(request: DeskRequest, found: CaseFile, given: Mapping[str, Any]) -> None:
    """Say why it is late."""
    actions.explain_delay(
        actor=request.actor,
        complaint_id=found.complaint.pk,
        clock_id=UUID(given["clock"]),
        cause=Lateness(given["cause"]),
        unit=UUID(given["unit"]) if given["unit"] else None,
        words=given["words"],
        now=request.now,
    )


DEEDS = (
    Deed(
        move=Move.CONFIRM_ALERT,
        slug="alert-confirmations",
        symbol="eye",
        form=ConfirmForm,
        act=confirm,
        button=_("I have seen it"),
        done=_("It is on record that you have seen the alert."),
        hint=_("You confirm that you know of this case, not that you agree with anything in it."),
    ),
    Deed(
        move=Move.EXPLAIN_DELAY,
        slug="delays",
        symbol="clock",
        form=DelayForm,
        act=explain,
        button=_("Record the reason"),
        done=_("The reason for the delay is on record."),
        hint=_("This is for learning, not for blame: it shows where time is lost, and where help is needed."),
    ),
)
