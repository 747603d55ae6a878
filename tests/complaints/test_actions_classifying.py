"""Classification: several problems with one main, every choice kept; kinds with the clocks that are theirs."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from recours.complaints import actions
from recours.complaints.models import Category, Complaint, Issue, KindChange
from recours.complaints.selectors import case_file
from recours.complaints.states import Kind, Told
from recours.core.errors import Invalid, NotFound, Refused, Stale
from recours.core.permissions import Role
from recours.core.subjects import Subject
from recours.deadlines.clocks import clocks_of
from recours.letters.models import Letter
from recours.trail.reading import events_of
from tests.complaints.test_actions import kinds, staff
from tests.factories.cases import make_case
from tests.factories.people import House, make_unit


def category(house: House, now: datetime, code: str, tree: str = "problem") -> UUID:
    made: Category = actions.add_category(
        actor=house.admin, tree=tree, code=code, names={"en": code}, parent=None, unit=None, position=1, now=now
    )  # fmt: skip
    return made.pk


def classify(actor: Any, case: Complaint, now: datetime, *issues: UUID, product: UUID | None = None) -> Any:
    case.refresh_from_db()
    return actions.classify(
        actor=actor, complaint_id=case.pk, product=product, issues=issues, seen=case.version, now=now
    )


def test_every_choice_is_kept_and_one_is_the_main(house: House, now: datetime) -> None:
    late, rude, gas = category(house, now, "late"), category(house, now, "rude"), category(house, now, "gas", "product")  # fmt: skip
    case, clerk = make_case(now, problem=late), staff(house, now)
    later = now + timedelta(hours=1)
    classify(clerk, case, later, rude, late, product=gas)
    held = [(i.category_id, i.is_main) for i in Issue.objects.filter(removed_at=None).order_by("-is_main")]
    assert held == [(rude, True), (late, False)]
    gone = Issue.objects.get(removed_at=later)
    assert (gone.category_id, gone.is_main, gone.removed_by, gone.edition) == (late, True, clerk.code, 2)
    told = case_file(actor=clerk, reference=case.reference, language="en")
    assert [p.pk for p in told.problems] == [rude, late]
    assert len(told.classifying.issues) == 3
    event = events_of(Subject("complaint", case.pk))[-1]
    assert (event.kind, event.facts["issues_before"]) == ("complaint.classified", [str(late)])
    assert (event.facts["problems_version"], event.facts["products_version"]) == (2, 1)
    classify(clerk, case, later, rude, late, product=gas)
    assert kinds(case).count("complaint.classified") == 1
    classify(clerk, case, later + timedelta(hours=1), late)
    assert Issue.objects.filter(removed_at=None).count() == 1
    assert Issue.objects.count() == 4


def test_what_is_no_choice_is_named(house: House, now: datetime) -> None:
    late, gas = category(house, now, "late"), category(house, now, "gas", "product")
    case, clerk = make_case(now, problem=late), staff(house, now)
    for issues, product, field in (
        ((late, late), None, "issues"),
        ((uuid4(),), None, "issues"),
        ((gas,), None, "issues"),
        ((), None, "issues"),
        (tuple(uuid4() for _ in range(13)), None, "issues"),
        ((late,), late, "product"),
    ):
        with pytest.raises(Invalid) as invalid:
            classify(clerk, case, now, *issues, product=product)
        assert field in invalid.value.fields
    actions.retire_category(actor=house.admin, category_id=late, now=now)
    rude = category(house, now, "rude")
    assert len(classify(clerk, case, now, rude, late)) == 2
    with pytest.raises(Invalid):
        classify(clerk, make_case(now), now, late)


def test_a_stale_look_and_a_stranger_are_refused(house: House, now: datetime) -> None:
    late = category(house, now, "late")
    case, clerk = make_case(now), staff(house, now)
    with pytest.raises(Stale):
        actions.classify(actor=clerk, complaint_id=case.pk, product=None, issues=(late,), seen=9, now=now)
    with pytest.raises(NotFound):
        classify(staff(house, now, "Otto", Role.HANDLER, make_unit(house, "branch", now).pk), case, now, late)
    with pytest.raises(Refused):
        classify(staff(house, now, "Aziz", Role.AUDITOR), case, now, late)


def change(actor: Any, case: Complaint, kind: Kind, now: datetime, reason: str = "Read again.") -> Complaint:
    case.refresh_from_db()
    return actions.change_kind(
        actor=actor, complaint_id=case.pk, kind=kind, reason=reason, seen=case.version, now=now
    )


def running(case: Complaint) -> list[str]:
    return [clock.code for clock in clocks_of(Subject("complaint", case.pk)) if clock.runs]


def test_praise_that_is_a_complaint_gets_clocks_from_its_receipt_and_a_letter(
    house: House, now: datetime
) -> None:
    case, clerk = make_case(now, kind=Kind.COMPLIMENT), staff(house, now)
    actions.acknowledge(actor=clerk, complaint_id=case.pk, how=Told.PHONE, now=now)
    assert running(case) == []
    change(clerk, case, Kind.COMPLAINT, now + timedelta(days=2))
    case.refresh_from_db()
    assert (case.kind, running(case), case.next_due_code) == ("complaint", ["answer"], "answer")
    (answer,) = [c for c in clocks_of(Subject("complaint", case.pk)) if c.code == "answer"]
    assert answer.started_at == now
    assert Letter.objects.latest("created_at").kind == "acknowledgement"
    kept = KindChange.objects.get()
    assert (kept.before, kept.after, kept.reason) == ("compliment", "complaint", "Read again.")
    assert "Read again" not in str(events_of(Subject("complaint", case.pk))[-1].facts)


def test_a_complaint_that_is_praise_loses_its_clocks_and_may_get_them_back(
    house: House, now: datetime
) -> None:
    case, clerk = make_case(now), staff(house, now)
    due = {clock.code: clock.due for clock in clocks_of(Subject("complaint", case.pk))}
    change(clerk, case, Kind.COMPLIMENT, now)
    case.refresh_from_db()
    assert (running(case), case.next_due_at, case.is_feedback) == ([], None, True)
    assert Letter.objects.latest("created_at").kind == "acknowledgement_feedback"
    change(clerk, case, Kind.COMPLIMENT, now)
    assert kinds(case).count("complaint.kind_changed") == 1
    change(clerk, case, Kind.COMPLAINT, now + timedelta(days=1))
    assert {c.code: c.due for c in clocks_of(Subject("complaint", case.pk)) if c.runs} == due


def test_between_kinds_that_promise_the_same_nothing_is_sent(house: House, now: datetime) -> None:
    case, clerk = make_case(now, kind=Kind.ENQUIRY), staff(house, now)
    letters, clocks = Letter.objects.count(), running(case)
    change(clerk, case, Kind.SERVICE_REQUEST, now)
    assert (Letter.objects.count(), running(case)) == (letters, clocks)


def test_a_reason_is_needed_and_an_assessed_case_keeps_its_kind(house: House, now: datetime) -> None:
    from recours.complaints.scales import Judgement, Severity

    case, clerk = make_case(now), staff(house, now)
    with pytest.raises(Invalid):
        change(clerk, case, Kind.ENQUIRY, now, reason=" ")
    actions.assess(
        actor=clerk, complaint_id=case.pk, judgement=Judgement(severity=Severity.SERIOUS), priority=None, reason="",
        seen=case.version, now=now,
    )  # fmt: skip
    with pytest.raises(Refused):
        change(clerk, case, Kind.ENQUIRY, now)
