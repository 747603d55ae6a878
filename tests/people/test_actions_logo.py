from __future__ import annotations

from datetime import datetime

import pytest

from recours.core.errors import Invalid, Refused
from recours.core.logos import logo_bytes
from recours.core.permissions import Role
from recours.core.subjects import Subject
from recours.people import actions, selectors
from recours.people.models import ORGANISATION, Organisation
from recours.trail.reading import events_of, say
from tests.factories.people import House, make_user
from tests.factories.pictures import png


def kinds() -> list[str]:
    return [event.kind for event in events_of(Subject("organisation", ORGANISATION))][1:]


def test_a_logo_stands_on_pages_and_letters_until_it_is_removed(house: House, now: datetime) -> None:
    actions.set_logo(actor=house.admin, content=png(320, 80), now=now)
    actions.set_logo(actor=house.admin, content=png(320, 80), now=now)
    office = selectors.brand("fr")
    assert office is not None
    assert office.logo is not None
    assert logo_bytes(office.logo.key) == png(320, 80)
    assert selectors.letterhead(Organisation.objects.get(), "fr").logo == office.logo.key
    assert kinds() == ["organisation.logo_set"], "the same picture again is no change"
    told = events_of(Subject("organisation", ORGANISATION))[-1]
    assert "320 by 80 pixels" in say(told, {})
    actions.remove_logo(actor=house.admin, now=now)
    actions.remove_logo(actor=house.admin, now=now)
    assert kinds() == ["organisation.logo_set", "organisation.logo_removed"]
    assert selectors.brand("en").logo is None  # type: ignore[union-attr]
    assert logo_bytes(office.logo.key), "letters of then still show it"


def test_a_picture_that_cannot_be_drawn_is_not_kept(house: House, now: datetime) -> None:
    with pytest.raises(Invalid) as broken:
        actions.set_logo(actor=house.admin, content=png(64, 64)[:80], now=now)
    assert set(broken.value.sentences()) == {"logo"}
    assert kinds() == []


def test_only_an_administrator_changes_the_logo(house: House, now: datetime) -> None:
    manager = selectors.actor_of(make_user(house, "Mo Manager", now, Role.MANAGER))
    for act in (
        lambda: actions.set_logo(actor=manager, content=png(64, 64), now=now),
        lambda: actions.remove_logo(actor=manager, now=now),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.code == "forbidden"
    assert kinds() == []
