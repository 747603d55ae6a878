"""Up to which amount a role may promise alone."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from recours.core.money import currency_of
from recours.core.permissions import ROLE_NAMES, ROLES, Permission, Role
from recours.desk.forms.admin_fields import AdminForm
from recours.desk.forms.fields import Amount, Line
from recours.people.selectors import organisation


class LimitForm(AdminForm):
    """One limit."""

    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(role.value, ROLE_NAMES[role]) for role in Role if Permission.RESPOND in ROLES[role]],
        required=False,
    )
    currency = Line(label=_("Currency"), limit=3, required=False)
    amount = Amount(label=_("Up to this amount"), required=False, help_text=_("Leave it empty for no limit."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["currency"] = currency_of(organisation().country)

    def limit(self) -> dict[str, Any]:
        """What the domain takes."""
        given = self.cleaned_data
        return {
            "role": given["role"],
            "currency": given["currency"].upper(),
            "amount": given["amount"],
        }
