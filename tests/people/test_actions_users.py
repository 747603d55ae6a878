from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from allauth.account.forms import UserTokenForm
from allauth.account.models import EmailAddress
from django.conf import settings
from django.test import Client
from django.urls import resolve

from recours.core.actors import Actor
from recours.core.errors import Invalid, Refused
from recours.core.permissions import Role, grants_of
from recours.core.subjects import Subject
from recours.letters.models import Letter
from recours.people import actions, selectors
from recours.people.invitations import password_link
from recours.people.models import User
from recours.trail.reading import events_of, say
from tests.factories.people import SYSTEM, House, make_unit, make_user

PASSWORD = "correct horse battery"


def codes(refusal: pytest.ExceptionInfo[Invalid]) -> dict[str, str]:
    return {name: problem.code for name, problem in refusal.value.fields.items()}


def kinds_of(user: User) -> list[str]:
    return [event.kind for event in events_of(Subject("user", user.pk))]


def link_in(letter: Letter) -> str:
    found = re.search(rf"^{re.escape(settings.SITE_URL)}(\S+)$", letter.body, re.MULTILINE)
    assert found
    return found[1]


def test_a_new_colleague_is_invited_in_their_language(house: House, now: datetime) -> None:
    user = make_user(house, "Hana Handler", now, language="fr", belongs_to=house.unit.pk)
    assert (user.language, user.unit, user.is_active, user.has_usable_password()) == (
        "fr",
        house.unit,
        True,
        False,
    )
    letter = Letter.objects.get(address=user.email)
    assert (letter.kind, letter.language, letter.subject_kind, letter.subject_id) == (
        "account",
        "fr",
        "user",
        user.pk,
    )
    assert letter.letterhead["name"] == "Eaux du Nord"
    assert kinds_of(user) == ["user.added"]


def test_the_invitation_opens_the_account_once(house: House, now: datetime) -> None:
    user = make_user(house, "Hana Handler", now)
    door = resolve(link_in(Letter.objects.get(address=user.email)))
    assert door.url_name == "account_reset_password_from_key"
    form = UserTokenForm(door.kwargs)
    assert form.is_valid()
    assert form.reset_user == user
    actions.set_password(actor=SYSTEM, user_id=user.pk, password=PASSWORD, now=now)
    assert not UserTokenForm(door.kwargs).is_valid()


def test_an_account_needs_a_name_an_address_and_a_unit_in_use(house: House, now: datetime) -> None:
    closed = make_unit(house, "closed", now)
    actions.retire_unit(actor=house.admin, unit_id=closed.pk, now=now)
    with pytest.raises(Invalid) as refusal:
        actions.add_user(
            actor=house.admin,
            name="\n",
            email="x@y.example\nBcc: z@y.example",
            language="de",
            unit_id=closed.pk,
            now=now,
        )
    assert codes(refusal) == {
        "name": "person_name_missing",
        "email": "email_unreadable",
        "language": "language_unknown",
        "unit_id": "unit_unknown",
    }
    with pytest.raises(Invalid) as taken:
        actions.add_user(
            actor=house.admin, name="A", email="ADA@northwind.example", language="en", unit_id=None, now=now
        )
    assert codes(taken) == {"email": "email_taken"}


def test_details_change_and_an_old_address_opens_nothing(house: House, now: datetime) -> None:
    user = make_user(house, "Hana Handler", now)
    assert EmailAddress.objects.filter(user_id=user.pk, email=user.email).exists()
    actions.change_user(
        actor=house.admin,
        user_id=user.pk,
        name="Hana Haddad",
        email="haddad@northwind.example",
        language="ar",
        unit_id=house.unit.pk,
        now=now,
    )
    user.refresh_from_db()
    assert (user.name, user.email, user.language, user.unit) == (
        "Hana Haddad",
        "haddad@northwind.example",
        "ar",
        house.unit,
    )
    assert not EmailAddress.objects.filter(user_id=user.pk).exists()
    event = events_of(Subject("user", user.pk))[-1]
    assert event.facts == {"user": str(user.pk), "changed": ["name", "email", "language", "unit"]}
    names = selectors.staff_names(event.keys())
    assert (
        say(event, names)
        == "Ada Admin changed the details of Hana Haddad: name, e-mail address, language, unit."
    )


def test_a_colleague_keeps_a_unit_since_retired(house: House, now: datetime) -> None:
    unit = make_unit(house, "closed", now)
    user = make_user(house, "Hana Handler", now, belongs_to=unit.pk)
    actions.deactivate_user(actor=house.admin, user_id=user.pk, now=now)
    actions.retire_unit(actor=house.admin, unit_id=unit.pk, now=now)
    actions.change_user(
        actor=house.admin,
        user_id=user.pk,
        name="Hana H",
        email=user.email,
        language="en",
        unit_id=unit.pk,
        now=now,
    )
    assert User.objects.get(pk=user.pk).name == "Hana H"


def test_everybody_chooses_their_own_name_and_language(house: House, now: datetime) -> None:
    user = make_user(house, "Hana Handler", now)
    me = selectors.actor_of(user)
    actions.change_own_details(actor=me, name="Hana", language="tr", now=now)
    actions.change_own_details(actor=me, name="Hana", language="tr", now=now)
    user.refresh_from_db()
    assert (user.name, user.language) == ("Hana", "tr")
    assert kinds_of(user) == ["user.added", "user.changed"]
    with pytest.raises(Refused):
        actions.change_own_details(actor=SYSTEM, name="x", language="en", now=now)
    with pytest.raises(Invalid) as refusal:
        actions.change_own_details(actor=me, name="", language="??", now=now)
    assert codes(refusal) == {"name": "person_name_missing", "language": "language_unknown"}


def test_deactivation_ends_the_session_at_once(house: House, now: datetime, client: Client) -> None:
    user = make_user(house, "Hana Handler", now, Role.HANDLER)
    actions.set_password(actor=SYSTEM, user_id=user.pk, password=PASSWORD, now=now)
    user.refresh_from_db()
    client.force_login(user)
    session = client.session
    assert session["_auth_user_hash"] == user.get_session_auth_hash()
    actions.deactivate_user(actor=house.admin, user_id=user.pk, now=now)
    user.refresh_from_db()
    assert (user.is_active, user.deactivated_at, user.has_usable_password()) == (False, now, False)
    assert session["_auth_user_hash"] != user.get_session_auth_hash()
    assert selectors.actor_of(user).grants == frozenset()
    with pytest.raises(Refused) as again:
        actions.deactivate_user(actor=house.admin, user_id=user.pk, now=now)
    assert again.value.code == "user_inactive"
    later = now + timedelta(days=1)
    actions.reactivate_user(actor=house.admin, user_id=user.pk, now=later)
    user.refresh_from_db()
    assert (user.is_active, user.deactivated_at) == (True, None)
    assert selectors.actor_of(user).grants == grants_of(Role.HANDLER)
    assert Letter.objects.filter(address=user.email, created_at=later).count() == 1
    with pytest.raises(Refused) as active:
        actions.reactivate_user(actor=house.admin, user_id=user.pk, now=later)
    assert active.value.code == "user_active"
    assert kinds_of(user) == [
        "user.added",
        "user.role_given",
        "user.password_set",
        "user.deactivated",
        "user.reactivated",
    ]


def test_a_new_invitation(house: House, now: datetime) -> None:
    user = make_user(house, "Hana Handler", now)
    actions.invite_user(actor=house.admin, user_id=user.pk, now=now)
    assert Letter.objects.filter(address=user.email).count() == 2
    assert kinds_of(user) == ["user.added", "user.invited"]
    actions.deactivate_user(actor=house.admin, user_id=user.pk, now=now)
    for attempt in (actions.invite_user, lambda **named: actions.set_password(password=PASSWORD, **named)):
        with pytest.raises(Refused) as refusal:
            attempt(actor=SYSTEM, user_id=user.pk, now=now)
        assert refusal.value.code == "user_inactive"


def test_a_password_is_set_by_its_holder_or_the_system_and_judged(house: House, now: datetime) -> None:
    user = make_user(house, "Hana Handler", now)
    with pytest.raises(Refused) as refusal:
        actions.set_password(actor=house.admin, user_id=user.pk, password=PASSWORD, now=now)
    assert refusal.value.code == "forbidden"
    actions.set_password(actor=selectors.actor_of(user), user_id=user.pk, password=PASSWORD, now=now)
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    with pytest.raises(Invalid) as weak:
        actions.set_password(actor=SYSTEM, user_id=user.pk, password="short", now=now)
    assert codes(weak) == {"password": "password_weak"}
    assert "12" in weak.value.sentences()["password"]


def test_the_last_administrator_stays(house: House, now: datetime) -> None:
    with pytest.raises(Refused) as refusal:
        actions.deactivate_user(actor=house.admin, user_id=house.administrator.pk, now=now)
    assert refusal.value.code == "last_administrator"
    other = make_user(house, "Bo Boss", now, Role.ADMINISTRATOR)
    actions.deactivate_user(actor=house.admin, user_id=house.administrator.pk, now=now)
    assert selectors.administrators() == {other.pk}


def test_only_administrators_manage_colleagues(house: House, now: datetime) -> None:
    user = make_user(house, "Hana Handler", now, Role.MANAGER)
    me: Actor = selectors.actor_of(user)
    details = {"name": "X", "email": "x@y.example", "language": "en", "unit_id": None, "now": now}
    attempts = (
        lambda: actions.add_user(actor=me, **details),
        lambda: actions.change_user(actor=me, user_id=user.pk, **details),
        lambda: actions.invite_user(actor=me, user_id=user.pk, now=now),
        lambda: actions.deactivate_user(actor=me, user_id=house.administrator.pk, now=now),
        lambda: actions.reactivate_user(actor=me, user_id=user.pk, now=now),
        lambda: actions.give_role(actor=me, user_id=user.pk, role="administrator", unit_id=None, now=now),
        lambda: actions.end_role(actor=me, role_id=house.administrator.roles.get().pk, now=now),
    )
    for attempt in attempts:
        with pytest.raises(Refused) as refusal:
            attempt()
        assert refusal.value.code == "forbidden"


def test_the_link_is_on_our_own_site(house: House) -> None:
    assert password_link(house.administrator).startswith(f"{settings.SITE_URL}/desk/accounts/")
