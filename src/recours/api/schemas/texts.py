"""The texts that colleagues write with."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from recours.api.schemas.base import Given, Told, Words

_HIGHEST = 1_000_000


class ReadyText(Told):
    """A ready-made text in the languages that have it; retired ones stay in the list."""

    id: UUID
    code: str
    names: dict[str, str]
    bodies: dict[str, str]
    position: int
    changed_at: datetime
    retired_at: datetime | None


class TextChange(Given):
    """What a text is chosen by and what it says; the whole of it, what is left out is emptied."""

    names: Words = Field(examples=[{"en": "How far we are"}])
    bodies: Words = Field(
        description="May name places in braces, such as {reference}; an unknown one is refused.",
        examples=[{"en": "We are working on your case {reference}."}],
    )
    position: int = Field(0, ge=0, le=_HIGHEST)


class TextGiven(TextChange):
    """A new text; its code is for ever."""

    code: str = Field(min_length=1, max_length=60, examples=["progress"])


class FilledText(Told):
    """A text filled for a case, to be read and sent as a message.

    `language` is the one that the words are in, which is another than the complainant's where the text lacks that.
    `lacking` names the places for which the case has no value; their paragraphs are left out.
    """

    id: UUID
    code: str
    name: str
    words: str
    language: str
    lacking: list[str]


def text_told(row: Any) -> ReadyText:
    """A text with its words in all languages."""
    return ReadyText(
        id=row.pk,
        code=row.code,
        names=row.names,
        bodies=row.bodies,
        position=row.position,
        changed_at=row.changed_at,
        retired_at=row.retired_at,
    )
