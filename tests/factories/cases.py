"""Cases as tests need them, made through the actions that people use."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

from recours.complaints import actions
from recours.complaints.models import Complaint
from recours.complaints.states import Channel
from recours.complaints.submission import Receipt, Submission
from recours.core.actors import Actor, complainant
from recours.core.filestore import StoredFile, keep
from recours.core.keys import new_key
from recours.deadlines.actions import seed
from recours.people.complainants import Party
from tests.factories.people import SYSTEM, House, found
from tests.factories.remembered import remembered

WORDS = "The meter was read twice in May and I have been billed twice. Nobody calls me back."
PERSON = Party(name="Nadia Haddad", email="nadia@example.org", phone="+44 20 7946 0011")


def found_with_clocks(now: datetime) -> House:
    """Northwind Water with its promises and calendar."""
    return remembered("house", now, lambda: _found_with_clocks(now))


def _found_with_clocks(now: datetime) -> House:
    house = found(now)
    seed(actor=SYSTEM, now=now, zone="Europe/London", country="GB")
    return house


def submission(**changed: Any) -> Submission:
    """A complaint by Nadia Haddad through the web form, some of it changed."""
    given: dict[str, Any] = {
        "channel": Channel.WEB_FORM,
        "language": "en",
        "words": WORDS,
        "complainant": PERSON,
    }
    return Submission(**{**given, **changed})


def receive(now: datetime, *, actor: Actor | None = None, key: str = "", **changed: Any) -> Receipt:
    """A case taken in."""
    return actions.intake(
        actor=actor or complainant(), submission=submission(**changed), key=key or str(new_key()), now=now
    )


def make_case(now: datetime, **changed: Any) -> Complaint:
    """A case taken in, as its row."""
    return Complaint.objects.get(pk=receive(now, **changed).complaint_id)


def stored(name: str = "letter.txt", content: bytes = b"Dear sirs") -> StoredFile:
    """A file in the store."""
    return keep(BytesIO(content), name=name)
