"""Clocks opened, met, read and taken over, with the statements they cost."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from recours.core.errors import NotFound
from recours.core.keys import new_key
from recours.core.subjects import Subject
from recours.deadlines.clocks import (
    History,
    clocks_of,
    clocks_of_many,
    meet,
    next_due,
    open_clocks,
    take_over_clocks,
)
from recours.deadlines.models import Clock
from recours.deadlines.reckon import Unreckonable

pytestmark = pytest.mark.django_db
LATER = datetime(2027, 3, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _seeded(seeded: None) -> None:
    """Every test has the packs."""


def open_promises(case: Subject, now: datetime) -> Any:
    return open_clocks(about=case, pack="promises", events={"received": now}, now=now)


def test_open_clocks(case: Subject, now: datetime, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        views = open_promises(case, now)
    assert [(v.code, v.due_date, v.due.isoformat(), v.met_at, v.breached, v.runs) for v in views] == [
        ("acknowledgement", date(2026, 11, 23), "2026-11-24T00:00:00+00:00", None, False, True),
        ("answer", date(2026, 12, 11), "2026-12-12T00:00:00+00:00", None, False, True),
    ]
    assert {(view.pack, view.started_at) for view in views} == {("promises", now)}
    with django_assert_num_queries(1):
        assert clocks_of(case) == views
    row = Clock.objects.get(pk=views[0].id)
    assert (row.pack_version, row.calendar_version, row.subject_kind, row.subject_id) == (
        1,
        1,
        "complaint",
        case.id,
    )


def test_a_rule_whose_event_has_not_happened_waits(case: Subject, now: datetime) -> None:
    assert open_clocks(about=case, pack="cfpb", events={"received": now}, now=now) == ()
    later = open_clocks(about=case, pack="cfpb", events={"sent_to_company": date(2025, 12, 19)}, now=now)
    assert [(view.code, view.target, view.due_date) for view in later] == [
        ("response", "response", date(2026, 1, 3)),
        ("final", "answer", date(2026, 2, 17)),
    ]
    assert later[0].started_at == datetime(2025, 12, 19, tzinfo=UTC)


def test_the_same_clock_is_not_opened_twice(case: Subject, now: datetime) -> None:
    open_promises(case, now)
    with pytest.raises(IntegrityError), transaction.atomic():
        open_promises(case, now)
    assert len(clocks_of(case)) == 2


def test_no_such_pack(case: Subject, now: datetime) -> None:
    with pytest.raises(NotFound) as refused:
        open_clocks(about=case, pack="moon", events={"received": now}, now=now)
    assert "moon" in refused.value.sentence


def test_a_moment_without_zone_opens_nothing(case: Subject, now: datetime) -> None:
    with pytest.raises(Unreckonable):
        open_promises(case, now.replace(tzinfo=None))
    assert clocks_of(case) == ()


def test_meet(case: Subject, now: datetime, django_assert_num_queries: Any) -> None:
    open_promises(case, now)
    at = now + timedelta(hours=1)
    with django_assert_num_queries(2):
        views = meet(about=case, code="acknowledgement", at=at)
    assert [(v.code, v.met_at, v.ended_at, v.breached) for v in views] == [
        ("acknowledgement", at, at, False),
        ("answer", None, None, False),
    ]
    assert views == clocks_of(case)
    assert next_due(views) == views[1]


def test_what_is_met_stays_met(case: Subject, now: datetime, django_assert_num_queries: Any) -> None:
    open_promises(case, now)
    before = meet(about=case, code="acknowledgement", at=now)
    with django_assert_num_queries(1):
        assert meet(about=case, code="acknowledgement", at=LATER) == before
    with django_assert_num_queries(1):
        assert meet(about=case, code="something else", at=LATER) == before


def test_the_due_instant_is_too_late_and_the_moment_before_is_not(now: datetime) -> None:
    for seconds, breached in ((-1, False), (0, True), (1, True)):
        case = Subject("complaint", new_key())
        due = open_promises(case, now)[0].due
        views = meet(about=case, code="acknowledgement", at=due + timedelta(seconds=seconds))
        assert views[0].breached is breached
        assert views == clocks_of(case)


def test_an_answer_meets_every_limit_that_waits_for_one(case: Subject, now: datetime) -> None:
    open_promises(case, now)
    open_clocks(about=case, pack="cfpb", events={"sent_to_company": now}, now=now)
    views = meet(about=case, code="answer", at=now)
    assert {view.code: view.runs for view in views} == {
        "acknowledgement": True, "answer": False, "response": False, "final": False,
    }  # fmt: skip


def test_a_rule_can_be_met_by_its_own_code(case: Subject, now: datetime) -> None:
    open_promises(case, now)
    open_clocks(about=case, pack="cfpb", events={"sent_to_company": now}, now=now)
    views = meet(about=case, code="final", at=now)
    assert [view.code for view in views if not view.runs] == ["final"]


def test_is_late(case: Subject, now: datetime) -> None:
    view = open_promises(case, now)[0]
    assert not view.is_late(view.due - timedelta.resolution)
    assert view.is_late(view.due)
    met = meet(about=case, code="acknowledgement", at=now)[0]
    assert not met.is_late(LATER)


def test_next_due_of_nothing(case: Subject, now: datetime) -> None:
    assert next_due(()) is None
    open_promises(case, now)
    meet(about=case, code="acknowledgement", at=now)
    assert next_due(meet(about=case, code="answer", at=now)) is None


@pytest.mark.parametrize("count", [1, 3])
def test_clocks_of_many(count: int, now: datetime, django_assert_num_queries: Any) -> None:
    cases = [Subject("complaint", new_key()) for _ in range(count)]
    opened = {case: open_promises(case, now) for case in cases}
    stranger = Subject("complaint", new_key())
    with django_assert_num_queries(1):
        assert clocks_of_many([*cases, stranger]) == {**opened, stranger: ()}
    assert clocks_of_many([]) == {}


def test_subjects_of_two_kinds_under_one_key_are_two(case: Subject, now: datetime) -> None:
    other = Subject("task", case.id)
    open_promises(case, now)
    assert clocks_of(other) == ()
    found = clocks_of_many([case, other])
    assert (len(found[case]), found[other]) == (2, ())


class TestHistory:
    day = date(2024, 3, 1)

    def taken(self, now: datetime, **known: Any) -> dict[str, Any]:
        case = Subject("complaint", new_key())
        entry = History(case, "cfpb", {"sent_to_company": self.day}, **known)
        views = take_over_clocks([entry], now=now)[case]
        assert views == clocks_of(case)
        return {view.code: view for view in views}

    def test_met_in_time_and_late(self, now: datetime) -> None:
        found = self.taken(
            now,
            met={"response": datetime(2024, 3, 5, tzinfo=UTC), "answer": datetime(2024, 6, 1, tzinfo=UTC)},
        )
        assert (found["response"].met_at, found["response"].breached) == (
            datetime(2024, 3, 5, tzinfo=UTC),
            False,
        )
        assert (found["final"].met_at, found["final"].breached) == (datetime(2024, 6, 1, tzinfo=UTC), True)

    def test_an_answer_was_also_the_response(self, now: datetime) -> None:
        answered = datetime(2024, 3, 4, tzinfo=UTC)
        found = self.taken(now, met={"answer": answered})
        assert {view.met_at for view in found.values()} == {answered}

    def test_kept_at_an_unknown_moment(self, now: datetime) -> None:
        found = self.taken(now, kept=frozenset({"response", "answer"}), ended_at=now)
        for view in found.values():
            assert (view.met_at, view.breached, view.ended_at) == (None, False, view.due)

    def test_late_at_an_unknown_moment(self, now: datetime) -> None:
        found = self.taken(now, late=frozenset({"response"}), ended_at=datetime(2024, 3, 20, tzinfo=UTC))
        assert (found["response"].met_at, found["response"].breached) == (None, True)
        assert (found["final"].breached, found["final"].runs) == (False, False)

    def test_what_still_runs_is_not_announced_for_the_past(self, now: datetime) -> None:
        found = self.taken(now)
        assert {(view.runs, view.breached) for view in found.values()} == {(True, True)}
        found = self.taken(datetime(2024, 3, 10, tzinfo=UTC))
        assert {(view.runs, view.breached) for view in found.values()} == {(True, False)}

    def test_years_before_the_kept_holidays(self, now: datetime) -> None:
        case = Subject("complaint", new_key())
        entry = History(case, "promises", {"received": date(2011, 4, 28)})
        acknowledgement = take_over_clocks([entry], now=now)[case][0]
        assert acknowledgement.due_date == date(2011, 5, 3)  # after the royal wedding, a weekend and May Day

    def test_a_thousand_cases_cost_what_one_costs(
        self, now: datetime, django_assert_num_queries: Any
    ) -> None:
        for count in (1, 1000):
            entries = [
                History(
                    Subject("complaint", new_key()), "cfpb", {"sent_to_company": self.day + timedelta(days=n)}
                )
                for n in range(count)
            ]
            with django_assert_num_queries(2):
                views = take_over_clocks(entries, now=now)
            assert len(views) == count
        assert Clock.objects.count() == 2002

    def test_nothing(self, now: datetime) -> None:
        assert take_over_clocks([], now=now) == {}
