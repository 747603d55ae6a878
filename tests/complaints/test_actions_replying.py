"""What the complainant says to the answer, and what follows when they say nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from recours.complaints import actions
from recours.complaints.closing import Cause, Lesson, Said
from recours.complaints.jobs import sweep_silence
from recours.complaints.models import Closure, Complaint, Reminder, Reply
from recours.complaints.states import Channel, Ground, State
from recours.core.actors import complainant
from recours.core.errors import FORBIDDEN, Invalid, NotFound, Refused
from recours.core.permissions import Role
from recours.core.subjects import Subject
from recours.letters.kinds import LetterKind
from recours.letters.models import Letter
from recours.people.actions import add_dispute_body
from recours.people.details import DisputeBodyDetails
from recours.trail.reading import events_of
from tests.complaints.test_actions import kinds, staff
from tests.complaints.test_actions_closing import close, letters
from tests.factories.answers import answer, answered
from tests.factories.cases import make_case
from tests.factories.people import House

LESSON = Lesson(cause=Cause.UNKNOWN)
NO = Said(words="The refund is missing.")


def accept(case: Complaint, now: datetime, actor: Any = None, said: Said | None = None) -> Reply:
    return actions.accept(
        actor=actor or complainant(case.pk), complaint_id=case.pk, said=said or Said(), now=now
    )


def reject(case: Complaint, now: datetime, actor: Any = None, said: Said = NO) -> Reply:
    return actions.reject(actor=actor or complainant(case.pk), complaint_id=case.pk, said=said, now=now)


def state_of(case: Complaint) -> State:
    case.refresh_from_db()
    return State(case.state)


def test_what_was_promised_is_carried_out_once_accepted(house: House, now: datetime) -> None:
    case, plain = answered(now, refund="12.50"), answered(now)
    first = accept(case, now)
    assert accept(case, now).pk == first.pk
    assert (state_of(case), Reply.objects.filter(complaint=case).count()) == (State.IMPLEMENTING, 1)
    accept(plain, now)
    assert state_of(plain) == State.REMEDY_VERIFIED
    clerk = staff(house, now)
    closed = close(clerk, plain, Ground.ACCEPTED_AND_EXECUTED, now, lesson=LESSON)
    assert (state_of(plain), closed.cause) == (State.CLOSED, "unknown")
    assert kinds(plain)[-2:] == ["complaint.replied", "complaint.closed"]


def test_a_rejection_keeps_the_case_open_and_names_the_ways(house: House, now: datetime) -> None:
    add_dispute_body(
        actor=house.admin,
        code="ombudsman",
        details=DisputeBodyDetails(
            names={"en": "Water Ombudsman"}, terms={"en": "Within 12 months, free of charge"}, phone="0800 1"
        ),
        now=now,
    )
    case = answered(now)
    first = reject(case, now)
    assert reject(case, now).pk == first.pk
    assert state_of(case) == State.REJECTED
    (letter,) = letters(case, LetterKind.RECOURSE)
    assert first.letter == letter.pk
    for words in ("review", "Water Ombudsman", "Within 12 months, free of charge", "0800 1"):
        assert words in letter.body
    event = events_of(Subject("complaint", case.pk))[-1]
    assert (event.kind, event.facts["reply"], "refund" in str(event.facts)) == (
        "complaint.replied",
        "rejected",
        False,
    )
    accept(case, now + timedelta(hours=1))
    assert state_of(case) == State.REMEDY_VERIFIED, "who did not accept may think again"


def test_a_rejection_closes_only_after_its_ways_had_time(house: House, now: datetime) -> None:
    case, clerk = answered(now), staff(house, now)
    reject(case, now)
    state_of(case)
    for days, code in ((0, "too_early"), (14, "too_early")):
        with pytest.raises(Refused) as refused:
            close(clerk, case, Ground.RECOURSE_EXHAUSTED, now + timedelta(days=days), lesson=LESSON)
        assert refused.value.code == code
    close(clerk, case, Ground.RECOURSE_EXHAUSTED, now + timedelta(days=15), lesson=LESSON)
    (letter,) = letters(case, LetterKind.CLOSURE_NOTICE)
    assert "last word" in letter.body


def test_a_colleague_writes_down_who_said_it(house: House, now: datetime) -> None:
    case, clerk = answered(now), staff(house, now)
    said = Said(words="Fine.", channel=Channel.PHONE, who="Her son", said_on=now.date())
    made = accept(case, now, clerk, said)
    assert (made.who, made.channel, made.said_on, made.by) == ("Her son", "phone", now.date(), clerk.code)
    with pytest.raises(Invalid) as invalid:
        reject(answered(now), now, clerk, Said(said_on=now.date() + timedelta(days=9)))
    assert list(invalid.value.fields) == ["said_on"]


@pytest.mark.parametrize("say", [accept, reject])
def test_nobody_replies_for_another_or_without_an_answer(house: House, now: datetime, say: Any) -> None:
    case, other = answered(now), answered(now)
    with pytest.raises(NotFound):
        say(case, now, complainant(other.pk))
    with pytest.raises(Refused) as refused:
        say(case, now, staff(house, now, "Aziz", Role.AUDITOR))
    assert refused.value.code == FORBIDDEN.code
    with pytest.raises(Refused):
        say(make_case(now), now, staff(house, now))


def test_silence_is_reminded_once_and_closed_after_the_notice(house: House, now: datetime) -> None:
    case = answered(now, reply_in=3)
    sweep_silence(now + timedelta(days=3))
    assert not Reminder.objects.exists(), "the last day is still theirs"
    late = now + timedelta(days=11)
    for _look in range(3):  # after a week in which the worker stood still, and again
        sweep_silence(late)
    reminder = Reminder.objects.get()
    assert reminder.close_on == (late + timedelta(days=14)).date()
    assert len(letters(case, LetterKind.REMINDER)) == 1
    sweep_silence(late + timedelta(days=14))
    assert state_of(case) == State.DECISION_COMMUNICATED
    for _look in range(2):
        sweep_silence(late + timedelta(days=40))
    assert state_of(case) == State.CLOSED
    assert Closure.objects.get().ground == Ground.NO_REPLY_AFTER_NOTICE
    (letter,) = letters(case, LetterKind.CLOSURE_NOTICE)
    assert "have not heard from you" in letter.body
    assert kinds(case)[-2:] == ["complaint.reminded", "complaint.closed"]


@pytest.mark.parametrize("reminded", [False, True])
def test_who_wrote_is_not_silent(house: House, now: datetime, reminded: bool) -> None:
    case, clerk = answered(now, reply_in=3), staff(house, now)
    late = now + timedelta(days=5)
    if reminded:
        sweep_silence(late)
    actions.receive_message(
        actor=complainant(case.pk), complaint_id=case.pk, words="I am on holiday.", files=(),
        channel=Channel.WEB_FORM, key="w", now=late + timedelta(hours=1),
    )  # fmt: skip
    sweep_silence(late + timedelta(days=60))
    assert state_of(case) == State.DECISION_COMMUNICATED
    assert Reminder.objects.count() == int(reminded)
    with pytest.raises(Refused) as refused:
        close(clerk, case, Ground.NO_REPLY_AFTER_NOTICE, late + timedelta(days=60))
    assert refused.value.code == ("complainant_spoke" if reminded else "remind_first")


def test_a_new_answer_begins_a_new_silence(house: House, now: datetime) -> None:
    case = answered(now, reply_in=3)
    sweep_silence(now + timedelta(days=4))
    answer(case, now + timedelta(days=5), reply_in=10)
    sweep_silence(now + timedelta(days=14))
    assert (state_of(case), Reminder.objects.count()) == (State.DECISION_COMMUNICATED, 1)
    sweep_silence(now + timedelta(days=16))
    assert Reminder.objects.count() == 2


def test_a_reminder_by_hand_is_not_too_early_and_not_twice(house: House, now: datetime) -> None:
    case, clerk = answered(now, reply_in=3), staff(house, now)
    with pytest.raises(Refused) as refused:
        actions.remind(actor=clerk, complaint_id=case.pk, now=now)
    assert refused.value.code == "too_early"
    late = now + timedelta(days=4)
    actions.remind(actor=clerk, complaint_id=case.pk, now=late)
    with pytest.raises(Refused) as refused:
        actions.remind(actor=clerk, complaint_id=case.pk, now=late)
    assert refused.value.code == "reminded_already"
    assert Letter.objects.filter(kind=LetterKind.REMINDER.value).count() == 1
