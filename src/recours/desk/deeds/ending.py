"""After the answer, on the case page: what the complainant says to it, reminders, reviews, outside bodies."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from recours.complaints import actions
from recours.complaints.closing import RULING_NAMES, Ruling, RulingResult, Said
from recours.complaints.selectors import reviewers_for
from recours.complaints.states import CHANNEL_NAMES, Channel, Move, State
from recours.desk.deeds.deed import CaseForm, Deed
from recours.desk.forms.fields import Day, Line, Words
from recours.people.selectors import dispute_bodies, staff_names

if TYPE_CHECKING:
    from recours.complaints.selectors import CaseFile
    from recours.desk.requests import DeskRequest

_SAID_BY = (Channel.PHONE, Channel.IN_PERSON, Channel.EMAIL, Channel.POST, Channel.FAX, Channel.CHAT)


def _given(day: date | None) -> date:
    if day is None:
        raise forms.ValidationError(_("Give the day."))
    return day


class ReplyForm(CaseForm):
    """What the complainant said to the answer."""

    words = Words(label=_("What they said"), required=False, rows=3)
    who = Line(label=_("Who said it"), limit=200, required=False)
    channel = forms.ChoiceField(
        label=_("How it reached us"),
        choices=[(c.value, CHANNEL_NAMES[c]) for c in _SAID_BY],
        initial=Channel.PHONE.value,
    )
    said_on = Day(label=_("On which day"), required=False)


class RejectForm(ReplyForm):
    """What the complainant said against the answer."""


def _said(given: Mapping[str, Any]) -> Said:
    return Said(
        words=given["words"], channel=Channel(given["channel"]), who=given["who"], said_on=given["said_on"]
    )


def accept(request: DeskRequest, found: CaseFile, given: Mapping[str, Any]) -> None:
    """Record that they accept."""
    actions.accept(actor=request.actor, complaint_id=found.complaint.pk, said=_said(given), now=request.now)


def reject(request: DeskRequest, found: CaseFile, given: Mapping[str, Any]) -> None:
    """Record that they do not accept."""
    actions.reject(actor=request.actor, complaint_id=found.complaint.pk, said=_said(given), now=request.now)


class RemindForm(CaseForm):
    """Nothing is asked."""


def remind(request: DeskRequest, found: CaseFile, given: Mapping[str, Any]) -> None:
    """Write a reminder: of the answer, or while the case waits, of our question."""
    if found.complaint.state == State.AWAITING_INFORMATION.value:
        actions.remind_of_question(actor=request.actor, complaint_id=found.complaint.pk, now=request.now)
        return
    actions.remind(actor=request.actor, complaint_id=found.complaint.pk, now=request.now)


class EscalateForm(CaseForm):
    """Who reviews the case, and why it is reviewed."""

    reviewer = forms.ChoiceField(
        label=_("Who reviews it"),
        help_text=_("Only colleagues who may review and had nothing to do with the case so far."),
        required=False,
    )
    reason = Words(label=_("Why it is reviewed"), rows=3)

    def furnish(self) -> None:
        names = staff_names(reviewers_for(self.case.complaint))
        people = sorted(((str(key), name) for key, name in names.items()), key=lambda pair: pair[1])
        self.fields["reviewer"].choices = [  # type: ignore[attr-defined]
            ("", _("Whoever takes it from the reviews")),
            *people,
        ]


def escalate(request: DeskRequest, found: CaseFile, given: Mapping[str, Any]) -> None:
    """Pass the case on for review."""
    actions.escalate(
        actor=request.actor,
        complaint_id=found.complaint.pk,
        reviewer=UUID(given["reviewer"]) if given["reviewer"] else None,
        reason=given["reason"],
        seen=given["seen"],
        now=request.now,
    )


class ReferForm(CaseForm):
    """Which outside body has the case."""

    body = forms.ChoiceField(
        label=_("Which body"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the outside bodies.")},
    )
    reference = Line(label=_("Its own reference"), limit=120, required=False)
    since = Day(label=_("Since when"))
    words = Words(label=_("What it asks of us"), help_text=_("For colleagues only."), required=False, rows=3)

    def furnish(self) -> None:
        bodies = dispute_bodies(self.request.user.language)
        self.fields["body"].choices = [(str(body.id), body.name) for body in bodies]  # type: ignore[attr-defined]

    def clean_since(self) -> date:
        """The day, which is needed."""
        return _given(self.cleaned_data["since"])


def refer(request: DeskRequest, found: CaseFile, given: Mapping[str, Any]) -> None:
    """Record that an outside body has the case."""
    actions.refer(
        actor=request.actor,
        complaint_id=found.complaint.pk,
        body=UUID(given["body"]),
        reference=given["reference"],
        since=given["since"],
        words=given["words"],
        seen=given["seen"],
        now=request.now,
    )


class RulingForm(CaseForm):
    """What the outside body decided."""

    result = forms.ChoiceField(
        label=_("What was decided"),
        choices=[(r.value, RULING_NAMES[r]) for r in RulingResult],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what was decided.")},
    )
    decided_on = Day(label=_("Decided on"))
    words = Words(
        label=_("The decision in short"),
        help_text=_("This is written to the complainant."),
        required=False,
        rows=4,
    )

    def clean_decided_on(self) -> date:
        """The day, which is needed."""
        return _given(self.cleaned_data["decided_on"])


def rule(request: DeskRequest, found: CaseFile, given: Mapping[str, Any]) -> None:
    """Record the decision."""
    actions.record_ruling(
        actor=request.actor,
        complaint_id=found.complaint.pk,
        ruling=Ruling(
            result=RulingResult(given["result"]), decided_on=given["decided_on"], words=given["words"]
        ),
        seen=given["seen"],
        now=request.now,
    )


DEEDS = (
    Deed(
        move=Move.ACCEPT,
        slug="acceptance",
        symbol="check",
        form=ReplyForm,
        act=accept,
        button=_("Record the acceptance"),
        done=_("It is recorded that the answer is accepted."),
    ),
    Deed(
        move=Move.REJECT,
        slug="rejection",
        symbol="cross",
        form=RejectForm,
        act=reject,
        button=_("Record that they do not accept"),
        done=_("It is recorded. A letter tells the complainant which ways are open."),
        hint=_(
            "The case stays open. A letter leaves at once that names our review and the bodies outside, with their limits."
        ),
    ),
    Deed(
        move=Move.REMIND,
        slug="reminders",
        symbol="letter",
        form=RemindForm,
        act=remind,
        button=_("Send the reminder"),
        done=_("The reminder is on its way."),
        hint=_(
            "Once the day for a reply has passed, this happens by itself. The letter names the day on which the case closes without a reply."
        ),
    ),
    Deed(
        move=Move.ESCALATE,
        slug="reviews",
        symbol="flag",
        form=EscalateForm,
        act=escalate,
        button=_("Pass on for review"),
        done=_("The case is passed on for review."),
        hint=_("The complainant is told who reviews it and until when."),
    ),
    Deed(
        move=Move.REFER,
        slug="referrals",
        symbol="forward",
        form=ReferForm,
        act=refer,
        button=_("Record it"),
        done=_("It is recorded that an outside body has the case."),
    ),
    Deed(
        move=Move.RECORD_RULING,
        slug="rulings",
        symbol="scales",
        form=RulingForm,
        act=rule,
        button=_("Record the decision"),
        done=_("The decision is recorded, and the complainant is told."),
    ),
)
