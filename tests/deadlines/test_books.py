"""A pack and its calendar are read as they stand, with one statement, however often they were read before."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from recours.deadlines.actions import CalendarDraft, Limit, Unit, change_calendar, change_promises
from recours.deadlines.books import book_of
from tests.deadlines.conftest import ADMIN

pytestmark = pytest.mark.django_db


def test_one_statement_and_the_same_objects(seeded: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(3):
        promises, again, cfpb = book_of("promises"), book_of("promises"), book_of("cfpb")
    assert promises is not None
    assert again is not None
    assert cfpb is not None
    assert promises.rules is again.rules
    assert promises.calendar is cfpb.calendar
    assert book_of("moon") is None


def test_a_change_is_seen_at_once(seeded: None, now: datetime) -> None:
    before = book_of("promises")
    change_promises(
        actor=ADMIN,
        acknowledge_within=Limit(4, Unit.HOURS),
        answer_within=Limit(2, Unit.WEEKS),
        now=now + timedelta(days=1),
    )
    change_calendar(actor=ADMIN, draft=CalendarDraft("Asia/Tehran", "IR"), now=now)
    after = book_of("promises")
    assert before is not None
    assert after is not None
    assert (before.pack_version, before.calendar_version, after.pack_version, after.calendar_version) == (
        1,
        1,
        2,
        2,
    )
    assert after.rules[0].unit is Unit.HOURS
    assert after.calendar.zone.key == "Asia/Tehran"
