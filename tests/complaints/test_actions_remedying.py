"""Remedies: carried out with a proof, verified by somebody else, and with the last one the case is settled."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from recours.complaints import actions
from recours.complaints.closing import Cause, Lesson
from recours.complaints.errors import NOT_DONE_YET, NOT_NOW, OWN_REMEDY
from recours.complaints.models import Attachment, Complaint, Remedy
from recours.complaints.selectors import case_file
from recours.complaints.states import Ground, Move, State
from recours.core.actors import Actor
from recours.core.errors import Invalid, NotFound, Refused
from recours.core.permissions import Role
from tests.complaints.test_actions import kinds, staff
from tests.complaints.test_actions_responding import assessed, do, last, limit, ombudsman, prepare, refund
from tests.factories.cases import stored
from tests.factories.people import House


def accepted(house: House, now: datetime, clerk: Actor, count: int = 1) -> tuple[Complaint, list[Remedy]]:
    """A case whose answer was accepted, with what it promised."""
    ombudsman(now)
    case = assessed(now)
    prepare(clerk, case, now, remedies=tuple(refund(now, str(n + 10)) for n in range(count)))
    do("communicate", clerk, case, now)
    Complaint.objects.filter(pk=case.pk).update(state=State.IMPLEMENTING.value)
    case.refresh_from_db()
    return case, list(Remedy.objects.order_by("position"))


def carry_out(actor: Actor, case: Complaint, remedy: Remedy, now: datetime, **changed: Any) -> Remedy:
    given = {"done_on": now.date(), "proof": "Transfer 2026-117.", **changed}
    return actions.carry_out(actor=actor, complaint_id=case.pk, remedy_id=remedy.pk, now=now, **given)


def verify(actor: Actor, case: Complaint, remedy: Remedy, now: datetime) -> Remedy:
    made = actions.verify_remedy(actor=actor, complaint_id=case.pk, remedy_id=remedy.pk, now=now)
    case.refresh_from_db()
    return made


def test_what_was_promised_is_done_and_verified_by_another(house: House, now: datetime) -> None:
    clerk, other = staff(house, now), staff(house, now, "Omar Other")
    case, (first, second) = accepted(house, now, clerk, 2)
    assert Move.CARRY_OUT in case_file(actor=clerk, reference=case.reference, language="en").moves
    made = carry_out(clerk, case, first, now, files=(stored(),))
    assert (made.executed_by, made.executed_on) == (clerk.code, now.date())
    assert Attachment.objects.get().internal
    assert "Transfer" not in str(last(case).facts)
    assert carry_out(clerk, case, first, now).pk == made.pk
    with pytest.raises(Refused) as refused:
        verify(clerk, case, first, now)
    assert refused.value.code == OWN_REMEDY.code
    with pytest.raises(Refused) as refused:
        verify(other, case, second, now)
    assert refused.value.code == NOT_DONE_YET.code
    assert not verify(other, case, first, now).alone
    assert case.state == State.IMPLEMENTING
    carry_out(other, case, second, now)
    verify(clerk, case, second, now)
    assert case.state == State.REMEDY_VERIFIED
    assert last(case).facts["last"] is True
    assert kinds(case)[-4:] == ["complaint.remedy_carried_out", "complaint.remedy_verified"] * 2
    assert verify(clerk, case, second, now).pk == second.pk


def test_who_is_alone_may_verify_and_that_is_on_record(house: House, now: datetime) -> None:
    clerk = staff(house, now)
    case, (only,) = accepted(house, now, clerk)
    carry_out(clerk, case, only, now)
    assert verify(clerk, case, only, now).alone
    assert last(case).facts["alone"] is True
    assert case.state == State.REMEDY_VERIFIED


def test_a_proof_and_a_day_are_asked_for(house: House, now: datetime) -> None:
    clerk = staff(house, now)
    case, (only,) = accepted(house, now, clerk)
    with pytest.raises(Invalid) as invalid:
        carry_out(clerk, case, only, now, done_on=None, proof=" ")
    assert set(invalid.value.fields) == {"proof", "done_on"}
    with pytest.raises(Invalid) as invalid:
        carry_out(clerk, case, only, now, done_on=now.date() + timedelta(days=2), proof="x" * 10_001)
    assert set(invalid.value.fields) == {"proof", "done_on"}
    carry_out(clerk, case, only, now, proof="", files=(stored(),))
    with pytest.raises(Refused) as refused:
        carry_out(clerk, case, only, now, proof="Something else")
    assert refused.value.code == NOT_NOW.code


def test_a_remedy_of_another_answer_is_not_found(house: House, now: datetime) -> None:
    clerk = staff(house, now)
    case, (only,) = accepted(house, now, clerk)
    with pytest.raises(NotFound):
        verify(clerk, case, Remedy(pk=uuid4()), now)
    Complaint.objects.filter(pk=case.pk).update(state=State.DECISION_COMMUNICATED.value)
    with pytest.raises(Refused):
        carry_out(clerk, case, only, now)


def test_what_was_given_before_counts_towards_the_limit(house: House, now: datetime) -> None:
    limit(house, Role.CLERK, "60", now)
    clerk, manager = staff(house, now), staff(house, now, "Mary", Role.MANAGER)
    case, (remedy,) = accepted(house, now, clerk)
    carry_out(clerk, case, remedy, now)
    verify(manager, case, remedy, now)
    do(
        "close",
        clerk,
        case,
        now,
        ground=Ground.ACCEPTED_AND_EXECUTED,
        lesson=Lesson(cause=Cause.PROCEDURE),
        helper="",
    )
    do("reopen", manager, case, now, words="It was charged once more.")
    assert not prepare(clerk, case, now, remedies=(refund(now, "50"),)).approval_needed
    assert prepare(clerk, case, now, remedies=(refund(now, "50.01"),)).approval_needed
