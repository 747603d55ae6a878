"""History comes in as it was: true dates and clocks, one event, nothing sent, twice the same as once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from recours.complaints.actions import take_over
from recours.complaints.errors import SOURCE_TAKEN
from recours.complaints.history import PastCase
from recours.complaints.models import Category, Closure, Complaint, Issue, TakenOver
from recours.complaints.selectors import case_file
from recours.complaints.selectors.subjects import subjects
from recours.complaints.states import Channel, State
from recours.core.actors import system
from recours.core.errors import Invalid, Refused
from recours.core.permissions import Role
from recours.core.subjects import Subject
from recours.deadlines.clocks import clocks_of
from recours.letters.models import Letter
from recours.people.selectors import actor_of
from recours.trail.models import Pending
from recours.trail.verification import verify
from tests.factories.people import House, make_user

PAST = PastCase(
    identity="id:1",
    digest="0" * 64,
    channel=Channel.PHONE,
    words="They charged me twice.",
    received_at=datetime(2020, 3, 2, 12, tzinfo=UTC),
    clock_events={"received": date(2020, 3, 2), "sent_to_company": date(2020, 3, 3)},
    kept=frozenset({"response"}),
    closed=True,
    ended_at=datetime(2020, 3, 3, 12, tzinfo=UTC),
    outcome="closed_with_explanation",
    product=("Mortgage", "FHA mortgage"),
    problem=("Fees",),
    facts={"company": "Acme"},
)
IMPORT = system("import")


def bring(batch: list[PastCase], now: datetime, actor=IMPORT):
    return take_over(actor=actor, source="cfpb", pack="cfpb", batch=batch, now=now)


def test_a_closed_case_with_its_dates_taxonomy_outcome_and_clocks(house: House, now: datetime) -> None:
    count = bring([PAST], now)
    assert (count.created, count.unchanged) == (1, 0)
    case = Complaint.objects.get()
    assert (case.state, case.received_at, case.recorded_at) == (State.CLOSED, PAST.received_at, now)
    assert (case.words, case.channel, case.next_due_at) == (PAST.words, "phone", None)
    assert case.product.code == "Mortgage > FHA mortgage"
    assert case.product.parent.code == "Mortgage"
    assert Issue.objects.get().category.names == {"en": "Fees"}
    closure = Closure.objects.get()
    assert (closure.ground, closure.outcome, closure.at) == ("imported", "closed_with_explanation", None)
    assert TakenOver.objects.get().facts == {"company": "Acme"}
    clocks = clocks_of(Subject("complaint", case.pk))
    assert [(clock.due_date, clock.runs, clock.breached) for clock in clocks] == [
        (date(2020, 3, 18), False, False),
        (date(2020, 5, 2), False, False),
    ]
    file = case_file(actor=IMPORT, reference=case.reference, language="en")
    assert [told.kind for told in file.story] == ["complaint.taken_over"]


def test_nothing_is_sent_and_nobody_is_told(house: House, now: datetime) -> None:
    letters, pending = Letter.objects.count(), Pending.objects.count()
    bring(
        [PAST, replace(PAST, identity="id:2", closed=False, late=frozenset({"response"}), kept=frozenset())],
        now,
    )
    assert (Letter.objects.count(), Pending.objects.count()) == (letters, pending)


def test_an_open_case_stays_open_and_late(house: House, now: datetime) -> None:
    bring([replace(PAST, closed=False, ended_at=None, kept=frozenset(), outcome="")], now)
    case = Complaint.objects.get()
    assert (case.state, Closure.objects.count()) == (State.ACKNOWLEDGED, 0)
    assert case.next_due_at is not None
    assert all(clock.breached for clock in clocks_of(Subject("complaint", case.pk)))


def test_twice_is_once(house: House, now: datetime) -> None:
    batch = [replace(PAST, identity=f"id:{n}") for n in range(5)]
    bring(batch, now)
    count = bring([*batch, replace(PAST, identity="id:9")], now)
    assert (count.created, count.unchanged) == (1, 5)
    assert Complaint.objects.count() == 6


def test_an_identity_that_comes_twice_in_one_batch(house: House, now: datetime) -> None:
    count = bring([PAST, PAST], now)
    assert (count.created, count.unchanged) == (1, 1)


def test_categories_are_shared_and_belong_to_the_source(house: House, now: datetime) -> None:
    bring([replace(PAST, identity=f"id:{n}") for n in range(3)], now)
    bring([replace(PAST, identity="id:7", product=("Mortgage",))], now)
    assert set(Category.objects.filter(taxonomy="cfpb").values_list("tree", "code")) == {
        ("product", "Mortgage"),
        ("product", "Mortgage > FHA mortgage"),
        ("problem", "Fees"),
    }


def test_the_number_of_statements_does_not_depend_on_the_number_of_cases(house: House, now: datetime) -> None:
    bring([PAST], now)
    counts = []
    for start, size in ((100, 1), (200, 200)):
        batch = [replace(PAST, identity=f"id:{start + n}") for n in range(size)]
        with CaptureQueriesContext(connection) as seen:
            bring(batch, now)
        counts.append(len(seen))
    assert counts == [15, 15]


def test_every_case_has_its_chain(house: House, now: datetime) -> None:
    bring([replace(PAST, identity=f"id:{n}") for n in range(20)], now)
    assert verify(expected=subjects()).holds


@pytest.mark.parametrize("role", [Role.CLERK, Role.AUDITOR, Role.HANDLER])
def test_who_may_not(house: House, now: datetime, role: Role) -> None:
    with pytest.raises(Refused):
        bring([PAST], now, actor_of(make_user(house, "Somebody Else", now, role)))
    assert Complaint.objects.count() == 0


def test_too_many_at_once(house: House, now: datetime) -> None:
    with pytest.raises(Refused) as refused:
        bring([PAST] * 1_001, now)
    assert refused.value.code == "batch_too_large"


def test_hostile_words_and_names(house: House, now: datetime) -> None:
    bring(
        [replace(PAST, words="a\x00b \udcff <script>", product=("x" * 500, "\u202eevil"), problem=("\n",))],
        now,
    )
    assert Complaint.objects.get().words.startswith("ab")


def test_no_source_writes_among_the_organisations_own_categories(house: House, now: datetime) -> None:
    before = Category.objects.count()
    with pytest.raises(Invalid) as refused:
        take_over(actor=IMPORT, source="own", pack="cfpb", batch=[PAST], now=now)
    assert refused.value.fields == {"source": SOURCE_TAKEN}
    assert Category.objects.count() == before
