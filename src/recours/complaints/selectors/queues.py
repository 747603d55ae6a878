"""The queue: what is due next, through what the actor may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce, Left

from recours.complaints.models import Complaint, Watch
from recours.complaints.states import Kind, State
from recours.core.actors import Actor, ActorKind
from recours.core.localised import said
from recours.core.pages import Page, page_of
from recours.core.permissions import Permission, may, units_of
from recours.core.references import read_reference
from recours.people.complainants import whose_key_begins

_COUNTED = 1_000
_EXCERPT = 140
_SHOWN = (
    "reference", "kind", "state", "language", "channel", "received_at", "next_due_at", "next_due_code", "anonymous", "priority",
    "product_words", "unit", "owner", "product", "complainant", "queue_at", "unit__names", "owner__name", "product__names",
    "complainant__name", "complainant__organisation", "complainant__email",
)  # fmt: skip


class View(StrEnum):
    """The standing views of the desk."""

    MINE = "mine"
    WATCHED = "watched"
    UNOWNED = "unowned"
    URGENT = "urgent"
    REVIEWS = "reviews"
    OPEN = "open"
    FEEDBACK = "feedback"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One case at a glance: who, what, where it stands, what is next and by when."""

    id: UUID
    reference: str
    kind: Kind
    state: State
    who: str
    product: str
    excerpt: str
    language: str
    channel: str
    unit: str
    owner: str
    received_at: datetime
    next_due_at: datetime | None
    next_due_code: str
    anonymous: bool
    priority: int | None = None


def seen_by(actor: Actor) -> QuerySet[Complaint]:
    """The cases that the actor may know of: those of which `rules.sees` says so."""
    units = units_of(actor, Permission.READ)
    rows = Complaint.objects.exclude(pk__in=actor.barred) if actor.barred else Complaint.objects.all()
    return rows if units is None else rows.filter(unit_id__in=units)


def queue_for(
    *, actor: Actor, view: View, language: str, cursor: str = "", size: int = 50
) -> Page[QueueLine]:
    """A page of the view, what is due next first (the latest first where all are shown)."""
    order = ("-received_at", "-id") if view is View.ALL else ("queue_at", "id")
    page = page_of(_lines(_in_view(actor, view)), order=order, cursor=cursor, size=size)
    return Page([_line(row, actor, language) for row in page.rows], page.next, page.previous)


def search_for(
    *, actor: Actor, words: str, language: str, cursor: str = "", size: int = 50
) -> Page[QueueLine]:
    """Cases by reference, or by the beginning of the complainant's name or e-mail address, the latest first."""
    reference = read_reference(words)
    rows = _of_people(actor, words) if reference is None else seen_by(actor).filter(reference=reference)
    page = page_of(_lines(rows), order=("-received_at", "-id"), cursor=cursor, size=size)
    return Page([_line(row, actor, language) for row in page.rows], page.next, page.previous)


def _of_people(actor: Actor, words: str) -> QuerySet[Complaint]:
    """The cases of people so called, where the actor may know the case and the name."""
    rows = Complaint.objects.filter(complainant__in=whose_key_begins(words).values("pk"))
    if actor.barred:
        rows = rows.exclude(pk__in=actor.barred)
    for permission in (Permission.READ, Permission.REVEAL):
        units = units_of(actor, permission)
        if units is not None:
            # Not the bare column: few people bear a name, and a unit's index leads through all of its cases.
            rows = rows.alias(within=Coalesce("unit_id", "unit_id")).filter(within__in=units)
    return rows


def counts_for(actor: Actor) -> dict[View, int]:
    """How many cases each view of the rail holds, counted to 1,000 and no further."""
    views = [View.MINE, View.UNOWNED, View.OPEN, View.FEEDBACK]
    if reviews(actor):
        views.append(View.REVIEWS)
    # Ordered, although a count has no order: so the databases count along the view's own index.
    return {view: _in_view(actor, view).order_by("queue_at", "id")[:_COUNTED].count() for view in views}


def reviews(actor: Actor) -> bool:
    """Whether the actor may review decisions, in whatever unit."""
    units = units_of(actor, Permission.REVIEW)
    return units is None or bool(units)


def _in_view(actor: Actor, view: View) -> QuerySet[Complaint]:
    rows = seen_by(actor)
    if view is View.ALL:
        return rows
    if view is View.WATCHED:
        mine = (
            Watch.objects.filter(person=actor.id) if actor.kind is ActorKind.STAFF else Watch.objects.none()
        )
        return rows.filter(pk__in=mine.values("complaint"))
    rows = rows.filter(is_open=True)
    if view is View.MINE:
        return rows.filter(owner_id=actor.id)
    if view is View.UNOWNED:
        return rows.filter(owner=None)
    if view is View.URGENT:
        return rows.filter(is_urgent=True)
    if view is View.REVIEWS:
        units = units_of(actor, Permission.REVIEW)
        rows = rows.filter(Q(owner=None) | Q(owner_id=actor.id), is_in_review=True)
        return rows if units is None else rows.filter(unit_id__in=units)
    if view is View.FEEDBACK:
        return rows.filter(is_feedback=True)
    return rows


def _lines(rows: QuerySet[Complaint]) -> QuerySet[Complaint]:
    """What a line shows and nothing else: of the words, which may be long, only the beginning."""
    return (
        rows.select_related("complainant", "product", "unit", "owner")
        .only(*_SHOWN)
        .annotate(beginning=Left("words", _EXCERPT * 2))
    )


def _line(row: Complaint, actor: Actor, language: str) -> QueueLine:
    beginning: str = row.beginning  # type: ignore[attr-defined]  # annotated above
    return QueueLine(
        id=row.pk,
        reference=row.reference,
        kind=Kind(row.kind),
        state=State(row.state),
        who=shown_name(row, actor),
        product=said(row.product.names, language).text if row.product else row.product_words,
        excerpt=" ".join(beginning.split())[:_EXCERPT],
        language=row.language,
        channel=row.channel,
        unit=said(row.unit.names, language).text,
        owner=row.owner.name if row.owner else "",
        received_at=row.received_at,
        next_due_at=row.next_due_at,
        next_due_code=row.next_due_code,
        anonymous=row.anonymous,
        priority=row.priority,
    )


def shown_name(complaint: Complaint, actor: Actor) -> str:
    """The complainant's name, or its first letters for who may not see it; empty when there is none."""
    person: Any = complaint.complainant
    name = (person.name or person.organisation or person.email) if person is not None else ""
    if not name or may(actor, Permission.REVEAL, complaint.unit_id):
        return str(name)
    return " ".join(f"{word[:1]}•••" for word in str(name).split()[:3])
