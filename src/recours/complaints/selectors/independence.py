"""Who may review a decision: somebody who may review at all, and was not involved before (ISO 10002:2018, 4.7)."""

from __future__ import annotations

from uuid import UUID

from recours.complaints.errors import NOT_A_REVIEWER, NOT_INDEPENDENT
from recours.complaints.models import Assignment, Complaint, Escalation, Respondent
from recours.complaints.selectors.tracking import inside_of
from recours.complaints.states import State
from recours.core.actors import Actor, ActorKind
from recours.core.errors import Refused
from recours.core.permissions import Permission
from recours.core.subjects import Subject
from recours.people.selectors import staff_with
from recours.trail.reading import events_of

_HARMLESS = frozenset(
    {
        "complaint.received",
        "complaint.taken_over",
        "complaint.acknowledged",
        "complaint.assigned",
        "complaint.message_received",
        "complaint.note_written",
        "complaint.files_added",
        "complaint.identity_seen",
        "complaint.replied",
        "complaint.reminded",
        "complaint.escalated",
        "complaint.reopened",
        "complaint.watched",
        "complaint.alert_confirmed",
    }
)
"""What anybody may do with a case without having had a hand in its decision: taking in, giving out, passing on."""


_REVIEWING = frozenset(
    state.value for state in (State.ESCALATED, State.RESPONSE_PREPARED, State.AWAITING_INFORMATION)
)
"""Where a review may stand while it runs."""


def involved(complaint: Complaint) -> frozenset[UUID]:
    """The colleagues who owned the case, or judged, investigated, prepared, approved or sent anything, before it was last passed on for review, and those complained about, in it and in the cases merged into it; five statements."""
    last = Escalation.objects.filter(complaint=complaint).order_by("-level").first()
    cases = [complaint.pk, *inside_of(complaint.pk)]
    owners = Assignment.objects.filter(complaint__in=cases)
    reviewing = last is not None and complaint.state in _REVIEWING
    if last is not None and reviewing:
        owners = owners.filter(at__lt=last.at)
    found = set(owners.filter(owner__isnull=False).values_list("owner_id", flat=True))
    found |= set(
        Respondent.objects.filter(complaint__in=cases, user__isnull=False, cleared_at=None).values_list(
            "user_id", flat=True
        )
    )
    for event in (event for key in cases for event in events_of(Subject("complaint", key))):
        if last is not None and reviewing and event.occurred_at >= last.at:
            continue
        kind, _colon, key = event.actor_code.partition(":")
        if kind == ActorKind.STAFF and key and event.kind not in _HARMLESS:
            found.add(UUID(key))
    return frozenset(found)


def reviewers_for(complaint: Complaint) -> frozenset[UUID]:
    """The active colleagues who may review this case now."""
    return frozenset(staff_with(Permission.REVIEW, complaint.unit_id)) - involved(complaint)


def check_reviewer(complaint: Complaint, user: UUID) -> None:
    """Refused unless this colleague reviews decisions of the case's unit and was not involved before."""
    if user not in staff_with(Permission.REVIEW, complaint.unit_id):
        raise Refused(NOT_A_REVIEWER)
    if user in involved(complaint):
        raise Refused(NOT_INDEPENDENT)


def check_uninvolved(actor: Actor, complaint: Complaint) -> None:
    """Refused where a member of staff who was involved before the running review would answer it or approve its answer."""
    if actor.kind is ActorKind.STAFF and actor.id in involved(complaint):
        raise Refused(NOT_INDEPENDENT)
