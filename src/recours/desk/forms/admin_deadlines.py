"""What the organisation promises, and when it works."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time
from functools import cache
from typing import TYPE_CHECKING, Any

from babel.dates import get_day_names
from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from recours.core.dates import parse_date, short_date
from recours.core.text import ascii_digits, local_digits, one_line
from recours.deadlines.actions import CalendarDraft, Span, Unit
from recours.deadlines.selectors import PROMISE_UNITS, UNIT_NAMES, Limit, places
from recours.desk.forms.admin_fields import Address, AdminForm, Whole
from recours.desk.forms.admin_organisation import zones
from recours.desk.forms.fields import Clock, Words

if TYPE_CHECKING:
    from recours.core.errors import Invalid
    from recours.deadlines.selectors import Promises

DAYS = range(7)
_HOUR = 60
_BETWEEN = re.compile(r"\s*(?:[,،;]|\band\b)\s*")
_SPAN = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s*[-–—]\s*(\d{1,2})(?:[:.h](\d{2}))?")
_UNITS = [(unit.value, UNIT_NAMES[unit]) for unit in PROMISE_UNITS]


class PromisesForm(AdminForm):
    """By when an arrival is confirmed and a complaint answered."""

    acknowledge_within = Whole(label=_("We confirm the arrival within"))
    acknowledge_unit = forms.ChoiceField(label=_("counted in"), choices=_UNITS)
    answer_within = Whole(label=_("We answer within"))
    answer_unit = forms.ChoiceField(label=_("counted in"), choices=_UNITS)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def limits(self) -> tuple[Limit, Limit]:
        """The two limits that were given."""
        given = self.cleaned_data
        return (
            Limit(given["acknowledge_within"], Unit(given["acknowledge_unit"])),
            Limit(given["answer_within"], Unit(given["answer_unit"])),
        )


def first_promises(stands: Promises) -> dict[str, Any]:
    """What the form shows of the promises as they stand."""
    language = get_language() or "en"
    return {
        "acknowledge_within": local_digits(str(stands.acknowledge_within.amount), language),
        "acknowledge_unit": stands.acknowledge_within.unit.value,
        "answer_within": local_digits(str(stands.answer_within.amount), language),
        "answer_unit": stands.answer_within.unit.value,
        "version": stands.version,
    }


class Hours(forms.CharField):
    """Spans of a day, such as 9:00-12:30, 13:30-17:00, in any digits."""

    default_error_messages = {"unreadable": _("Write opening hours like this: 9:00–12:30, 13:30–17:00.")}

    def clean(self, value: Any) -> Any:
        text = ascii_digits(one_line(str(value or ""), 200)).strip()
        spans = []
        for part in _BETWEEN.split(text) if text else ():
            read = _SPAN.fullmatch(part)
            if read is None:
                raise forms.ValidationError(self.error_messages["unreadable"], code="unreadable")
            begin, begin_minute, end, end_minute = (int(number or 0) for number in read.groups())
            spans.append(Span(begin * _HOUR + begin_minute, end * _HOUR + end_minute))
        return tuple(spans)


class Days(Words):
    """Days with their names, one a line: "25 12 2026: Christmas party"."""

    default_error_messages = {
        "unreadable": _(
            "We could not read the day in line %(line)s. Write it like this: 3 12 2026: Staff day."
        )
    }

    def clean(self, value: Any) -> Any:
        days: dict[date, str] = {}
        for number, line in enumerate(self.to_python(value).splitlines(), 1):
            day, _colon, name = line.partition(":")
            if not line.strip():
                continue
            try:
                days[parse_date(one_line(day, 100), get_language() or "en")] = one_line(name, 200).strip()
            except ValueError:
                shown = local_digits(str(number), get_language() or "en")
                raise forms.ValidationError(
                    self.error_messages["unreadable"], code="unreadable", params={"line": shown}
                ) from None
        return days


class CalendarForm(AdminForm):
    """Days and hours at which the organisation works."""

    country = forms.ChoiceField(
        label=_("Public holidays of"),
        required=False,
        help_text=_("They are read anew whenever you keep this page."),
    )
    subdivision = Address(limit=20, label=_("Region"), required=False)
    zone = forms.ChoiceField(label=_("Time zone"))
    cut_off = Clock(
        label=_("Cut-off"),
        required=False,
        help_text=_("What arrives after this time counts as of the next working day. Empty: midnight."),
    )
    closed = Days(
        rows=4,
        label=_("Closed besides"),
        required=False,
        help_text=_("One day a line, with a name if you like: 24 12 2026: Closed for stocktaking."),
    )
    opened = Days(
        rows=4,
        label=_("Open in spite of all"),
        required=False,
        help_text=_("Days of a weekend or holiday on which you work. They win over everything else."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = get_day_names("wide", locale=language)
        for day in DAYS:
            self.fields[f"off_{day}"] = forms.BooleanField(label=_("Day off"), required=False)
            self.fields[f"hours_{day}"] = Hours(label=names[day].capitalize(), required=False)
        for name, choices in (
            ("country", [("", pgettext_lazy("country of holidays", "No country")), *_countries(language)]),
            ("zone", zones(str(self.initial.get("zone", "")))),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
            field.choices = choices

    @property
    def week(self) -> list[tuple[Any, Any]]:
        """Each day of the week: whether it is off, and its hours."""
        return [(self[f"off_{day}"], self[f"hours_{day}"]) for day in DAYS]

    def take(self, problem: Invalid) -> None:
        """Show what the domain found; what it says of the week as a whole stands at its first day."""
        at = {"weekend": "off_0", "hours": "hours_0"}
        for name, sentence in problem.sentences().items():
            place = at.get(name, name)
            self.add_error(place if place in self.fields else None, sentence)

    def draft(self) -> CalendarDraft:
        """The calendar that was given."""
        given = self.cleaned_data
        cut_off: time | None = given["cut_off"]
        return CalendarDraft(
            zone=given["zone"],
            country=given["country"],
            subdivision=_region(given["country"], given["subdivision"]),
            weekend=frozenset(day for day in DAYS if given[f"off_{day}"]),
            hours=tuple(given[f"hours_{day}"] for day in DAYS),
            cut_off=cut_off.hour * _HOUR + cut_off.minute if cut_off else None,
            closed=given["closed"],
            opened=given["opened"],
        )


def first_calendar(draft: CalendarDraft, version: int, language: str) -> dict[str, Any]:
    """What the form shows of the calendar as it stands."""
    return {
        "country": draft.country,
        "subdivision": draft.subdivision,
        "zone": draft.zone,
        "cut_off": local_digits(_time(draft.cut_off), language) if draft.cut_off is not None else "",
        "closed": _lines(draft.closed, language),
        "opened": _lines(draft.opened, language),
        "version": version,
        **{f"off_{day}": day in draft.weekend for day in DAYS},
        **{f"hours_{day}": _hours(draft.hours[day], language) for day in DAYS},
    }


def _region(country: str, typed: str) -> str:
    """The region as its country writes it; what was typed where there is none."""
    known = {region.casefold(): region for region in regions_of(country, "en")}
    return known.get(typed.casefold(), typed)


def regions_of(country: str, language: str) -> tuple[str, ...]:
    """The codes of the regions of a country that have holidays of their own."""
    return next((place.subdivisions for place in places(language) if place.code == country), ())


def _hours(spans: tuple[Span, ...], language: str) -> str:
    return local_digits(", ".join(f"{_time(span.opens)}–{_time(span.closes)}" for span in spans), language)


def _time(minutes: int) -> str:
    return f"{minutes // _HOUR}:{minutes % _HOUR:02d}"


def _lines(days: Mapping[date, str], language: str) -> str:
    return "\n".join(
        f"{short_date(day, language)}: {name}" if name else short_date(day, language)
        for day, name in sorted(days.items())
    )


@cache
def _countries(language: str) -> list[tuple[str, str]]:
    return [(place.code, place.name) for place in places(language)]
