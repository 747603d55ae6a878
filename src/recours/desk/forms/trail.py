"""What an auditor looks for on the trail."""

from django import forms
from django.utils.translation import gettext_lazy as _

from recours.desk.forms.fields import Day, DeskForm, Line
from recours.trail.events import registered


class SoughtForm(DeskForm):
    """Narrows the list of events."""

    reference = Line(limit=60, required=False, label=_("Reference"))
    kind = forms.ChoiceField(required=False, label=_("Kind of event"))
    since = Day(required=False, label=_("From day"))
    until = Day(required=False, label=_("To day"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they come
        kinds = sorted({kind for kind, _version in registered()})
        self.fields["kind"].choices = [("", _("All")), *((kind, kind) for kind in kinds)]  # type: ignore[attr-defined]  # declared above
