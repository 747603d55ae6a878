"""Everything that was written between the complainant and us, first things first, as the tracking page shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from recours.complaints.closing import REPLY_NAMES, ReplyKind
from recours.core.subjects import Subject
from recours.letters.kinds import LetterKind
from recours.letters.selectors import letters_about

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from recours.complaints.selectors import Story

_SHOWN = frozenset(
    {
        LetterKind.DECISION, LetterKind.RECOURSE, LetterKind.REMINDER, LetterKind.REVIEW, LetterKind.REFERRAL,
        LetterKind.RULING, LetterKind.CLOSURE_NOTICE, LetterKind.NOT_A_COMPLAINT, LetterKind.RESTRICTION,
    }
)  # fmt: skip
"""Letters that say something of their own; a message stands on the page as a message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One piece: a message, a reply to our answer, or a letter under its title; the answer that holds stands open."""

    at: datetime
    mine: bool
    words: str
    way: str = ""
    title: str = ""
    answer: bool = False
    files: Sequence[object] = ()


def written_in(story: Story, files: Mapping[UUID | None, Sequence[object]]) -> list[Written]:
    """What the page shows below the complaint, by the files of each message; one statement where letters may have been written."""
    found = [
        Written(
            at=each.at,
            mine=each.audience == "from_complainant",
            words=each.words,
            way=_("as we wrote it down") if each.audience == "from_complainant" and each.author_id else "",
            files=files.get(each.pk, ()),
        )
        for each in story.messages
    ]
    if story.ending is not None or story.complaint.level:
        found += _letters(story)
    if story.ending is not None:
        replies = [
            Written(at=each.at, mine=True, words=each.words, way=str(REPLY_NAMES[ReplyKind(each.kind)]))
            for each in story.ending.replies
        ]
        wishes = [
            Written(at=each.at, mine=True, words=each.reason)
            for each in story.ending.escalations
            if each.wanted_by == "complainant" and each.reason
        ]
        found += [*replies, *wishes]
    # What they said comes before our letter of the same moment, which answers it.
    return sorted(found, key=lambda each: (each.at, not each.mine))


def _letters(story: Story) -> list[Written]:
    letters = [
        letter
        for letter in letters_about(about=Subject("complaint", story.complaint.pk))
        if letter.kind in _SHOWN and not letter.private
    ]
    holds = story.answer.letter if story.answer is not None else None
    return [
        Written(
            at=letter.created_at,
            mine=False,
            words=letter.body,
            title=letter.subject,
            answer=letter.id == holds,
        )
        for letter in letters
    ]
