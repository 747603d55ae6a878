"""What happens between the answer and the end: replies, reminders, reviews, outside bodies."""

from __future__ import annotations

from ninja import Router, Status

from recours.api.auth import Token
from recours.api.reading import Caller
from recours.api.schemas.ending import (
    ReferralGiven,
    ReferralTold,
    ReminderTold,
    ReplyGiven,
    ReplyTold,
    ReviewGiven,
    ReviewTold,
    RulingGiven,
    question_reminder_told,
    referral_told,
    reminder_told,
    reply_told,
    review_told,
    said_of,
)
from recours.complaints import actions
from recours.complaints.closing import Ruling
from recours.complaints.selectors import complaint_for
from recours.complaints.states import State
from recours.core.permissions import Permission

router = Router(tags=["Cases"])
_CASE = "/complaints/{reference}"


@router.post(
    f"{_CASE}/acceptance",
    response={201: ReplyTold},
    auth=Token(Permission.CONVERSE),
    summary="The answer is accepted",
)
def accept(request: Caller, reference: str, given: ReplyGiven) -> Status[ReplyTold]:
    """Record that the complainant accepts: what was promised is carried out. The same again changes nothing."""
    case = complaint_for(actor=request.auth, reference=reference)
    made = actions.accept(actor=request.auth, complaint_id=case.pk, said=said_of(given), now=request.now)
    return Status(201, reply_told(made))


@router.post(
    f"{_CASE}/rejection",
    response={201: ReplyTold},
    auth=Token(Permission.CONVERSE),
    summary="The answer is not accepted",
)
def reject(request: Caller, reference: str, given: ReplyGiven) -> Status[ReplyTold]:
    """Record that the complainant does not accept: the case stays open, and a letter names the ways that are. The same again changes nothing."""
    case = complaint_for(actor=request.auth, reference=reference)
    made = actions.reject(actor=request.auth, complaint_id=case.pk, said=said_of(given), now=request.now)
    return Status(201, reply_told(made))


@router.post(
    f"{_CASE}/reminders",
    response={201: ReminderTold},
    auth=Token(Permission.CONVERSE),
    summary="Remind the complainant",
)
def remind(request: Caller, reference: str) -> Status[ReminderTold]:
    """Write once for each answer, after the day of reply has passed, and name the day on which the case closes without one; while the case waits, of our question, and name the day after which it goes on."""
    case = complaint_for(actor=request.auth, reference=reference)
    if case.state == State.AWAITING_INFORMATION.value:
        wait = actions.remind_of_question(actor=request.auth, complaint_id=case.pk, now=request.now)
        return Status(201, question_reminder_told(wait))
    made = actions.remind(actor=request.auth, complaint_id=case.pk, now=request.now)
    return Status(201, reminder_told(made))


@router.post(
    f"{_CASE}/reviews",
    response={201: ReviewTold},
    auth=Token(Permission.ESCALATE),
    summary="Pass on for review",
)
def escalate(request: Caller, reference: str, given: ReviewGiven) -> Status[ReviewTold]:
    """Have the case reviewed by somebody who was not involved before; the complainant is told who and until when."""
    case = complaint_for(actor=request.auth, reference=reference)
    made = actions.escalate(
        actor=request.auth,
        complaint_id=case.pk,
        reviewer=given.reviewer,
        reason=given.reason,
        seen=given.version,
        now=request.now,
    )
    return Status(201, review_told(made))


@router.post(
    f"{_CASE}/referrals",
    response={201: ReferralTold},
    auth=Token(Permission.ESCALATE),
    summary="An outside body has the case",
)
def refer(request: Caller, reference: str, given: ReferralGiven) -> Status[ReferralTold]:
    """Record that an outside body has the case; the complainant is told. The same again changes nothing."""
    case = complaint_for(actor=request.auth, reference=reference)
    made = actions.refer(
        actor=request.auth,
        complaint_id=case.pk,
        body=given.body,
        reference=given.reference,
        since=given.since,
        words=given.words,
        seen=given.version,
        now=request.now,
    )
    return Status(201, referral_told(made))


@router.post(
    f"{_CASE}/rulings",
    response={201: ReferralTold},
    auth=Token(Permission.ESCALATE),
    summary="What the outside body decided",
)
def record_ruling(request: Caller, reference: str, given: RulingGiven) -> Status[ReferralTold]:
    """Record the decision and tell the complainant; what was sent back is worked on again. The same again changes nothing."""
    case = complaint_for(actor=request.auth, reference=reference)
    made = actions.record_ruling(
        actor=request.auth,
        complaint_id=case.pk,
        ruling=Ruling(result=given.result, decided_on=given.decided_on, words=given.words),
        seen=given.version,
        now=request.now,
    )
    return Status(201, referral_told(made))
