"""Promises and calendars are changed by an administrator, in versions, on the trail."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from recours.core.actors import Actor, ActorKind
from recours.core.errors import Invalid, NotFound, Refused, Stale
from recours.core.keys import new_key
from recours.core.permissions import Role, grants_of
from recours.core.subjects import Subject
from recours.deadlines.actions import (
    CalendarDraft,
    Limit,
    Span,
    Unit,
    change_calendar,
    change_promises,
    seed,
)
from recours.deadlines.clocks import clocks_of, open_clocks
from recours.deadlines.events import digest_of
from recours.deadlines.models import Calendar, CalendarEdition, Pack, PackEdition
from recours.trail.reading import events_of
from tests.deadlines.conftest import ADMIN

pytestmark = pytest.mark.django_db
MANAGER = Actor(ActorKind.STAFF, new_key(), "Mary", grants=grants_of(Role.MANAGER))
ADMINISTRATOR = Actor(ActorKind.STAFF, new_key(), "Ada", grants=grants_of(Role.ADMINISTRATOR))
ENGLAND = CalendarDraft("Europe/London", "GB", "ENG")


def promise(now: datetime, actor: Actor = ADMINISTRATOR, **choices: Any) -> int:
    choices = {
        "acknowledge_within": Limit(2, Unit.WORKING_DAYS),
        "answer_within": Limit(4, Unit.WEEKS),
    } | choices
    return change_promises(actor=actor, now=now, **choices)


class TestSeed:
    def test_makes_what_is_missing_once(self, now: datetime) -> None:
        for country in ("SA", "GB"):
            seed(actor=ADMIN, now=now, zone="Asia/Riyadh", country=country)
        calendar = Calendar.objects.get()
        assert (calendar.zone, calendar.content["country"], calendar.content["weekend"]) == (
            "Asia/Riyadh",
            "SA",
            [4, 5],
        )
        assert "2026-09-23" in calendar.content["holidays"]
        assert sorted(Pack.objects.values_list("code", "version")) == [("cfpb", 1), ("promises", 1)]
        assert PackEdition.objects.count() == 2
        assert CalendarEdition.objects.get().content == calendar.content

    def test_stands_on_the_trail(self, now: datetime) -> None:
        seed(actor=ADMIN, now=now)
        calendar, pack = Calendar.objects.get(), Pack.objects.get(code="promises")
        (added,) = events_of(Subject("calendar", calendar.pk))
        assert (added.kind, added.facts["content"]) == ("calendar.added", digest_of(calendar.content))
        (packed,) = events_of(Subject("pack", pack.pk))
        assert (packed.kind, packed.facts["pack"], packed.facts["content"]) == (
            "pack.added", "promises", digest_of(pack.rules),
        )  # fmt: skip

    def test_a_country_nobody_knows_has_no_holidays(self, now: datetime) -> None:
        seed(actor=ADMIN, now=now, country="ZZ")
        content = Calendar.objects.get().content
        assert (content["country"], content["holidays"], content["weekend"]) == ("", {}, [5, 6])

    def test_a_zone_nobody_knows(self, now: datetime) -> None:
        with pytest.raises(Invalid):
            seed(actor=ADMIN, now=now, zone="Mars/Olympus")
        assert not Pack.objects.exists()

    def test_is_for_administrators(self, now: datetime) -> None:
        with pytest.raises(Refused):
            seed(actor=MANAGER, now=now)


@pytest.mark.usefixtures("seeded")
class TestChangePromises:
    def test_makes_a_version(self, now: datetime) -> None:
        later = now + timedelta(days=1)
        assert promise(later) == 2
        pack = Pack.objects.get(code="promises")
        assert [(rule["code"], rule["amount"], rule["unit"]) for rule in pack.rules] == [
            ("acknowledgement", 2, "working_days"),
            ("answer", 4, "weeks"),
        ]
        editions = pack.editions.order_by("version")
        assert [(edition.version, edition.rules[1]["amount"]) for edition in editions] == [(1, 15), (2, 4)]

    def test_stands_on_the_trail_with_old_and_new(self, now: datetime) -> None:
        promise(now)
        pack = Pack.objects.get(code="promises")
        changed = events_of(Subject("pack", pack.pk))[-1]
        assert changed.kind == "promises.changed"
        assert changed.facts == {
            "acknowledgement": 2,
            "acknowledgement_unit": "working_days",
            "acknowledgement_before": 1,
            "acknowledgement_unit_before": "working_days",
            "answer": 4,
            "answer_unit": "weeks",
            "answer_before": 15,
            "answer_unit_before": "working_days",
            "edition": 2,
            "content": digest_of(pack.rules),
        }

    def test_leaves_what_was_promised(self, case: Subject, now: datetime) -> None:
        before = open_clocks(about=case, pack="promises", events={"received": now}, now=now)
        promise(now)
        assert clocks_of(case) == before
        other = Subject("complaint", new_key())
        after = open_clocks(about=other, pack="promises", events={"received": now}, now=now)
        assert [view.due_date for view in after] == [date(2026, 11, 24), date(2026, 12, 18)]

    def test_nothing_new_makes_no_version(self, now: datetime) -> None:
        same = {
            "acknowledge_within": Limit(1, Unit.WORKING_DAYS),
            "answer_within": Limit(15, Unit.WORKING_DAYS),
        }
        assert promise(now, **same) == 1
        assert PackEdition.objects.filter(pack__code="promises").count() == 1

    @pytest.mark.parametrize(
        ("limit", "code"),
        [
            (Limit(0, Unit.WORKING_DAYS), "amount"),
            (Limit(-3, Unit.WORKING_DAYS), "amount"),
            (Limit(3651, Unit.WORKING_DAYS), "amount"),
            (Limit(1, Unit.YEARS), "unit"),
            (Limit(1, Unit.JOURS_OUVRABLES), "unit"),
        ],
    )
    def test_what_cannot_be_promised(self, now: datetime, limit: Limit, code: str) -> None:
        with pytest.raises(Invalid) as refused:
            promise(now, answer_within=limit)
        assert {name: problem.code for name, problem in refused.value.fields.items()} == {
            "answer_within": code
        }
        assert Pack.objects.get(code="promises").version == 1

    def test_somebody_was_faster(self, now: datetime) -> None:
        promise(now, version=1)
        with pytest.raises(Stale):
            promise(now, version=1, answer_within=Limit(1, Unit.WEEKS))

    def test_is_for_administrators(self, now: datetime) -> None:
        with pytest.raises(Refused):
            promise(now, actor=MANAGER)


def test_there_is_nothing_to_change_before_the_first_start(now: datetime) -> None:
    with pytest.raises(NotFound):
        promise(now)
    with pytest.raises(NotFound):
        change_calendar(actor=ADMINISTRATOR, draft=ENGLAND, now=now)


@pytest.mark.usefixtures("seeded")
class TestChangeCalendar:
    def change(
        self, now: datetime, actor: Actor = ADMINISTRATOR, version: int | None = None, **set_: Any
    ) -> int:
        return change_calendar(actor=actor, draft=replace(ENGLAND, **set_), now=now, version=version)

    def test_makes_a_version_on_the_trail(self, now: datetime) -> None:
        assert self.change(now, closed={date(2026, 11, 23): "Removal"}, cut_off=960) == 2
        calendar = Calendar.objects.get()
        assert [edition.version for edition in calendar.editions.order_by("version")] == [1, 2]
        changed = events_of(Subject("calendar", calendar.pk))[-1]
        assert changed.facts == {
            "calendar": "organisation",
            "edition": 2,
            "changed": ["cut_off", "closed"],
            "content": digest_of(calendar.content),
        }

    def test_counts_from_now_on_and_leaves_what_was_promised(self, case: Subject, now: datetime) -> None:
        before = open_clocks(about=case, pack="promises", events={"received": now}, now=now)
        self.change(now, closed={date(2026, 11, 23): "Removal"})
        assert clocks_of(case) == before
        other = Subject("complaint", new_key())
        after = open_clocks(about=other, pack="promises", events={"received": now}, now=now)
        assert after[0].due_date == date(2026, 11, 24)

    def test_another_zone_is_kept_for_reading_clocks(self, case: Subject, now: datetime) -> None:
        self.change(now, zone="Europe/Istanbul", country="TR", subdivision="")
        view = open_clocks(about=case, pack="promises", events={"received": now}, now=now)[0]
        assert view.due.isoformat() == "2026-11-24T00:00:00+03:00"
        assert clocks_of(case)[0].due.isoformat() == "2026-11-24T00:00:00+03:00"

    def test_nothing_new_makes_no_version(self, now: datetime) -> None:
        assert self.change(now) == 1
        assert CalendarEdition.objects.count() == 1

    @pytest.mark.parametrize(
        ("field", "value", "code"),
        [
            ("zone", "Mars/Olympus", "zone"),
            ("zone", "../../etc/passwd", "zone"),
            ("zone", "", "zone"),
            ("zone", "Europe", "zone"),
            ("zone", "Europe/Lon\0don", "zone"),
            ("country", "ZZ", "country"),
            ("subdivision", "BY", "country"),
            ("weekend", frozenset(range(7)), "weekend"),
            ("weekend", frozenset({7}), "weekend"),
            ("cut_off", 1440, "cut_off"),
            ("hours", ((Span(600, 500),),) * 7, "hours"),
            ("hours", ((Span(0, 10),),) * 6, "hours"),
            ("hours", ((),) * 7, "no_hours"),
            ("hours", ((),) * 5 + ((Span(0, 10),),) * 2, "no_hours"),
            ("closed", {date(2026, 1, 1) + timedelta(days=n): "x" for n in range(1001)}, "too_many_days"),
            ("opened", {date(2026, 1, 1): "x" * 121}, "day_name"),
        ],
    )
    def test_what_cannot_be(self, now: datetime, field: str, value: object, code: str) -> None:
        with pytest.raises(Invalid) as refused:
            self.change(now, **{field: value})
        assert [problem.code for problem in refused.value.fields.values()] == [code]
        assert all(refused.value.sentences().values())
        assert Calendar.objects.get().version == 1

    def test_a_day_both_closed_and_open(self, now: datetime) -> None:
        day = {date(2026, 1, 2): "x"}
        with pytest.raises(Invalid) as refused:
            self.change(now, closed=day, opened=day)
        assert [problem.code for problem in refused.value.fields.values()] == ["day_both"]

    def test_somebody_was_faster(self, now: datetime) -> None:
        self.change(now, version=1, cut_off=960)
        with pytest.raises(Stale):
            self.change(now, version=1, cut_off=970)

    def test_is_for_administrators(self, now: datetime) -> None:
        with pytest.raises(Refused):
            self.change(now, actor=MANAGER)
