"""Reviews by somebody who was not involved, and bodies outside."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from recours.complaints import actions
from recours.complaints.closing import Cause, Lesson, Ruling, RulingResult, Said
from recours.complaints.errors import NOT_A_REVIEWER, NOT_INDEPENDENT
from recours.complaints.models import Assignment, Complaint, Escalation, Referral
from recours.complaints.scales import Judgement, Severity
from recours.complaints.selectors import View, counts_for, queue_for, reviewers_for
from recours.complaints.states import Ground, State
from recours.core.actors import Actor, complainant
from recours.core.errors import FORBIDDEN, Invalid, Refused, Stale
from recours.core.permissions import Role
from recours.core.subjects import Subject
from recours.deadlines.clocks import clocks_of
from recours.jobs.followers import follow_due
from recours.letters.kinds import LetterKind
from recours.people.actions import add_dispute_body
from recours.people.details import DisputeBodyDetails
from recours.people.models import DisputeBody, Notice
from tests.complaints.test_actions import staff
from tests.complaints.test_actions_closing import close, letters
from tests.complaints.test_actions_responding import assessed, do, limit, ombudsman, prepare
from tests.factories.answers import answer, answered
from tests.factories.people import House


def escalate(
    actor: Actor, case: Complaint, now: datetime, reviewer: UUID | None = None, **changed: Any
) -> Escalation:
    case.refresh_from_db()
    given: dict[str, Any] = {"reason": "Not accepted.", "seen": case.version}
    return actions.escalate(
        actor=actor, complaint_id=case.pk, reviewer=reviewer, now=now, **{**given, **changed}
    )


def body(house: House, now: datetime) -> UUID:
    add_dispute_body(
        actor=house.admin,
        code="ombudsman",
        details=DisputeBodyDetails(names={"en": "Water Ombudsman"}),
        now=now,
    )
    return DisputeBody.objects.get().pk


def refer(actor: Actor, case: Complaint, to: UUID, now: datetime, **changed: Any) -> Referral:
    case.refresh_from_db()
    given: dict[str, Any] = {"reference": "WO-17", "since": now.date(), "words": "", "seen": case.version}
    return actions.refer(actor=actor, complaint_id=case.pk, body=to, now=now, **{**given, **changed})


def rule(actor: Actor, case: Complaint, result: RulingResult, now: datetime, **changed: Any) -> Referral:
    case.refresh_from_db()
    given: dict[str, Any] = {"seen": case.version, "decided_on": now.date(), **changed}
    ruling = Ruling(result=result, decided_on=given["decided_on"], words="Read the meter again.")
    return actions.record_ruling(
        actor=actor, complaint_id=case.pk, ruling=ruling, seen=given["seen"], now=now
    )


def test_a_review_goes_to_somebody_new_with_a_day_of_its_own(house: House, now: datetime) -> None:
    handler, reviewer = staff(house, now, "Hana", Role.HANDLER), staff(house, now, "Rita", Role.REVIEWER)
    case = answered(now)
    later = now + timedelta(days=20)
    made = escalate(handler, case, later, reviewer.id)
    assert escalate(handler, case, later, reviewer.id).pk == made.pk
    case.refresh_from_db()
    assert (case.state, case.level, case.owner_id) == (State.ESCALATED, 1, reviewer.id)
    assert (case.next_due_code, made.answer_by) == ("answer", case.next_due_at and made.answer_by)
    assert sum(c.code == "answer" for c in clocks_of(Subject("complaint", case.pk))) == 2
    (letter,) = letters(case, LetterKind.REVIEW)
    assert ("Rita" in letter.body, letter.pk) == (True, made.letter)
    assert Assignment.objects.get(complaint=case, until=None).owner_id == reviewer.id


def test_nobody_reviews_what_they_had_a_hand_in(house: House, now: datetime) -> None:
    owner = staff(house, now, "Olga", Role.MANAGER)
    assessor = staff(house, now, "Asa", Role.MANAGER)
    fresh = staff(house, now, "Rita", Role.REVIEWER)
    clerk = staff(house, now)
    case = answered(now)
    actions.take(actor=owner, complaint_id=case.pk, now=now)
    case.refresh_from_db()
    actions.assess(
        actor=assessor, complaint_id=case.pk, judgement=Judgement(severity=Severity.SERIOUS), priority=None,
        reason="", seen=case.version, now=now,
    )  # fmt: skip
    case.refresh_from_db()
    assert reviewers_for(case) == {fresh.id}
    for somebody, code in ((owner, NOT_INDEPENDENT), (assessor, NOT_INDEPENDENT), (clerk, NOT_A_REVIEWER)):
        with pytest.raises(Refused) as refused:
            escalate(clerk, case, now, somebody.id)
        assert refused.value.code == code.code
    escalate(clerk, case, now + timedelta(hours=1), fresh.id)
    answer(case, now + timedelta(days=1))
    actions.reject(
        actor=complainant(case.pk), complaint_id=case.pk, said=Said(words="No."), now=now + timedelta(days=1)
    )
    with pytest.raises(Refused) as refused:
        escalate(clerk, case, now + timedelta(days=2), fresh.id)
    assert refused.value.code == NOT_INDEPENDENT.code, "the first reviewer is no second one"


def test_the_complainant_asks_and_the_reviewers_are_told(house: House, now: datetime) -> None:
    reviewer = staff(house, now, "Rita", Role.REVIEWER)
    owner = staff(house, now, "Hana", Role.HANDLER)
    case = answered(now)
    actions.take(actor=owner, complaint_id=case.pk, now=now)
    own = complainant(case.pk)
    now += timedelta(hours=1)
    made = actions.escalate(actor=own, complaint_id=case.pk, reviewer=None, reason="", seen=None, now=now)
    again = actions.escalate(actor=own, complaint_id=case.pk, reviewer=None, reason="", seen=None, now=now)
    assert (made.pk, made.wanted_by, made.reviewer_id) == (again.pk, "complainant", None)
    case.refresh_from_db()
    assert (case.state, case.owner_id) == (State.ESCALATED, None)
    for _ in range(6):
        follow_due(now)
    assert list(Notice.objects.filter(code="review_waits").values_list("user", flat=True)) == [reviewer.id]
    with pytest.raises(Refused) as refused:
        actions.take(actor=owner, complaint_id=case.pk, now=now)
    assert refused.value.code in {NOT_A_REVIEWER.code, NOT_INDEPENDENT.code}
    waiting = queue_for(actor=reviewer, view=View.REVIEWS, language="en").rows
    assert ([line.reference for line in waiting], counts_for(reviewer)[View.REVIEWS]) == ([case.reference], 1)
    assert View.REVIEWS not in counts_for(owner)
    assert queue_for(actor=owner, view=View.REVIEWS, language="en").rows == []
    actions.take(actor=reviewer, complaint_id=case.pk, now=now)
    assert counts_for(reviewer)[View.REVIEWS] == 1
    assert counts_for(staff(house, now, "Ravi", Role.REVIEWER))[View.REVIEWS] == 0


def test_a_review_is_not_begun_on_a_stale_look_or_without_reason(house: House, now: datetime) -> None:
    case, clerk = answered(now), staff(house, now)
    with pytest.raises(Stale):
        escalate(clerk, case, now, seen=99)
    with pytest.raises(Invalid):
        escalate(clerk, case, now, reason=" ")
    with pytest.raises(Refused) as refused:
        escalate(staff(house, now, "Aziz", Role.AUDITOR), case, now)
    assert refused.value.code == FORBIDDEN.code


def test_an_outside_body_has_it_decides_it_and_it_closes(house: House, now: datetime) -> None:
    case, clerk, to = answered(now), staff(house, now), body(house, now)
    with pytest.raises(Invalid):
        refer(clerk, case, uuid4(), now)
    with pytest.raises(Invalid):
        refer(clerk, case, to, now, since=date(2030, 1, 1))
    first = refer(clerk, case, to, now)
    assert refer(clerk, case, to, now).pk == first.pk
    case.refresh_from_db()
    (letter,) = letters(case, LetterKind.REFERRAL)
    assert (case.state, "Water Ombudsman" in letter.body, "WO-17" in letter.body) == (
        State.EXTERNAL,
        True,
        True,
    )
    later = now + timedelta(days=30)
    ruled = rule(clerk, case, RulingResult.PARTLY, later)
    assert rule(clerk, case, RulingResult.PARTLY, later).pk == ruled.pk
    (letter,) = letters(case, LetterKind.RULING)
    assert ("Read the meter again." in letter.body, "in part in your favour" in letter.body) == (True, True)
    case.refresh_from_db()
    assert case.state == State.EXTERNAL_DECIDED
    close(clerk, case, Ground.EXTERNAL_FINAL, later, lesson=Lesson(cause=Cause.PROCEDURE))
    case.refresh_from_db()
    assert case.state == State.CLOSED


def test_what_is_sent_back_is_worked_on_again_and_can_go_out_again(house: House, now: datetime) -> None:
    case, clerk, to = answered(now), staff(house, now), body(house, now)
    refer(clerk, case, to, now)
    rule(clerk, case, RulingResult.SENT_BACK, now + timedelta(days=1))
    case.refresh_from_db()
    assert case.state == State.ASSESSED
    assert refer(clerk, case, to, now + timedelta(days=2)).number == 2


def test_nothing_is_decided_where_nobody_has_it(house: House, now: datetime) -> None:
    case, clerk = answered(now), staff(house, now)
    with pytest.raises(Refused):
        rule(clerk, case, RulingResult.FOR_US, now)


def test_who_was_involved_neither_answers_a_review_nor_approves_its_answer(
    house: House, now: datetime
) -> None:
    ombudsman(now)
    limit(house, Role.REVIEWER, "1", now)
    limit(house, Role.MANAGER, None, now)
    hans, rita = staff(house, now, "Hans", Role.HANDLER), staff(house, now, "Rita", Role.REVIEWER)
    mona, mary = (staff(house, now, name, Role.MANAGER) for name in ("Mona", "Mary"))
    case = assessed(now)
    prepare(hans, case, now)
    do("send_back", mona, case, now, reason="Name the article.")
    prepare(hans, case, now, remedies=())
    do("communicate", hans, case, now)
    later = now + timedelta(days=1)
    actions.reject(actor=complainant(case.pk), complaint_id=case.pk, said=Said(words="No"), now=later)
    escalate(hans, case, later, reviewer=rita.id)
    after = later + timedelta(days=1)
    with pytest.raises(Refused) as refused:
        prepare(hans, case, after)
    assert refused.value.code == NOT_INDEPENDENT.code
    prepare(rita, case, after)
    prepare(rita, case, after, apology="We are very sorry.")
    with pytest.raises(Refused) as refused:
        do("approve", mona, case, after)
    assert refused.value.code == NOT_INDEPENDENT.code
    do("approve", mary, case, after)
    do("communicate", rita, case, after)
    answers = [clock for clock in clocks_of(Subject("complaint", case.pk)) if clock.code == "answer"]
    assert len(answers) == 2
    assert {clock.met_at for clock in answers} == {now, after}, "the review's own time limit is met too"


def test_who_decided_a_case_merged_into_this_one_does_not_review_it(house: House, now: datetime) -> None:
    one, other = assessed(now), answered(now)
    handler, rita = staff(house, now, "Hana", Role.HANDLER), staff(house, now, "Rita", Role.REVIEWER)
    prepare(rita, one, now)
    do("merge", handler, one, now, into=other.pk, words="")
    assert rita.id not in reviewers_for(other)
    with pytest.raises(Refused) as refused:
        escalate(handler, other, now + timedelta(days=1), rita.id)
    assert refused.value.code == NOT_INDEPENDENT.code
