"""What a member of staff decides about themselves."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from recours.desk.forms.fields import DeskForm, Line


class OwnDetailsForm(DeskForm):
    """Name and language."""

    name = Line(
        limit=200,
        label=_("Your name"),
        help_text=_("Complainants see it under your messages."),
        required=False,
    )
    language = forms.ChoiceField(
        label=_("Language of the desk and of your mail"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )
