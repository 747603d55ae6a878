"""Where a mail belongs, and mail brought as files."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from recours.core.references import read_reference
from recours.desk.forms.fields import DeskForm, Line, Uploads

MOST = 20


class PlacementForm(DeskForm):
    """The case that a mail goes into."""

    reference = Line(
        limit=60,
        label=_("Reference of the case"),
        error_messages={"required": _("Write the reference of the case.")},
    )

    def clean_reference(self) -> str:
        plain = read_reference(self.cleaned_data["reference"])
        if plain is None:
            raise forms.ValidationError(
                _("This is not a reference. It has ten digits, such as 482-719-3068.")
            )
        return plain


class TakeForm(DeskForm):
    """Mail as files, and the mailbox in which it arrived."""

    mailbox = Line(
        limit=200,
        label=_("Mailbox"),
        help_text=_("The address at which it arrived."),
        error_messages={"required": _("Say in which mailbox this mail arrived.")},
    )
    files = Uploads(  # type: ignore[assignment]  # a field, not the form's uploads: the metaclass takes it away
        required=False, label=_("Mail files"), help_text=_("One mail in each file, as .eml.")
    )

    def clean_files(self) -> Any:
        found = self.cleaned_data["files"]
        if not found:
            raise forms.ValidationError(_("Choose at least one file."))
        return found[:MOST]
