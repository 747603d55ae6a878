"""The forms of the complaints book: as little as is needed, and nothing that may not be left out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from recours.complaints.remedies import Answered, Check
from recours.complaints.scales import SEVERITY_NAMES, Severity
from recours.complaints.states import CHANNEL_NAMES, Channel
from recours.desk.deeds.responding import PrepareForm
from recours.desk.forms.fields import KeyedForm, Line, Words

_WAYS = (Channel.IN_PERSON, Channel.PHONE, Channel.POST, Channel.EMAIL)


class QuickForm(KeyedForm):
    """A complaint as somebody tells it."""

    words = Words(
        label=_("What happened, in their words"),
        rows=4,
        draft="book",
        error_messages={"required": _("Write down what happened.")},
    )
    name = Line(label=_("Name"), limit=200, required=False)
    email = Line(label=_("E-mail"), limit=254, required=False, widget=forms.EmailInput)
    phone = Line(label=_("Phone number"), limit=60, required=False)
    channel = forms.ChoiceField(
        label=_("How did it reach us?"),
        choices=[(way.value, CHANNEL_NAMES[way]) for way in _WAYS],
        widget=forms.RadioSelect,
        initial=Channel.IN_PERSON.value,
    )
    told = forms.BooleanField(
        label=_("I have told them that it is recorded and by when we answer"), required=False, initial=True
    )


class AtOnceForm(PrepareForm):
    """The answer, and before it how serious the matter was; the questions of the annex are answered as a small house would."""

    severity = forms.ChoiceField(
        label=_("How serious was it?"),
        choices=[(severity.value, SEVERITY_NAMES[severity]) for severity in Severity],
        widget=forms.RadioSelect,
        initial=Severity.MINOR_LOSS.value,
    )

    def furnish(self) -> None:
        super().furnish()
        held = self.case.assessing.current
        if held is not None:
            del self.fields["severity"]
        for check in Check:
            field: Any = self.fields[f"check_{check.value}"]
            if field.initial is None:
                sure = check in (Check.ALL_ASPECTS, Check.AUTHORITY)
                field.initial = Answered.YES.value if sure else Answered.NOT_NEEDED.value
