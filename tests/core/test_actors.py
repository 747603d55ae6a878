"""Who acts is known by a code and never by a name."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from uuid import UUID

import pytest

from recours.core.actors import Actor, ActorKind, complainant, system

KEY = UUID("01900000-0000-7000-8000-000000000001")


@pytest.mark.parametrize(
    ("actor", "code"),
    [
        (Actor(ActorKind.STAFF, KEY, "Ann"), f"staff:{KEY}"),
        (Actor(ActorKind.TOKEN, KEY, "The shop"), f"token:{KEY}"),
        (complainant(KEY, "fa"), f"complainant:{KEY}"),
        (complainant(), "complainant"),
        (system("worker"), "system:worker"),
    ],
)
def test_the_code_on_the_trail(actor: Actor, code: str) -> None:
    assert actor.code == code


def test_an_actor_does_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        system("worker").grants = frozenset()  # type: ignore[misc]


def test_a_complainant_brings_a_language() -> None:
    assert complainant(KEY, "fa").language == "fa"
    assert complainant().language == "en"
