"""Finding the like of new cases: done by the worker after the intake, so that no complainant waits for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Left

from recours.complaints.likeness import (
    READ,
    Likeness,
    Matter,
    likeness,
    mark_of_number,
    marks_of,
    same_person,
)
from recours.complaints.models import Complaint, Mark, Resemblance
from recours.core.rows import Prepared

if TYPE_CHECKING:
    from recours.people.recipients import Reachable

BATCH = 50
_BEARERS = 20
_COMPARED = 40
_KEPT = 8
_COMMON = 8
"""A number in more cases than this is nobody's own."""

_bearers = Prepared(
    lambda value: (
        Mark.objects.filter(value=value).order_by("-complaint").values_list("complaint", flat=True)[:_BEARERS]
    )
)


@dataclass(frozen=True, slots=True)
class _Case:
    key: UUID
    matter: Matter
    marks: Mapping[int, int]


def compare_new(now: datetime) -> int:
    """Find the like of up to 50 cases that were not compared yet, and keep the best of each; how many were compared.

    Twice, or by two workers at once, is the same as once. What is common to many is looked up among the latest 20 alone,
    so that a thousand equal complaints cost a thousand times one.
    """
    fresh = [_case(row) for row in _read(Complaint.objects.filter(to_compare=True)).order_by("pk")[:BATCH]]
    if not fresh:
        return 0
    with transaction.atomic():
        Mark.objects.bulk_create(
            [Mark(value=value, complaint_id=case.key) for case in fresh for value in sorted(case.marks)],
            ignore_conflicts=True,
        )
    found = [pair for case in fresh for pair in _best(case)]
    with transaction.atomic():
        Resemblance.objects.bulk_create(
            [
                Resemblance(
                    one_id=min(case.key, other),
                    other_id=max(case.key, other),
                    score=how.score,
                    reasons=[reason.value for reason in how.reasons],
                    at=now,
                )
                for case, other, how in found
            ],
            ignore_conflicts=True,
        )
        alike = {key for case, other, _how in found for key in (case.key, other)}
        Complaint.objects.filter(pk__in=alike, alike=False).update(alike=True)
        Complaint.objects.filter(pk__in=[case.key for case in fresh]).update(to_compare=False)
    return len(fresh)


def _best(case: _Case) -> list[tuple[_Case, UUID, Likeness]]:
    """The cases most like this one, the likeliest first."""
    matter = case.matter
    common = {n for n in matter.numbers if len(_bearers(mark_of_number(n, settings.TRACKING_KEY))) > _COMMON}
    if common:
        case = _Case(case.key, replace(matter, common=frozenset(common)), case.marks)
    shared: Counter[UUID] = Counter()
    for value, weight in case.marks.items():
        for key in _bearers(value):
            shared[key] += weight
    del shared[case.key]
    nearest = sorted(shared, key=lambda key: (shared[key], key), reverse=True)[:_COMPARED]
    if not nearest:
        return []
    others = (_case(row) for row in _read(Complaint.objects.filter(pk__in=nearest)))
    compared = ((case, other.key, likeness(case.matter, other.matter)) for other in others)
    likely = sorted((row for row in compared if row[2].likely), key=lambda row: (-row[2].score, row[1]))
    return likely[:_KEPT]


def _read(rows: QuerySet[Complaint]) -> QuerySet[Complaint]:
    return (
        rows.select_related("complainant")
        .only(
            "reference",
            "order_reference",
            "complainant__email",
            "complainant__phone",
            "complainant__name",
            "complainant__organisation",
        )
        .annotate(beginning=Left("words", READ))
    )


def _case(row: Complaint) -> _Case:
    beginning: str = row.beginning  # type: ignore[attr-defined]  # annotated above
    matter = _matter(row, beginning, row.complainant)
    return _Case(row.pk, matter, marks_of(matter, settings.TRACKING_KEY))


def is_same_person(one: Complaint, other: Complaint) -> bool:
    """Whether the records show that somebody who speaks in one case also speaks in the other.

    That one representative speaks in both says nothing: the two they speak for would read each other's case.
    """
    clients = one.complainant is not None and other.complainant is not None
    return any(
        same_person(_matter(one, one.words, mine), _matter(other, other.words, yours))
        for mine in _speakers(one)
        for yours in _speakers(other)
        if not (clients and mine is one.representative and yours is other.representative)
    )


def _speakers(row: Complaint) -> list[Reachable | None]:
    return [person for person in (row.complainant, row.representative) if person is not None] or [None]


def _matter(row: Complaint, words: str, person: Reachable | None) -> Matter:
    return Matter(
        reference=row.reference,
        words=words,
        order=row.order_reference,
        email=person.email if person else "",
        phone=person.phone if person else "",
        name=(person.name or person.organisation) if person else "",
    )
