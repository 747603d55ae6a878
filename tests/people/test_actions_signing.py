from __future__ import annotations

from datetime import datetime

import pytest

from recours.core.actors import system
from recours.core.errors import Refused
from recours.core.secrets import fingerprint
from recours.core.subjects import Subject
from recours.people import actions, selectors
from recours.people.models import ORGANISATION
from recours.trail.reading import events_of, say
from tests.factories.people import SYSTEM, House


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
