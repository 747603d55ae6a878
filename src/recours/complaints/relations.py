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


class Side(StrEnum):
    """A relation as it is read from one of its two cases."""

    MERGED_INTO = "merged_into"
    HOLDS = "holds"
    SPLIT_FROM = "split_from"
    SPLIT_INTO = "split_into"
    RELATED = "related"
    SAME_CAUSE = "same_cause"
    FOLLOWS = "follows"
    FOLLOWED_BY = "followed_by"
    DIFFERENT = "different"


LINKS = (RelationKind.RELATED, RelationKind.SAME_CAUSE, RelationKind.FOLLOW_UP, RelationKind.DIFFERENT)
"""The kinds that people choose, and can take back."""

LINK_NAMES: Mapping[RelationKind, _StrPromise] = {
    RelationKind.RELATED: pgettext_lazy("relation", "They belong together"),
    RelationKind.SAME_CAUSE: pgettext_lazy("relation", "They have the same cause"),
    RelationKind.FOLLOW_UP: pgettext_lazy("relation", "This one follows from the other"),
    RelationKind.DIFFERENT: pgettext_lazy("relation", "They are different matters"),
}

SIDE_NAMES: Mapping[Side, _StrPromise] = {
    Side.MERGED_INTO: pgettext_lazy("relation", "Merged into"),
    Side.HOLDS: pgettext_lazy("relation", "Holds the merged case"),
    Side.SPLIT_FROM: pgettext_lazy("relation", "Split off from"),
    Side.SPLIT_INTO: pgettext_lazy("relation", "A part was split off as"),
    Side.RELATED: pgettext_lazy("relation", "Belongs together with"),
    Side.SAME_CAUSE: pgettext_lazy("relation", "Same cause as"),
    Side.FOLLOWS: pgettext_lazy("relation", "Follows from"),
    Side.FOLLOWED_BY: pgettext_lazy("relation", "Followed by"),
    Side.DIFFERENT: pgettext_lazy("relation", "Different matter from"),
}
"""The relation in words that stand before the other case's reference."""

SIDES: Mapping[RelationKind, tuple[Side, Side]] = {
    RelationKind.MERGED: (Side.MERGED_INTO, Side.HOLDS),
    RelationKind.SPLIT: (Side.SPLIT_FROM, Side.SPLIT_INTO),
    RelationKind.RELATED: (Side.RELATED, Side.RELATED),
    RelationKind.SAME_CAUSE: (Side.SAME_CAUSE, Side.SAME_CAUSE),
    RelationKind.FOLLOW_UP: (Side.FOLLOWS, Side.FOLLOWED_BY),
    RelationKind.DIFFERENT: (Side.DIFFERENT, Side.DIFFERENT),
}
"""How each kind is read from its first and from its second case."""
