"""How a case ended, and what happened after the answer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db.models import Exists, Model, OuterRef, QuerySet, Subquery

from recours.complaints.models import (
    Closure,
    Complaint,
    Escalation,
    Message,
    Referral,
    Reminder,
    Reply,
    Response,
)
from recours.complaints.states import State
from recours.core.rows import Prepared


@dataclass(frozen=True, slots=True)
class Ending:
    """Everything between the answer and the end, the latest first; a closure that was superseded holds no more."""

    closures: Sequence[Closure]
    replies: Sequence[Reply]
    reminders: Sequence[Reminder]
    escalations: Sequence[Escalation]
    referrals: Sequence[Referral]

    @property
    def closure(self) -> Closure | None:
        """The closure that holds."""
        return next((each for each in self.closures if each.superseded_at is None), None)


_closures = Prepared(
    lambda key: Closure.objects.filter(complaint=key).select_related("cause_unit").order_by("-at", "-id")
)
_replies = Prepared(lambda key: Reply.objects.filter(complaint=key).order_by("-at", "-id"))
_answer = Prepared(
    lambda key: Response.objects.filter(complaint=key, communicated_at__isnull=False).order_by("-number")[:1]
)


def ending_of(complaint: Complaint, happened: Collection[str] | None = None) -> Ending:
    """The end of a case; one statement, and one more for each of four kinds of record.

    `happened` are the kinds of its events, where they are known: what never happened is not asked for.
    """
    return Ending(
        _closures(complaint.pk),
        _replies(complaint.pk) if happened is None or "complaint.replied" in happened else [],
        _those(complaint.reminders.order_by("-at", "-id"), "complaint.reminded", happened),
        _those(
            complaint.escalations.select_related("reviewer").order_by("-level"),
            "complaint.escalated",
            happened,
        ),
        _those(
            complaint.referrals.select_related("body").order_by("-number"), "complaint.referred", happened
        ),
    )


R = TypeVar("R", bound=Model)


def _those(rows: QuerySet[R], kind: str, happened: Collection[str] | None) -> list[R]:
    return list(rows) if happened is None or kind in happened else []


def answer_that_holds(complaint: Complaint) -> Response | None:
    """The latest answer that was given to the complainant."""
    return _answer.first(complaint.pk)


def has_spoken(complaint: Complaint, *, since: datetime | None) -> bool:
    """Whether the complainant wrote or called after this moment."""
    said = complaint.messages.filter(audience=Message.Audience.FROM_COMPLAINANT.value)
    return since is not None and said.filter(at__gt=since).exists()


def silent(today: date, *, reminded: bool) -> list[Complaint]:
    """The cases whose complainant has not replied to the answer that holds: with no reminder yet and the day of reply past,
    or reminded and the day of closing past; never one whose complainant wrote since. One statement."""
    latest = Response.objects.filter(complaint=OuterRef("pk"), communicated_at__isnull=False).order_by(
        "-number"
    )
    reminder = Reminder.objects.filter(response=OuterRef("answer"))
    spoken = Message.objects.filter(
        complaint=OuterRef("pk"),
        audience=Message.Audience.FROM_COMPLAINANT.value,
        at__gt=OuterRef("answered_at"),
    )
    rows = (
        Complaint.objects.filter(state=State.DECISION_COMMUNICATED.value, is_open=True)
        .annotate(
            answer=Subquery(latest.values("pk")[:1]),
            answered_at=Subquery(latest.values("communicated_at")[:1]),
            reply_by=Subquery(latest.values("reply_by")[:1]),
        )
        .filter(~Exists(spoken))
    )
    if reminded:
        rows = rows.filter(Exists(reminder.filter(close_on__lt=today)))
    else:
        rows = rows.filter(~Exists(reminder), reply_by__lt=today)
    return list(rows.only("pk", "version").order_by("pk"))
