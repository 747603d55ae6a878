"""What was asked of others, for those asked and for those who asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet

from recours.complaints.models import Delay, Task
from recours.complaints.rules import knows_task
from recours.complaints.tasking import TaskKind
from recours.core.actors import ActorKind
from recours.core.errors import NotFound
from recours.core.localised import said
from recours.core.pages import Page, page_of
from recours.core.permissions import Permission, units_of
from recours.core.rows import Prepared
from recours.people.selectors import staff_names

if TYPE_CHECKING:
    from recours.core.actors import Actor

_COUNTED = 1_000


@dataclass(frozen=True, slots=True)
class TaskView:
    """A task as those asked see it: the question and its limit, and of the case the reference alone."""

    id: UUID
    kind: TaskKind
    reference: str
    unit: str
    person: str
    words: str
    due_date: date
    due: datetime
    by: str
    who: str
    at: datetime
    answer: str
    answered_by: str
    answered_who: str
    answered_at: datetime | None
    withdrawn_at: datetime | None
    withdrawn_reason: str

    @property
    def is_open(self) -> bool:
        """Whether an answer is still owed."""
        return self.answered_at is None and self.withdrawn_at is None

    def is_late(self, now: datetime) -> bool:
        """Whether the limit passed before the answer."""
        return (self.answered_at or self.withdrawn_at or now) >= self.due


def tasks_for(
    *, actor: Actor, language: str, answered: bool = False, cursor: str = "", size: int = 50
) -> Page[TaskView]:
    """What the actor was asked, by name or through a unit: what is due first on top, or what was answered, the latest limit first."""
    rows = _asked(actor).filter(answered_at__isnull=not answered, withdrawn_at=None)
    order = ("-due", "-id") if answered else ("due", "id")
    page = page_of(_read(rows), order=order, cursor=cursor, size=size)
    return Page(_views(page.rows, language), page.next, page.previous)


def tasks_waiting(actor: Actor) -> int:
    """How many answers the actor owes, counted to 1,000 and no further; one statement."""
    return _asked(actor).filter(answered_at=None, withdrawn_at=None).order_by("due", "id")[:_COUNTED].count()


def task_for(*, actor: Actor, task_id: UUID, language: str) -> TaskView:
    """The task, or NotFound, also when the actor may not know of it."""
    row = _read(Task.objects.filter(pk=task_id)).first()
    if row is None or not knows_task(actor, row.complaint, row):
        raise NotFound
    return _views([row], language)[0]


def tasks_of(complaint_id: UUID, language: str) -> Sequence[TaskView]:
    """Everything asked about the case, in the order of asking."""
    return _views(_tasks(complaint_id), language)


def delays_of(complaint_id: UUID) -> Sequence[Delay]:
    """Why time limits of the case passed, what holds first; one statement."""
    return _delays(complaint_id)


def _views(rows: Iterable[Task], language: str) -> list[TaskView]:
    """The tasks as they are shown, with the names of who asked and who answered."""
    found = list(rows)
    codes = {code for row in found for code in (row.by, row.answered_by)}
    keys = {code: UUID(code.partition(":")[2]) for code in codes if code.startswith(("staff:", "token:"))}
    names = staff_names(set(keys.values())) if keys else {}
    called = {code: names.get(key, "") for code, key in keys.items()}
    return [
        TaskView(
            id=row.pk,
            kind=TaskKind(row.kind),
            reference=row.complaint.reference,
            unit=said(row.unit.names, language).text if row.unit else "",
            person=row.person.name if row.person else "",
            words=row.words,
            due_date=row.due_date,
            due=row.due,
            by=row.by,
            who=called.get(row.by, ""),
            at=row.at,
            answer=row.answer,
            answered_by=row.answered_by,
            answered_who=called.get(row.answered_by, ""),
            answered_at=row.answered_at,
            withdrawn_at=row.withdrawn_at,
            withdrawn_reason=row.withdrawn_reason,
        )
        for row in found
    ]


def _asked(actor: Actor) -> QuerySet[Task]:
    """What was asked of the actor, by name or through a unit, but for cases about themselves."""
    units = units_of(actor, Permission.TASK)
    through = Q(unit__isnull=False) if units is None else Q(unit__in=units)
    rows = Task.objects.exclude(complaint__in=actor.barred) if actor.barred else Task.objects.all()
    return rows.filter(Q(person=actor.id) | through if actor.kind is ActorKind.STAFF else through)


def _read(rows: QuerySet[Task]) -> QuerySet[Task]:
    return rows.select_related("complaint", "unit", "person").only(
        "kind", "words", "due_date", "due", "by", "at", "answer", "answered_by", "answered_at", "withdrawn_at", "withdrawn_reason",
        "unit__names", "person__name", "complaint__reference", "complaint__unit", "unit_id", "person_id", "complaint_id",
    )  # fmt: skip


_tasks = Prepared(lambda key: _read(Task.objects.filter(complaint=key)).order_by("at", "id"))
_delays = Prepared(
    lambda key: Delay.objects.filter(complaint=key).select_related("unit").order_by("code", "-number")
)
