"""What is secret stays where it belongs: out of the desk, out of answers to staff, out of logs, out of the database."""

from __future__ import annotations

import logging
from io import BytesIO

import pytest
from django.conf import settings as configured
from django.db import connection
from django.test import Client
from pytest_django import Settings

from recours.core.errors import Invalid
from recours.core.filestore import keep, seal
from tests.factories.cast import PASSWORD
from tests.permissions.scene import Scene
from tests.security.conftest import addresses, answers, content


def forms_of(secret: str) -> list[bytes]:
    """A secret as it may be written."""
    plain = secret.replace("-", "")
    return [
        form.encode() for form in (secret, plain, secret.lower(), plain.lower(), secret.replace("-", " "))
    ]


@pytest.mark.one_database("what the doors show of it; neither holds one, says the next test")
@pytest.mark.parametrize("who", ["handler", "manager", "auditor", "administrator", "writer"])
def test_staff_and_programs_see_no_secret(scene: Scene, who: str) -> None:
    """Neither the complainant's, nor a token, nor a key of the house."""
    keys = (configured.SECRET_KEY, configured.TRACKING_KEY.hex(), configured.SIGNING_KEY.hex())
    secrets = [*forms_of(scene.receipt.secret), *(s.encode() for s in (*scene.cast.secrets.values(), *keys))]
    paths = [path for path in addresses(scene) if "logout" not in path]
    seen = 0
    for path, response in answers(scene.client(who), paths):
        seen += response.status_code == 200
        body = content(response)
        assert not [secret for secret in secrets if secret in body], path
        assert scene.receipt.secret not in str(response.headers), path
    assert seen > 5


def test_the_database_holds_no_secret(scene: Scene) -> None:
    secrets = {
        *scene.cast.secrets.values(),
        scene.receipt.secret,
        scene.receipt.secret.replace("-", ""),
        PASSWORD,
    }
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # a name from the database itself
            for row in cursor.fetchall():
                line = " ".join(str(value) for value in row)
                assert not [secret for secret in secrets if secret in line], table


def test_logs_hold_no_secret_and_no_words(
    scene: Scene, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.ROOT_URLCONF = "tests.security.broken_urls"
    caplog.set_level(logging.DEBUG)
    receipt, words = scene.receipt, "My neighbour Ursula told me"
    bearer = {"Authorization": f"Bearer {scene.cast.secrets['writer']}"}
    client = Client(raise_request_exception=False)
    client.post("/en/track/", {"reference": receipt.reference, "secret": receipt.secret})
    client.get("/en/track/case/")
    client.post("/en/track/", {"reference": "1", "secret": receipt.secret})
    client.post("/en/complain/", {"words": words, "token": "old", "step": "send"})
    client.post("/desk/accounts/login/", {"login": scene.cast.users["clerk"].email, "password": PASSWORD})
    client.post("/desk/accounts/login/", {"login": "nobody@example.org", "password": PASSWORD})
    client.post("/broken/", {"password": PASSWORD, "secret": receipt.secret, "words": words})
    client.get("/broken/", headers=bearer)
    client.post(
        "/api/v1/complaints", {"words": words, "surprise": 1}, content_type="application/json", headers=bearer
    )
    client.post("/api/v1/complaints", "{" + words, content_type="application/json", headers=bearer)
    client.get("/api/v1/nothing", headers=bearer)
    said = "\n".join(
        f"{record.getMessage()} {record.exc_text or ''} {record.args}" for record in caplog.records
    )
    assert "Internal Server Error" in said
    for secret in (receipt.secret, PASSWORD, scene.cast.secrets["writer"], "Ursula"):
        assert secret not in said


def test_downloads_are_never_shown_inside_our_site(scene: Scene) -> None:
    for who in ("complainant", "handler", "writer"):
        client, found = scene.client(who), 0
        for path in addresses(scene):
            if "/files/" not in path and "pdf" not in path:
                continue
            response = client.get(path)
            if response.status_code != 200:
                continue
            found += 1
            content(response)
            assert response.headers["Content-Disposition"].startswith("attachment"), path
            assert response.headers["X-Content-Type-Options"] == "nosniff", path
            assert "sandbox" in response.headers["Content-Security-Policy"], path
            assert "html" not in response.headers["Content-Type"], path
        assert found, who


@pytest.mark.parametrize(
    "name", ["page.html", "page.txt", "picture.svg", "picture.png", "page.xhtml", "mail.mht"]
)
@pytest.mark.parametrize(
    "page",
    [
        b"<!DOCTYPE html><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    ],
)
def test_a_page_is_never_kept_as_something_that_a_browser_runs(name: str, page: bytes) -> None:
    try:
        kept = keep(BytesIO(page), name=name)
    except Invalid:
        return
    assert kept.media_type in {"text/plain", "text/csv", "message/rfc822"}, kept
    assert "html" not in kept.name.rpartition(".")[2]
    assert "svg" not in kept.name.rpartition(".")[2]


def test_the_proof_of_a_file_cannot_be_written_by_others(scene: Scene) -> None:
    kept = keep(BytesIO(b"hello"), name="a.txt")
    token = seal(kept)
    forged = token[:-4] + ("AAAA" if not token.endswith("AAAA") else "BBBB")
    client = Client()
    answer = client.post("/en/complain/", {"words": "x", "kept": forged, "step": "review"})
    assert answer.status_code == 422
    assert b"a.txt" not in answer.content
