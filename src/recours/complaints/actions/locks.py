"""The one lock of the aggregate, and how two of them are taken."""

from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet

from recours.complaints.models import Complaint
from recours.core.errors import NotFound
from recours.core.locking import lock_rows, locked
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


def lock_pair(one: UUID, other: UUID) -> tuple[Complaint, Complaint]:
    """Two cases, locked in the order of their keys so that two people who take the same pair never wait for each other."""
    found = {row.pk: row for row in lock_rows(Complaint.objects.all(), [one, other])}
    if one not in found or other not in found:
        raise NotFound
    return found[one], found[other]


def lock_leading(complaint_id: UUID) -> Complaint:
    """The case in which this one is handled, locked: the one that it is merged into, else itself."""
    complaint = lock_complaint(complaint_id)
    return complaint if complaint.leading_id is None else lock_complaint(complaint.leading_id)
