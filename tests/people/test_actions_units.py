from __future__ import annotations

from datetime import datetime

import pytest

from recours.core.errors import Invalid, NotFound, Refused
from recours.core.keys import new_key
from recours.core.permissions import Role
from recours.core.subjects import Subject
from recours.people import actions, selectors
from recours.people.actions import DisputeBodyDetails
from recours.people.models import DisputeBody, Unit
from recours.trail.reading import events_of
from tests.factories.people import House, make_unit, make_user


def kinds_of(about: Subject) -> list[str]:
    return [event.kind for event in events_of(about)]


def codes(refusal: pytest.ExceptionInfo[Invalid]) -> dict[str, str]:
    return {name: problem.code for name, problem in refusal.value.fields.items()}


def test_a_unit_from_first_to_last(house: House, now: datetime) -> None:
    unit = make_unit(house, "billing", now)
    actions.change_unit(
        actor=house.admin,
        unit_id=unit.pk,
        names={"en": "Billing", "fa": "صورت‌حساب"},
        email="billing@northwind.example",
        now=now,
    )
    unit.refresh_from_db()
    assert unit.names == {"en": "Billing", "fa": "صورت‌حساب"}
    assert selectors.team_address(unit, selectors.organisation()) == "billing@northwind.example"
    assert selectors.team_address(house.unit, selectors.organisation()) == "hello@northwind.example"
    actions.retire_unit(actor=house.admin, unit_id=unit.pk, now=now)
    with pytest.raises(Refused) as again:
        actions.retire_unit(actor=house.admin, unit_id=unit.pk, now=now)
    assert again.value.code == "retired_already"
    assert kinds_of(Subject("unit", unit.pk)) == ["unit.added", "unit.changed", "unit.retired"]
    assert [unit.code for unit in selectors.units()] == ["complaints"]
    assert [unit.code for unit in selectors.all_units()] == ["complaints", "billing"]


@pytest.mark.parametrize("code", ["", "Été", "a b", "-a", "a--b", "x" * 41, "a\nb"])
def test_codes_that_are_none(house: House, now: datetime, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        actions.add_unit(actor=house.admin, code=code, names={"en": "X"}, now=now)
    assert codes(refusal) == {"code": "code_unreadable"}


def test_a_code_is_given_once(house: House, now: datetime) -> None:
    with pytest.raises(Invalid) as refusal:
        actions.add_unit(actor=house.admin, code=" Complaints", names={}, email="x", now=now)
    assert codes(refusal) == {"code": "code_taken", "names": "name_missing", "email": "email_unreadable"}


def test_a_unit_that_is_needed_is_not_retired(house: House, now: datetime) -> None:
    with pytest.raises(Refused) as default:
        actions.retire_unit(actor=house.admin, unit_id=house.unit.pk, now=now)
    assert default.value.code == "unit_is_default"
    unit = make_unit(house, "billing", now)
    colleague = make_user(house, "Hana Handler", now, Role.HANDLER, unit=unit.pk)
    with pytest.raises(Refused) as staffed:
        actions.retire_unit(actor=house.admin, unit_id=unit.pk, now=now)
    assert staffed.value.code == "unit_has_staff"
    actions.deactivate_user(actor=house.admin, user_id=colleague.pk, now=now)
    actions.retire_unit(actor=house.admin, unit_id=unit.pk, now=now)
    assert Unit.objects.get(pk=unit.pk).retired_at == now


def test_only_administrators_touch_units_and_bodies(house: House, now: datetime) -> None:
    clerk = selectors.actor_of(make_user(house, "Cleo Clerk", now, Role.CLERK))
    body = actions.add_dispute_body(
        actor=house.admin, code="board", details=DisputeBodyDetails(names={"en": "Board"}), now=now
    )
    attempts = (
        lambda: actions.add_unit(actor=clerk, code="x", names={"en": "X"}, now=now),
        lambda: actions.change_unit(actor=clerk, unit_id=house.unit.pk, names={"en": "X"}, now=now),
        lambda: actions.retire_unit(actor=clerk, unit_id=house.unit.pk, now=now),
        lambda: actions.add_dispute_body(
            actor=clerk, code="x", details=DisputeBodyDetails(names={"en": "X"}), now=now
        ),
        lambda: actions.change_dispute_body(
            actor=clerk, body_id=body, details=DisputeBodyDetails(names={"en": "X"}), now=now
        ),
        lambda: actions.retire_dispute_body(actor=clerk, body_id=body, now=now),
    )
    for attempt in attempts:
        with pytest.raises(Refused) as refusal:
            attempt()
        assert (refusal.value.code, refusal.value.status) == ("forbidden", 403)
    with pytest.raises(NotFound):
        actions.change_unit(actor=house.admin, unit_id=new_key(), names={"en": "X"}, now=now)


def test_an_outside_body_from_first_to_last(house: House, now: datetime) -> None:
    details = DisputeBodyDetails(
        names={"en": "Water Ombudsman", "fr": "Médiateur de l'eau"},
        terms={"en": "Free, after eight weeks."},
        website="https://ombudsman.example",
        address="2 Court Road\nLondon",
    )
    key = actions.add_dispute_body(actor=house.admin, code="ombudsman", details=details, now=now)
    with pytest.raises(Invalid) as twice:
        actions.add_dispute_body(actor=house.admin, code="ombudsman", details=details, now=now)
    assert codes(twice) == {"code": "code_taken"}
    (french,) = selectors.dispute_bodies("fr")
    assert (french.name, french.terms, french.address_lines) == (
        "Médiateur de l'eau",
        "Free, after eight weeks.",
        ("2 Court Road", "London"),
    )
    changed = DisputeBodyDetails(names={"en": "Water Ombudsman"}, website="https://ombudsman.example")
    actions.change_dispute_body(actor=house.admin, body_id=key, details=changed, now=now)
    actions.retire_dispute_body(actor=house.admin, body_id=key, now=now)
    with pytest.raises(Refused):
        actions.retire_dispute_body(actor=house.admin, body_id=key, now=now)
    assert selectors.dispute_bodies("fr") == []
    assert [body.code for body in selectors.dispute_bodies_for(house.admin)] == ["ombudsman"]
    assert selectors.dispute_body_for(house.admin, key) == DisputeBody.objects.get()
    events = events_of(Subject("dispute_body", key))
    assert [(event.kind, dict(event.facts)) for event in events] == [
        ("dispute_body.added", {"code": "ombudsman"}),
        ("dispute_body.changed", {"changed": ["names", "terms", "address"]}),
        ("dispute_body.retired", {}),
    ]
