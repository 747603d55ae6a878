"""The one table: complete, named, and pure over actor and state."""

from uuid import uuid4

import pytest

from recours.complaints import states
from recours.complaints.models import Complaint
from recours.complaints.rules import allowed_moves
from recours.complaints.states import GROUNDS, MOVES, Ground, Kind, Move, State
from recours.core.actors import Actor, ActorKind, complainant, system
from recours.core.permissions import Permission, Role, grants_of

UNIT = uuid4()
C, H, M, R = Role.CLERK, Role.HANDLER, Role.MANAGER, Role.REVIEWER
FRONT = {C, H, M, R}
OPEN = {*State} - {State.CLOSED}
EVERYWHERE = {*State}
COMPLAINT = {Kind.COMPLAINT}
PAUSABLE = {State.ACKNOWLEDGED, State.ASSESSED, State.INVESTIGATING, State.ESCALATED}
ANY = {*Kind}

TABLE: dict[Move, tuple[set[State], set[Role], set[Kind]]] = {
    Move.ACKNOWLEDGE: (OPEN, FRONT, ANY),
    Move.TAKE: (OPEN, FRONT, ANY),
    Move.ASSIGN: (OPEN, {C, M}, ANY),
    Move.CLASSIFY: (EVERYWHERE, FRONT, ANY),
    Move.CHANGE_KIND: ({State.RECEIVED, State.ACKNOWLEDGED}, FRONT, ANY),
    Move.ASSESS: (OPEN, FRONT, COMPLAINT),
    Move.INVESTIGATE: ({State.ASSESSED}, {H, M, R}, COMPLAINT),
    Move.INQUIRE: ({State.INVESTIGATING, State.ESCALATED}, {H, M, R}, COMPLAINT),
    Move.HEAR_RESPONDENT: (EVERYWHERE, {H, M, R}, COMPLAINT),
    Move.ASK: (PAUSABLE, FRONT, COMPLAINT),
    Move.RESUME: ({State.AWAITING_INFORMATION}, FRONT, COMPLAINT),
    Move.PREPARE: (
        {State.ASSESSED, State.INVESTIGATING, State.ESCALATED, State.RESPONSE_PREPARED},
        FRONT,
        COMPLAINT,
    ),
    Move.APPROVE: ({State.RESPONSE_PREPARED}, {M}, COMPLAINT),
    Move.SEND_BACK: ({State.RESPONSE_PREPARED}, {M}, COMPLAINT),
    Move.COMMUNICATE: ({State.RESPONSE_PREPARED}, FRONT, COMPLAINT),
    Move.CARRY_OUT: ({State.IMPLEMENTING}, FRONT, COMPLAINT),
    Move.VERIFY_REMEDY: ({State.IMPLEMENTING}, FRONT, COMPLAINT),
    Move.ACCEPT: ({State.DECISION_COMMUNICATED, State.REJECTED, State.ESCALATED}, FRONT, COMPLAINT),
    Move.REJECT: ({State.DECISION_COMMUNICATED}, FRONT, COMPLAINT),
    Move.REMIND: ({State.DECISION_COMMUNICATED, State.AWAITING_INFORMATION}, FRONT, COMPLAINT),
    Move.ESCALATE: ({State.DECISION_COMMUNICATED, State.REJECTED}, FRONT, COMPLAINT),
    Move.REFER: (OPEN - {State.EXTERNAL}, FRONT, COMPLAINT),
    Move.RECORD_RULING: ({State.EXTERNAL}, FRONT, COMPLAINT),
    Move.WITHDRAW: (OPEN, FRONT, ANY),
    Move.CLOSE: (OPEN, FRONT, ANY),
    Move.REOPEN: ({State.CLOSED}, {H, M, R}, ANY),
    Move.MERGE: (OPEN, FRONT, ANY),
    Move.UNMERGE: ({State.CLOSED}, FRONT, ANY),
    Move.LINK: (EVERYWHERE, FRONT, ANY),
    Move.SPLIT: (OPEN, FRONT, ANY),
    Move.CONFIRM_ALERT: (EVERYWHERE, {M}, COMPLAINT),
    Move.SET_TASK: (OPEN, FRONT, ANY),
    Move.EXPLAIN_DELAY: (EVERYWHERE, FRONT, ANY),
    Move.PROPOSE_RESTRICTION: (OPEN, FRONT, ANY),
    Move.DECIDE_RESTRICTION: (EVERYWHERE, {M}, ANY),
    Move.LIFT_RESTRICTION: (EVERYWHERE, {M}, ANY),
    Move.RAISE_WELFARE: (EVERYWHERE, FRONT, ANY),
    Move.SETTLE_WELFARE: (EVERYWHERE, {M}, ANY),
    Move.WATCH: (EVERYWHERE, FRONT, ANY),
    Move.WRITE: (OPEN, FRONT, ANY),
    Move.RECEIVE_MESSAGE: (EVERYWHERE, FRONT, ANY),
    Move.ATTACH: (EVERYWHERE, FRONT, ANY),
    Move.NOTE: (EVERYWHERE, FRONT, ANY),
}
"""Written a second time, by hand: from where, by whom, with what kind of case."""

LEADS: dict[tuple[Move, State], set[State]] = {
    (Move.ACKNOWLEDGE, State.RECEIVED): {State.ACKNOWLEDGED},
    (Move.ASSESS, State.RECEIVED): {State.ASSESSED},
    (Move.ASSESS, State.ACKNOWLEDGED): {State.ASSESSED},
    (Move.INVESTIGATE, State.ASSESSED): {State.INVESTIGATING},
    **{(Move.ASK, state): {State.AWAITING_INFORMATION} for state in PAUSABLE},
    (Move.RESUME, State.AWAITING_INFORMATION): PAUSABLE,
    (Move.RECEIVE_MESSAGE, State.AWAITING_INFORMATION): PAUSABLE | {State.AWAITING_INFORMATION},
    **{
        (Move.PREPARE, state): {State.RESPONSE_PREPARED}
        for state in (State.ASSESSED, State.INVESTIGATING, State.ESCALATED)
    },
    (Move.SEND_BACK, State.RESPONSE_PREPARED): {State.ASSESSED, State.INVESTIGATING, State.ESCALATED},
    (Move.COMMUNICATE, State.RESPONSE_PREPARED): {State.DECISION_COMMUNICATED},
    (Move.VERIFY_REMEDY, State.IMPLEMENTING): {State.IMPLEMENTING, State.REMEDY_VERIFIED},
    **{(move, state): {State.CLOSED} for move in (Move.WITHDRAW, Move.CLOSE) for state in OPEN},
    **{
        (Move.ACCEPT, state): {State.IMPLEMENTING, State.REMEDY_VERIFIED}
        for state in (State.DECISION_COMMUNICATED, State.REJECTED, State.ESCALATED)
    },
    (Move.REJECT, State.DECISION_COMMUNICATED): {State.REJECTED},
    (Move.ESCALATE, State.DECISION_COMMUNICATED): {State.ESCALATED},
    (Move.ESCALATE, State.REJECTED): {State.ESCALATED},
    **{(Move.REFER, state): {State.EXTERNAL} for state in OPEN - {State.EXTERNAL}},
    (Move.RECORD_RULING, State.EXTERNAL): {State.EXTERNAL_DECIDED, State.ASSESSED},
    **{(Move.MERGE, state): {State.CLOSED} for state in OPEN},
    (Move.UNMERGE, State.CLOSED): OPEN,
    (Move.REOPEN, State.CLOSED): {State.ACKNOWLEDGED, State.ASSESSED},
}
"""The moves that leave where they began; all others stay."""


def expected(role: Role, state: State, kind: Kind) -> set[Move]:
    return {
        move
        for move, (states, roles, kinds) in TABLE.items()
        if state in states and role in roles and kind in kinds
    }


def case(state: State, kind: Kind = Kind.COMPLAINT) -> Complaint:
    return Complaint(id=uuid4(), unit_id=UNIT, state=state.value, kind=kind.value)


def staff(role: Role, unit=None) -> Actor:
    return Actor(ActorKind.STAFF, uuid4(), "Somebody", grants=grants_of(role, unit))


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("role", Role)
def test_role_state_and_kind_give_exactly_these_moves(role: Role, kind: Kind) -> None:
    for state in State:
        there = case(state, kind)
        assert set(allowed_moves(staff(role), there)) == expected(role, state, kind), state
        assert set(allowed_moves(staff(role, UNIT), there)) == expected(role, state, kind), state
        assert allowed_moves(staff(role, uuid4()), there) == (), state


def test_every_move_leads_exactly_where_it_should() -> None:
    assert set(TABLE) == set(MOVES)
    for move, step in MOVES.items():
        assert step.frm == TABLE[move][0], move
        for state, ways in step.ways.items():
            assert set(ways) == LEADS.get((move, state), {state}), (move, state)


def test_whoever_owns_a_case_may_hand_it_over() -> None:
    handler = staff(Role.HANDLER)
    mine = case(State.ACKNOWLEDGED)
    assert Move.ASSIGN not in allowed_moves(handler, mine)
    mine.owner_id = handler.id
    assert Move.ASSIGN in allowed_moves(handler, mine)


def test_rejection_never_closes() -> None:
    for state in (State.DECISION_COMMUNICATED, State.REJECTED):
        for move, step in MOVES.items():
            if move.value == "reject":
                assert State.CLOSED not in step.ways.get(state, ())
    grounds = {ground for ground, rule in GROUNDS.items() if State.REJECTED in rule.frm}
    assert grounds == {Ground.WITHDRAWN, Ground.RECOURSE_EXHAUSTED, Ground.MERGED, Ground.ANSWERED}
    assert GROUNDS[Ground.ANSWERED].kinds.isdisjoint(COMPLAINT)
    assert set(GROUNDS) == set(Ground)


@pytest.mark.parametrize("state", State)
def test_the_complainant_moves_the_own_case_and_no_other(state: State) -> None:
    own = case(state)
    theirs = {Move.RECEIVE_MESSAGE, Move.ATTACH} | (
        {Move.ACKNOWLEDGE, Move.WITHDRAW} if state in OPEN else set()
    )
    theirs |= {move for move in (Move.ACCEPT, Move.REJECT, Move.ESCALATE) if state in TABLE[move][0]}
    assert set(allowed_moves(complainant(own.pk), own)) == theirs
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
