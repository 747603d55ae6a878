"""Fields of the administration: words in each of our languages side by side, whole numbers in any digits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from recours.core.localised import Said, said
from recours.core.text import ascii_digits, clean, one_line
from recours.desk.forms.fields import DeskForm, Line, Words

if TYPE_CHECKING:
    from django.forms import BoundField
    from django.utils.functional import _StrPromise

    from recours.core.errors import Invalid

LANGUAGE_NAMES: Mapping[str, str] = dict(settings.LANGUAGES)
"""Each language in its own words."""


@dataclass(frozen=True, slots=True)
class InLanguages:
    """Words that a form asks for in each of our languages; `rows` makes them run over several lines."""

    name: str
    label: str | _StrPromise
    limit: int = 200
    rows: int = 0
    hint: str | _StrPromise = ""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One language of such words: its field, and what its readers see while it is empty."""

    language: str
    field: BoundField
    instead: Said | None

    @property
    def instead_language(self) -> str:
        """In which language they see it, in that language's own name."""
        return LANGUAGE_NAMES[self.instead.language] if self.instead else ""


@dataclass(frozen=True, slots=True)
class Group:
    """Such words as a page shows them."""

    label: str | _StrPromise
    hint: str | _StrPromise
    long: bool
    spoken: tuple[Spoken, ...]


class AdminForm(DeskForm):
    """A form of the administration. `words` become a field a language each; their `initial` is the stored mapping."""

    words: ClassVar[tuple[InLanguages, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        initial = dict(kwargs.pop("initial", None) or {})
        for each in self.words:
            stored = initial.pop(each.name, {})
            initial |= {f"{each.name}_{code}": stored.get(code, "") for code in LANGUAGE_NAMES}
        super().__init__(*args, **{**kwargs, "initial": initial})
        for each in self.words:
            for code in LANGUAGE_NAMES:
                self.fields[f"{each.name}_{code}"] = _field(each, code)

    def said(self, name: str) -> dict[str, str]:
        """The words given under this name, by language."""
        return {code: self.cleaned_data.get(f"{name}_{code}", "") for code in LANGUAGE_NAMES}

    @cached_property
    def groups(self) -> dict[str, Group]:
        """The words as the page shows them, by their name."""
        return {each.name: self._group(each) for each in self.words}

    def take(self, problem: Invalid) -> None:
        """Show what the domain found, each at its field; what it says of words in general at the first of them."""
        named = {each.name for each in self.words}
        for name, sentence in problem.sentences().items():
            at = f"{name}_{next(iter(LANGUAGE_NAMES))}" if name in named else name
            self.add_error(at if at in self.fields else None, sentence)

    def _group(self, each: InLanguages) -> Group:
        shown = {code: str(self[f"{each.name}_{code}"].value() or "").strip() for code in LANGUAGE_NAMES}
        spoken = []
        for code in LANGUAGE_NAMES:
            instead = said(shown, code) if not shown[code] else None
            spoken.append(
                Spoken(code, self[f"{each.name}_{code}"], instead if instead and instead.text else None)
            )
        return Group(each.label, each.hint, bool(each.rows), tuple(spoken))


def _field(each: InLanguages, code: str) -> forms.Field:
    name = LANGUAGE_NAMES[code]
    made: forms.Field = (
        Words(rows=each.rows, label=name, required=False)
        if each.rows
        else Line(limit=each.limit, label=name, required=False)
    )
    made.widget.attrs |= {"lang": code, "dir": "rtl" if code in settings.LANGUAGES_BIDI else "ltr"}
    return made


class Whole(forms.CharField):
    """A whole number in any digits; None where nothing was written."""

    default_error_messages = {"unreadable": _("Write a whole number.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput({"inputmode": "numeric"}), **kwargs)

    def clean(self, value: Any) -> Any:
        text = ascii_digits(one_line(str(value if value is not None else ""), 20)).strip()
        if not text:
            if self.required:
                raise forms.ValidationError(self.error_messages["unreadable"], code="unreadable")
            return None
        if not text.isascii() or not text.isdigit() or len(text) > 9:
            raise forms.ValidationError(self.error_messages["unreadable"], code="unreadable")
        return int(text)


class Code(Line):
    """A short code in Latin letters, digits and hyphens."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(limit=60, **kwargs)
        self.widget.attrs |= {"dir": "ltr", "autocapitalize": "none", "spellcheck": "false"}

    def to_python(self, value: Any) -> str:
        return ascii_digits(super().to_python(value)).lower()


class Address(Line):
    """An address of the net: mail, web, telephone; always from left to right."""

    def __init__(self, *, limit: int = 254, **kwargs: Any) -> None:
        super().__init__(limit=limit, **kwargs)
        self.widget.attrs |= {"dir": "ltr", "autocapitalize": "none", "spellcheck": "false"}


class Several(Words):
    """Several lines, such as a postal address, whose direction follows what is written."""

    def to_python(self, value: Any) -> str:
        return clean(str(value or "")).strip()


def choice_of_units(units: list[tuple[str, str]], nowhere: Any) -> list[tuple[str, Any]]:
    """The units as choices, after the choice of none."""
    return [("", nowhere), *units]
