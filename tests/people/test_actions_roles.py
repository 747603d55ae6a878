from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection

from recours.core.errors import Invalid, Refused
from recours.core.permissions import Role, grants_of
from recours.core.subjects import Subject
from recours.people import actions, selectors
from recours.people.models import RoleAssignment
from recours.trail.reading import events_of, say
from tests.factories.people import House, found, make_unit, make_user


def test_roles_are_given_and_end(house: House, now: datetime) -> None:
    unit = make_unit(house, "billing", now)
    user = make_user(house, "Hana Handler", now)
    everywhere = actions.give_role(actor=house.admin, user_id=user.pk, role="clerk", unit_id=None, now=now)
    in_unit = actions.give_role(actor=house.admin, user_id=user.pk, role="handler", unit_id=unit.pk, now=now)
    assert selectors.actor_of(user).grants == grants_of(Role.CLERK) | grants_of(Role.HANDLER, unit.pk)
    actions.end_role(actor=house.admin, role_id=everywhere, now=now)
    assert selectors.actor_of(user).grants == grants_of(Role.HANDLER, unit.pk)
    actions.end_role(actor=house.admin, role_id=in_unit, now=now)
    assert selectors.actor_of(user).grants == frozenset()
    with pytest.raises(Refused) as ended:
        actions.end_role(actor=house.admin, role_id=in_unit, now=now)
    assert ended.value.code == "role_ended"
    actions.give_role(actor=house.admin, user_id=user.pk, role="clerk", unit_id=None, now=now)
    events = events_of(Subject("user", user.pk))[1:]
    names = selectors.staff_names(frozenset().union(*(event.keys() for event in events)))
    assert [say(event, names) for event in events] == [
        "Ada Admin gave Hana Handler the role “Front desk” in the whole organisation.",
        "Ada Admin gave Hana Handler the role “Complaint handler” in Billing.",
        "Ada Admin ended the role “Front desk” of Hana Handler in the whole organisation.",
        "Ada Admin ended the role “Complaint handler” of Hana Handler in Billing.",
        "Ada Admin gave Hana Handler the role “Front desk” in the whole organisation.",
    ]


def test_roles_that_cannot_be_given(house: House, now: datetime) -> None:
    unit = make_unit(house, "billing", now)
    closed = make_unit(house, "closed", now)
    actions.retire_unit(actor=house.admin, unit_id=closed.pk, now=now)
    user = make_user(house, "Hana Handler", now, Role.HANDLER)
    for role, unit_id, code in (
        ("emperor", None, "role_unknown"),
        ("clerk", closed.pk, "unit_unknown"),
        ("administrator", unit.pk, "administrator_everywhere"),
    ):
        with pytest.raises(Invalid) as invalid:
            actions.give_role(actor=house.admin, user_id=user.pk, role=role, unit_id=unit_id, now=now)
        assert [problem.code for problem in invalid.value.fields.values()] == [code]
    with pytest.raises(Refused) as held:
        actions.give_role(actor=house.admin, user_id=user.pk, role="handler", unit_id=None, now=now)
    assert held.value.code == "role_held"
    actions.deactivate_user(actor=house.admin, user_id=user.pk, now=now)
    with pytest.raises(Refused) as inactive:
        actions.give_role(actor=house.admin, user_id=user.pk, role="clerk", unit_id=None, now=now)
    assert inactive.value.code == "user_inactive"


def test_the_last_administrator_keeps_the_role(house: House, now: datetime) -> None:
    held = RoleAssignment.objects.get(user=house.administrator)
    with pytest.raises(Refused) as refusal:
        actions.end_role(actor=house.admin, role_id=held.pk, now=now)
    assert refusal.value.code == "last_administrator"
    other = make_user(house, "Bo Boss", now, Role.ADMINISTRATOR)
    actions.deactivate_user(actor=house.admin, user_id=other.pk, now=now)
    with pytest.raises(Refused):
        actions.end_role(actor=house.admin, role_id=held.pk, now=now)


def together(*attempts: Callable[[], object]) -> list[str]:
    """Begin these at the same moment in threads of their own; "done" or the refusal's code of each."""
    start = threading.Barrier(len(attempts))
    outcomes: list[str] = []

    def run(attempt: Callable[[], object]) -> None:
        try:
            start.wait(timeout=10)
            attempt()
            outcomes.append("done")
        except Refused as refusal:
            outcomes.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(attempt,)) for attempt in attempts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return sorted(outcomes)


@pytest.mark.django_db(transaction=True)
def test_two_administrators_cannot_remove_each_other_at_once(now: datetime) -> None:
    house = found(now)
    other = make_user(house, "Bo Boss", now, Role.ADMINISTRATOR)
    role = RoleAssignment.objects.get(user=house.administrator)
    outcomes = together(
        lambda: actions.deactivate_user(actor=house.admin, user_id=other.pk, now=now),
        lambda: actions.end_role(actor=selectors.actor_of(other), role_id=role.pk, now=now),
    )
    # The loser is refused either as the last one or, if it looked late, because it no longer administers.
    assert outcomes in (["done", "last_administrator"], ["done", "forbidden"])
    assert len(selectors.administrators()) == 1


@pytest.mark.django_db(transaction=True)
def test_an_address_is_taken_once_by_two_who_hurry(now: datetime) -> None:
    house = found(now)

    def add() -> None:
        try:
            actions.add_user(
                actor=house.admin,
                name="Eve",
                email="eve@northwind.example",
                language="en",
                unit_id=None,
                now=now,
            )
        except Invalid as invalid:
            raise Refused(invalid.fields["email"]) from None  # type: ignore[arg-type]

    assert together(add, add) == ["done", "email_taken"]
