"""Asking for information: the case waits, is reminded once, and goes on where it stood."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from recours.complaints import actions
from recours.complaints.errors import NOT_NOW, NOTHING_ASKED, REMIND_FIRST, TOO_EARLY
from recours.complaints.jobs import sweep_waits
from recours.complaints.models import Complaint, Message, Wait
from recours.complaints.scales import Severity
from recours.complaints.selectors import case_file, story_of
from recours.complaints.states import Channel, Ground, Move, State
from recours.complaints.waiting import Asked, End, Wanted
from recours.core.actors import complainant
from recours.core.errors import Invalid, Refused, Stale
from recours.core.permissions import Role
from recours.core.subjects import Subject
from recours.letters.kinds import LetterKind
from recours.letters.models import Letter
from recours.people.models import Notice
from recours.trail.reading import events_of
from tests.complaints.test_actions import kinds, staff
from tests.complaints.test_actions_investigating import assessed, begin
from tests.complaints.test_after_the_answer_at_once import at_once
from tests.factories.people import House


def ask(actor: Any, case: Complaint, now: datetime, key: str = "k", **changed: Any) -> Wait:
    given: dict[str, Any] = {
        "of": Asked.COMPLAINANT, "words": "Which meter is yours?", "reason": "Two meters stand there.",
        "answer_by": (now + timedelta(days=14)).date(),
    }  # fmt: skip
    wanted = Wanted(**{**given, **changed})
    made = actions.ask(actor=actor, complaint_id=case.pk, wanted=wanted, key=key, now=now)
    case.refresh_from_db()
    return made


def says(case: Complaint, now: datetime, key: str = "m") -> None:
    actions.receive_message(
        actor=complainant(case.pk), complaint_id=case.pk, words="The left one.", files=(), channel=Channel.WEB_FORM,
        key=key, now=now,
    )  # fmt: skip
    case.refresh_from_db()


def test_the_complainant_is_asked_and_the_answer_takes_the_case_on(house: House, now: datetime) -> None:
    hans = staff(house, now, "Hans", Role.HANDLER)
    case = assessed(now, hans)
    begin(hans, case, now)
    wait = ask(hans, case, now)
    assert ask(hans, case, now).pk == wait.pk
    assert (case.state, Message.objects.get().words) == (State.AWAITING_INFORMATION, "Which meter is yours?")
    letter = Letter.objects.get(kind=LetterKind.INFORMATION_REQUEST.value)
    assert (letter.pk, "Which meter is yours?" in letter.body) == (wait.letter, True)
    assert "Hans" in letter.body, "a person asks"
    story = story_of(case.pk, language="en")
    assert (story.wait.pk, [m.words for m in story.messages]) == (wait.pk, ["Which meter is yours?"])
    later = now + timedelta(days=2)
    for _ in range(2):
        says(case, later)
    wait.refresh_from_db()
    assert (case.state, wait.end, wait.ended_at) == (State.INVESTIGATING, "answered", later)
    assert kinds(case)[-3:] == [
        "complaint.information_asked", "complaint.message_received", "complaint.wait_ended",
    ]  # fmt: skip
    assert "meter" not in str([event.facts for event in events_of(Subject("complaint", case.pk))])


def test_who_was_asked_outside_is_not_answered_for_by_the_complainant(house: House, now: datetime) -> None:
    clerk = staff(house, now)
    case = assessed(now, clerk)
    ask(clerk, case, now, of=Asked.OUTSIDE, whom="The council")
    assert not Letter.objects.filter(kind=LetterKind.INFORMATION_REQUEST.value).exists()
    says(case, now)
    assert case.state == State.AWAITING_INFORMATION
    given: dict[str, Any] = {"actor": clerk, "complaint_id": case.pk, "end": End.ANSWERED, "words": "By letter.", "now": now}  # fmt: skip
    with pytest.raises(Stale):
        actions.resume(**given, seen=0)
    version = case.version
    for _ in range(2):
        actions.resume(**given, seen=version)
    case.refresh_from_db()
    assert (case.state, kinds(case)[-1]) == (State.ASSESSED, "complaint.wait_ended")
    ask(clerk, case, now, key="second")
    assert Wait.objects.count() == 2


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"words": " "}, "words"),
        ({"reason": ""}, "reason"),
        ({"of": Asked.OUTSIDE}, "whom"),
        ({"answer_by": None}, "answer_by"),
        ({"days": 0}, "answer_by"),
        ({"days": 400}, "answer_by"),
    ],
)
def test_what_cannot_be_asked_is_named(house: House, now: datetime, changed: Any, field: str) -> None:
    clerk = staff(house, now)
    case = assessed(now, clerk)
    if "days" in changed:
        changed = {"answer_by": (now + timedelta(days=changed["days"])).date()}
    with pytest.raises(Invalid) as invalid:
        ask(clerk, case, now, **changed)
    assert list(invalid.value.fields) == [field]
    assert not Message.objects.exists()


def test_silence_is_reminded_once_then_told_and_may_close_the_case(house: House, now: datetime) -> None:
    clerk = staff(house, now)
    case = assessed(now, clerk, severity=Severity.MINOR_LOSS)
    actions.take(actor=clerk, complaint_id=case.pk, now=now)
    wait = ask(clerk, case, now)

    def close(at: datetime) -> None:
        case.refresh_from_db()
        actions.close(
            actor=clerk, complaint_id=case.pk, ground=Ground.NO_REPLY_AFTER_NOTICE, lesson=None, helper="",
            seen=case.version, now=at,
        )  # fmt: skip

    with pytest.raises(Refused) as refused:
        actions.remind_of_question(actor=clerk, complaint_id=case.pk, now=now)
    assert refused.value.code == TOO_EARLY.code
    with pytest.raises(Refused) as refused:
        close(now)
    assert refused.value.code == REMIND_FIRST.code
    over = now + timedelta(days=15)
    assert Move.REMIND in case_file(actor=clerk, reference=case.reference, language="en", now=over).moves
    for _ in range(2):
        sweep_waits(over)
    assert Letter.objects.filter(kind=LetterKind.INFORMATION_REMINDER.value).count() == 1
    assert kinds(case).count("complaint.information_reminded") == 1
    assert Move.REMIND not in case_file(actor=clerk, reference=case.reference, language="en", now=over).moves
    long_over = now + timedelta(days=45)
    for _ in range(2):
        sweep_waits(long_over)
    assert list(Notice.objects.values_list("code", "user")) == [("no_answer", clerk.id)]
    close(long_over)
    wait.refresh_from_db()
    assert (wait.end, kinds(case)[-2:]) == ("moved", ["complaint.wait_ended", "complaint.closed"])


def test_a_case_that_waits_for_nothing_cannot_be_reminded_or_resumed(house: House, now: datetime) -> None:
    clerk = staff(house, now)
    case = assessed(now, clerk)
    with pytest.raises(Refused) as refused:
        actions.resume(
            actor=clerk, complaint_id=case.pk, end=End.WENT_ON, words="", seen=case.version, now=now
        )
    assert refused.value.code == NOT_NOW.code
    ask(clerk, case, now, of=Asked.OUTSIDE, whom="The council")
    with pytest.raises(Refused) as refused:
        actions.remind_of_question(actor=clerk, complaint_id=case.pk, now=now + timedelta(days=30))
    assert refused.value.code == NOTHING_ASKED.code


def test_an_answer_and_going_on_at_once_end_the_wait_once(committed: House, now: datetime) -> None:
    clerk = staff(committed, now)
    case = assessed(now, clerk)

    def asks() -> None:
        ask(clerk, case, now)

    assert at_once(asks, asks) == ["done"] * 2
    case = Complaint.objects.get(pk=case.pk)
    seen = case.version

    def go_on() -> None:
        actions.resume(actor=clerk, complaint_id=case.pk, end=End.WENT_ON, words="", seen=seen, now=now)

    def answers() -> None:
        says(Complaint.objects.get(pk=case.pk), now)

    assert at_once(go_on, answers, answers) in (["done"] * 3, ["done", "done", "not_now"])
    assert kinds(case).count("complaint.wait_ended") == 1
    assert (Complaint.objects.get().state, Message.objects.count()) == (State.ASSESSED, 2)
