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
_leading = Prepared(lambda key: Complaint.objects.filter(pk=key).values_list("leading", flat=True))


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


def lock_with_leading(complaint_id: UUID) -> tuple[Complaint, Complaint]:
    """The case and the one in which it is handled, both locked: the one that it is merged into, else itself.

    In the order of `lock_pair`, so that a message under the old reference and somebody who takes the pair apart never
    wait for each other.
    """
    leading = _leading.first(complaint_id)
    if leading is None:
        complaint = lock_complaint(complaint_id)
    else:
        complaint, other = lock_pair(complaint_id, leading)
        if complaint.leading_id == leading:
            return complaint, other
    # It was merged or taken out between the look and the lock: now it is held, and stays as it is.
    return complaint, complaint if complaint.leading_id is None else lock_complaint(complaint.leading_id)


def lock_leading(complaint_id: UUID) -> Complaint:
    """The case in which this one is handled, locked."""
    return lock_with_leading(complaint_id)[1]
