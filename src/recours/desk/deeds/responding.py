"""The answer and its remedies on the case page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from recours.complaints import actions
from recours.complaints.decision import MOST_REMEDIES, Decided, Decision, Promised
from recours.complaints.outcomes import DECIDABLE, OUTCOME_NAMES, Outcome
from recours.complaints.remedies import (
    ACTION_NAMES,
    ANSWERED_NAMES,
    CHECK_NAMES,
    KIND_OF,
    REMEDY_KIND_NAMES,
    Action,
    Answered,
    Check,
    RemedyKind,
)
from recours.complaints.states import Move
from recours.core.errors import Invalid
from recours.core.localised import said
from recours.core.money import currency_of, plain
from recours.desk.answers import Answer, answer_of
from recours.desk.deeds.deed import CaseForm, Deed
from recours.desk.forms.fields import Amount, Day, Line, Words
from recours.desk.guidance import WithGuide
from recours.people.selectors import organisation

if TYPE_CHECKING:
    from recours.complaints.selectors import CaseFile
    from recours.desk.requests import DeskRequest

REPLY_WITHIN = timedelta(days=21)
"""The time for a reply that the form proposes."""

DUE_WITHIN = timedelta(days=14)
"""The time for a remedy that the form proposes."""

_ROWS = 2
_PARTS = ("action", "amount", "currency", "kind", "words", "due_on")
_KINDS = [("", _("As the action says")), *((k.value, REMEDY_KIND_NAMES[k]) for k in RemedyKind)]
_ACTIONS = [("", pgettext_lazy("remedy", "Nothing more")), *((a.value, ACTION_NAMES[a]) for a in Action)]


@dataclass(frozen=True, slots=True)
class Row:
    """The fields of one remedy; `filled` opens it."""

    fields: Mapping[str, forms.BoundField]
    filled: bool


class PrepareForm(WithGuide, CaseForm):
    """The answer: what was prepared last stands in it already."""

    words = Words(
        label=_("Words at the beginning of the letter"), required=False, rows=3, draft="prepare-words"
    )
    findings = Words(label=_("What was found out"), required=False, rows=5, draft="prepare-findings")
    reasons = Words(label=_("The reasons for the decision"), required=False, rows=5, draft="prepare-reasons")
    rule = Words(
        label=_("The rule relied on"),
        required=False,
        rows=2,
        help_text=_("A law, a contract, a tariff, your own policy: name it so that it can be found."),
    )
    apology = Words(
        label=_("Apology"),
        required=False,
        rows=2,
        help_text=_("In your own words; a letter that finds us at fault cannot leave without one."),
    )
    reply_by = Day(label=_("Ask for a reply by"), required=False)

    def furnish(self) -> None:
        self._today = self.request.now.astimezone(ZoneInfo(organisation().zone)).date()
        latest = self.case.responding.current
        self._furnish_outcomes(latest)
        self._furnish_remedies(latest)
        for check in Check:
            self.fields[f"check_{check.value}"] = forms.ChoiceField(
                label=CHECK_NAMES[check],
                choices=[(a.value, ANSWERED_NAMES[a]) for a in Answered],
                widget=forms.RadioSelect,
                required=False,
                initial=latest.checks.get(check.value) if latest else None,
            )
        self.initial["reply_by"] = (self._today + REPLY_WITHIN).isoformat()
        if latest is not None:
            for name in ("words", "findings", "reasons", "rule", "apology"):
                self.initial[name] = getattr(latest, name)
            if latest.reply_by > self._today:
                self.initial["reply_by"] = latest.reply_by.isoformat()

    def _furnish_outcomes(self, latest: Any) -> None:
        before = {each.category_id: each for each in latest.outcomes.all()} if latest else {}
        language = self.request.user.language
        points: list[tuple[UUID | None, Any]] = [
            (problem.pk, said(problem.names, language).text) for problem in self.case.problems
        ] or [(None, OUTCOME_LABEL)]
        self._points = [key for key, _name in points]
        for number, (key, name) in enumerate(points):
            self.fields[f"outcome_{number}"] = forms.ChoiceField(
                label=name,
                choices=[("", _("Not decided yet")), *((o.value, OUTCOME_NAMES[o]) for o in DECIDABLE)],
                required=False,
                initial=before[key].outcome if key in before else "",
            )
            self.fields[f"point_{number}"] = Words(
                label=_("Why, on this point"),
                required=False,
                rows=2,
                initial=before[key].reasons if key in before else "",
            )

    def _furnish_remedies(self, latest: Any) -> None:
        before = list(latest.remedies.all()) if latest else []
        self._rows = min(MOST_REMEDIES, len(before) + _ROWS)
        currency = currency_of(organisation().country)
        for row in range(self._rows):
            held = before[row] if row < len(before) else None
            due = held.due_on if held and held.due_on >= self._today else self._today + DUE_WITHIN
            amount = plain(held.amount, held.currency) if held and held.amount is not None else ""
            given = held.kind if held and held.kind != KIND_OF[Action(held.code)] else ""
            self.fields |= {
                f"remedy_{row}_action": forms.TypedChoiceField(
                    label=_("What we will do"), choices=_ACTIONS, coerce=int, required=False, empty_value=None,
                    initial=held.code if held else "",
                ),
                f"remedy_{row}_amount": Amount(label=_("Amount"), required=False, initial=amount),
                f"remedy_{row}_currency": Line(
                    label=_("Currency"), limit=3, required=False, initial=(held.currency if held else "") or currency,
                ),
                f"remedy_{row}_kind": forms.ChoiceField(
                    label=_("Kind of remedy"), choices=_KINDS, required=False, initial=given
                ),
                f"remedy_{row}_words": Line(
                    label=_("In words"), limit=2_000, required=False, initial=held.words if held else ""
                ),
                f"remedy_{row}_due_on": Day(label=_("Until when"), required=False, initial=due.isoformat()),
            }  # fmt: skip

    def outcomes(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        """Each point with how it is decided and why."""
        return ((self[f"outcome_{n}"], self[f"point_{n}"]) for n in range(len(self._points)))

    def rows(self) -> Iterator[Row]:
        """Each remedy with its fields."""
        for row in range(self._rows):
            fields = {name: self[f"remedy_{row}_{name}"] for name in _PARTS}
            yield Row(fields, row == 0 or bool(fields["action"].value()))

    def checks(self) -> Iterator[forms.BoundField]:
        """The five questions."""
        return (self[f"check_{check.value}"] for check in Check)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors:
            given["decision"] = self._decision(given)
        return given

    def _decision(self, given: Mapping[str, Any]) -> Decision:
        decided = [
            Decided(problem=key, outcome=Outcome(outcome), reasons=given[f"point_{number}"])
            for number, key in enumerate(self._points)
            if (outcome := given[f"outcome_{number}"])
        ]
        checks = {check: given[f"check_{check.value}"] for check in Check}
        return Decision(
            outcomes=tuple(decided),
            remedies=tuple(self._promised(given, row) for row in self._given_rows()),
            checks={check: Answered(answer) for check, answer in checks.items() if answer},
            **{name: given[name] for name in ("words", "findings", "reasons", "rule", "apology", "reply_by")},
        )

    def _given_rows(self) -> list[int]:
        return [row for row in range(self._rows) if self.cleaned_data.get(f"remedy_{row}_action")]

    def _promised(self, given: Mapping[str, Any], row: int) -> Promised:
        amount = given[f"remedy_{row}_amount"]
        kind = given[f"remedy_{row}_kind"]
        return Promised(
            action=Action(given[f"remedy_{row}_action"]),
            kind=RemedyKind(kind) if kind else None,
            amount=amount,
            currency=given[f"remedy_{row}_currency"].upper() if amount is not None else "",
            words=given[f"remedy_{row}_words"],
            due_on=given[f"remedy_{row}_due_on"],
        )

    def take(self, problem: Invalid) -> None:
        """Show what the domain found, each at its field; it counts remedies without the rows left empty."""
        rows = self._given_rows()
        for name, sentence in problem.sentences().items():
            start, _place, rest = name.partition("_")
            number, _place, part = rest.partition("_")
            if start == "remedy" and number.isdecimal():
                name = f"remedy_{rows[int(number)]}_{part}"
            if name == "outcomes":
                for point in range(len(self._points)):
                    if not self.cleaned_data.get(f"outcome_{point}"):
                        self.add_error(f"outcome_{point}", sentence)
                continue
            self.add_error(name if name in self.fields else None, sentence)


OUTCOME_LABEL = _("The complaint as a whole")


class AnswerForm(CaseForm):
    """A decision about the answer that is prepared, which is shown above it."""

    def answer(self) -> Answer | None:
        """The answer as it would leave."""
        prepared = self.case.responding.prepared
        return answer_of(prepared, self.case, self.request) if prepared else None


class SendBackForm(AnswerForm):
    """Why the answer goes back."""

    reason = Words(label=_("What must change"), required=False, rows=4, draft="send-back")


def prepare(request: DeskRequest, found: CaseFile, given: Mapping[str, Any]) -> None:
    """Prepare the answer."""
    actions.prepare(
        actor=request.actor,
        complaint_id=found.complaint.pk,
        decision=given["decision"],
        seen=given["seen"],
        now=request.now,
    )


def approve(request: DeskRequest, found: CaseFile, given: Mapping[str, Any]) -> None:
    """Approve it."""
    actions.approve(actor=request.actor, complaint_id=found.complaint.pk, seen=given["seen"], now=request.now)


def send_back(request: DeskRequest, found: CaseFile, given: Mapping[str, Any]) -> None:
    """Send it back."""
    actions.send_back(
        actor=request.actor,
        complaint_id=found.complaint.pk,
        reason=given["reason"],
        seen=given["seen"],
        now=request.now,
    )


def communicate(request: DeskRequest, found: CaseFile, given: Mapping[str, Any]) -> None:
    """Send it."""
    actions.communicate(
        actor=request.actor, complaint_id=found.complaint.pk, seen=given["seen"], now=request.now
    )


DEEDS = (
    Deed(
        move=Move.PREPARE,
        slug="responses",
        symbol="note",
        form=PrepareForm,
        act=prepare,
        button=_("Keep the answer"),
        done=_("The answer is prepared. It leaves when you send it."),
        hint=_("Answer every point, say why, and name the rule. Nothing leaves yet; every version is kept."),
        template="desk/deeds/prepare.html",
    ),
    Deed(
        move=Move.APPROVE,
        slug="approval",
        symbol="check",
        form=AnswerForm,
        act=approve,
        button=_("Approve the answer"),
        done=_("The answer is approved and can be sent."),
        hint=_("It promises more than its author may promise alone. Read it as the complainant will."),
        template="desk/deeds/answer.html",
    ),
    Deed(
        move=Move.SEND_BACK,
        slug="return",
        symbol="reply",
        form=SendBackForm,
        act=send_back,
        button=_("Send the answer back"),
        done=_("The answer went back to be worked on again."),
        template="desk/deeds/answer.html",
    ),
    Deed(
        move=Move.COMMUNICATE,
        slug="decision",
        symbol="reply",
        form=AnswerForm,
        act=communicate,
        button=_("Send the answer"),
        done=_("The answer is on its way to the complainant."),
        hint=_(
            "The letter leaves in the complainant's language, with the outside bodies and what happens next."
        ),
        template="desk/deeds/answer.html",
    ),
)
