from __future__ import annotations

import re
from dataclasses import fields

import pytest

from recours.core.permissions import Permission, Role
from recours.people import events
from recours.trail.events import Event

EVENTS = [
    cls
    for cls in vars(events).values()
    if isinstance(cls, type) and issubclass(cls, Event) and cls.__module__ == events.__name__
]


@pytest.mark.parametrize("event", EVENTS)
def test_a_sentence_has_only_places_that_are_filled(event: type[Event]) -> None:
    places = set(re.findall(r"%\((\w+)\)s", str(event.sentence)))
    assert places <= {field.name for field in fields(event)} | {"actor"}


def test_every_code_has_its_words() -> None:
    assert set(events.RoleGiven.labels["role"]) == set(Role)
    assert set(events.TokenGiven.labels["scopes"]) == set(Permission)
    assert set(events.OrganisationChanged.labels["changed"]) >= {"names", "opening_hours", "brand_hue"}


def test_kinds_are_many_and_each_its_own() -> None:
    assert len({event.kind for event in EVENTS}) == len(EVENTS) == 29
