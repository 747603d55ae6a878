"""Which cases exist, for the proof that each has its chain."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from recours.complaints.models import Category, Complaint, ReadyText
from recours.core.actors import system
from recours.core.subjects import Subject
from recours.people.selectors import assignable


def subjects() -> Iterator[Subject]:
    """Every case, category and ready-made text, one at a time: each must have a chain on the trail."""
    for kind, rows in (
        ("complaint", Complaint.objects.all()),
        ("category", Category.objects.filter(taxonomy="own")),
        ("text", ReadyText.objects.all()),
    ):
        for key in rows.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=5_000):
            yield Subject(kind, key)


def references_of(keys: Iterable[UUID]) -> dict[UUID, str]:
    """The references of these cases, for lists that name them."""
    return dict(Complaint.objects.filter(pk__in=set(keys)).values_list("pk", "reference"))


def owner_or_team(complaint_id: UUID) -> list[UUID]:
    """Who waits for news of the case: its owner, or while it has none those who may take it in its unit."""
    row = (
        Complaint.objects.filter(pk=complaint_id)
        .values_list("owner_id", "owner__is_active", "unit_id")
        .first()
    )
    if row is None:
        return []
    owner: UUID | None = row[0]
    active, unit = row[1], row[2]
    if owner is not None and active:
        return [owner]
    return [user.pk for user in assignable(system("post office"), unit)]
