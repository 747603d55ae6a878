"""The wording of letters."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from recours.desk.forms.admin_fields import AdminForm
from recours.desk.forms.fields import Line, Words

_ROOM = 200


class WordingForm(AdminForm):
    """A letter's subject and what it says, with places in braces."""

    subject = Line(limit=_ROOM, required=False, label=_("Subject"))
    body = Words(
        rows=18,
        required=False,
        label=_("What it says"),
        help_text=_(
            "Leave a blank line between paragraphs. A paragraph whose place has nothing to say in a letter is left out of it."
        ),
    )

    def __init__(self, *args: Any, language: str, draft: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        direction = "rtl" if language in settings.LANGUAGES_BIDI else "ltr"
        for field in self.fields.values():
            field.widget.attrs |= {"lang": language, "dir": direction}
        self.fields["body"].widget.attrs["data-draft"] = draft
