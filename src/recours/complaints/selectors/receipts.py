"""The receipt of an intake, new or repeated, and how many came from one place."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count

from recours.complaints.models import Complaint, IntakeEntry
from recours.complaints.states import Kind
from recours.complaints.submission import Receipt
from recours.core.localised import said
from recours.core.rows import Prepared
from recours.core.secrets import tracking_secret
from recours.core.subjects import Subject
from recours.deadlines.clocks import ClockView, clocks_of

if TYPE_CHECKING:
    from recours.people.selectors import Unit


def receipt(
    complaint: Complaint, *, unit: Unit, clocks: tuple[ClockView, ...], repeated: bool = False
) -> Receipt:
    """What the complainant is told of this case."""
    due = {clock.code: clock.due_date for clock in clocks}
    return Receipt(
        complaint_id=complaint.pk,
        reference=complaint.reference,
        secret=tracking_secret(complaint.pk, complaint.generation),
        kind=Kind(complaint.kind),
        language=complaint.language,
        received_at=complaint.received_at,
        handler=said(unit.names, complaint.language).text,
        acknowledge_by=due.get("acknowledgement"),
        answer_by=due.get("answer"),
        repeated=repeated,
    )


def receipt_of(complaint_id: UUID) -> Receipt | None:
    """The receipt of a case, for the page that its own submission leads to; the caller has proved that it may see it."""
    complaint = Complaint.objects.select_related("unit").filter(pk=complaint_id).first()
    if complaint is None:
        return None
    clocks = clocks_of(Subject("complaint", complaint.pk))
    return receipt(complaint, unit=complaint.unit, clocks=clocks, repeated=True)


def receipt_of_key(key: str) -> tuple[Receipt, str] | None:
    """The receipt under an intake key and the digest of what was handed in with it."""
    entry = IntakeEntry.objects.select_related("complaint__unit").filter(key=key).first()
    if entry is None:
        return None
    clocks = clocks_of(Subject("complaint", entry.complaint_id))
    return receipt(entry.complaint, unit=entry.complaint.unit, clocks=clocks, repeated=True), entry.digest


_recent = Prepared(
    lambda source, since: (
        IntakeEntry.objects.filter(source=source, at__gte=since)
        .values("source")
        .annotate(intakes=Count("key"))
        .values_list("intakes", flat=True)
    )
)


def recent_intakes(*, source: str, since: datetime) -> int:
    """How many cases came from this place since then."""
    return _recent.first(source, since) or 0
