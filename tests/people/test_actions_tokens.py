from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from recours.core.actors import ActorKind
from recours.core.errors import Invalid, NotFound, Refused
from recours.core.keys import new_key
from recours.core.permissions import Grant, Permission, Role
from recours.core.subjects import Subject
from recours.people import actions, selectors
from recours.people.models import ApiToken
from recours.trail.reading import events_of, say
from tests.factories.people import SYSTEM, House, make_unit, make_user

SCOPES = ("complaint.read", "complaint.intake")


def test_a_token_acts_within_its_scopes(
    house: House, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    unit = make_unit(house, "billing", now)
    token, secret = actions.give_token(
        actor=house.admin, name="Website", scopes=SCOPES, unit_id=unit.pk, expires_at=None, now=now
    )
    assert re.fullmatch(r"rc_[A-Za-z0-9_-]{43}", secret)
    assert secret.startswith(token.hint)
    assert secret not in str(ApiToken.objects.values().get())
    with django_assert_num_queries(2):
        actor = selectors.actor_of_token(secret, now)
    assert actor is not None
    assert (actor.kind, actor.id, actor.name) == (ActorKind.TOKEN, token.pk, "Website")
    assert actor.grants == {Grant(Permission.READ, unit.pk), Grant(Permission.INTAKE, unit.pk)}
    with django_assert_num_queries(1):
        selectors.actor_of_token(secret, now + timedelta(hours=3))
    assert selectors.token_for(house.admin, token.pk).last_used_on == now.date()
    with django_assert_num_queries(2):
        selectors.actor_of_token(secret, now + timedelta(days=1))


def test_a_secret_that_opens_nothing(
    house: House, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for secret in ("", "rc_", "x" * 100_000, "\udcff", "\0"):
        with django_assert_num_queries(1):
            assert selectors.actor_of_token(secret, now) is None


def test_the_same_token_is_given_once(house: House, now: datetime) -> None:
    given = {"actor": house.admin, "name": "Website", "scopes": SCOPES, "unit_id": None, "expires_at": None}
    key = new_key()
    token, _secret = actions.give_token(**given, now=now, token_id=key)
    assert token.pk == key
    with pytest.raises(Refused) as again:
        actions.give_token(**given, now=now, token_id=key)
    assert again.value.code == "token_given"
    assert ApiToken.objects.count() == 1


def test_a_token_ends(house: House, now: datetime) -> None:
    until = now + timedelta(days=30)
    token, secret = actions.give_token(
        actor=house.admin, name="Website", scopes=SCOPES, unit_id=None, expires_at=until, now=now
    )
    assert selectors.actor_of_token(secret, until - timedelta(seconds=1)) is not None
    assert selectors.actor_of_token(secret, until) is None
    actions.withdraw_token(actor=house.admin, token_id=token.pk, now=now)
    assert selectors.actor_of_token(secret, now) is None
    with pytest.raises(Refused) as again:
        actions.withdraw_token(actor=house.admin, token_id=token.pk, now=now)
    assert again.value.code == "token_withdrawn"
    events = events_of(Subject("token", token.pk))
    assert events[0].facts == {"scopes": ["complaint.intake", "complaint.read"]}
    assert [say(event, selectors.staff_names(event.keys())) for event in events] == [
        "Ada Admin gave the API token for: Record a complaint, Read cases.",
        "Ada Admin withdrew the API token.",
    ]


@pytest.mark.parametrize(
    ("scopes", "code"),
    [
        ((), "scopes_missing"),
        (("complaint.read", "complaint.burn"), "scope_unknown"),
        (("complaint.read", "organisation.administer"), "scope_not_for_tokens"),
        (("tokens.manage",), "scope_not_for_tokens"),
    ],
)
def test_scopes_no_token_has(house: House, now: datetime, scopes: tuple[str, ...], code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        actions.give_token(
            actor=house.admin, name="", scopes=scopes, unit_id=house.administrator.pk, expires_at=now, now=now
        )
    assert {name: problem.code for name, problem in refusal.value.fields.items()} == {
        "name": "name_missing",
        "scopes": code,
        "unit_id": "unit_unknown",
        "expires_at": "expiry_past",
    }


def test_only_those_who_manage_tokens_see_and_give_them(house: House, now: datetime) -> None:
    manager = selectors.actor_of(make_user(house, "Mo Manager", now, Role.MANAGER))
    token, _secret = actions.give_token(
        actor=SYSTEM, name="Demo", scopes=SCOPES, unit_id=None, expires_at=None, now=now
    )
    assert token.given_by is None
    with pytest.raises(Refused):
        actions.give_token(actor=manager, name="x", scopes=SCOPES, unit_id=None, expires_at=None, now=now)
    with pytest.raises(Refused):
        actions.withdraw_token(actor=manager, token_id=token.pk, now=now)
    assert selectors.tokens_for(manager) == []
    with pytest.raises(NotFound):
        selectors.token_for(manager, token.pk)
    assert selectors.tokens_for(house.admin) == [token]
