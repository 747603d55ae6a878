from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from pytest_django import Settings

from recours.complaints.models import Complaint
from recours.core.actors import system
from recours.deadlines.actions import seed
from recours.mailroom.actions import Taken, take_mail
from tests.factories.cast import Cast, make_cast
from tests.factories.people import SYSTEM
from tests.mailroom.mails import MAILBOX, mail

POSTMAN = system("mail")


@pytest.fixture(autouse=True)
def doors(settings: Settings) -> None:
    """The doors above the mail room are tested with them; here they are only addresses in letters to staff."""
    settings.ROOT_URLCONF = "tests.people.urls"
    settings.ACCOUNT_ADAPTER = "allauth.account.adapter.DefaultAccountAdapter"


@pytest.fixture
def cast(db: None, now: datetime, doors: None) -> Cast:
    """Northwind Water with its staff, promises and calendar."""
    found = make_cast(now)
    seed(actor=SYSTEM, now=now, zone="Europe/London", country="GB")
    return found


@pytest.fixture
def take(cast: Cast, now: datetime) -> Callable[..., Taken]:
    """Take in a mail, as `mails.mail` makes it or as raw bytes."""

    def taker(
        raw: bytes | None = None, *, mailbox: str = MAILBOX, at: datetime = now, **about: object
    ) -> Taken:
        given = mail(**about) if raw is None else raw  # type: ignore[arg-type]
        return take_mail(actor=POSTMAN, raw=given, mailbox=mailbox, now=at)

    return taker


@pytest.fixture
def case(take: Callable[..., Taken]) -> Complaint:
    """The case that Mona's first mail made."""
    return Complaint.objects.get(pk=take().case)
