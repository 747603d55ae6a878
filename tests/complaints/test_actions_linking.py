"""Cases that concern each other stay two, and each shows the other."""

from __future__ import annotations

from datetime import datetime

import pytest

from recours.complaints import actions
from recours.complaints.comparing import compare_new
from recours.complaints.models import Complaint, Relation
from recours.complaints.relations import RelationKind, Side
from recours.complaints.selectors import case_file
from recours.core.errors import Invalid, NotFound, Refused
from recours.core.permissions import Role
from tests.complaints.test_actions import staff
from tests.complaints.test_actions_merging import kinds
from tests.factories.cases import make_case
from tests.factories.people import House, make_unit


def test_a_link_is_read_from_both_sides_and_can_be_taken_back(house: House, now: datetime) -> None:
    first, later, clerk = make_case(now), make_case(now), staff(house, now)
    given = {
        "complaint_id": later.pk,
        "other_id": first.pk,
        "kind": RelationKind.FOLLOW_UP,
        "words": "After it.",
        "now": now,
    }
    made = actions.link(actor=clerk, **given)
    assert actions.link(actor=clerk, **given).pk == made.pk, "the same again changes nothing"
    with pytest.raises(Invalid):
        actions.link(actor=clerk, **{**given, "words": "Other words"})
    for case, other, side in ((later, first, Side.FOLLOWS), (first, later, Side.FOLLOWED_BY)):
        found = case_file(actor=clerk, reference=case.reference, language="en")
        (row,) = found.relating.running
        assert (row.reference, row.side, row.words) == (other.reference, side, "After it.")
        assert any(other.reference in told.sentence for told in found.story)
    for _ in range(2):
        actions.unlink(actor=clerk, complaint_id=first.pk, relation_id=made.pk, now=now)
    assert case_file(actor=clerk, reference=later.reference, language="en").relating.running == []
    assert kinds(first)[-2:] == kinds(later)[-2:] == ["complaint.linked", "complaint.unlinked"]
    assert Relation.objects.get().ended_by == clerk.code


def test_a_link_that_is_the_same_both_ways_is_made_once(house: House, now: datetime) -> None:
    one, other, clerk = make_case(now), make_case(now), staff(house, now)
    for here, there in ((one, other), (other, one)):
        actions.link(
            actor=clerk,
            complaint_id=here.pk,
            other_id=there.pk,
            kind=RelationKind.SAME_CAUSE,
            words="",
            now=now,
        )
    assert Relation.objects.count() == 1


def test_different_matters_are_suggested_no_more(house: House, now: datetime) -> None:
    one, other, clerk = make_case(now), make_case(now), staff(house, now)
    compare_new(now)
    assert len(case_file(actor=clerk, reference=one.reference, language="en").relating.alike) == 1
    actions.link(
        actor=clerk, complaint_id=other.pk, other_id=one.pk, kind=RelationKind.DIFFERENT, words="", now=now
    )
    assert case_file(actor=clerk, reference=one.reference, language="en").relating.alike == []


def test_who_may_link_what(house: House, now: datetime) -> None:
    one, other, clerk = make_case(now), make_case(now), staff(house, now)
    given = {"complaint_id": one.pk, "kind": RelationKind.RELATED, "words": "", "now": now}
    with pytest.raises(Invalid):
        actions.link(actor=clerk, other_id=one.pk, **given)
    with pytest.raises(Invalid):
        actions.link(actor=clerk, other_id=other.pk, **{**given, "kind": RelationKind.MERGED})
    with pytest.raises(Refused):
        actions.link(actor=staff(house, now, "Aziz", Role.AUDITOR), other_id=other.pk, **given)
    made = actions.link(actor=clerk, other_id=other.pk, **given)
    branch = make_unit(house, "branch", now)
    Complaint.objects.filter(pk=other.pk).update(unit=branch)
    here = staff(house, now, "Hana", Role.HANDLER, one.unit_id)
    assert case_file(actor=here, reference=one.reference, language="en").relating.running[0].reference == ""
    there = staff(house, now, "Otto", Role.HANDLER, make_unit(house, "depot", now).pk)
    for complaint_id in (one.pk, other.pk, make_case(now).pk):
        with pytest.raises(NotFound):
            actions.unlink(actor=there, complaint_id=complaint_id, relation_id=made.pk, now=now)
