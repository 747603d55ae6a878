"""How one case can belong to another: codes and names, no database."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class RelationKind(StrEnum):
    """What the first case is to the second. Codes are never renamed, only retired."""

    MERGED = "merged"
    SPLIT = "split"
    RELATED = "related"
    SAME_CAUSE = "same_cause"
    FOLLOW_UP = "follow_up"
    DIFFERENT = "different"


LINKS = (RelationKind.RELATED, RelationKind.SAME_CAUSE, RelationKind.FOLLOW_UP, RelationKind.DIFFERENT)
"""The kinds that people choose, and can take back."""

LINK_NAMES: Mapping[RelationKind, _StrPromise] = {
    RelationKind.RELATED: pgettext_lazy("relation", "They belong together"),
    RelationKind.SAME_CAUSE: pgettext_lazy("relation", "They have the same cause"),
    RelationKind.FOLLOW_UP: pgettext_lazy("relation", "This one follows from the other"),
    RelationKind.DIFFERENT: pgettext_lazy("relation", "They are different matters"),
}

FROM_FIRST: Mapping[RelationKind, _StrPromise] = {
    RelationKind.MERGED: pgettext_lazy("relation", "Merged into"),
    RelationKind.SPLIT: pgettext_lazy("relation", "Split off from"),
    RelationKind.RELATED: pgettext_lazy("relation", "Belongs together with"),
    RelationKind.SAME_CAUSE: pgettext_lazy("relation", "Same cause as"),
    RelationKind.FOLLOW_UP: pgettext_lazy("relation", "Follows from"),
    RelationKind.DIFFERENT: pgettext_lazy("relation", "Different matter from"),
}
"""What the first case is to the second, as it stands beside the second's reference."""

FROM_SECOND: Mapping[RelationKind, _StrPromise] = {
    **FROM_FIRST,
    RelationKind.MERGED: pgettext_lazy("relation", "Holds the merged case"),
    RelationKind.SPLIT: pgettext_lazy("relation", "A part was split off as"),
    RelationKind.FOLLOW_UP: pgettext_lazy("relation", "Followed by"),
}
"""The same, read from the second case."""
