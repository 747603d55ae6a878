"""The first page, and how complaints are handled."""

from __future__ import annotations

import pytest
from django.conf import settings as django_settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from recours.core.actors import system
from recours.people.actions import add_dispute_body
from recours.people.details import DisputeBodyDetails
from tests.factories.people import House
from tests.portal.conftest import Clock

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, _ in django_settings.LANGUAGES]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", ["", "how-we-handle-complaints/"])
def test_the_pages_answer_in_every_language(house: House, client: Client, page: str, language: str) -> None:
    answer = client.get(f"/{language}/{page}")
    html = answer.content.decode()
    assert (answer.status_code, f'<html lang="{language}"' in html, "+44 1904 555 010" in html) == (
        200,
        True,
        True,
    )


def test_home_has_two_doors_and_keeps_promises(
    house: House, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        page = client.get("/en/").content.decode()
    assert ('href="/en/complain/"' in page, 'href="/en/track/"' in page) == (True, True)
    assert "We answer your complaint within 15 working days." in page
    assert "?kind=compliment" in page


def test_how_tells_the_organisation_s_own_data(
    house: House, client: Client, clock: Clock, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    add_dispute_body(
        actor=system("test"),
        code="ombud",
        details=DisputeBodyDetails(
            names={"en": "Water <b>Ombudsman"}, terms={"en": "Free. After eight weeks."}
        ),
        now=clock.now,
    )
    with django_assert_num_queries(3):
        page = client.get("/en/how-we-handle-complaints/").content.decode()
    wanted = (
        "Water &lt;b&gt;Ombudsman",
        "Free. After eight weeks.",
        "within 1 working day",
        "1 Well Lane",
        "Türkçe",
    )
    assert [words for words in wanted if words not in page] == []


@pytest.mark.parametrize("page", ["", "how-we-handle-complaints/"])
def test_before_it_is_founded_the_site_says_so(db: None, client: Client, page: str) -> None:
    assert client.get(f"/en/{page}").status_code == 404


def test_each_line_of_an_outside_address_keeps_its_own_direction(
    house: House, client: Client, clock: Clock
) -> None:
    add_dispute_body(
        actor=system("test"),
        code="ombud",
        details=DisputeBodyDetails(
            names={"en": "Ombudsman"},
            terms={"en": "Free."},
            address="11 Rope Walk\nMerrowby QX1 5RW",
            website="https://ombudsman.example",
        ),
        now=clock.now,
    )
    page = client.get("/ar/how-we-handle-complaints/").content.decode()
    assert "<bdi>11 Rope Walk</bdi><br><bdi>Merrowby QX1 5RW</bdi>" in page
    assert '<bdi dir="ltr">https://ombudsman.example</bdi></a>' in page
