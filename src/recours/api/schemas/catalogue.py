"""Categories as they are kept."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from recours.api.schemas.base import Given, Told, Words

Tree = Literal["product", "problem"]
_HIGHEST = 2**31 - 1


class Category(Told):
    """A product, service or problem; retired ones stay in the list, because cases have them."""

    id: UUID
    tree: str
    code: str
    names: dict[str, str]
    parent: UUID | None
    unit: UUID | None
    position: int
    retired_at: datetime | None


class CategoryChange(Given):
    """A category's names, place and unit; the whole of it, what is left out is emptied."""

    names: Words = Field(examples=[{"en": "Meters", "fr": "Compteurs"}])
    parent: UUID | None = None
    unit: UUID | None = Field(None, description="The unit that handles cases of this category.")
    position: int = Field(0, ge=0, le=_HIGHEST)


class CategoryGiven(CategoryChange):
    """A new category; its code is for ever."""

    tree: Tree
    code: str = Field(min_length=1, max_length=200, examples=["meters"])


def category_told(row: Any) -> Category:
    """A category with its names in all languages."""
    return Category(
        id=row.pk,
        tree=row.tree,
        code=row.code,
        names=row.names,
        parent=row.parent_id,
        unit=row.unit_id,
        position=row.position,
        retired_at=row.retired_at,
    )
