"""What the organisation says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from babel import Locale
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from recours.core.logos import MISSING
from recours.desk.forms.admin_fields import Address, AdminForm, InLanguages, Several, Whole
from recours.desk.forms.fields import DeskForm
from recours.people.details import OrganisationDetails
from recours.people.errors import HUE_OUT_OF_RANGE

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

HUES: Mapping[int, _StrPromise] = {
    5: pgettext_lazy("colour", "Rose"),
    35: pgettext_lazy("colour", "Brick"),
    65: pgettext_lazy("colour", "Amber"),
    95: pgettext_lazy("colour", "Olive"),
    125: pgettext_lazy("colour", "Moss"),
    155: pgettext_lazy("colour", "Forest"),
    180: pgettext_lazy("colour", "Sea green"),
    196: pgettext_lazy("colour", "Teal"),
    225: pgettext_lazy("colour", "Slate blue"),
    260: pgettext_lazy("colour", "Ink blue"),
    295: pgettext_lazy("colour", "Violet"),
    335: pgettext_lazy("colour", "Plum"),
}
"""Twelve hues around the circle, in degrees."""

OTHER = "other"

_PARTS = (
    "Africa/",
    "America/",
    "Antarctica/",
    "Asia/",
    "Atlantic/",
    "Australia/",
    "Europe/",
    "Indian/",
    "Pacific/",
)


class LogoForm(DeskForm):
    """A picture for the logo; what it is, the domain judges."""

    logo = forms.FileField(
        required=False,
        label=_("Picture"),
        help_text=_("PNG or JPEG, at most 300 kB. A broad picture stands for the name, any other beside it."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
        error_messages={"empty": MISSING.sentence},
    )


class OrganisationForm(AdminForm):
    """Name, words, address, languages, colour."""

    words = (
        InLanguages("names", _("Name of the organisation")),
        InLanguages(
            "about",
            _("Introduction"),
            2000,
            3,
            _("One or two sentences that greet people on the first page of the complaints site."),
        ),
        InLanguages(
            "opening_hours",
            _("When people reach you"),
            600,
            2,
            _("For example: Monday to Friday, 9:00 to 17:00."),
        ),
    )

    address = Several(rows=3, label=_("Postal address"), required=False)
    country = forms.ChoiceField(label=_("Country"))
    zone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("Deadlines end and letters are dated by the clock of this place.")
    )
    email = Address(label=_("E-mail address"), required=False, help_text=_("Where people may write to you."))
    phone = Address(limit=60, label=_("Telephone"), required=False)
    website = Address(limit=200, label=_("Website"), required=False)
    languages = forms.MultipleChoiceField(
        label=_("Languages you offer"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_(
            "People may choose among these. You can write letters and words in all five in any case."
        ),
    )
    language = forms.ChoiceField(
        label=_("Main language"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        help_text=_("Used where nobody has chosen one."),
    )
    notice_days = Whole(
        label=_("Days of notice"),
        help_text=_(
            "How long a complainant has after our reminder before a case is closed, and after an answer that was not accepted."
        ),
    )
    small = forms.BooleanField(
        required=False,
        label=_("We are a small business: one screen, one role"),
        help_text=_(
            "The desk becomes a complaints book: record, acknowledge, answer, close. Everything is kept as before, and you can "
            "switch back at any time."
        ),
    )
    swatch = forms.ChoiceField(label=_("Hue"), widget=forms.RadioSelect)
    brand_hue = Whole(label=_("Hue by number, from 0 to 359"), required=False)

    def __init__(
        self, *args: Any, speaking: str, initial: Mapping[str, Any] | None = None, **kwargs: Any
    ) -> None:
        first = dict(initial or {})
        hue = first.get("brand_hue")
        first["swatch"] = str(hue) if hue in HUES else OTHER
        super().__init__(*args, initial=first, **kwargs)
        self._choices("country", _countries(speaking))
        self._choices("zone", zones(str(first.get("zone", ""))))
        self._choices(
            "swatch", [*((str(each), name) for each, name in HUES.items()), (OTHER, _("Another hue"))]
        )

    def clean(self) -> dict[str, Any]:
        """The hue comes from the swatch, or from the number where another hue is chosen."""
        given = super().clean() or self.cleaned_data
        swatch = given.get("swatch", "")
        if swatch != OTHER and swatch:
            given["brand_hue"] = int(swatch)
        elif given.get("brand_hue") is None and "brand_hue" not in self.errors:
            self.add_error("brand_hue", str(HUE_OUT_OF_RANGE.sentence))
        return given

    def details(self) -> OrganisationDetails:
        """Everything that was given, as the action takes it."""
        given = self.cleaned_data
        return OrganisationDetails(
            names=self.said("names"),
            about=self.said("about"),
            opening_hours=self.said("opening_hours"),
            address=given["address"],
            country=given["country"],
            zone=given["zone"],
            email=given["email"],
            phone=given["phone"],
            website=given["website"],
            languages=tuple(given["languages"]),
            language=given["language"],
            brand_hue=given["brand_hue"],
            notice_days=given["notice_days"],
            small=given["small"],
        )

    def _choices(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = choices


@cache
def _countries(language: str) -> list[tuple[str, str]]:
    """Every country by its name in this language; numbers are regions and the odd codes are not countries."""
    names = Locale.parse(language).territories
    known = {
        code: name for code, name in names.items() if len(code) == 2 and code.isalpha() and code not in _NOT
    }
    return sorted(known.items(), key=lambda country: country[1])


_NOT = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})


@cache
def zones(current: str) -> list[tuple[str, str]]:
    """Every place with a clock of its own, and the zone that stands now whatever it is."""
    names = {name for name in available_timezones() if name.startswith(_PARTS)} | (
        {current} if current else set()
    )
    return [(name, name.replace("_", " ")) for name in sorted(names)]
