"""Procedures, the remedy guide, and who does what."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from recours.complaints.states import MOVE_NAMES, Move
from recours.desk.forms.admin_fields import AdminForm, Code, InLanguages
from recours.desk.forms.fields import DeskForm
from recours.guidance.actions import TITLE_LIMIT, WORDS_LIMIT
from recours.guidance.duties import PARTY_NAMES, Duty, Party
from recours.guidance.procedures import Procedure
from recours.guidance.remedies import DUE_NAMES, Advice, Due

_PARTIES = [(party.value, PARTY_NAMES[party]) for party in Party]


class ProcedureForm(AdminForm):
    """What a procedure is called and says, and beside which forms it is shown."""

    words = (
        InLanguages("titles", _("Title"), TITLE_LIMIT),
        InLanguages("words", _("What to do"), WORDS_LIMIT, 8, _("Short steps, one on each line.")),
    )

    moves = forms.MultipleChoiceField(
        label=_("Shown beside"),
        choices=[(move.value, MOVE_NAMES[move]) for move in Move],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    hidden = forms.BooleanField(label=_("Do not show it to colleagues"), required=False)

    def procedure(self) -> Procedure:
        """What was typed."""
        return Procedure(
            titles=self.said("titles"),
            words=self.said("words"),
            moves=tuple(Move(code) for code in self.cleaned_data["moves"]),
            hidden=self.cleaned_data["hidden"],
        )


class NewProcedureForm(ProcedureForm):
    """A procedure that is added."""

    code = Code(
        required=False,
        label=_("Code"),
        help_text=_("Short, in the letters a to z, for imports and programs. It stays for ever."),
    )
    field_order = ("code",)


class AdviceForm(AdminForm):
    """What is due, and in which words the organisation says it."""

    words = (
        InLanguages(
            "words",
            _("In your own words"),
            WORDS_LIMIT,
            3,
            _("For example an amount, or who must be asked. Empty: the general sentence alone."),
        ),
    )

    due = forms.ChoiceField(
        label=_("What is due"), choices=[(due.value, DUE_NAMES[due]) for due in Due], widget=forms.RadioSelect
    )

    def advice(self) -> Advice:
        """What was typed."""
        return Advice(due=Due(self.cleaned_data["due"]), words=self.said("words"))


class DutyForm(DeskForm):
    """Who does it, who answers for it, who is asked and who is told."""

    responsible = forms.MultipleChoiceField(
        label=_("Does it"), choices=_PARTIES, widget=forms.CheckboxSelectMultiple, required=False
    )
    accountable = forms.ChoiceField(label=_("Answers for it"), choices=_PARTIES, widget=forms.RadioSelect)
    consulted = forms.MultipleChoiceField(
        label=_("Is asked before"), choices=_PARTIES, widget=forms.CheckboxSelectMultiple, required=False
    )
    informed = forms.MultipleChoiceField(
        label=_("Is told after"), choices=_PARTIES, widget=forms.CheckboxSelectMultiple, required=False
    )

    def duty(self) -> Duty:
        """What was chosen."""
        given: dict[str, Any] = self.cleaned_data
        return Duty(
            accountable=Party(given["accountable"]),
            **{
                name: tuple(Party(code) for code in given[name])
                for name in ("responsible", "consulted", "informed")
            },
        )
