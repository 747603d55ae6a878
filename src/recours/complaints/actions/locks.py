"""The one lock of the aggregate."""

from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet

from recours.complaints.models import Complaint
from recours.core.errors import NotFound
from recours.core.locking import locked
from recours.core.rows import Prepared


def _one(key: UUID) -> QuerySet[Complaint]:
    return locked(Complaint.objects.filter(pk=key))


_complaint = Prepared(_one)


def lock_complaint(complaint_id: UUID) -> Complaint:
    """The case, locked until the transaction ends, or NotFound."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A case is locked in a transaction.")
    complaint = _complaint.first(complaint_id)
    if complaint is None:
        raise NotFound
    return complaint
