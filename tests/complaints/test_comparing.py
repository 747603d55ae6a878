"""New cases are compared after the intake: each with those that share a mark, and seen by whoever may see the other."""

from __future__ import annotations

from datetime import datetime

from pytest_django import DjangoAssertNumQueries

from recours.complaints.comparing import BATCH, compare_new
from recours.complaints.likeness import Reason
from recours.complaints.models import Complaint, Mark, Resemblance
from recours.complaints.selectors import case_file
from recours.core.permissions import Role
from recours.people.complainants import Party
from tests.complaints.test_actions import staff
from tests.factories.cases import make_case
from tests.factories.people import House, make_unit

STRANGER = Party(name="Omar Said", email="omar@example.org")


def test_a_case_told_twice_is_found_from_both_sides(house: House, now: datetime) -> None:
    first = make_case(now)
    second = make_case(
        now, words="The meter was read twice in May, I have been billed twice. Nobody calls me back!"
    )
    make_case(
        now,
        words="Your van blocks our gate every single morning since the works began.",
        complainant=STRANGER,
    )
    assert compare_new(now) == 3
    assert compare_new(now) == 0
    clerk = staff(house, now)
    for case, other in ((first, second), (second, first)):
        (line,) = case_file(actor=clerk, reference=case.reference, language="en").relating.alike
        assert (line.reference, line.who) == (other.reference, "Nadia Haddad")
        assert {Reason.EMAIL, Reason.PHONE, Reason.NAME} < set(line.reasons)
    assert Resemblance.objects.count() == 1


def test_comparing_again_changes_nothing(house: House, now: datetime) -> None:
    make_case(now), make_case(now)
    compare_new(now)
    marks = Mark.objects.count()
    Complaint.objects.update(to_compare=True)  # a worker that died before it was done
    compare_new(now)
    assert (Mark.objects.count(), Resemblance.objects.count()) == (marks, 1)


def test_only_cases_that_the_reader_may_know_of(house: House, now: datetime) -> None:
    case, hidden = make_case(now), make_case(now)
    branch = make_unit(house, "branch", now)
    Complaint.objects.filter(pk=hidden.pk).update(unit=branch)
    compare_new(now)
    there = staff(house, now, "Otto", Role.HANDLER, branch.pk)
    everywhere = staff(house, now, "Vera")
    here = staff(house, now, "Hana", Role.HANDLER, case.unit_id)
    assert case_file(actor=here, reference=case.reference, language="en").relating.alike == []
    assert case_file(actor=there, reference=hidden.reference, language="en").relating.alike == []
    assert len(case_file(actor=everywhere, reference=case.reference, language="en").relating.alike) == 1
    auditor = staff(house, now, "Aziz", Role.AUDITOR)
    assert (
        case_file(actor=auditor, reference=case.reference, language="en").relating.alike[0].who == "N••• H•••"
    )


def test_many_equal_cases_cost_each_the_same(
    house: House, now: datetime, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(30):
        make_case(now)
    compare_new(now)
    assert Resemblance.objects.count() <= 30 * 8
    newest = make_case(now)
    with django_assert_max_num_queries(40):
        assert compare_new(now) == 1
    assert Resemblance.objects.filter(other=newest).count() == 8
    assert BATCH >= 30


def test_a_number_that_stands_in_many_cases_says_nothing(house: House, now: datetime) -> None:
    subjects = ("gate", "cellar", "tap", "roof", "meter", "pipe", "bill", "street", "garden", "kitchen")
    for place, what in enumerate(subjects):
        make_case(
            now,
            words=f"I rang 0850 7245566 about the {what}.",
            complainant=None,
            order_reference=f"A-{place}0001",
        )
        compare_new(now)
    newest = make_case(now, words="I rang 0850 7245566 about my stairs.", complainant=None)
    compare_new(now)
    assert not Resemblance.objects.filter(other=newest).exists()
