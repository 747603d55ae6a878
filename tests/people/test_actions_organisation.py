from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from recours.core.actors import Actor, ActorKind
from recours.core.errors import Invalid, NotFound, Refused
from recours.core.permissions import Role, grants_of
from recours.core.subjects import Subject
from recours.letters.models import Letter
from recours.people import actions, selectors
from recours.people.models import ORGANISATION, Organisation, Unit, User
from recours.trail.reading import events_of
from tests.factories.people import SYSTEM, House, details, found, make_unit, make_user

OURS = Subject("organisation", ORGANISATION)


def said_of(about: Subject) -> list[tuple[str, dict[str, object]]]:
    return [(event.kind, dict(event.facts)) for event in events_of(about)]


@pytest.mark.django_db
def test_founding_makes_an_organisation_a_unit_and_an_administrator(now: datetime) -> None:
    with pytest.raises(NotFound) as nothing:
        selectors.organisation()
    assert nothing.value.code == "not_founded"
    house = found(now)
    ours = selectors.organisation()
    assert (ours.names["fr"], ours.zone, ours.default_unit) == ("Eaux du Nord", "Europe/London", house.unit)
    assert ours.address == "1 Well Lane\nYork"
    assert (house.unit.code, house.unit.names["en"]) == ("complaints", "Complaints team")
    assert house.admin.grants == grants_of(Role.ADMINISTRATOR)
    assert said_of(OURS) == [
        ("organisation.founded", {"country": "GB", "zone": "Europe/London", "language": "en"})
    ]
    assert said_of(Subject("unit", house.unit.pk)) == [("unit.added", {"code": "complaints"})]
    key = str(house.administrator.pk)
    assert said_of(Subject("user", house.administrator.pk)) == [
        ("user.added", {"user": key}),
        ("user.role_given", {"user": key, "role": "administrator"}),
    ]
    letter = Letter.objects.get()
    assert (letter.kind, letter.address) == ("account", "ada@northwind.example")


@pytest.mark.django_db
def test_founding_again_changes_nothing(now: datetime) -> None:
    found(now)
    with pytest.raises(Refused) as again:
        found(now, names={"en": "Other"})
    assert again.value.code == "founded_already"
    assert (Organisation.objects.get().names["en"], Unit.objects.count(), User.objects.count()) == (
        "Northwind Water",
        1,
        1,
    )


@pytest.mark.django_db
def test_an_organisation_can_be_founded_without_an_administrator(now: datetime) -> None:
    founded = actions.found_organisation(actor=SYSTEM, details=details(), administrator=None, now=now)
    assert founded.administrator is None
    assert not User.objects.exists()


@pytest.mark.django_db
def test_everything_wrong_is_told_at_once(now: datetime) -> None:
    wrong = details(
        names={"en": " "},
        country="Britain",
        zone="../etc/passwd",
        language="xx",
        languages=(),
        email="nowhere",
        website="javascript:alert(1)",
        brand_hue=360,
        phone="1" * 61,
        about={"en": "w" * 2001},
        opening_hours={"de": "immer"},
    )
    with pytest.raises(Invalid) as refusal:
        actions.found_organisation(actor=SYSTEM, details=wrong, administrator=None, now=now)
    assert {name: problem.code for name, problem in refusal.value.fields.items()} == {
        "names": "name_missing",
        "country": "country_unknown",
        "zone": "zone_unknown",
        "language": "language_unknown",
        "languages": "languages_missing",
        "email": "email_unreadable",
        "website": "website_unreadable",
        "brand_hue": "hue_out_of_range",
        "phone": "too_long",
        "about": "too_long",
        "opening_hours": "language_unknown",
    }
    assert refusal.value.sentences()["phone"] == "This is longer than the 60 characters there is room for."
    assert not Organisation.objects.exists()


@pytest.mark.parametrize("zone", ["", "America", "Mars/Olympus", "/etc/localtime"])
@pytest.mark.django_db
def test_a_zone_that_is_none(zone: str, now: datetime) -> None:
    with pytest.raises(Invalid) as refusal:
        actions.found_organisation(actor=SYSTEM, details=details(zone=zone), administrator=None, now=now)
    assert set(refusal.value.fields) == {"zone"}


def test_changing_names_what_changed(house: House, now: datetime) -> None:
    new = replace(
        selectors.details_of(selectors.organisation()),
        phone="+44 1904 555 011",
        brand_hue=20,
        about={"en": "Water."},
    )
    actions.change_organisation(actor=house.admin, details=new, now=now)
    ours = selectors.organisation()
    assert (ours.phone, ours.brand_hue, ours.about) == ("+44 1904 555 011", 20, {"en": "Water."})
    assert said_of(OURS)[1:] == [("organisation.changed", {"changed": ["about", "phone", "brand_hue"]})]
    actions.change_organisation(actor=house.admin, details=new, now=now)
    assert len(said_of(OURS)) == 2


def test_the_main_language_must_be_offered(house: House, now: datetime) -> None:
    with pytest.raises(Invalid) as refusal:
        actions.change_organisation(actor=house.admin, details=details(languages=("fr",)), now=now)
    assert {name: problem.code for name, problem in refusal.value.fields.items()} == {
        "language": "language_not_offered"
    }


def test_another_unit_becomes_the_default(house: House, now: datetime) -> None:
    unit = make_unit(house, "billing", now)
    actions.set_default_unit(actor=house.admin, unit_id=unit.pk, now=now)
    actions.set_default_unit(actor=house.admin, unit_id=unit.pk, now=now)
    assert selectors.organisation().default_unit == unit
    assert said_of(OURS)[1:] == [("organisation.default_unit_set", {"unit": str(unit.pk)})]
    actions.retire_unit(actor=house.admin, unit_id=make_unit(house, "closed", now).pk, now=now)
    closed = Unit.objects.get(code="closed")
    with pytest.raises(Refused) as refusal:
        actions.set_default_unit(actor=house.admin, unit_id=closed.pk, now=now)
    assert refusal.value.code == "retired_already"


def test_only_administrators_change_the_organisation(house: House, now: datetime) -> None:
    manager = selectors.actor_of(make_user(house, "Mo Manager", now, Role.MANAGER))
    in_one_unit = Actor(
        ActorKind.STAFF, house.administrator.pk, "Ada", grants=grants_of(Role.ADMINISTRATOR, house.unit.pk)
    )
    for actor in (manager, in_one_unit):
        for change in (
            lambda actor=actor: actions.change_organisation(actor=actor, details=details(), now=now),
            lambda actor=actor: actions.set_default_unit(actor=actor, unit_id=house.unit.pk, now=now),
        ):
            with pytest.raises(Refused) as refusal:
                change()
            assert refusal.value.code == "forbidden"
