"""What somebody is writing and has not sent: which forms keep a draft, and for which move each is."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from recours.complaints.states import Move


class DraftKind(StrEnum):
    """The form that the draft belongs to."""

    WRITE = "write"
    NOTE = "note"
    RECEIVED = "received"


DRAFT_MOVES: Mapping[DraftKind, Move] = {
    DraftKind.WRITE: Move.WRITE,
    DraftKind.NOTE: Move.NOTE,
    DraftKind.RECEIVED: Move.RECEIVE_MESSAGE,
}
