"""How a lower package names a thing it knows nothing about."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing by kind ("complaint", "user", "letter" ...) and key."""

    kind: str
    id: UUID
