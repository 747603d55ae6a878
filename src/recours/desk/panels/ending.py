"""What happened after the answer, beside the story."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recours.complaints.closing import REPLY_NAMES, RULING_NAMES, ReplyKind, RulingResult
from recours.complaints.states import CHANNEL_NAMES, Channel
from recours.core.localised import said

if TYPE_CHECKING:
    from recours.complaints.selectors import CaseFile
    from recours.desk.requests import DeskRequest

TEMPLATE = "desk/panels/ending.html"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the panel says: each list the latest first."""

    replies: list[dict[str, Any]]
    reminders: list[Any]
    reviews: list[Any]
    referrals: list[dict[str, Any]]


def facts(found: CaseFile, request: DeskRequest) -> Facts | None:
    """Replies, reminders, reviews and outside bodies; None where nothing of it happened."""
    ending = found.ending
    if not (ending.replies or ending.reminders or ending.escalations or ending.referrals):
        return None
    language = request.user.language
    return Facts(
        replies=[
            {
                "row": row,
                "kind": REPLY_NAMES[ReplyKind(row.kind)],
                "channel": CHANNEL_NAMES[Channel(row.channel)],
            }
            for row in ending.replies
        ],
        reminders=list(ending.reminders),
        reviews=list(ending.escalations),
        referrals=[
            {
                "row": row,
                "body": said(row.body.names, language).text,
                "result": RULING_NAMES[RulingResult(row.result)] if row.result else "",
            }
            for row in ending.referrals
        ],
    )
