"""For what a case waits, and waited."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import Q

from recours.complaints.models import Complaint, Wait
from recours.complaints.states import State
from recours.complaints.waiting import Asked


def waits_of(complaint: Complaint, happened: Collection[str]) -> list[Wait]:
    """Everything the case waited for, the latest first; one statement, none where nothing was ever asked."""
    if "complaint.information_asked" not in happened:
        return []
    return list(Wait.objects.filter(complaint=complaint).order_by("-at", "-id"))


def running_wait(complaint: Complaint) -> Wait | None:
    """What the case waits for now; one statement while it waits, else none."""
    if complaint.state != State.AWAITING_INFORMATION.value:
        return None
    return Wait.objects.filter(complaint=complaint, ended_at=None).first()


def may_be_reminded(wait: Wait | None, today: date) -> bool:
    """Whether the complainant was asked, was not reminded, and the day by which an answer was asked for is over."""
    return (
        wait is not None
        and wait.ended_at is None
        and wait.of == Asked.COMPLAINANT.value
        and wait.reminded_at is None
        and wait.answer_by < today
    )


def unanswered(today: date, limit: int) -> Sequence[Wait]:
    """Up to `limit` running waits whose day is over and that need a reminder, or of which nobody was told; the oldest first."""
    rows = Wait.objects.filter(
        Q(go_on=None) | Q(go_on__lt=today),
        ended_at=None,
        told_at=None,
        answer_by__lt=today,
        complaint__state=State.AWAITING_INFORMATION.value,
    )
    return list(rows.order_by("answer_by", "id")[:limit])
