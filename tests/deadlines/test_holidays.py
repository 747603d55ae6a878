"""Holidays and weekends of countries, known without a network and imported only when needed."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from recours.deadlines.holidays import countries, holidays_of, is_known, weekend_of, workdays_of


def test_the_nations_of_one_country_differ() -> None:
    england, scotland = (holidays_of("GB", nation, [2026]) for nation in ("ENG", "SCT"))
    assert [day.isoformat() for day in england] == [
        "2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31", "2026-12-25", "2026-12-26",
        "2026-12-28",
    ]  # fmt: skip
    assert england[date(2026, 12, 28)] == "Boxing Day (observed)"
    assert date(2026, 1, 2) in scotland
    assert date(2026, 4, 6) not in scotland


def test_feasts_that_move() -> None:
    assert date(2026, 3, 21) in holidays_of("IR", "", [2026])  # Nowruz
    assert date(2026, 3, 20) in holidays_of("TR", "", [2026])  # Ramazan Bayramı
    assert date(2026, 5, 27) in holidays_of("SA", "", [2026])  # Eid al-Adha


def test_no_country_has_no_holidays() -> None:
    assert holidays_of("", "", [2026]) == {}
    assert workdays_of("", "", [2026]) == frozenset()
    assert weekend_of("") == {5, 6}


def test_weekends() -> None:
    found = {country: sorted(weekend_of(country)) for country in ("GB", "TR", "AE", "SA", "DZ", "IR")}
    assert found == {"GB": [5, 6], "TR": [5, 6], "AE": [5, 6], "SA": [4, 5], "DZ": [4, 5], "IR": [4]}


def test_weekends_worked_by_decree() -> None:
    assert workdays_of("HU", "", [2025]) == {date(2025, 5, 17), date(2025, 10, 18), date(2025, 12, 13)}


def test_only_the_years_asked_for() -> None:
    for country in ("US", "CN", "GB", "SA"):
        assert {day.year for day in holidays_of(country, "", [2027, 2028])} == {2027, 2028}


def test_what_is_known() -> None:
    assert is_known("GB", "ENG")
    assert is_known("IR", "")
    assert not is_known("GB", "BY")
    assert not is_known("ZZ", "")
    assert "SCT" in countries()["GB"]
    with pytest.raises(NotImplementedError):
        holidays_of("ZZ", "", [2026])


def test_a_process_that_opens_clocks_does_not_import_the_holidays() -> None:
    program = (
        "import sys; from datetime import date; from recours.deadlines.calendars import calendar_from; "
        "kept = dict(zone='UTC', country='GB', subdivision='ENG', weekend=[5, 6], hours=[[]] * 7, cut_off=None, closed={}, "
        "opened={}, holidays={'2026-12-25': 'Christmas Day'}, workdays=[], holidays_from=2025, holidays_to=2031); "
        "print(calendar_from(kept).is_open(date(2026, 12, 25)), 'holidays' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
