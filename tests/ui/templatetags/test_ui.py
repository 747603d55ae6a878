"""What every page says about days, numbers, states and references, in the reader's language."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from recours.ui.templatetags import ui

DAY = date(2026, 12, 3)
MOMENT = datetime(2026, 12, 3, 22, 30, tzinfo=UTC)


def said(source: str, language: str = "en", **context: object) -> str:
    with translation.override(language):
        return Template(source).render(Context(context)).strip()


@pytest.mark.parametrize(
    ("size", "language", "spelt"),
    [
        (1, "en", "1 byte"),
        (999, "en", "999 bytes"),
        (1700, "fa", "۲ کیلوبایت"),
        (2_340_000, "fr", "2,3\u202fMo"),
    ],
)
def test_a_size_is_said_in_the_language(size: int, language: str, spelt: str) -> None:
    assert said("{% file_size it %}", language, it=size).replace("\xa0", "\u202f") == spelt


def test_an_address_breaks_between_its_parts_only() -> None:
    assert said("{{ it|breakable }}", it="m.oduya@post.example") == "m.<wbr>oduya<wbr>@post.<wbr>example"
    assert said("{{ it|breakable }}", it='"<b>@x') == "&quot;&lt;b&gt;<wbr>@x"


def test_a_heading_breaks_between_its_sentences_first() -> None:
    drawn = said("{{ it|sentences }}", it="Thank you. It <came>!")
    assert drawn == '<span class="sentence">Thank you.</span> <span class="sentence">It &lt;came&gt;!</span>'


@pytest.mark.parametrize(
    ("value", "language", "spelt"),
    [
        (1234567, "en", "1,234,567"),
        (1234567, "fr", "1\u202f234\u202f567"),
        (1234567, "tr", "1.234.567"),
        (1234567, "ar", "١٬٢٣٤٬٥٦٧"),
        (1234.5, "fa", "۱٬۲۳۴٫۵"),
        (Decimal("0.04"), "tr", "0,04"),
        (-3, "en", "-3"),
        ("Flat 12", "fa", "Flat ۱۲"),
        (None, "en", ""),
        (True, "en", "True"),
    ],
)
def test_digits_follow_the_reader(value: object, language: str, spelt: str) -> None:
    with translation.override(language):
        assert ui.digits(value) == spelt


def test_a_reference_stays_together_and_harmless() -> None:
    assert (
        said("{{ r|reference }}", "ar", r="482-719-3068")
        == '<bdi class="reference" dir="ltr">482-719-3068</bdi>'
    )
    assert "<b>" not in said("{{ r|reference }}", r="<b>")


@pytest.mark.parametrize(
    ("language", "turned"),
    [("en", "ltr"), ("fr", "ltr"), ("tr", "ltr"), ("ar", "rtl"), ("fa", "rtl"), ("", "ltr"), ("xx", "ltr")],
)
def test_direction(language: str, turned: str) -> None:
    assert ui.direction(language) == turned


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Jonas Weber", "JW"), ("Mira", "M"), ("Ana Maria da Silva", "AS"), ("", ""), ("  ", "")],
)
def test_initials(name: str, letters: str) -> None:
    assert ui.initials(name) == letters


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(("name", "letter"), [("يونس وهبي", "ي"), ("آرش نیک‌روان", "آ")])
def test_letters_that_join_stand_alone(language: str, name: str, letter: str) -> None:
    with translation.override(language):
        assert ui.initials(name) == letter


def test_days_in_words_and_nothing_for_nothing() -> None:
    assert said("{{ d|long_date }}", d=DAY) == "Thursday 3 December 2026"
    assert said("{{ d|long_date }}", "fa", d=DAY) == "پنجشنبه ۱۲ آذر ۱۴۰۵"
    assert (
        said(
            "{{ d|long_date }}{{ d|short_date }}{{ d|long_moment }}{{ d|short_moment }}{% moment d %}{% day d %}",
            d=None,
        )
        == ""
    )


def test_a_moment_is_shown_in_the_zone_of_the_page() -> None:
    with timezone.override("Asia/Tehran"):
        assert said("{{ m|long_date }}", m=MOMENT) == "Friday 4 December 2026"
        assert "02:00" in said("{{ m|short_moment }}", m=MOMENT)
    with timezone.override("UTC"):
        assert said("{{ m|long_date }}", m=MOMENT) == "Thursday 3 December 2026"


def test_a_moment_is_relative_where_the_page_has_a_now_and_exact_on_hover() -> None:
    with timezone.override("UTC"):
        page = said("{% moment m %}", m=MOMENT, now=MOMENT + timedelta(hours=2))
        assert 'datetime="2026-12-03T22:30:00Z"' in page
        assert 'title="Thursday 3 December 2026' in page
        assert "2 hours ago" in page
        assert "ago" not in said("{% moment m %}", m=MOMENT)


def test_a_day_is_marked_up() -> None:
    assert said("{% day d %}", d=DAY) == '<time datetime="2026-12-03">Thursday 3 December 2026</time>'
    assert 'title="Thursday 3 December 2026"' in said("{% day d short=True %}", d=DAY)


def test_icons_are_silent_unless_they_have_a_name() -> None:
    assert 'aria-hidden="true"' in said('{% icon "clock" %}')
    assert 'role="img" aria-label="Due &lt;soon&gt;"' in said('{% icon "clock" w %}', w="Due <soon>")


def test_only_icons_with_a_direction_turn() -> None:
    assert "icon-directed" in said('{% icon "arrow" %}')
    assert "icon-directed" not in said('{% icon "check" %}')


def test_an_unknown_icon_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        said('{% icon "unicorn" %}')


def test_a_state_is_a_shape_and_a_word() -> None:
    page = said('{% chip word "good" "tick" %}', word="<Answered>")
    assert 'class="chip chip-good"' in page
    assert "<svg" in page
    assert "&lt;Answered&gt;" in page


@pytest.mark.parametrize(("level", "kept"), [(1, 1), (4, 4), (0, 1), (9, 4)])
def test_a_severity_is_a_shape_and_a_word(level: int, kept: int) -> None:
    page = said("{% severity level 'High' %}", level=level)
    assert f"severity-{kept}" in page
    assert "High" in page


@pytest.mark.parametrize(
    ("part", "dash"), [(1, "100 100"), (0.254, "25 100"), (0, "0 100"), (7, "100 100"), (-1, "0 100")]
)
def test_a_ring_empties(part: float, dash: str) -> None:
    assert f'stroke-dasharray="{dash}"' in said("{% clock 'Reply' part %}", part=part)


def test_digits_in_a_drawing_stay_ascii_in_every_language() -> None:
    assert 'stroke-dasharray="40 100" stroke-dashoffset="-60"' in said("{% clock 'x' 0.4 %}", "fa")


@pytest.mark.parametrize("state", ["late", "met", "paused"])
def test_a_clock_that_does_not_run_has_a_sign_of_its_own(state: str) -> None:
    page = said("{% clock 'Reply' 0.5 state note large=True %}", state=state, note="Due today")
    assert "clock-mark" in page or "clock-rest" in page
    assert "<strong>Reply</strong><small>Due today</small>" in page


def test_a_pager_keeps_the_question() -> None:
    page = said(
        '{% include "ui/pager.html" with page=p query="state=open" %}',
        p=SimpleNamespace(previous="", next="a+b/="),
    )
    assert 'href="?state=open&amp;cursor=a%2Bb/%3D"' in page
    assert 'rel="prev"' not in page
