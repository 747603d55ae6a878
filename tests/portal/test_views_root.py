"""The root."""

from __future__ import annotations

import pytest
from django.db import DatabaseError
from django.test import Client

from recours.portal.views import root
from tests.factories.people import House


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
