"""Fields that read what people write: any digits, any calendar, no invisible harm."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from recours.core.dates import parse_date
from recours.core.errors import Invalid
from recours.core.keys import new_key
from recours.core.money import parse_amount
from recours.core.text import ascii_digits, clean, fold, one_line

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


class Words(forms.CharField):
    """Words of any length in any script; what cannot be stored is dropped instead of complained about."""

    def __init__(self, *, rows: int = 5, draft: str = "", **kwargs: Any) -> None:
        attributes = {"rows": rows, **({"data-draft": draft} if draft else {})}
        super().__init__(widget=forms.Textarea(attributes), **kwargs)

    def to_python(self, value: Any) -> str:
        return clean(str(value or ""))


class Line(forms.CharField):
    """A name, a number, an address: one line."""

    def __init__(
        self, *, limit: int, widget: type[forms.widgets.Input] = forms.TextInput, **kwargs: Any
    ) -> None:
        self.limit = limit
        super().__init__(widget=widget(), **kwargs)

    def to_python(self, value: Any) -> str:
        # One more than there is room for, so that the domain says what is too long instead of it being cut.
        return one_line(str(value or ""), self.limit + 1)


class Day(forms.CharField):
    """A day, typed in any calendar and digits that the reader's language has."""

    default_error_messages = {"unreadable": _("We could not read this day. Write it like this: 3 12 2026.")}

    def clean(self, value: Any) -> Any:
        text = one_line(str(value or ""), 100)
        if not fold(text):
            return None
        try:
            return self.parsed(text)
        except ValueError:
            raise forms.ValidationError(self.error_messages["unreadable"], code="unreadable") from None

    def parsed(self, text: str) -> date:
        """The day, or ValueError."""
        return parse_date(text, get_language() or "en")


class Amount(forms.CharField):
    """An amount of money, typed in any digits with the separators of the reader's language."""

    default_error_messages = {"unreadable": _("We could not read this amount. Write it like this: 1234.50.")}

    def clean(self, value: Any) -> Any:
        text = one_line(str(value or ""), 60)
        if not text:
            return None
        try:
            return parse_amount(text, get_language() or "en")
        except ValueError:
            raise forms.ValidationError(self.error_messages["unreadable"], code="unreadable") from None


class Clock(forms.CharField):
    """A time of day, such as 14:05, in any digits."""

    default_error_messages = {"unreadable": _("Write the time like this: 14:05.")}

    def clean(self, value: Any) -> Any:
        text = ascii_digits(one_line(str(value or ""), 20)).replace(".", ":")
        if not text:
            return None
        try:
            hour, _colon, minute = text.partition(":")
            return time(int(hour), int(minute or 0))
        except ValueError:
            raise forms.ValidationError(self.error_messages["unreadable"], code="unreadable") from None


class ManyFiles(forms.FileInput):
    """A control for several files."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__({"multiple": True})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[UploadedFile[Any]]:
        return list(files.getlist(name)) if hasattr(files, "getlist") else list(files.get(name, ()))


class Uploads(forms.FileField):
    """Several files as they were sent; what they are is judged by the file store."""

    widget = ManyFiles

    def clean(self, data: Sequence[UploadedFile[Any]], initial: Any = None) -> Any:
        return list(data or ())


class DeskForm(forms.Form):
    """A form whose fields may be empty unless the domain says otherwise, and that takes the domain's word."""

    use_required_attribute = False

    def take(self, problem: Invalid) -> None:
        """Show what the domain found, each at its field."""
        for name, sentence in problem.sentences().items():
            self.add_error(name if name in self.fields else None, sentence)


class KeyedForm(DeskForm):
    """A form that carries its own key, so that sending it twice is sending it once."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=new_key)
