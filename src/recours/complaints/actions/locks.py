"""The one lock of the aggregate."""

from uuid import UUID

from recours.complaints.models import Complaint
from recours.core.locking import lock_row


def lock_complaint(complaint_id: UUID) -> Complaint:
    """The case, locked until the transaction ends, or NotFound."""
    return lock_row(Complaint.objects.all(), complaint_id)
