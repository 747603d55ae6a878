"""Remedies on the case page: carried out, and verified by somebody else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from recours.complaints import actions
from recours.complaints.states import Move
from recours.desk.answers import remedy_line
from recours.desk.deeds.deed import CaseForm, Deed
from recours.desk.forms.attached import WithFiles
from recours.desk.forms.fields import Day, Words
from recours.people.selectors import organisation

if TYPE_CHECKING:
    from recours.complaints.selectors import CaseFile
    from recours.desk.requests import DeskRequest


class CarryOutForm(CaseForm, WithFiles):
    """Which remedy was carried out, when, and how that can be seen."""

    remedy = forms.ChoiceField(label=_("Remedy"), widget=forms.RadioSelect)
    done_on = Day(label=_("Carried out on"), required=False)
    proof = Words(
        label=_("How it can be seen that it was done"),
        required=False,
        rows=3,
        help_text=_(
            "The number of the payment, what was delivered and when, who confirmed it. Or add a file."
        ),
    )

    def furnish(self) -> None:
        today = self.request.now.astimezone(ZoneInfo(organisation().zone)).date()
        self.initial.setdefault("done_on", today.isoformat())
        _offer(self, self.case.responding.to_carry_out)


class VerifyForm(CaseForm):
    """Which remedy was found to be carried out."""

    remedy = forms.ChoiceField(label=_("Remedy"), widget=forms.RadioSelect)

    def furnish(self) -> None:
        _offer(self, self.case.responding.to_verify)


def _offer(form: CaseForm, remedies: Any) -> None:
    """Offer these remedies; the one that the link named is chosen, or the only one.

    What a form names that was sent already is left to the action, which knows whether it is the same again.
    """
    language = form.request.user.language
    sent = form.data.get("remedy", "") if form.is_bound else ""
    settled = [
        each for each in form.case.responding.remedies if str(each.pk) == sent and each not in remedies
    ]
    choices = [(str(each.pk), remedy_line(each, language)) for each in (*remedies, *settled)]
    field = form.fields["remedy"]
    field.choices = choices  # type: ignore[attr-defined]  # a choice field
    named = form.initial.get("on")
    form.initial["remedy"] = named if named in dict(choices) else choices[0][0] if len(choices) == 1 else None


def carry_out(request: DeskRequest, found: CaseFile, given: Mapping[str, Any]) -> None:
    """Record that it was done."""
    actions.carry_out(
        actor=request.actor,
        complaint_id=found.complaint.pk,
        remedy_id=UUID(given["remedy"]),
        done_on=given["done_on"],
        proof=given["proof"],
        files=given["files"],
        now=request.now,
    )


def verify(request: DeskRequest, found: CaseFile, given: Mapping[str, Any]) -> None:
    """Confirm that it was done."""
    actions.verify_remedy(
        actor=request.actor,
        complaint_id=found.complaint.pk,
        remedy_id=UUID(given["remedy"]),
        now=request.now,
    )


DEEDS = (
    Deed(
        move=Move.CARRY_OUT,
        slug="executions",
        symbol="check",
        form=CarryOutForm,
        act=carry_out,
        button=_("Record it"),
        done=_("It is recorded. Somebody else verifies it."),
        template="desk/deeds/carry_out.html",
    ),
    Deed(
        move=Move.VERIFY_REMEDY,
        slug="verifications",
        symbol="check",
        form=VerifyForm,
        act=verify,
        button=_("It was done"),
        done=_("The remedy is verified."),
        hint=_("Look at the proof first. Whoever carried it out cannot verify it while somebody else could."),
    ),
)
