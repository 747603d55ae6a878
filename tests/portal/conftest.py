"""Somebody at the portal: a clock that stands where the test wants it, a house with promises, and a form to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from recours.portal.proof import MOST, challenge_of
from recours.portal.tokens import read_form_token
from tests.factories.cases import found_with_clocks
from tests.factories.people import House

STORY = "They came on the wrong day and nobody called me back."


@dataclass
class Clock:
    """What the doors read when they look at the clock."""

    now: datetime

    def pass_by(self, **span: float) -> None:
        """Let time pass."""
        self.now += timedelta(**span)


@pytest.fixture
def clock(now: datetime, monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The doors' clock, at the tests' moment."""
    clock = Clock(now)
    monkeypatch.setattr(timezone, "now", lambda: clock.now)
    return clock


@pytest.fixture(autouse=True)
def nothing_counted() -> Iterator[None]:
    """No test inherits another's tries."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def house(db: None, now: datetime, clock: Clock) -> House:
    """Northwind Water, open for complaints."""
    return found_with_clocks(now)


@dataclass
class Visitor:
    """Somebody with a browser without scripts, who opens the form, fills it in and sends it."""

    client: Client = field(default_factory=Client)
    language: str = "en"

    def at(self, page: str) -> str:
        return f"/{self.language}/{page}"

    def token(self, page: str = "complain/") -> str:
        """The token of a form just opened."""
        return hidden(self.client.get(self.at(page)).content.decode(), "token")

    def send(self, *, token: str | None = None, **given: Any) -> Any:
        """Send the complaint form with these fields."""
        filled = {"kind": "complaint", "identity": "self", "step": "send", "words": STORY, **given}
        return self.client.post(self.at("complain/"), {"token": token or self.token(), **filled})

    def receipt(self, **given: Any) -> tuple[str, str]:
        """Send a complaint and read reference and secret from the receipt."""
        sent = self.send(**given)
        assert sent.status_code == 303, sent.content.decode()
        page = self.client.get(sent.headers["Location"]).content.decode()
        return read_receipt(page)

    def open_story(self, **given: Any) -> str:
        """Send a complaint and open its story; gives the reference."""
        reference, secret = self.receipt(**given)
        opened = self.client.post(self.at("track/"), {"reference": reference, "secret": secret})
        assert opened.status_code == 303
        return reference


@pytest.fixture
def visitor(house: House) -> Visitor:
    return Visitor()


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', page)
    assert found is not None, name
    return unescape(found[1])


def read_receipt(page: str) -> tuple[str, str]:
    """Reference and secret as they stand on the receipt."""
    reference = re.search(r'class="receipt-reference">([^<]+)<', page)
    secret = re.search(r'class="receipt-secret">([^<]+)<', page)
    assert reference is not None
    assert secret is not None
    return reference[1], secret[1]


def solved(token: str, now: datetime) -> str:
    """The proof that belongs to this token, found as a browser finds it."""
    import hashlib

    read = read_form_token(token, now)
    assert read is not None
    work = challenge_of(read)
    return next(
        str(number)
        for number in range(MOST)
        if hashlib.sha256(f"{work.salt}{number}".encode()).hexdigest() == work.challenge
    )
