"""Units, and the bodies outside."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from recours.desk.forms.admin_fields import Address, AdminForm, Code, InLanguages, Several
from recours.people.details import DisputeBodyDetails


class UnitForm(AdminForm):
    """What a unit is called and how it is reached."""

    words = (InLanguages("names", _("Name of the unit")),)

    email = Address(
        required=False,
        label=_("E-mail address of the team"),
        help_text=_("Where letters about its cases may be answered. Empty: the organisation's address."),
    )


class NewUnitForm(UnitForm):
    """A unit that is added."""

    code = Code(
        required=False,
        label=_("Code"),
        help_text=_("Short, in the letters a to z, for imports and programs. It stays for ever."),
    )
    field_order = ("code",)


class BodyForm(AdminForm):
    """What complainants are told of an outside body."""

    words = (
        InLanguages("names", _("Name of the body")),
        InLanguages(
            "terms",
            _("What it takes"),
            2000,
            3,
            _("Which complaints it takes, by when one must turn to it, and what it costs."),
        ),
    )

    website = Address(limit=200, required=False, label=_("Website"))
    phone = Address(limit=60, required=False, label=_("Telephone"))
    address = Several(rows=3, required=False, label=_("Postal address"))

    def details(self) -> DisputeBodyDetails:
        """Everything that was given, as the actions take it."""
        given = self.cleaned_data
        return DisputeBodyDetails(
            names=self.said("names"),
            terms=self.said("terms"),
            website=given["website"],
            phone=given["phone"],
            address=given["address"],
        )


class NewBodyForm(BodyForm):
    """A body that is added."""

    code = Code(
        required=False, label=_("Code"), help_text=_("Short, in the letters a to z. It stays for ever.")
    )
    field_order = ("code",)
