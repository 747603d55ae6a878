"""The auditor's list: newest first, in pages, narrowed, by permission."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from recours.core.actors import Actor, ActorKind
from recours.core.errors import Refused
from recours.core.keys import new_key
from recours.core.permissions import Role, grants_of
from recours.trail.models import EventRow
from recours.trail.record import record
from recours.trail.selectors import Sought, latest_for
from tests.factories.trail import ACTOR, Poured, a_subject, pour

pytestmark = pytest.mark.django_db
AUDITOR = Actor(ActorKind.STAFF, new_key(), "Ada", grants=grants_of(Role.AUDITOR))
CLERK = Actor(ActorKind.STAFF, new_key(), "Cleo", grants=grants_of(Role.CLERK))


def test_the_list_needs_the_permission() -> None:
    with pytest.raises(Refused):
        latest_for(CLERK)


def test_pages_follow_each_other_newest_first(now: datetime) -> None:
    tea = a_subject()
    pour(tea, 5, now)
    with CaptureQueriesContext(connection) as spent:
        first = latest_for(AUDITOR, size=2)
    second = latest_for(AUDITOR, size=2, cursor=first.next)
    third = latest_for(AUDITOR, size=2, cursor=second.next)
    assert len(spent) == 1
    keys = [event.id for page in (first, second, third) for event in page.rows]
    assert keys == sorted(keys, reverse=True)
    assert [len(page.rows) for page in (first, second, third)] == [2, 2, 1]
    assert third.next == ""
    assert [e.id for e in latest_for(AUDITOR, size=2, cursor=second.previous).rows] == keys[:2]


def test_the_list_is_narrowed_by_subject_kind_and_actor(now: datetime) -> None:
    tea, coffee = a_subject(), a_subject()
    pour(tea, 2, now)
    pour(coffee, 1, now)
    with transaction.atomic():
        record(Poured(9), about=coffee, actor=CLERK, now=now)

    def found(sought: Sought) -> int:
        return len(latest_for(AUDITOR, sought=sought).rows)

    assert found(Sought()) == 4
    assert found(Sought(about=coffee)) == 2
    assert found(Sought(kind="tea.poured")) == 4
    assert found(Sought(kind="tea.tasted")) == 0
    assert found(Sought(actor_code=CLERK.code)) == 1
    assert found(Sought(actor_code=ACTOR.code, about=coffee)) == 1


def test_the_list_is_narrowed_by_when_events_were_recorded(now: datetime) -> None:
    pour(a_subject(), 1, now)
    recorded = EventRow.objects.get().recorded_at
    minute = timedelta(minutes=1)

    def found(since: datetime | None = None, until: datetime | None = None) -> int:
        return len(latest_for(AUDITOR, sought=Sought(since=since, until=until)).rows)

    assert found(since=recorded - minute) == found(until=recorded + minute) == 1
    assert found(since=recorded + minute) == found(until=recorded - minute) == 0


def test_what_is_about_the_auditor_is_left_out(now: datetime) -> None:
    tea, coffee = a_subject(), a_subject()
    pour(tea, 2, now)
    pour(coffee, 1, now)
    barred = replace(AUDITOR, barred=frozenset({tea.id}))
    assert [event.about for event in latest_for(barred).rows] == [coffee]
    assert latest_for(barred, sought=Sought(about=tea)).rows == []
