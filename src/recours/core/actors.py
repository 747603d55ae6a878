"""Who acts: every action has one, and the system is one with a name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from recours.core.permissions import Grant, Permission


class ActorKind(StrEnum):
    STAFF = "staff"
    TOKEN = "token"  # noqa: S105 - a kind, not a secret
    COMPLAINANT = "complainant"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, with the grants frozen when it was made.

    `id` is the staff member's, the token's or, for a complainant, the case's key; the system has none and is told
    apart by `name`. `unit` is where a staff member works. `barred` are the subjects that the actor may not know of
    whatever the grants say, such as a case about themselves.
    """

    kind: ActorKind
    id: UUID | None
    name: str
    language: str = "en"
    grants: frozenset[Grant] = frozenset()
    barred: frozenset[UUID] = frozenset()

    @property
    def code(self) -> str:
        """The actor as the trail stores it: "staff:<uuid>", "system:worker"; never a person's name."""
        if self.kind is ActorKind.SYSTEM:
            return f"system:{self.name}"
        return f"{self.kind.value}:{self.id}" if self.id else self.kind.value


def system(name: str) -> Actor:
    """The system under a name that says which part of it acts; it holds every permission."""
    return Actor(ActorKind.SYSTEM, None, name, grants=frozenset(Grant(p) for p in Permission))


def complainant(case_id: UUID | None = None, language: str = "en") -> Actor:
    """The person at the portal: a stranger, or with a case the one who holds its secret."""
    return Actor(
        ActorKind.COMPLAINANT, case_id, "complainant", language, frozenset({Grant(Permission.INTAKE)})
    )
