"""The root."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from django.db import DatabaseError
from django.test import Client

from recours.people.actions import set_logo
from recours.people.models import Organisation
from recours.portal.views import root
from tests.factories.people import House
from tests.factories.pictures import png


@pytest.mark.parametrize(
    ("accepted", "path"),
    [("fr-CA,fr;q=0.8,en;q=0.5", "/fr/"), ("fa", "/fa/"), ("de", "/en/"), ("", "/en/"), ("<script>", "/en/")],
)
def test_the_door_leads_to_the_reader_s_language(client: Client, accepted: str, path: str) -> None:
    answer = client.get("/", headers={"Accept-Language": accepted})
    assert (answer.status_code, answer.headers["Location"]) == (302, path)


@pytest.mark.django_db
def test_the_colour_is_one_property_and_can_be_kept(house: House, client: Client) -> None:
    answer = client.get("/brand.css")
    assert answer.content == b":root{--brand-hue:196}\n"
    assert (answer.headers["Content-Type"], answer.headers["Cache-Control"]) == (
        "text/css; charset=utf-8",
        "public, max-age=300",
    )
    again = client.get("/brand.css", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.django_db
def test_without_an_organisation_there_is_no_colour(client: Client) -> None:
    assert client.get("/brand.css").content == b""


@pytest.mark.django_db
def test_the_pulse(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "database": True})

    def fails() -> bool:
        raise DatabaseError("the database is away: password=secret")

    monkeypatch.setattr(root, "is_founded", fails)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (503, {"status": "failing", "database": False})


@pytest.mark.django_db
def test_the_logo_is_drawn_on_every_page_and_can_be_kept_for_a_year(
    house: House, client: Client, now: datetime
) -> None:
    assert client.get("/logo").status_code == 404
    set_logo(actor=house.admin, content=png(320, 80), now=now)
    drawn = re.search(
        r'<img class="identity-logo" src="(/logo[^"]+)" alt="([^"]+)"', client.get("/en/").content.decode()
    )
    assert drawn is not None
    assert drawn[2] == "Northwind Water", "a broad logo stands for the name and says it"
    answer = client.get(drawn[1])
    assert (answer.content, answer.headers["Content-Type"]) == (png(320, 80), "image/png")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get("/logo?of=another").headers["Cache-Control"] == "public, max-age=300"
    again = client.get("/logo", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.django_db
def test_a_square_logo_stands_beside_the_name(house: House, client: Client, now: datetime) -> None:
    set_logo(actor=house.admin, content=png(64, 64), now=now)
    page = client.get("/fr/").content.decode()
    assert re.search(
        r'<img class="identity-mark identity-picture" src="[^"]+" alt=""[^>]*><bdi>Eaux du Nord</bdi>', page
    )


@pytest.mark.django_db
def test_a_logo_whose_bytes_are_gone_is_not_found(house: House, client: Client) -> None:
    Organisation.objects.update(logo=f"logos/{'a' * 64}-64x64.png")
    assert client.get("/logo").status_code == 404
