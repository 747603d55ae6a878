"""Where things stand under this door."""

from __future__ import annotations

from typing import Final
from uuid import UUID

ROOT: Final = "/api/v1"
LETTERS: Final = f"{ROOT}/letters"


def case_at(reference: str) -> str:
    """The address of a case."""
    return f"{ROOT}/complaints/{reference}"


def at(collection: str, key: UUID | str) -> str:
    """The address of a thing in a collection."""
    return f"{ROOT}/{collection}/{key}"
