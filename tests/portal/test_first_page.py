"""The page that is drawn once for all who come for the first time: the same page as anybody's, the form one's own."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.conf import settings
from django.test import Client
from django.utils.html import escape

from recours.complaints.actions import add_category
from recours.people.actions import change_organisation
from recours.people.selectors import details_of, organisation
from recours.portal.proof import challenge_of
from recours.portal.tokens import read_form_token
from tests.factories.people import House
from tests.portal.conftest import STORY, Clock, Visitor, hidden

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, _ in settings.LANGUAGES]
WORK = re.compile(r'data-challenge="([0-9a-f]{64})" data-salt="([0-9a-f]{32})"')


def first(language: str = "en") -> str:
    """The page as a browser gets it that was never here."""
    return Client().get(f"/{language}/complain/").content.decode()


def work_in(page: str) -> tuple[str, str]:
    found = WORK.search(page)
    assert found is not None
    return found[1], found[2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_the_page_that_others_see(visitor: Visitor, language: str) -> None:
    visitor.client.cookies["keeps"] = "1"
    visitor.language = language
    theirs = visitor.client.get(visitor.at("complain/")).content.decode()
    pages = [first(language), first(language), theirs]
    marks = [(hidden(page, "token"), *work_in(page)) for page in pages]
    assert len({mark for each in marks for mark in each}) == 9
    bare = [re.sub("|".join(map(re.escape, each)), "", page) for page, each in zip(pages, marks, strict=True)]
    assert bare[0] == bare[1] == bare[2]


def test_its_form_is_good_once_and_its_work_its_own(visitor: Visitor, clock: Clock) -> None:
    first()
    page = first()
    token = read_form_token(hidden(page, "token"), clock.now)
    assert token is not None
    assert work_in(page) == (challenge_of(token).challenge, challenge_of(token).salt)
    given = {"token": token.text, "kind": "complaint", "words": STORY, "step": "send"}
    locations = {Client().post("/en/complain/", given).headers["Location"].split("?")[0] for _ in range(2)}
    assert locations == {"/en/complain/sent/"}


def test_nothing_of_a_visitor_stays_in_it(visitor: Visitor) -> None:
    marked = Client(HTTP_COOKIE="theme=dark; density=compact; receipt=x")
    assert 'data-theme="dark"' in marked.get("/en/complain/").content.decode()
    asked = Client().get("/en/complain/?kind=compliment&mine=1").content.decode()
    assert "mine=1" in asked
    page = first()
    assert "data-theme" not in page
    assert "mine=1" not in page
    assert hidden(page, "kind") == "complaint"


def test_a_change_of_the_house_is_seen_at_once(visitor: Visitor, house: House, clock: Clock) -> None:
    assert escape("North & South") not in first()
    names = {"en": "North & South"}
    change_organisation(
        actor=house.admin, details=replace(details_of(organisation()), names=names), now=clock.now
    )
    assert escape("North & South") in first()
    add_category(
        actor=house.admin, tree="product", code="meter", names={"en": "Broken <meter>"}, parent=None, unit=None,
        position=0, now=clock.now,
    )  # fmt: skip
    assert escape("Broken <meter>") in first()
