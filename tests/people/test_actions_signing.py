from __future__ import annotations

from datetime import datetime

import pytest
from allauth.mfa.models import Authenticator

from recours.core.actors import system
from recours.core.errors import Refused
from recours.core.secrets import fingerprint
from recours.core.subjects import Subject
from recours.letters.models import Letter
from recours.people import actions, selectors
from recours.people.actions import SecondFactorChange
from recours.people.models import ORGANISATION, User
from recours.trail.reading import events_of, say
from tests.factories.people import SYSTEM, House, make_user


def test_signing_in_and_out_is_on_the_trail(house: House, now: datetime) -> None:
    actions.record_sign_in(actor=house.admin, now=now)
    actions.record_sign_out(actor=house.admin, now=now)
    events = events_of(Subject("user", house.administrator.pk))[-2:]
    names = selectors.staff_names(frozenset().union(*(event.keys() for event in events)))
    assert [say(event, names) for event in events] == ["Ada Admin signed in.", "Ada Admin signed out."]
    assert {event.actor_code for event in events} == {f"staff:{house.administrator.pk}"}


def test_only_staff_sign_in(house: House, now: datetime) -> None:
    for record in (actions.record_sign_in, actions.record_sign_out):
        with pytest.raises(Refused):
            record(actor=SYSTEM, now=now)


def test_a_failed_sign_in_keeps_no_address(house: House, now: datetime) -> None:
    mark = fingerprint("eve@elsewhere.example", "sign-in")
    actions.record_failed_sign_in(actor=system("sign-in"), address_fingerprint=mark, now=now)
    (event,) = events_of(Subject("sign_in", ORGANISATION))
    assert (event.kind, dict(event.facts)) == ("user.sign_in_failed", {"fingerprint": mark})
    assert say(event, {}) == f"Somebody failed to sign in (fingerprint of the address: {mark})."


def test_what_people_do_to_their_own_second_key_is_on_the_trail(house: House, now: datetime) -> None:
    for change in SecondFactorChange:
        actions.record_second_factor(actor=house.admin, change=change, now=now)
    said = [
        say(event, {house.administrator.pk: "Ada"}) for event in events_of(_about(house.administrator))[-3:]
    ]
    assert said == [
        "Ada changed their second key: an app was set up.",
        "Ada changed their second key: the app was taken away.",
        "Ada changed their second key: new recovery codes were made.",
    ]
    with pytest.raises(Refused):
        actions.record_second_factor(actor=SYSTEM, change=SecondFactorChange.ADDED, now=now)


def test_a_lost_second_key_is_taken_away_and_its_holder_told(house: House, now: datetime) -> None:
    colleague = make_user(house, "Hana Handler", now, language="fr")
    for kind in ("totp", "recovery_codes"):
        Authenticator.objects.create(user=colleague, type=kind, data={})
    actions.reset_second_factor(actor=house.admin, user_id=colleague.pk, now=now)
    assert not Authenticator.objects.exists()
    letter = Letter.objects.latest("created_at", "id")
    assert (letter.address, letter.language) == (colleague.email, "fr")
    assert "/desk/accounts/second-factor/" in letter.body
    event = events_of(_about(colleague))[-1]
    assert (event.kind, event.actor_code) == ("user.second_factor_reset", f"staff:{house.administrator.pk}")


def test_whose_second_key_is_not_taken_away(house: House, now: datetime) -> None:
    colleague = make_user(house, "Hana Handler", now)
    for actor, user, code in (
        (house.admin, colleague, "no_second_factor"),
        (house.admin, house.administrator, "own_second_factor"),
        (selectors.actor_of(colleague), house.administrator, "forbidden"),
    ):
        with pytest.raises(Refused) as refused:
            actions.reset_second_factor(actor=actor, user_id=user.pk, now=now)
        assert refused.value.code == code


def _about(user: User) -> Subject:
    return Subject("user", user.pk)
