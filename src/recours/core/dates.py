"""Days and moments as readers of each language write them, and dates as they type them.

Persian readers get the solar Hijri calendar, Arabic readers the Gregorian one followed by Umm al-Qura. Names come from
the CLDR by Babel, conversions from jdatetime and hijridate.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

import jdatetime
from babel import Locale
from babel.dates import format_date, format_timedelta
from hijridate import Gregorian, Hijri

from recours.core.text import fold, local_digits

_LOCALES = {"en": "en_GB", "fr": "fr", "ar": "ar", "fa": "fa", "tr": "tr"}
_LONG = {
    "en": "EEEE d MMMM y",
    "fr": "EEEE d MMMM y",
    "ar": "EEEE، d MMMM y",
    "fa": "EEEE d MMMM y",
    "tr": "d MMMM y EEEE",
}
_TIME = {"en": "%s, %s", "fr": "%s à %s", "ar": "%s، الساعة %s", "fa": "%s، ساعت %s", "tr": "%s %s"}
_JUST_NOW = {"en": "just now", "fr": "à l’instant", "ar": "الآن", "fa": "همین حالا", "tr": "şimdi"}
_FIRST_JALALI = date(622, 3, 22)
_LAST_JALALI = date(9999, 3, 20)  # jdatetime knows no later one
_FIRST_HIJRI, _LAST_HIJRI = date(1924, 8, 1), date(2077, 11, 16)

_NUMERIC = re.compile(r"([0-9]{1,4})\s*([-/.\s])\s*([0-9]{1,2})\s*\2\s*([0-9]{1,4})")
_NAMED = re.compile(r"([0-9]{1,2})(?:er)?\s+(\w+)\s+([0-9]{4})")
_LONGEST = 100

_Unit = Literal["minute", "hour", "day", "month", "year"]


def long_date(day: date, language: str) -> str:
    """The day in full words: "Thursday 3 December 2026", "پنجشنبه ۱۲ آذر ۱۴۰۵", "الخميس، ٣ ديسمبر ٢٠٢٦ (٢٣ جمادى الآخرة ١٤٤٨ هـ)"."""
    code = _code(language)
    if code == "fa" and _FIRST_JALALI <= day <= _LAST_JALALI:
        return f"{_named('EEEE', day, code)} {_jalali(day)}"
    words = _named(_LONG[code], day, code)
    return f"{words} ({_hijri(day)})" if code == "ar" and _FIRST_HIJRI <= day <= _LAST_HIJRI else words


def short_date(day: date, language: str) -> str:
    """The day where space is short: "3 Dec 2026", "۱۲ آذر ۱۴۰۵", "٣ ديسمبر ٢٠٢٦"."""
    code = _code(language)
    if code == "fa" and _FIRST_JALALI <= day <= _LAST_JALALI:
        return _jalali(day)
    return _named("d MMM y", day, code)


def long_moment(moment: datetime, language: str, zone: tzinfo | str) -> str:
    """The moment in full words in this time zone, to the minute, by the 24-hour clock."""
    there = moment.astimezone(_zone(zone))
    return _with_time(long_date(there.date(), language), there, language)


def short_moment(moment: datetime, language: str, zone: tzinfo | str) -> str:
    """The moment where space is short, in this time zone, to the minute, by the 24-hour clock."""
    there = moment.astimezone(_zone(zone))
    return _with_time(short_date(there.date(), language), there, language)


def relative(moment: datetime, now: datetime, language: str) -> str:
    """How far the moment is from now, in whole minutes, hours (to 48), days (to 60), months (to 24) or years, never rounded up."""
    code = _code(language)
    distance = moment - now
    size = abs(distance)
    if size < timedelta(minutes=1):
        return _JUST_NOW[code]
    unit, length = next((unit, length) for unit, length, limit in _UNITS if size < limit)
    whole = size // length * length
    words = format_timedelta(
        whole if distance > timedelta() else -whole,
        granularity=unit,
        threshold=1e9,  # never a larger unit than the one asked for
        add_direction=True,
        locale=_LOCALES[code],
    )
    return local_digits(words, code)


def iso(value: date) -> str:
    """The day as 2026-12-03, the moment as 2026-12-03T14:05:00Z: for machines and the datetime attribute."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return value.isoformat()


def parse_date(text: str, language: str) -> date:
    """The day a person typed, or ValueError: year first or last, in figures or with the month's name, in any digits.

    A year from 1300 to 1500 is solar Hijri; in Arabic it is Umm al-Qura. Otherwise it is Gregorian, always day before month.
    """
    if len(text) > _LONGEST:
        raise ValueError("too long to be a date")
    code = _code(language)
    plain = fold(text).partition("(")[0].strip(" ,،.")
    numeric = _NUMERIC.fullmatch(plain)
    if numeric:
        first, _separator, month, last = numeric.groups()
        if len(first) == 4 and len(last) <= 2:
            return _day(int(first), int(month), int(last), code)
        if len(last) == 4 and len(first) <= 2:
            return _day(int(last), int(month), int(first), code)
        raise ValueError("a date needs a year of four digits")
    weekdays = _weekdays(code)
    words = " ".join(word for word in re.split(r"[\s,،.]+", plain) if word not in weekdays)
    named = _NAMED.fullmatch(words)
    if named and named[2] in _months(code):
        return _day(int(named[3]), _months(code)[named[2]], int(named[1]), code)
    raise ValueError("not a date")


_UNITS: tuple[tuple[_Unit, timedelta, timedelta], ...] = (
    ("minute", timedelta(minutes=1), timedelta(hours=1)),
    ("hour", timedelta(hours=1), timedelta(hours=48)),
    ("day", timedelta(days=1), timedelta(days=60)),
    ("month", timedelta(days=365) / 12, timedelta(days=730)),
    ("year", timedelta(days=365), timedelta.max),
)


def _code(language: str) -> str:
    return language[:2] if language[:2] in _LOCALES else "en"


def _zone(zone: tzinfo | str) -> tzinfo:
    return ZoneInfo(zone) if isinstance(zone, str) else zone


@lru_cache(maxsize=512)
def _named(pattern: str, day: date, code: str) -> str:
    return local_digits(format_date(day, pattern, locale=_LOCALES[code]), code)


def _jalali(day: date) -> str:
    there = jdatetime.date.fromgregorian(date=day)
    return local_digits(f"{there.day} {jdatetime.date.j_months_fa[there.month - 1]} {there.year}", "fa")


def _hijri(day: date) -> str:
    there = Gregorian.fromdate(day).to_hijri()
    return local_digits(f"{there.day} {there.month_name('ar')} {there.year} {there.notation('ar')}", "ar")


def _with_time(day: str, there: datetime, language: str) -> str:
    code = _code(language)
    return _TIME[code] % (day, local_digits(f"{there:%H:%M}", code))


def _day(year: int, month: int, day: int, code: str) -> date:
    try:
        if not 1300 <= year <= 1500:
            return date(year, month, day)
        if code == "ar":
            return date(*Hijri(year, month, day).to_gregorian().datetuple())
        there: date = jdatetime.date(year, month, day).togregorian()
    except OverflowError as problem:
        raise ValueError("outside the calendar") from problem
    return there


@lru_cache
def _months(code: str) -> Mapping[str, int]:
    """Every month's name in this language and in English, folded, with its number."""
    names: dict[str, int] = {}
    for locale in ("en_GB", _LOCALES[code]):
        for width in ("wide", "abbreviated"):
            for form in ("format", "stand-alone"):
                months = Locale.parse(locale).months[form][width]
                names |= {fold(name).strip("."): number for number, name in months.items()}
    if code == "fa":
        names |= {fold(name): number for number, name in enumerate(jdatetime.date.j_months_fa, 1)}
    return names


@lru_cache
def _weekdays(code: str) -> frozenset[str]:
    locales = (Locale.parse(locale) for locale in ("en_GB", _LOCALES[code]))
    return frozenset(
        fold(name).strip(".") for locale in locales for width in ("wide", "abbreviated") for name in locale.days["format"][width].values()
    )  # fmt: skip
