"""Limits, targets and rules as people read them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from django.utils.translation import get_language, gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from recours.core.text import local_digits
from recours.deadlines.calendars import ORGANISATION
from recours.deadlines.packs import CFPB, PROMISES, Limit, Start, Target
from recours.deadlines.reckon import Rule, Unit

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

UNIT_NAMES: Final[Mapping[Unit, _StrPromise]] = {
    Unit.HOURS: pgettext_lazy("unit of a limit", "hours"),
    Unit.BUSINESS_HOURS: pgettext_lazy("unit of a limit", "working hours"),
    Unit.CALENDAR_DAYS: pgettext_lazy("unit of a limit", "days"),
    Unit.WORKING_DAYS: pgettext_lazy("unit of a limit", "working days"),
    Unit.JOURS_OUVRABLES: pgettext_lazy("unit of a limit", "days except Sundays and holidays"),
    Unit.JOURS_OUVRES: pgettext_lazy("unit of a limit", "days worked"),
    Unit.WEEKS: pgettext_lazy("unit of a limit", "weeks"),
    Unit.MONTHS: pgettext_lazy("unit of a limit", "months"),
    Unit.YEARS: pgettext_lazy("unit of a limit", "years"),
}

TARGET_NAMES: Final[Mapping[str, _StrPromise]] = {
    Target.ACKNOWLEDGEMENT: pgettext_lazy("target of a limit", "Acknowledgement"),
    Target.RESPONSE: pgettext_lazy("target of a limit", "First response"),
    Target.ANSWER: pgettext_lazy("target of a limit", "Answer"),
}

START_NAMES: Final[Mapping[str, _StrPromise]] = {
    Start.RECEIVED: pgettext_lazy("start of a limit", "the complaint's arrival"),
    Start.SENT_TO_COMPANY: pgettext_lazy("start of a limit", "the day it was sent to the company"),
}

TITLES: Final[Mapping[str, _StrPromise]] = {
    PROMISES: _("What we promise"),
    CFPB: _("Consumer finance in the United States (CFPB company portal)"),
    ORGANISATION: _("The organisation's calendar"),
}
"""The titles of what is delivered, by code; an organisation's own packs and calendars bear its own words."""

CAUTION: Final = _("This is a draft of what the law says. Check it with your adviser before you rely on it.")
"""Stands beside every pack that is not the organisation's own word."""


def limit_words(limit: Limit) -> str:
    """The limit by itself: "15 working days", in the active language and its digits."""
    return _with_count(_LIMITS[limit.unit], limit.amount)


def rule_sentence(rule: Rule) -> str:
    """The rule as a sentence in the active language: a promise is spoken as one, any other rule is told."""
    spoken = _SPOKEN.get((rule.target, rule.unit)) if rule.start == Start.RECEIVED else None
    if spoken:
        return _with_count(spoken, rule.amount)
    return gettext("%(target)s: %(limit)s, counted from %(start)s.") % {
        "target": TARGET_NAMES.get(rule.target, rule.target),
        "limit": limit_words(Limit(rule.amount, rule.unit)),
        "start": START_NAMES.get(rule.start, rule.start),
    }


def _with_count(sentence: Callable[[int], str], count: int) -> str:
    return sentence(count) % {"count": local_digits(str(count), get_language() or "en")}


_LIMITS: Final[Mapping[Unit, Callable[[int], str]]] = {
    Unit.HOURS: lambda n: ngettext("%(count)s hour", "%(count)s hours", n),
    Unit.BUSINESS_HOURS: lambda n: ngettext("%(count)s working hour", "%(count)s working hours", n),
    Unit.CALENDAR_DAYS: lambda n: ngettext("%(count)s day", "%(count)s days", n),
    Unit.WORKING_DAYS: lambda n: ngettext("%(count)s working day", "%(count)s working days", n),
    Unit.JOURS_OUVRABLES: lambda n: ngettext(
        "%(count)s day, not counting Sundays and holidays",
        "%(count)s days, not counting Sundays and holidays",
        n,
    ),
    Unit.JOURS_OUVRES: lambda n: ngettext("%(count)s day worked", "%(count)s days worked", n),
    Unit.WEEKS: lambda n: ngettext("%(count)s week", "%(count)s weeks", n),
    Unit.MONTHS: lambda n: ngettext("%(count)s month", "%(count)s months", n),
    Unit.YEARS: lambda n: ngettext("%(count)s year", "%(count)s years", n),
}

_SPOKEN: Final[Mapping[tuple[str, Unit], Callable[[int], str]]] = {
    (Target.ACKNOWLEDGEMENT, Unit.HOURS): lambda n: ngettext(
        "We confirm within %(count)s hour that your complaint has arrived.",
        "We confirm within %(count)s hours that your complaint has arrived.",
        n,
    ),
    (Target.ACKNOWLEDGEMENT, Unit.BUSINESS_HOURS): lambda n: ngettext(
        "We confirm within %(count)s working hour that your complaint has arrived.",
        "We confirm within %(count)s working hours that your complaint has arrived.",
        n,
    ),
    (Target.ACKNOWLEDGEMENT, Unit.CALENDAR_DAYS): lambda n: ngettext(
        "We confirm within %(count)s day that your complaint has arrived.",
        "We confirm within %(count)s days that your complaint has arrived.",
        n,
    ),
    (Target.ACKNOWLEDGEMENT, Unit.WORKING_DAYS): lambda n: ngettext(
        "We confirm within %(count)s working day that your complaint has arrived.",
        "We confirm within %(count)s working days that your complaint has arrived.",
        n,
    ),
    (Target.ACKNOWLEDGEMENT, Unit.WEEKS): lambda n: ngettext(
        "We confirm within %(count)s week that your complaint has arrived.",
        "We confirm within %(count)s weeks that your complaint has arrived.",
        n,
    ),
    (Target.ACKNOWLEDGEMENT, Unit.MONTHS): lambda n: ngettext(
        "We confirm within %(count)s month that your complaint has arrived.",
        "We confirm within %(count)s months that your complaint has arrived.",
        n,
    ),
    (Target.ANSWER, Unit.HOURS): lambda n: ngettext(
        "We answer your complaint within %(count)s hour.",
        "We answer your complaint within %(count)s hours.",
        n,
    ),
    (Target.ANSWER, Unit.BUSINESS_HOURS): lambda n: ngettext(
        "We answer your complaint within %(count)s working hour.",
        "We answer your complaint within %(count)s working hours.",
        n,
    ),
    (Target.ANSWER, Unit.CALENDAR_DAYS): lambda n: ngettext(
        "We answer your complaint within %(count)s day.", "We answer your complaint within %(count)s days.", n
    ),
    (Target.ANSWER, Unit.WORKING_DAYS): lambda n: ngettext(
        "We answer your complaint within %(count)s working day.",
        "We answer your complaint within %(count)s working days.",
        n,
    ),
    (Target.ANSWER, Unit.WEEKS): lambda n: ngettext(
        "We answer your complaint within %(count)s week.",
        "We answer your complaint within %(count)s weeks.",
        n,
    ),
    (Target.ANSWER, Unit.MONTHS): lambda n: ngettext(
        "We answer your complaint within %(count)s month.",
        "We answer your complaint within %(count)s months.",
        n,
    ),
}
