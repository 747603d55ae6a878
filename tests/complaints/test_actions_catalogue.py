"""What the lists of products and problems refuse."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from recours.complaints import actions, selectors
from recours.complaints.models import Category
from recours.core.actors import complainant
from recours.core.errors import Invalid, NotFound, Refused
from recours.core.keys import new_key
from recours.core.subjects import Subject
from recours.people.actions import add_unit, retire_unit
from recours.trail.reading import events_of, say
from tests.factories.people import House


def add(house: House, now: datetime, **changed: Any) -> Category:
    given: dict[str, Any] = {
        "tree": "product",
        "code": "water",
        "names": {"en": "Water"},
        "parent": None,
        "unit": None,
        "position": 10,
        **changed,
    }
    return actions.add_category(actor=house.admin, now=now, **given)


@pytest.mark.parametrize(
    ("changed", "field", "code"),
    [
        ({"tree": "planet"}, "tree", "unknown_choice"),
        ({"code": " \x00 "}, "code", "code_unreadable"),
        ({"names": {"en": " ", "fr": "\x00"}}, "names", "name_missing"),
        ({"names": {"xx": "Wasser"}}, "names", "name_missing"),
        ({"parent": new_key()}, "parent", "unknown_choice"),
        ({"unit": new_key()}, "unit", "unknown_choice"),
        ({"position": -1}, "position", "position"),
        ({"position": 10**9}, "position", "position"),
    ],
)
def test_what_cannot_be_added(house: House, now: datetime, changed: Any, field: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        add(house, now, **changed)
    assert {name: problem.code for name, problem in refused.value.fields.items()} == {field: code}
    assert not Category.objects.exists()


def test_everything_wrong_is_told_at_once(house: House, now: datetime) -> None:
    with pytest.raises(Invalid) as refused:
        add(house, now, code="", names={}, parent=new_key(), unit=new_key(), position=-1)
    assert set(refused.value.fields) == {"code", "names", "parent", "unit", "position"}


def test_a_code_is_given_once_in_its_list(house: House, now: datetime) -> None:
    add(house, now)
    add(house, now, tree="problem")
    with pytest.raises(Invalid) as refused:
        add(house, now)
    assert set(refused.value.fields) == {"code"}


def test_a_parent_is_of_the_same_list_and_in_use(house: House, now: datetime) -> None:
    problem, gone = add(house, now, tree="problem"), add(house, now, code="gone")
    actions.retire_category(actor=house.admin, category_id=gone.pk, now=now)
    for parent in (problem, gone):
        with pytest.raises(Invalid):
            add(house, now, code="meter", parent=parent.pk)


def test_what_was_retired_since_may_stay_where_it_is(house: House, now: datetime) -> None:
    unit = add_unit(actor=house.admin, code="south", names={"en": "South"}, now=now)
    above = add(house, now, code="above")
    below = add(house, now, code="below", parent=above.pk, unit=unit)
    actions.retire_category(actor=house.admin, category_id=above.pk, now=now)
    retire_unit(actor=house.admin, unit_id=unit, now=now)
    same: dict[str, Any] = {"parent": above.pk, "unit": unit, "position": 5}
    changed = actions.change_category(
        actor=house.admin, category_id=below.pk, names={"en": "Below"}, now=now, **same
    )
    assert (changed.position, changed.parent_id, changed.unit_id) == (5, above.pk, unit)


def test_no_category_lies_under_itself(house: House, now: datetime) -> None:
    above = add(house, now, code="above")
    below = add(house, now, code="below", parent=above.pk)
    with pytest.raises(Invalid) as refused:
        actions.change_category(
            actor=house.admin,
            category_id=above.pk,
            names={"en": "Above"},
            parent=below.pk,
            unit=None,
            position=1,
            now=now,
        )
    assert {name: problem.code for name, problem in refused.value.fields.items()} == {"parent": "loop"}


def test_only_administrators_keep_the_lists(house: House, now: datetime) -> None:
    water = add(house, now)
    with pytest.raises(Refused):
        actions.retire_category(actor=complainant(), category_id=water.pk, now=now)
    with pytest.raises(NotFound):
        selectors.category_for(actor=complainant(), category_id=water.pk)
    assert selectors.category_for(actor=house.admin, category_id=water.pk) == water
    with pytest.raises(NotFound):
        selectors.category_for(actor=house.admin, category_id=new_key())


def test_the_trail_says_who_did_it(house: House, now: datetime) -> None:
    water = add(house, now)
    (event,) = events_of(Subject("category", water.pk))
    names = {house.administrator.pk: "Ada Admin"} | selectors.category_names([water.pk], "en")
    assert say(event, names) == "Ada Admin added the category Water."
