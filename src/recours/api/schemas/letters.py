"""Letters and their wording."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import Field

from recours.api.addresses import LETTERS
from recours.api.schemas.base import Given, Listed, Told
from recours.letters.kinds import LetterKind, WordingKind
from recours.letters.recipients import Channel
from recours.letters.states import Standing

if TYPE_CHECKING:
    from recours.letters.selectors import LetterView, WordingView


class Letter(Told):
    """A letter as it was written. The secret in it is masked; letters that open a colleague's account show no words."""

    id: UUID
    kind: LetterKind
    reference: str
    language: str
    channel: Channel
    name: str
    address: str
    subject: str
    body: str
    private: bool
    standing: Standing
    created_at: datetime
    left_at: datetime | None
    by: str
    failed_at: datetime | None
    returned_at: datetime | None
    due_at: datetime | None
    attempts: int
    error: str
    printed: bool
    makeshift: bool
    href: str


class LetterList(Listed[Letter]):
    """A page of letters."""


class Place(Told):
    """A place that a wording may have, as it is written in it."""

    written: str
    meaning: str
    needed: bool


class Wording(Told):
    """A letter's wording in one language: what is in force, and what is standard."""

    kind: WordingKind
    name: str
    language: str
    subject: str
    body: str
    standard_subject: str
    standard_body: str
    places: list[Place]
    changed_at: datetime | None
    changed_by: str


class WordingGiven(Given):
    """Another wording: plain text with places in braces."""

    subject: str = Field(examples=["We have received your complaint {reference}"])
    body: str = Field(examples=["{greeting}\n\nReference {reference}, code {secret}: {tracking_link}"])


def letter_told(letter: LetterView) -> Letter:
    """A letter with its address here."""
    fields = {name: getattr(letter, name) for name in Letter.model_fields if name != "href"}
    return Letter(**fields, href=f"{LETTERS}/{letter.id}")


def wording_told(view: WordingView) -> Wording:
    """A wording with its places."""
    fields = {name: getattr(view, name) for name in Wording.model_fields if name != "places"}
    places = [
        Place(written=place.written, meaning=place.meaning, needed=place.needed) for place in view.places
    ]
    return Wording(**fields, places=places)
