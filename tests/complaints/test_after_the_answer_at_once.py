"""Two at once after the answer: what is said twice is said once, and only one of two ways is taken."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from recours.complaints import actions
from recours.complaints.closing import Said
from recours.complaints.jobs import sweep_silence
from recours.complaints.models import Closure, Complaint, Reminder, Reply
from recours.complaints.states import State
from recours.core.actors import complainant
from recours.core.errors import RecoursError
from recours.letters.kinds import LetterKind
from recours.letters.models import Letter
from tests.complaints.test_actions import staff
from tests.factories.answers import answered
from tests.factories.people import House


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """Let all begin at the same moment; what each came to."""
    start, outcomes = threading.Barrier(len(acts)), []

    def run(act: Callable[[], Any]) -> None:
        try:
            start.wait(10)
            act()
            outcomes.append("done")
        except RecoursError as problem:
            outcomes.append(problem.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(outcomes)


def test_a_double_click_rejects_once(committed: House, now: datetime) -> None:
    case = answered(now)
    own = complainant(case.pk)

    def say() -> None:
        actions.reject(actor=own, complaint_id=case.pk, said=Said(words="No"), now=now)

    assert at_once(say, say, say) == ["done"] * 3
    assert Reply.objects.count() == 1
    assert Letter.objects.filter(kind=LetterKind.RECOURSE.value).count() == 1


def test_of_acceptance_and_withdrawal_at_once_both_cannot_hold(committed: House, now: datetime) -> None:
    case, clerk = answered(now), staff(committed, now)

    def accept() -> None:
        actions.accept(actor=complainant(case.pk), complaint_id=case.pk, said=Said(), now=now)

    def withdraw() -> None:
        actions.withdraw(actor=clerk, complaint_id=case.pk, words="By phone.", now=now)

    outcomes = at_once(accept, withdraw)
    assert outcomes in (["done", "done"], ["done", "not_now"])
    case.refresh_from_db()
    assert case.state == State.CLOSED, "the withdrawal holds, whichever came first"
    assert Closure.objects.count() == 1


@pytest.mark.parametrize("days", [20, 60])
def test_two_workers_sweep_once(committed: House, now: datetime, days: int) -> None:
    case = answered(now, reply_in=3)
    if days == 60:
        sweep_silence(now + timedelta(days=4))
    assert at_once(*[lambda: sweep_silence(now + timedelta(days=days))] * 2) == ["done", "done"]
    assert Reminder.objects.count() == 1
    letters = Letter.objects.filter(subject_id=case.pk)
    assert letters.filter(kind=LetterKind.REMINDER.value).count() == 1
    assert letters.filter(kind=LetterKind.CLOSURE_NOTICE.value).count() == int(days == 60)
    assert Complaint.objects.filter(state=State.CLOSED.value).count() == int(days == 60)
