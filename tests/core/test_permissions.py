"""May is pure over the grants, and the roles hold what they should and no more."""

from __future__ import annotations

from itertools import product
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recours.core.actors import Actor, ActorKind, complainant, system
from recours.core.permissions import (
    PERMISSION_NAMES,
    ROLE_NAMES,
    ROLES,
    Grant,
    Permission,
    Role,
    grants_of,
    may,
    units_of,
)

HERE, THERE = uuid4(), uuid4()
grants = st.frozensets(st.builds(Grant, st.sampled_from(Permission), st.sampled_from([None, HERE, THERE])))


def staff(*held: Grant) -> Actor:
    return Actor(ActorKind.STAFF, uuid4(), "Ann", grants=frozenset(held))


def test_a_grant_everywhere_holds_in_every_unit_and_in_none() -> None:
    actor = staff(Grant(Permission.READ))
    assert [may(actor, Permission.READ, unit) for unit in (None, HERE)] == [True, True]
    assert units_of(actor, Permission.READ) is None


def test_a_grant_for_a_unit_holds_there_alone() -> None:
    actor = staff(Grant(Permission.READ, HERE))
    assert [may(actor, Permission.READ, unit) for unit in (HERE, THERE, None)] == [True, False, False]
    assert units_of(actor, Permission.READ) == {HERE}
    assert units_of(actor, Permission.NOTE) == frozenset()


@given(grants, st.sampled_from(Permission), st.sampled_from([HERE, THERE]))
def test_the_two_questions_agree(held: frozenset[Grant], permission: Permission, unit: object) -> None:
    actor = staff(*held)
    units = units_of(actor, permission)
    assert may(actor, permission, unit) == (units is None or unit in units)  # type: ignore[arg-type]
    assert may(actor, permission) == (units is None)


def test_everything_has_a_name() -> None:
    assert set(PERMISSION_NAMES) == set(Permission)
    assert set(ROLE_NAMES) == set(ROLES) == set(Role)
    assert len({str(name) for name in PERMISSION_NAMES.values()}) == len(Permission)


def test_every_permission_is_held_by_some_role() -> None:
    assert frozenset().union(*ROLES.values()) == set(Permission)


def test_an_auditor_changes_nothing_and_an_administrator_reads_no_case() -> None:
    reading = {P for P in Permission if P.value.endswith((".read", ".export"))}
    assert ROLES[Role.AUDITOR] <= reading
    assert Permission.REVEAL not in ROLES[Role.AUDITOR]
    assert not {P for P in ROLES[Role.ADMINISTRATOR] if P.value.startswith("complaint.")}


@pytest.mark.parametrize(("role", "unit"), [*product(Role, [None, HERE])])
def test_a_role_grants_its_permissions(role: Role, unit: object) -> None:
    held = grants_of(role, unit)  # type: ignore[arg-type]
    assert {grant.permission for grant in held} == ROLES[role]
    assert {grant.unit for grant in held} == {unit}


def test_the_system_may_everything_and_a_stranger_only_complain() -> None:
    assert all(
        may(system("worker"), permission, unit) for permission, unit in product(Permission, [None, HERE])
    )
    assert [P for P in Permission if may(complainant(), P, HERE)] == [Permission.INTAKE]
