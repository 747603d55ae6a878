"""The texts that colleagues write with."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from recours.complaints.texts import BODY_LIMIT, NAME_LIMIT
from recours.desk.forms.admin_fields import AdminForm, Code, InLanguages, Whole


class TextForm(AdminForm):
    """What a text is chosen by, and what it says."""

    words = (
        InLanguages("names", _("Name"), NAME_LIMIT, hint=_("Colleagues choose it by this name.")),
        InLanguages(
            "bodies",
            _("What it says"),
            BODY_LIMIT,
            7,
            _(
                "Leave a blank line between paragraphs, and leave out greeting and signature: the letter has them. A "
                "paragraph whose place has nothing to say in a case is left out."
            ),
        ),
    )

    position = Whole(
        label=_("Place in the list"), required=False, help_text=_("Smaller numbers stand first.")
    )


class NewTextForm(TextForm):
    """A text that is added."""

    code = Code(
        required=False,
        label=_("Code"),
        help_text=_("Short, in the letters a to z, for imports and programs. It stays for ever."),
    )
    field_order = ("code",)
