"""Closing on a ground that holds, withdrawing, reopening: once, recorded, told, with the clocks stopped."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from recours.complaints import actions
from recours.complaints.closing import Cause, Lesson
from recours.complaints.errors import (
    GROUND_NOT_HERE,
    HELPER_MISSING,
    LESSON_MISSING,
    NOT_ANSWERED,
    REASON_MISSING,
)
from recours.complaints.models import Closure, Complaint
from recours.complaints.rules import grounds_for
from recours.complaints.scales import Judgement, Severity
from recours.complaints.selectors import case_file
from recours.complaints.states import GROUNDS, Channel, Ground, Kind, Move, State
from recours.core.actors import complainant
from recours.core.errors import FORBIDDEN, Invalid, NotFound, Refused, Stale
from recours.core.permissions import Role
from recours.core.subjects import Subject
from recours.deadlines.clocks import clocks_of
from recours.letters.kinds import LetterKind
from recours.letters.models import Letter
from recours.trail.reading import events_of
from tests.complaints.test_actions import kinds, staff
from tests.factories.cases import make_case
from tests.factories.people import House, make_unit

LESSON = Lesson(
    cause=Cause.SYSTEM, recurrent=True, others_affected=None, correction_needed=True, words="Meters twice."
)


def close(actor: Any, case: Complaint, ground: Ground, now: datetime, **changed: Any) -> Closure:
    given: dict[str, Any] = {"lesson": None, "helper": "", "seen": case.version}
    return actions.close(actor=actor, complaint_id=case.pk, ground=ground, now=now, **{**given, **changed})


def letters(case: Complaint, kind: LetterKind) -> list[Letter]:
    return list(Letter.objects.filter(subject_id=case.pk, kind=kind.value))


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("state", State)
def test_a_case_closes_on_exactly_the_grounds_of_the_table(
    house: House, now: datetime, state: State, kind: Kind
) -> None:
    clerk = staff(house, now)
    case = make_case(now, kind=kind)
    Complaint.objects.filter(pk=case.pk).update(state=state.value)
    case.refresh_from_db()
    for ground, rule in GROUNDS.items():
        possible = state in rule.frm and kind in rule.kinds
        if possible:
            assert ground in grounds_for(case) or ground in {Ground.WITHDRAWN, Ground.MERGED}
            continue
        assert ground not in grounds_for(case)
        with pytest.raises(Refused) as refused:
            close(clerk, case, ground, now, lesson=LESSON, helper="The council")
        expected = GROUND_NOT_HERE.code if state is not State.CLOSED else "not_now"
        assert refused.value.code == expected, ground
    assert not Closure.objects.exists()


def test_what_is_not_ours_is_closed_with_word_of_who_can_help(house: House, now: datetime) -> None:
    case, clerk = make_case(now), staff(house, now)
    with pytest.raises(Invalid) as invalid:
        close(clerk, case, Ground.OUT_OF_SCOPE_NOTIFIED, now)
    assert invalid.value.fields["helper"] is HELPER_MISSING
    later = now + timedelta(hours=3)
    made = close(
        clerk, case, Ground.OUT_OF_SCOPE_NOTIFIED, later, helper="The council, 1 High Street", lesson=LESSON
    )
    case.refresh_from_db()
    assert (case.state, case.next_due_at, case.next_due_code) == (State.CLOSED, None, "")
    assert all(not clock.runs and clock.met_at is None for clock in clocks_of(Subject("complaint", case.pk)))
    (letter,) = letters(case, LetterKind.NOT_A_COMPLAINT)
    assert (letter.pk, "The council, 1 High Street" in letter.body) == (made.letter, True)
    assert "Meters twice" not in letter.body, "what is learnt is for colleagues"
    event = events_of(Subject("complaint", case.pk))[-1]
    assert (event.kind, event.facts["ground"], event.facts["cause"]) == (
        "complaint.closed",
        "out_of_scope_notified",
        "system",
    )
    assert "council" not in str(event.facts)


def test_a_question_closes_once_it_is_answered(house: House, now: datetime) -> None:
    case, clerk = make_case(now, kind=Kind.ENQUIRY), staff(house, now)
    with pytest.raises(Refused) as refused:
        close(clerk, case, Ground.ANSWERED, now)
    assert refused.value.code == NOT_ANSWERED.code
    later = now + timedelta(days=1)
    actions.write(actor=clerk, complaint_id=case.pk, words="At nine.", files=(), key="a", now=later)
    case.refresh_from_db()
    close(clerk, case, Ground.ANSWERED, later + timedelta(hours=1))
    (answer,) = [clock for clock in clocks_of(Subject("complaint", case.pk)) if clock.code == "answer"]
    assert (answer.met_at, answer.breached) == (later, False)
    assert not letters(case, LetterKind.CLOSURE_NOTICE), "the answer has told them"


def test_praise_needs_no_answer(house: House, now: datetime) -> None:
    case = make_case(now, kind=Kind.COMPLIMENT)
    assert close(staff(house, now), case, Ground.ANSWERED, now).ground == Ground.ANSWERED


def test_a_clock_that_had_run_out_stays_broken(house: House, now: datetime) -> None:
    case, clerk = make_case(now), staff(house, now)
    close(clerk, case, Ground.OUT_OF_SCOPE_NOTIFIED, now + timedelta(days=90), helper="The council")
    assert all(clock.breached for clock in clocks_of(Subject("complaint", case.pk)))


def test_closing_twice_is_closing_once_and_a_stale_look_is_refused(house: House, now: datetime) -> None:
    case, clerk = make_case(now), staff(house, now)
    with pytest.raises(Stale):
        close(clerk, case, Ground.OUT_OF_SCOPE_NOTIFIED, now, helper="The council", seen=7)
    first = close(clerk, case, Ground.OUT_OF_SCOPE_NOTIFIED, now, helper="The council")
    assert close(clerk, case, Ground.OUT_OF_SCOPE_NOTIFIED, now, helper="The council").pk == first.pk
    with pytest.raises(Refused):
        close(staff(house, now, "Otto"), case, Ground.OUT_OF_SCOPE_NOTIFIED, now, helper="The council")
    assert (Closure.objects.count(), len(letters(case, LetterKind.NOT_A_COMPLAINT))) == (1, 1)


def test_after_a_decision_the_cause_is_asked_for(house: House, now: datetime) -> None:
    case = make_case(now)
    for ground, rule in GROUNDS.items():
        if rule.decided:
            with pytest.raises(Invalid) as invalid:
                close(staff(house, now, f"Clerk {ground}"), case, ground, now)
            assert invalid.value.fields["cause"] is LESSON_MISSING


def test_nobody_closes_what_they_may_not(house: House, now: datetime) -> None:
    case = make_case(now)
    with pytest.raises(NotFound):
        close(
            staff(house, now, "Otto", Role.HANDLER, make_unit(house, "branch", now).pk),
            case,
            Ground.OUT_OF_SCOPE_NOTIFIED,
            now,
            helper="x",
        )
    with pytest.raises(Refused) as refused:
        close(staff(house, now, "Aziz", Role.AUDITOR), case, Ground.OUT_OF_SCOPE_NOTIFIED, now, helper="x")
    assert refused.value.code == FORBIDDEN.code
    with pytest.raises(Refused):
        close(complainant(case.pk), case, Ground.OUT_OF_SCOPE_NOTIFIED, now, helper="x")


def test_the_complainant_withdraws_without_a_reason(house: House, now: datetime) -> None:
    case = make_case(now)
    own = complainant(case.pk)
    first = actions.withdraw(actor=own, complaint_id=case.pk, words="", now=now)
    assert actions.withdraw(actor=own, complaint_id=case.pk, words="", now=now).pk == first.pk
    case.refresh_from_db()
    assert (case.state, first.ground, first.by) == (State.CLOSED, Ground.WITHDRAWN, own.code)
    (letter,) = letters(case, LetterKind.CLOSURE_NOTICE)
    assert "You withdrew it." in letter.body
    other = make_case(now)
    with pytest.raises(NotFound):
        actions.withdraw(actor=own, complaint_id=other.pk, words="", now=now)


def test_a_colleague_says_how_it_was_withdrawn(house: House, now: datetime) -> None:
    case, clerk = make_case(now), staff(house, now)
    with pytest.raises(Invalid) as invalid:
        actions.withdraw(actor=clerk, complaint_id=case.pk, words=" ", now=now)
    assert invalid.value.fields["words"] is REASON_MISSING
    made = actions.withdraw(actor=clerk, complaint_id=case.pk, words="By phone, herself.", now=now)
    assert made.words == "By phone, herself."


def test_reopening_supersedes_the_closure_and_the_clocks_run_on(house: House, now: datetime) -> None:
    case, manager = make_case(now), staff(house, now, "Mary", Role.MANAGER)
    due = case.next_due_at
    actions.withdraw(actor=complainant(case.pk), complaint_id=case.pk, words="", now=now)
    later = now + timedelta(hours=1)
    actions.receive_message(
        actor=complainant(case.pk), complaint_id=case.pk, words="No, wait.", files=(), channel=Channel.WEB_FORM,
        key="w", now=later,
    )  # fmt: skip
    case.refresh_from_db()
    assert case.state == State.CLOSED
    with pytest.raises(Refused) as refused:
        actions.reopen(actor=staff(house, now), complaint_id=case.pk, words="x", seen=case.version, now=later)
    assert refused.value.code == FORBIDDEN.code
    with pytest.raises(Invalid):
        actions.reopen(actor=manager, complaint_id=case.pk, words="", seen=case.version, now=later)
    actions.reopen(actor=manager, complaint_id=case.pk, words="Wrote again.", seen=case.version, now=later)
    case.refresh_from_db()
    assert (case.state, case.next_due_at) == (State.ACKNOWLEDGED, due)
    closure = Closure.objects.get()
    assert (closure.superseded_at, closure.superseded_words) == (later, "Wrote again.")
    with pytest.raises(Refused):
        actions.reopen(actor=manager, complaint_id=case.pk, words="x", seen=case.version, now=later)
    assert kinds(case)[-3:] == ["complaint.closed", "complaint.message_received", "complaint.reopened"]


def test_an_assessed_case_reopens_as_assessed_and_can_close_again(house: House, now: datetime) -> None:
    case, manager = make_case(now), staff(house, now, "Mary", Role.MANAGER)
    actions.assess(
        actor=manager, complaint_id=case.pk, judgement=Judgement(severity=Severity.SERIOUS), priority=None,
        reason="", seen=case.version, now=now,
    )  # fmt: skip
    for hour in (1, 2):
        case.refresh_from_db()
        moment = now + timedelta(hours=hour)
        actions.withdraw(actor=complainant(case.pk), complaint_id=case.pk, words="", now=moment)
        case.refresh_from_db()
        actions.reopen(actor=manager, complaint_id=case.pk, words="Again.", seen=case.version, now=moment)
        case.refresh_from_db()
        assert case.state == State.ASSESSED
    found = case_file(actor=manager, reference=case.reference, language="en")
    assert (len(found.ending.closures), found.closure) == (2, None)


def test_what_was_merged_is_not_reopened_but_unmerged(house: House, now: datetime) -> None:
    case, manager = make_case(now), staff(house, now, "Mary", Role.MANAGER)
    Closure.objects.create(complaint=case, ground=Ground.MERGED.value, by="system:test", at=now)
    Complaint.objects.filter(pk=case.pk).update(state=State.CLOSED.value)
    assert Move.REOPEN not in case_file(actor=manager, reference=case.reference, language="en").moves
    with pytest.raises(Refused) as refused:
        actions.reopen(actor=manager, complaint_id=case.pk, words="x", seen=case.version, now=now)
    assert refused.value.code == "merged_away"


def test_the_same_again_is_nothing_for_who_may_not_know_of_the_case_any_more(
    house: House, now: datetime
) -> None:
    case, clerk = make_case(now), staff(house, now)
    for _ in range(2):
        actions.withdraw(actor=clerk, complaint_id=case.pk, words="By phone", now=now)
    with pytest.raises(NotFound):
        actions.withdraw(
            actor=replace(clerk, barred=frozenset({case.pk})),
            complaint_id=case.pk,
            words="By phone",
            now=now,
        )
    with pytest.raises(Invalid):
        actions.withdraw(
            actor=complainant(make_case(now).pk), complaint_id=case.pk, words="x" * 100_001, now=now
        )
