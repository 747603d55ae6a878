"""Cases with an answer, as far as the stages after it need one."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from recours.complaints.models import Complaint, Remedy, Response
from recours.complaints.states import State
from tests.factories.cases import make_case


def answered(
    now: datetime, *, reply_in: int = 14, refund: str = "", by: str = "system:test", **changed: Any
) -> Complaint:
    """A case whose complainant was given an answer, with a refund promised where an amount is given."""
    case = make_case(now, **changed)
    answer(case, now, reply_in=reply_in, refund=refund, by=by)
    return case


def answer(
    case: Complaint, now: datetime, *, reply_in: int = 14, refund: str = "", by: str = "system:test"
) -> Response:
    """Give the case an answer of its level."""
    made = Response.objects.create(
        complaint=case,
        number=case.responses.count() + 1,
        level=case.level,
        frm=State.ASSESSED.value,
        outcome="not_upheld",
        reply_by=now.date() + timedelta(days=reply_in),
        salt="00",
        digest="",
        prepared_by=by,
        prepared_at=now,
        approval_needed=False,
        communicated_by=by,
        communicated_at=now,
    )
    if refund:
        Remedy.objects.create(
            response=made, position=1, kind="refund", code=49, amount=Decimal(refund), currency="GBP",
            due_on=date(2027, 1, 1), salt="00",
        )  # fmt: skip
    Complaint.objects.filter(pk=case.pk).update(state=State.DECISION_COMMUNICATED.value)
    case.refresh_from_db()
    return made
