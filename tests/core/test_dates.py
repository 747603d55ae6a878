"""Dates as each language writes them, proved against the calendars' own authorities."""

from __future__ import annotations

import contextlib
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import jdatetime
import pytest
from hijridate import Gregorian
from hypothesis import given
from hypothesis import strategies as st

from recours.core.dates import iso, long_date, long_moment, parse_date, relative, short_date, short_moment
from recours.core.text import ascii_digits, local_digits

DAY = date(2026, 12, 3)
MOMENT = datetime(2026, 12, 3, 23, 5, 59, tzinfo=UTC)
LANGUAGES = ["en", "fr", "ar", "fa", "tr"]


@pytest.mark.parametrize(
    ("language", "long", "short"),
    [
        ("en", "Thursday 3 December 2026", "3 Dec 2026"),
        ("fr", "jeudi 3 décembre 2026", "3 déc. 2026"),
        ("ar", "الخميس، ٣ ديسمبر ٢٠٢٦ (٢٣ جمادى الآخرة ١٤٤٨ هـ)", "٣ ديسمبر ٢٠٢٦"),
        ("fa", "پنجشنبه ۱۲ آذر ۱۴۰۵", "۱۲ آذر ۱۴۰۵"),
        ("tr", "3 Aralık 2026 Perşembe", "3 Ara 2026"),
        ("en-us", "Thursday 3 December 2026", "3 Dec 2026"),
        ("xx", "Thursday 3 December 2026", "3 Dec 2026"),
    ],
)
def test_a_day(language: str, long: str, short: str) -> None:
    assert long_date(DAY, language) == long
    assert short_date(DAY, language) == short


@pytest.mark.parametrize(
    ("language", "long", "short"),
    [
        ("en", "Friday 4 December 2026, 02:05", "4 Dec 2026, 02:05"),
        ("fr", "vendredi 4 décembre 2026 à 02:05", "4 déc. 2026 à 02:05"),
        (
            "ar",
            "الجمعة، ٤ ديسمبر ٢٠٢٦ (٢٤ جمادى الآخرة ١٤٤٨ هـ)، الساعة ٠٢:٠٥",
            "٤ ديسمبر ٢٠٢٦، الساعة ٠٢:٠٥",
        ),
        ("fa", "جمعه ۱۳ آذر ۱۴۰۵، ساعت ۰۲:۰۵", "۱۳ آذر ۱۴۰۵، ساعت ۰۲:۰۵"),
        ("tr", "4 Aralık 2026 Cuma 02:05", "4 Ara 2026 02:05"),
    ],
)
def test_a_moment_in_its_zone(language: str, long: str, short: str) -> None:
    assert long_moment(MOMENT, language, "Europe/Istanbul") == long
    assert short_moment(MOMENT, language, ZoneInfo("Europe/Istanbul")) == short


@pytest.mark.parametrize(
    ("distance", "words"),
    [
        (timedelta(seconds=59), "just now"),
        (timedelta(seconds=-59), "just now"),
        (timedelta(seconds=60), "in 1 minute"),
        (timedelta(minutes=-59, seconds=-59), "59 minutes ago"),
        (timedelta(hours=47, minutes=59), "in 47 hours"),
        (timedelta(hours=48), "in 2 days"),
        (timedelta(days=11), "in 11 days"),
        (timedelta(days=-59), "59 days ago"),
        (timedelta(days=-61), "2 months ago"),
        (timedelta(days=729), "in 23 months"),
        (timedelta(days=-730), "2 years ago"),
        (timedelta(days=365 * 500), "in 500 years"),
    ],
)
def test_how_far_from_now(now: datetime, distance: timedelta, words: str) -> None:
    assert relative(now + distance, now, "en") == words


@pytest.mark.parametrize(
    ("language", "ahead", "behind"),
    [
        ("fr", "dans 3 jours", "il y a 3 jours"),
        ("ar", "خلال ٣ أيام", "قبل ٣ أيام"),
        ("fa", "۳ روز دیگر", "۳ روز پیش"),
        ("tr", "3 gün sonra", "3 gün önce"),
    ],
)
def test_how_far_in_each_language(now: datetime, language: str, ahead: str, behind: str) -> None:
    assert relative(now + timedelta(days=3), now, language) == ahead
    assert relative(now - timedelta(days=3), now, language) == behind


def test_for_machines() -> None:
    assert iso(DAY) == "2026-12-03"
    assert iso(MOMENT) == "2026-12-03T23:05:59Z"
    assert iso(MOMENT.astimezone(ZoneInfo("Asia/Tehran"))) == "2026-12-03T23:05:59Z"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("2026-12-03", "en"),
        ("2026/12/3", "tr"),
        ("3/12/2026", "en"),
        ("03.12.2026", "tr"),
        ("3 12 2026", "fr"),
        (" 3 / 12 / 2026 ", "fr"),
        ("٣/١٢/٢٠٢٦", "ar"),
        ("٣\u200f/١٢\u200f/٢٠٢٦", "ar"),
        ("۱۴۰۵/۹/۱۲", "fa"),
        ("1405-09-12", "en"),
        ("12/9/1405", "fa"),
        ("۱۲ آذر ۱۴۰۵", "fa"),
        ("1448/6/23", "ar"),
        ("3 December 2026", "en"),
        ("Thursday, 3 Dec 2026", "en"),
        ("3 décembre 2026", "fr"),
        ("3 DEC. 2026", "fr"),
        ("3 aralik 2026", "tr"),
        ("3 ARALIK 2026 PERŞEMBE", "tr"),
        ("3 دسامبر 2026", "fa"),
    ],
)
def test_a_typed_date(text: str, language: str) -> None:
    assert parse_date(text, language) == DAY


def test_the_first_of_a_month_in_french() -> None:
    assert parse_date("1er mai 2026", "fr") == date(2026, 5, 1)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "tomorrow", "3/12/26", "31/2/2026", "2026-13-01", "1405/13/1", "0/0/0000", "3/12-2026", "2026", "20261203",
        "2026-12-03T10:00", "99999/1/1", "3 Foo 2026", "3 3 December 2026", "\x00", "\ud800", "9" * 5000, "2026-12-03; DROP", "-1/1/2026", "3/12/2026/",
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_no_date(text: str, language: str) -> None:
    with pytest.raises(ValueError):
        parse_date(text, language)


@pytest.mark.parametrize(
    ("text", "language"), [("1300/1/1", "ar"), ("1448/1/30", "ar"), ("1404/12/30", "fa")]
)
def test_a_day_that_its_calendar_does_not_have(text: str, language: str) -> None:
    with pytest.raises(ValueError):
        parse_date(text, language)


@given(st.text(max_size=30), st.sampled_from(LANGUAGES))
def test_whatever_is_typed_is_a_date_or_a_value_error(text: str, language: str) -> None:
    with contextlib.suppress(ValueError):
        assert isinstance(parse_date(text, language), date)


@given(st.dates(), st.sampled_from(LANGUAGES))
def test_every_day_can_be_written(day: date, language: str) -> None:
    for words in (long_date(day, language), short_date(day, language)):
        assert words == local_digits(ascii_digits(words), language)


@given(st.dates(date(1924, 8, 1), date(2077, 11, 16)), st.sampled_from(LANGUAGES))
def test_what_is_written_is_read_again(day: date, language: str) -> None:
    for words in (
        long_date(day, language),
        short_date(day, language),
        iso(day),
        f"{day.day}.{day.month}.{day.year}",
    ):
        assert parse_date(words, language) == day


def test_nowruz_of_293_years(corpora: Path) -> None:
    years = json.loads((corpora / "calendars" / "nowruz.json").read_text())["nowruz"]
    assert len(years) == 293
    for entry in years:
        year, first = entry["jalali_year"], date.fromisoformat(entry["gregorian"])
        assert short_date(first, "fa") == local_digits(f"1 فروردین {year}", "fa")
        last = jdatetime.date.fromgregorian(date=first - timedelta(days=1))
        assert (last.year, last.month) == (year - 1, 12)
        if 1300 <= year <= 1500:
            assert parse_date(f"{year}/1/1", "fa") == first


def test_umm_al_qura(corpora: Path) -> None:
    pairs = json.loads((corpora / "calendars" / "umm-al-qura.json").read_text())
    assert len(pairs) == 840
    for [[hijri, gregorian]] in pairs:
        day = date(*gregorian)
        assert Gregorian.fromdate(day).to_hijri().datetuple() == tuple(hijri)
        assert local_digits(f"({hijri[2]} ", "ar") in long_date(day, "ar")
        assert local_digits(f" {hijri[0]} هـ)", "ar") in long_date(day, "ar")
        assert parse_date("/".join(map(str, hijri)), "ar") == day


@pytest.mark.parametrize("day", [date.min, date(622, 3, 21), date(9999, 3, 20), date(9999, 3, 21), date.max])
@pytest.mark.parametrize("language", ["en", "fr", "ar", "fa", "tr"])
def test_every_day_can_be_said_also_outside_a_calendar(day: date, language: str) -> None:
    assert long_date(day, language)
    assert short_date(day, language)
