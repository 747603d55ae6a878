"""Colleagues and what they may do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from recours.core.permissions import ROLE_NAMES, Role
from recours.desk.forms.admin_fields import Address, AdminForm, choice_of_units
from recours.desk.forms.fields import Line

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

ROLE_WORDS: Mapping[Role, _StrPromise] = {
    Role.CLERK: _(
        "Takes complaints in, confirms their arrival, gives them to colleagues, answers, and sees letters and mail through."
    ),
    Role.HANDLER: _("Takes cases, looks into them and writes to the people who complained."),
    Role.MANAGER: _(
        "All that a handler does; also gives cases to colleagues, imports old ones and reads the trail."
    ),
    Role.AUDITOR: _("Reads cases without the names of people, and the trail. Changes nothing."),
    Role.ADMINISTRATOR: _("Keeps these pages: colleagues, units, wording, tokens. Sees no cases."),
}


class UserForm(AdminForm):
    """Who somebody is."""

    name = Line(
        limit=200,
        required=False,
        label=_("Name"),
        help_text=_("Complainants see it under this person's messages."),
    )
    email = Address(
        required=False, label=_("E-mail address"), help_text=_("They sign in with it, and we write to it.")
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect)
    unit_id = forms.ChoiceField(label=_("Unit"), required=False)

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit_id"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = choice_of_units(units, pgettext_lazy("unit", "None"))


class _Roles(forms.RadioSelect):
    choice_help: Mapping[str, Any] = {role.value: words for role, words in ROLE_WORDS.items()}


class RoleForm(AdminForm):
    """A role, in one unit or everywhere."""

    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(role.value, name) for role, name in ROLE_NAMES.items()],
        widget=_Roles,
        error_messages={"required": _("Choose one of the roles.")},
    )
    unit_id = forms.ChoiceField(
        label=_("Where"),
        required=False,
        help_text=_("In one unit, they see and do this for its cases only."),
    )

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit_id"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = choice_of_units(units, _("In the whole organisation"))
