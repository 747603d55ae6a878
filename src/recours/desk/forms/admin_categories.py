"""Products, services and problems."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from recours.desk.forms.admin_fields import AdminForm, Code, InLanguages, Whole, choice_of_units

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

TREES: Mapping[str, _StrPromise] = {
    "product": pgettext_lazy("list of categories", "Products and services"),
    "problem": pgettext_lazy("list of categories", "Problems"),
}


class CategoryForm(AdminForm):
    """What a category is called, where it stands, who looks after it."""

    words = (InLanguages("names", _("Name")),)

    parent = forms.ChoiceField(label=_("Under"), required=False)
    unit = forms.ChoiceField(
        label=_("Unit"),
        required=False,
        help_text=_("Complaints about it go to this unit. Empty: as for the one above."),
    )
    position = Whole(
        label=_("Place in the list"), required=False, help_text=_("Smaller numbers stand first.")
    )

    def __init__(
        self, *args: Any, parents: list[tuple[str, str]], units: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("parent", [("", pgettext_lazy("place in a list", "At the top")), *parents]),
            ("unit", choice_of_units(units, pgettext_lazy("unit", "None"))),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
            field.choices = choices


class NewCategoryForm(CategoryForm):
    """A category that is added."""

    code = Code(
        required=False,
        label=_("Code"),
        help_text=_("Short, in the letters a to z, for imports and programs. It stays for ever."),
    )
    field_order = ("code",)
