"""What pages show."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from recours.core.actors import complainant
from recours.core.errors import NotFound, Refused
from recours.deadlines.actions import Limit, Unit
from recours.deadlines.selectors import calendar_for, packs_for, places, promises
from tests.deadlines.conftest import ADMIN

pytestmark = pytest.mark.django_db


def test_promises(seeded: None, now: datetime, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        found = promises()
    assert (found.acknowledge_within, found.answer_within, found.version, found.changed_at) == (
        Limit(1, Unit.WORKING_DAYS), Limit(15, Unit.WORKING_DAYS), 1, now,
    )  # fmt: skip
    assert found.sentences() == [
        "We confirm within 1 working day that your complaint has arrived.",
        "We answer your complaint within 15 working days.",
    ]


def test_nothing_is_promised_before_the_first_start(now: datetime) -> None:
    with pytest.raises(NotFound):
        promises()
    with pytest.raises(NotFound):
        calendar_for(ADMIN)


def test_calendar_for(seeded: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        sheet = calendar_for(ADMIN)
    assert (sheet.code, sheet.title, sheet.version, sheet.draft.zone, sheet.draft.subdivision) == (
        "organisation", "The organisation's calendar", 1, "Europe/London", "ENG",
    )  # fmt: skip
    assert sheet.holidays[date(2026, 12, 25)] == "Christmas Day"


def test_packs_for(seeded: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        found = packs_for(ADMIN)
    assert [
        (sheet.code, sheet.title, sheet.calendar, bool(sheet.caution), len(sheet.sentences()))
        for sheet in found
    ] == [
        ("cfpb", "Consumer finance in the United States (CFPB company portal)", "organisation", True, 2),
        ("promises", "What we promise", "organisation", False, 2),
    ]


def test_they_are_for_administrators(seeded: None) -> None:
    with pytest.raises(Refused):
        calendar_for(complainant())
    with pytest.raises(Refused):
        packs_for(complainant())


@pytest.mark.parametrize(
    ("language", "name"),
    [("en", "Türkiye"), ("fr", "Turquie"), ("ar", "تركيا"), ("fa", "ترکیه"), ("tr", "Türkiye")],
)
def test_places(language: str, name: str) -> None:
    found = {place.code: place for place in places(language)}
    assert found["TR"].name == name
    assert "ENG" in found["GB"].subdivisions
    assert len(found) > 150
