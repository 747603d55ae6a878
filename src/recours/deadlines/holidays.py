"""Public holidays of every country, offline, from the `holidays` package; it is imported when first needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

SATURDAY_AND_SUNDAY = frozenset({5, 6})


class Year(NamedTuple):
    """A place's year: its public holidays by name, and the days of weekends that are worked to make up for others."""

    holidays: Mapping[date, str]
    workdays: frozenset[date]


@lru_cache(maxsize=1024)
def _year_of(country: str, subdivision: str, year: int) -> Year:
    import holidays  # noqa: PLC0415 - a third of a second that most processes never need

    language = "en_US" if "en_US" in _languages(country) else None
    found = holidays.country_holidays(
        country, subdiv=subdivision or None, years=year, expand=False, language=language
    )
    return Year(
        MappingProxyType({day: name for day, name in sorted(found.items()) if day.year == year}),
        frozenset(day for day in found.weekend_workdays if day.year == year),
    )


@lru_cache(maxsize=256)
def _languages(country: str) -> tuple[str, ...]:
    import holidays  # noqa: PLC0415 - as above

    return tuple(holidays.country_holidays(country, years=()).supported_languages)


def holidays_of(country: str, subdivision: str, years: Iterable[int]) -> Mapping[date, str]:
    """The public holidays of these years, each day with its name; none without a country.

    `country` is ISO 3166-1 alpha-2, `subdivision` as the package names it ("ENG" of "GB"). NotImplementedError for a
    country or subdivision that it does not know. Religious feasts by the moon are its estimates until announced.
    """
    if not country:
        return {}
    return {
        day: name for year in years for day, name in _year_of(country, subdivision, year).holidays.items()
    }


def workdays_of(country: str, subdivision: str, years: Iterable[int]) -> frozenset[date]:
    """The days of weekends that are worked by decree (China, Hungary, Taiwan and others); as `holidays_of`."""
    if not country:
        return frozenset()
    return frozenset(day for year in years for day in _year_of(country, subdivision, year).workdays)


@lru_cache(maxsize=256)
def weekend_of(country: str) -> frozenset[int]:
    """The country's weekly days off, Monday = 0; Saturday and Sunday where nothing else is known."""
    if not country:
        return SATURDAY_AND_SUNDAY
    import holidays  # noqa: PLC0415 - as above

    return frozenset(holidays.country_holidays(country, years=()).weekend)


@lru_cache(maxsize=1)
def countries() -> Mapping[str, tuple[str, ...]]:
    """Every country that has holidays here, with its subdivisions."""
    import holidays  # noqa: PLC0415 - as above

    known = holidays.list_supported_countries(include_aliases=False)
    return MappingProxyType({code: tuple(parts) for code, parts in sorted(known.items())})


def is_known(country: str, subdivision: str) -> bool:
    """Whether holidays can be told for this place."""
    return country in countries() and (not subdivision or subdivision in countries()[country])


@dataclass(frozen=True, slots=True)
class Kept:
    """What was known of a place when its calendar was last changed; for other years the package is asked.

    Keeping it makes a due date provable after the package has learnt better, and spares the web process the import.
    """

    country: str
    subdivision: str
    first_year: int
    last_year: int
    holidays: frozenset[date]
    workdays: frozenset[date]

    def is_holiday(self, day: date) -> bool:
        if self.first_year <= day.year <= self.last_year:
            return day in self.holidays
        return bool(self.country) and day in _year_of(self.country, self.subdivision, day.year).holidays

    def is_workday(self, day: date) -> bool:
        if self.first_year <= day.year <= self.last_year:
            return day in self.workdays
        return bool(self.country) and day in _year_of(self.country, self.subdivision, day.year).workdays


@dataclass(frozen=True, slots=True)
class ClosedDays:
    """The days on which the calendar is closed besides the weekend: what people listed, and the holidays."""

    kept: Kept
    listed: frozenset[date]

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and (day in self.listed or self.kept.is_holiday(day))


@dataclass(frozen=True, slots=True)
class OpenedDays:
    """The days on which the calendar is open in spite of all: what people listed, and weekends worked by decree unless listed as closed."""

    kept: Kept
    listed: frozenset[date]
    closed: frozenset[date]

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and (
            day in self.listed or (self.kept.is_workday(day) and day not in self.closed)
        )
