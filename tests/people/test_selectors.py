from __future__ import annotations

from datetime import datetime

import pytest
from django.db import connection
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from recours.core.actors import ActorKind, complainant
from recours.core.errors import NotFound
from recours.core.keys import new_key
from recours.core.permissions import Permission, Role, grants_of, may
from recours.people import actions, selectors
from recours.people.actions import DisputeBodyDetails
from recours.people.models import Organisation, RoleAssignment
from recours.people.selectors import Brand
from tests.factories.people import SYSTEM, House, details, make_unit, make_user


def test_the_actor_of_a_colleague_in_one_statement(
    house: House, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    unit = make_unit(house, "billing", now)
    user = make_user(house, "Hana Handler", now, Role.HANDLER, unit=unit.pk, language="fa")
    with django_assert_num_queries(1):
        actor = selectors.actor_of(user)
    assert (actor.kind, actor.id, actor.name, actor.language) == (
        ActorKind.STAFF,
        user.pk,
        "Hana Handler",
        "fa",
    )
    assert actor.grants == grants_of(Role.HANDLER, unit.pk)
    assert may(actor, Permission.TAKE, unit.pk)
    assert not may(actor, Permission.TAKE, house.unit.pk)
    RoleAssignment.objects.create(user=user, role="poet", given_at=now)
    with django_assert_num_queries(1):
        assert selectors.actor_of(user) == actor


def test_the_brand_of_every_page(house: House, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        arabic = selectors.brand("ar")
    assert arabic == Brand(
        name="مياه الشمال",
        about="",
        hue=196,
        phone="+44 1904 555 010",
        email="hello@northwind.example",
        website="https://northwind.example",
        address_lines=("1 Well Lane", "York"),
        opening_hours="",
        language="en",
        languages=("en", "fr", "ar", "fa", "tr"),
        zone="Europe/London",
        country="GB",
        logo=None,
    )
    turkish = selectors.brand("tr")
    assert turkish is not None
    assert turkish.name == "Northwind Water"


@pytest.mark.django_db
def test_a_page_before_the_founding_has_no_brand() -> None:
    assert selectors.brand("en") is None
    assert not selectors.is_founded()


@pytest.mark.django_db(transaction=True)
def test_a_page_before_the_first_migration_has_no_brand() -> None:
    table = Organisation._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} RENAME TO {table}_away")
    try:
        assert selectors.brand("en") is None
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {table}_away RENAME TO {table}")


def test_the_organisation_in_one_statement(
    house: House, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        assert selectors.organisation().default_unit == house.unit


def test_the_letterhead(house: House) -> None:
    head = selectors.letterhead(selectors.organisation(), "fr")
    assert (head.name, head.address_lines, head.email) == (
        "Eaux du Nord",
        ("1 Well Lane", "York"),
        "hello@northwind.example",
    )
    assert head.colour == selectors.ink_of(196)


@pytest.mark.parametrize("hue", range(0, 360, 15))
def test_ink_is_dark_enough_to_read_on_white(hue: int) -> None:
    colour = selectors.ink_of(hue)
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    assert 1.05 / (luminance + 0.05) >= 4.5


@pytest.mark.parametrize("colleagues", [1, 3])
def test_administrators_see_colleagues_in_two_statements(
    house: House, now: datetime, django_assert_num_queries: DjangoAssertNumQueries, colleagues: int
) -> None:
    for number in range(colleagues):
        make_user(house, f"Hana {number}", now, Role.HANDLER, unit=house.unit.pk, belongs_to=house.unit.pk)
    with django_assert_num_queries(2):
        users = selectors.users_for(house.admin)
        seen = [
            (
                user.name,
                user.unit and user.unit.code,
                [(held.role, held.unit and held.unit.code) for held in user.running_roles],
            )  # type: ignore[attr-defined]
            for user in users
        ]
    assert seen[0] == ("Ada Admin", "complaints", [("administrator", None)])
    assert seen[1:] == [
        (f"Hana {number}", "complaints", [("handler", "complaints")]) for number in range(colleagues)
    ]


def test_who_may_look_at_a_colleague(house: House, now: datetime) -> None:
    user = make_user(house, "Hana Handler", now, Role.MANAGER)
    me = selectors.actor_of(user)
    assert selectors.users_for(me) == []
    assert selectors.user_for(me, user.pk) == user
    assert selectors.user_for(house.admin, user.pk) == user
    assert selectors.user_by_email(house.admin, " HANA.Handler@northwind.example") == user
    for attempt in (
        lambda: selectors.user_for(me, house.administrator.pk),
        lambda: selectors.user_for(house.admin, new_key()),
        lambda: selectors.user_for(complainant(user.pk), user.pk),
        lambda: selectors.user_by_email(me, "ada@northwind.example"),
        lambda: selectors.user_by_email(house.admin, "nobody@northwind.example"),
    ):
        with pytest.raises(NotFound):
            attempt()


def test_units_are_for_those_who_work_here(house: House, now: datetime) -> None:
    assert selectors.unit_for(house.admin, house.unit.pk) == house.unit
    assert selectors.unit_by_code("complaints") == house.unit
    for attempt in (
        lambda: selectors.unit_for(complainant(), house.unit.pk),
        lambda: selectors.unit_for(SYSTEM, new_key()),
        lambda: selectors.unit_by_code("nowhere"),
    ):
        with pytest.raises(NotFound):
            attempt()


def test_who_can_be_given_a_case(
    house: House, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    unit = make_unit(house, "billing", now)
    here = make_user(house, "Hana Here", now, Role.HANDLER, Role.CLERK, unit=unit.pk)
    everywhere = make_user(house, "Ewa Everywhere", now, Role.MANAGER)
    elsewhere = make_user(house, "Else Where", now, Role.HANDLER, unit=house.unit.pk)
    auditor = make_user(house, "Audrey Audit", now, Role.AUDITOR)
    gone = make_user(house, "Gone", now, Role.HANDLER)
    actions.deactivate_user(actor=house.admin, user_id=gone.pk, now=now)
    with django_assert_num_queries(1):
        assert selectors.assignable(SYSTEM, unit.pk) == [everywhere, here]
    assert selectors.assignable(complainant(), unit.pk) == []
    with django_assert_num_queries(1):
        assert selectors.is_assignable(here.pk, unit.pk)
    assert selectors.is_assignable(everywhere.pk, unit.pk)
    assert not any(selectors.is_assignable(user.pk, unit.pk) for user in (elsewhere, auditor, gone))
    assert selectors.staff_with(Permission.TAKE, unit.pk) == {here.pk, everywhere.pk}
    assert selectors.staff_with(Permission.TAKE, None) == {everywhere.pk}
    assert selectors.staff_with(Permission.READ, None) == {everywhere.pk, auditor.pk}
    assert selectors.administrators() == {house.administrator.pk}


def test_keys_have_names(
    house: House, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    body = actions.add_dispute_body(
        actor=house.admin,
        code="board",
        details=DisputeBodyDetails(names={"en": "Board", "fr": "Conseil"}),
        now=now,
    )
    token, _secret = actions.give_token(
        actor=house.admin, name="Website", scopes=["complaint.read"], unit_id=None, expires_at=None, now=now
    )
    keys = {house.administrator.pk, house.unit.pk, body, token.pk, new_key()}
    with django_assert_num_queries(4), translation.override("fr"):
        names = selectors.staff_names(keys)
    assert names == {
        house.administrator.pk: "Ada Admin",
        house.unit.pk: house.unit.names["fr"],
        body: "Conseil",
        token.pk: "Website",
    }
    with django_assert_num_queries(1):
        selectors.staff_names({house.administrator.pk})
    with django_assert_num_queries(0):
        assert selectors.staff_names(set()) == {}


def test_bodies_and_tokens_are_not_for_everybody(house: House, now: datetime) -> None:
    body = actions.add_dispute_body(
        actor=house.admin, code="board", details=DisputeBodyDetails(names={"en": "Board"}), now=now
    )
    clerk = selectors.actor_of(make_user(house, "Cleo Clerk", now, Role.CLERK))
    assert selectors.dispute_bodies_for(clerk) == []
    assert selectors.tokens_for(clerk) == []
    with pytest.raises(NotFound):
        selectors.dispute_body_for(clerk, body)


def test_everything_of_this_package_has_a_chain(house: House, now: datetime) -> None:
    from recours.trail.reading import events_of

    actions.add_dispute_body(
        actor=house.admin, code="board", details=DisputeBodyDetails(names={"en": "Board"}), now=now
    )
    actions.give_token(
        actor=house.admin, name="Website", scopes=["complaint.read"], unit_id=None, expires_at=None, now=now
    )
    subjects = list(selectors.subjects())
    assert [subject.kind for subject in subjects] == ["organisation", "unit", "user", "dispute_body", "token"]
    assert all(events_of(subject) for subject in subjects)


def test_details_read_back_as_they_were_given(house: House) -> None:
    assert selectors.details_of(selectors.organisation()) == details()
