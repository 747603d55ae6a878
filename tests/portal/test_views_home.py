"""The first page, and how complaints are handled."""

from __future__ import annotations

import io

import pypdf
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
    with django_assert_num_queries(4):
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


@pytest.mark.parametrize("language", ["en", "fr", "ar", "fa", "tr"])
def test_the_form_to_print_is_tagged_in_every_language_on_two_pages(
    house: House, client: Client, language: str
) -> None:
    answer = client.get(f"/{language}/complaint-form.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    pdf = pypdf.PdfReader(io.BytesIO(answer.content))
    assert (len(pdf.pages), pdf.trailer["/Root"]["/Lang"]) == (2, language)  # type: ignore[index]  # a dictionary
    assert b"pdfuaid" in answer.content
    fonts = [pdf.get_object(n) for n in range(1, pdf.trailer["/Size"])]
    described = [f for f in fonts if isinstance(f, dict) and f.get("/Type") == "/FontDescriptor"]
    assert described
    assert all({"/FontFile2", "/FontFile3"} & set(f) for f in described)
    again = client.get(f"/{language}/complaint-form.pdf", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_the_form_to_print_is_offered_where_people_look_for_it(house: House, client: Client) -> None:
    assert 'href="/fr/complaint-form.pdf"' in client.get("/fr/").content.decode()
    handled = client.get("/en/how-we-handle-complaints/").content.decode()
    assert all(f'href="/{code}/complaint-form.pdf"' in handled for code in ("en", "fr", "ar", "fa", "tr"))
