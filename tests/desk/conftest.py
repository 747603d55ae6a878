"""A desk to work at: the organisation with its promises, its staff at their browsers, and cases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from recours.complaints import actions
from recours.complaints.models import Complaint
from recours.core.actors import Actor
from recours.core.keys import new_key
from recours.deadlines.actions import seed
from recours.people.selectors import actor_of
from tests.factories.cases import make_case
from tests.factories.cast import Cast
from tests.factories.people import SYSTEM


@dataclass
class Desk:
    """The cast, each at a browser of their own."""

    cast: Cast
    now: datetime

    def browser(self, name: str) -> Client:
        """Somebody's browser, signed in."""
        client = Client()
        client.force_login(self.cast.users[name])
        return client

    def actor(self, name: str) -> Actor:
        return actor_of(self.cast.users[name])

    def case(self, **changed: Any) -> Complaint:
        """A case taken in."""
        return make_case(self.now, **changed)

    def taken(self, name: str = "handler", **changed: Any) -> Complaint:
        """A case that somebody took."""
        found = self.case(**changed)
        actions.take(actor=self.actor(name), complaint_id=found.pk, now=self.now)
        found.refresh_from_db()
        return found


@pytest.fixture
def desk(cast: Cast) -> Desk:
    # The desk reads the clock at its door, so its cases happen now.
    now = timezone.now()
    seed(actor=SYSTEM, now=now, zone="Europe/London", country="GB")
    return Desk(cast, now)


def address(case: Complaint, tail: str = "", **query: str) -> str:
    """The address of a case, or of what is posted under it."""
    return f"/desk/cases/{case.reference}/{tail}" + (f"?{urlencode(query)}" if query else "")


def form(**given: Any) -> dict[str, Any]:
    """What a form sends, with a key of its own."""
    return {"key": str(new_key()), **given}


def page(answer: HttpResponse | Any) -> str:
    """The words of a page."""
    return str(answer.content.decode())


Asked = Callable[[str], HttpResponse]
