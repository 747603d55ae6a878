"""Keys to the machine's door."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from recours.core.keys import new_key
from recours.core.permissions import PERMISSION_NAMES, Permission
from recours.desk.forms.admin_fields import AdminForm, choice_of_units
from recours.desk.forms.fields import Day, Line
from recours.people.selectors import NEVER_FOR_TOKENS

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SCOPE_WORDS: Mapping[Permission, _StrPromise] = {
    Permission.INTAKE: _("For forms of your own, shops and telephone systems that hand in complaints."),
    Permission.READ: _("Cases and what was said in them. Names only together with the next."),
    Permission.REVEAL: _(
        "Names and addresses of the people who complained. Give it only where it is needed."
    ),
    Permission.ACKNOWLEDGE: _("That they know their complaint arrived, told elsewhere."),
    Permission.ASSIGN: _("To somebody of a unit, by their key."),
    Permission.TAKE: _("In the name of the member of staff who is told to own it."),
    Permission.CONVERSE: _("Messages that leave as letters, and what the person said elsewhere."),
    Permission.NOTE: _("Seen by colleagues only."),
    Permission.TAKE_OVER: _("Many at once, with their old dates, for the move from another system."),
    Permission.OUTBOX_READ: _("Whether and how letters left."),
    Permission.OUTBOX_POST: _("For a printing house that posts your letters."),
    Permission.MAIL_READ: _("What waits in quarantine."),
    Permission.MAIL_TAKE: _("Hand in mail that another system received."),
    Permission.TRAIL_READ: _("Who did what, when."),
    Permission.TRAIL_EXPORT: _("A copy that proves itself, for an auditor's own keeping."),
}


class _Scopes(forms.CheckboxSelectMultiple):
    choice_help: Mapping[str, Any] = {scope.value: words for scope, words in SCOPE_WORDS.items()}


class TokenForm(AdminForm):
    """What a program may do, where, and until when; the key keeps a page loaded again from giving a second token."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=new_key)
    name = Line(
        limit=120,
        required=False,
        label=_("Name"),
        help_text=_("Which program uses it, so that you know it later."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        required=False,
        choices=[(each.value, PERMISSION_NAMES[each]) for each in Permission if each not in NEVER_FOR_TOKENS],
        widget=_Scopes,
    )
    unit_id = forms.ChoiceField(label=_("Where"), required=False)
    expires_at = Day(
        required=False,
        label=_("Last day"),
        help_text=_("After this day it opens nothing. Empty: until you withdraw it."),
    )

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit_id"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = choice_of_units(units, _("In the whole organisation"))

    @property
    def last_day(self) -> date | None:
        """The last day on which the token opens something."""
        day: date | None = self.cleaned_data["expires_at"]
        return day
