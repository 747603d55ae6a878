"""What a case is about, as a program sends and reads it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from recours.api.schemas.base import Given, Told
from recours.complaints.states import Kind


class ClassificationGiven(Given):
    """Product and problems, the main one first. `version` is that of the case as you last read it."""

    product: UUID | None = Field(None, description="A category of the tree “product”.")
    issues: list[UUID] = Field(
        default_factory=list, max_length=50, description="Categories of the tree “problem”."
    )
    version: int = Field(ge=0, le=2**31 - 1)


class IssueTold(Told):
    """A problem the case has, or was said to have until `removed_at`; `edition` is the version of the list it was chosen from."""

    category: UUID
    code: str
    main: bool
    edition: int
    added_at: datetime
    added_by: str
    removed_at: datetime | None
    removed_by: str


class KindGiven(Given):
    """What the case is, and why. `version` is that of the case as you last read it."""

    kind: Kind
    reason: str
    version: int = Field(ge=0, le=2**31 - 1)


class KindTold(Told):
    """What kind of case it is now."""

    reference: str
    kind: Kind
    version: int


class KindChangeTold(Told):
    """That the case was taken in as another kind; `letter` is the acknowledgement that went anew."""

    before: Kind
    after: Kind
    reason: str
    letter: UUID | None
    by: str
    at: datetime


def issue_told(row: Any) -> IssueTold:
    """One problem of a case."""
    return IssueTold(
        category=row.category_id,
        code=row.category.code,
        main=row.is_main,
        edition=row.edition,
        added_at=row.added_at,
        added_by=row.added_by,
        removed_at=row.removed_at,
        removed_by=row.removed_by,
    )


def kind_change_told(row: Any) -> KindChangeTold:
    """One change of kind."""
    return KindChangeTold(**{name: getattr(row, name) for name in KindChangeTold.model_fields})
