"""The one table: complete, named, and pure over actor and state."""

from uuid import uuid4

import pytest

from recours.complaints import states
from recours.complaints.models import Complaint
from recours.complaints.rules import allowed_moves
from recours.complaints.states import MOVES, Move, State
from recours.core.actors import Actor, ActorKind, complainant, system
from recours.core.permissions import Permission, Role, grants_of

UNIT = uuid4()
ALWAYS = {Move.RECEIVE_MESSAGE, Move.ATTACH, Move.NOTE}
FRONT = {Move.TAKE, Move.WRITE}
EXPECTED = {
    Role.CLERK: {
        State.RECEIVED: {*Move},
        State.ACKNOWLEDGED: {*Move} - {Move.ACKNOWLEDGE},
        State.CLOSED: ALWAYS,
    },
    Role.HANDLER: {
        State.RECEIVED: {*Move} - {Move.ASSIGN},
        State.ACKNOWLEDGED: ALWAYS | FRONT,
        State.CLOSED: ALWAYS,
    },
    Role.MANAGER: {
        State.RECEIVED: {*Move},
        State.ACKNOWLEDGED: {*Move} - {Move.ACKNOWLEDGE},
        State.CLOSED: ALWAYS,
    },
    Role.AUDITOR: {state: set() for state in State},
    Role.ADMINISTRATOR: {state: set() for state in State},
}


def case(state: State) -> Complaint:
    return Complaint(id=uuid4(), unit_id=UNIT, state=state.value)


def staff(role: Role, unit=None) -> Actor:
    return Actor(ActorKind.STAFF, uuid4(), "Somebody", grants=grants_of(role, unit))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("state", State)
def test_role_and_state_give_exactly_these_moves(role: Role, state: State) -> None:
    assert set(allowed_moves(staff(role), case(state))) == EXPECTED[role][state]


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("state", State)
def test_a_role_in_its_own_unit_moves_the_same_and_elsewhere_nothing(role: Role, state: State) -> None:
    assert set(allowed_moves(staff(role, UNIT), case(state))) == EXPECTED[role][state]
    assert allowed_moves(staff(role, uuid4()), case(state)) == ()


@pytest.mark.parametrize("state", State)
def test_the_complainant_moves_the_own_case_and_no_other(state: State) -> None:
    own = case(state)
    expected = {Move.RECEIVE_MESSAGE, Move.ATTACH} | (
        {Move.ACKNOWLEDGE} if state is State.RECEIVED else set()
    )
    assert set(allowed_moves(complainant(own.pk), own)) == expected
    assert allowed_moves(complainant(uuid4()), own) == ()
    assert allowed_moves(complainant(), own) == ()


def test_the_system_may_do_whatever_the_table_allows() -> None:
    for state in State:
        assert set(allowed_moves(system("worker"), case(state))) == {
            m for m, s in MOVES.items() if state in s.frm
        }


def test_every_code_has_a_name() -> None:
    assert set(states.STATE_NAMES) == set(State)
    assert set(states.MOVE_NAMES) == set(Move) == set(MOVES)
    assert set(states.KIND_NAMES) == set(states.Kind)
    assert set(states.CHANNEL_NAMES) == set(states.Channel)
    assert set(states.GROUND_NAMES) == set(states.Ground)
    assert set(states.TOLD_NAMES) == set(states.Told)


def test_every_permission_of_the_table_is_held_by_some_role() -> None:
    held = {grant.permission for role in Role for grant in grants_of(role)}
    assert held == set(Permission)
