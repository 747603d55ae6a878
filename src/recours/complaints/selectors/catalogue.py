"""The lists a person chooses from, and the lists an administrator keeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from recours.complaints.models import Category
from recours.core.errors import NotFound
from recours.core.localised import Said, said
from recours.core.permissions import Permission, may
from recours.core.rows import Prepared

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recours.core.actors import Actor


@dataclass(frozen=True, slots=True)
class Choice:
    """A category as it is offered: its name in the reader's language and how deep it lies."""

    id: UUID
    code: str
    name: Said
    depth: int


_running = Prepared(
    lambda tree: Category.objects.filter(taxonomy="own", tree=tree, retired_at=None).order_by(
        "position", "code"
    )
)


def choices(*, tree: str, language: str) -> list[Choice]:
    """The running categories of the organisation's own list, in their order, children under their parents."""
    return _walk(_running(tree), language)


def categories(*, tree: str) -> list[Category]:
    """Every category of the organisation's own list, running and retired, for the administrator."""
    rows = Category.objects.filter(taxonomy="own", tree=tree).select_related("unit", "parent")
    return list(rows.order_by("retired_at", "position", "code"))


def category_for(*, actor: Actor, category_id: UUID) -> Category:
    """The category with its parent and unit, for administrators; NotFound for others."""
    rows = Category.objects.filter(pk=category_id).select_related("unit", "parent")
    found = rows.first() if may(actor, Permission.ADMINISTER) else None
    if found is None:
        raise NotFound
    return found


def category_names(keys: Iterable[UUID], language: str) -> dict[UUID, str]:
    """The names of these categories."""
    return {row.pk: said(row.names, language).text for row in Category.objects.filter(pk__in=set(keys))}


def _walk(rows: list[Category], language: str) -> list[Choice]:
    below: dict[UUID | None, list[Category]] = {}
    known = {row.pk for row in rows}
    for row in rows:
        below.setdefault(row.parent_id if row.parent_id in known else None, []).append(row)
    found: list[Choice] = []

    def visit(parent: UUID | None, depth: int) -> None:
        for row in below.get(parent, ()):
            found.append(Choice(row.pk, row.code, said(row.names, language), depth))
            visit(row.pk, depth + 1)

    visit(None, 0)
    return found
