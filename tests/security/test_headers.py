"""What every answer carries, whatever it is: policies, flags of cookies, what caches may keep."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from tests.factories.cast import PASSWORD
from tests.permissions.scene import Scene
from tests.security.conftest import addresses, answers, content

PUBLIC_CACHES = {"/brand.css", "/api/v1/openapi.json", "/api/v1/docs"}


def guarded(path: str, response: HttpResponse) -> list[str]:
    """What an answer lacks."""
    policy = response.headers.get("Content-Security-Policy", "")
    lacks = []
    if "default-src 'none'" not in policy or "unsafe" in policy or "*" in policy:
        lacks.append(f"policy {policy!r}")
    if "frame-ancestors 'none'" not in policy and "sandbox" not in policy:
        lacks.append("frames")
    if response.headers.get("X-Content-Type-Options") != "nosniff":
        lacks.append("nosniff")
    if response.headers.get("Referrer-Policy") not in {"same-origin", "no-referrer"}:
        lacks.append("referrer")
    if response.headers.get("Cross-Origin-Opener-Policy") != "same-origin":
        lacks.append("opener")
    if "Permissions-Policy" not in response.headers:
        lacks.append("permissions")
    return [f"{path} ({response.status_code}): {lack}" for lack in lacks]


def careless(path: str, response: HttpResponse) -> list[str]:
    """What a cache may keep of an answer that is about a case or for staff."""
    private = path.startswith(("/desk/", "/api/")) or "/track/" in path or path.endswith("/sent/")
    if not private or path in PUBLIC_CACHES or response.status_code == 405:
        return []
    kept = response.headers.get("Cache-Control", "")
    return [] if "no-store" in kept else [f"{path} ({response.status_code}): may be kept, {kept!r}"]


@pytest.mark.one_database("the headers of an answer; the permissions ask each address on both")
@pytest.mark.parametrize(
    ("who", "method"),
    [
        ("anonymous", "GET"),
        ("complainant", "GET"),
        ("administrator", "GET"),
        ("manager", "GET"),
        ("reader", "GET"),
        ("anonymous", "POST"),
        ("administrator", "POST"),
    ],
)
def test_every_answer_carries_its_policies_and_what_is_private_no_cache_keeps(
    scene: Scene, who: str, method: str
) -> None:
    paths = [path for path in addresses(scene) if "logout" not in path]
    lacking = []
    for path, given in answers(scene.client(who), paths, method):
        lacking += guarded(path, given) + careless(path, given)
        content(given)
    assert not lacking, "\n".join(lacking)


def test_so_do_faults_and_refusals(scene: Scene, settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.security.broken_urls"
    client, staff = Client(raise_request_exception=False), scene.client("clerk")
    strict = Client(enforce_csrf_checks=True)
    large = "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)  # type: ignore[operator]  # it is set
    given = [
        (500, client.get("/broken/")),
        (500, staff.get("/desk/broken/")),
        (404, client.get("/nothing/")),
        (404, client.get("/en/nothing/")),
        (404, staff.get("/desk/nothing/")),
        (404, client.get("/api/v1/nothing")),
        (400, client.get("/en/", HTTP_HOST="evil.example")),
        (403, strict.post("/en/track/", {"reference": "1"})),
        (405, client.post("/en/")),
        (413, client.post("/en/complain/", {"words": large})),
        (413, client.post("/api/v1/complaints", large, content_type="application/json")),
        (302, client.get("/desk/")),
        (302, client.get("/")),
    ]
    lacking = []
    for number, (wanted, response) in enumerate(given):
        if wanted == 413 and response.status_code == 401:
            continue  # without a token nothing is read at all
        assert response.status_code == wanted, (number, wanted, response.status_code)
        lacking += guarded(str(number), response)
        assert b"Traceback" not in response.content
        assert b"RuntimeError" not in response.content
    assert not lacking, "\n".join(lacking)


def test_our_own_files_are_not_sniffed(db: None) -> None:
    from recours.ui.staticfiles import versioned

    response = Client().get(f"/static/{versioned('ui/ui.js')}")
    assert response.status_code == 200
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in response.headers
    content(response)


def test_the_referrer_of_a_case_goes_nowhere(scene: Scene) -> None:
    client = scene.client("complainant")
    assert client.get("/en/track/case/").headers["Referrer-Policy"] == "no-referrer"


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(scene: Scene, settings: Settings) -> None:
    settings.HTTPS = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    visitor = Client(HTTP_X_FORWARDED_PROTO="https")
    visitor.get("/en/complain/", secure=True)
    visitor.get("/en/track/", secure=True)
    visitor.post("/appearance", {"theme": "dark", "density": "compact", "next": "/"}, secure=True)
    secret = {"reference": scene.receipt.reference, "secret": scene.receipt.secret}
    visitor.post("/en/track/", secret, secure=True, HTTP_REFERER="https://testserver/en/track/")
    visitor.get("/desk/accounts/login/", secure=True)
    login = {"login": scene.cast.users["clerk"].email, "password": PASSWORD}
    visitor.post(
        "/desk/accounts/login/", login, secure=True, HTTP_REFERER="https://testserver/desk/accounts/login/"
    )
    assert {"keeps", "case", "theme", "sessionid", "csrftoken"} <= set(visitor.cookies)
    for name, morsel in visitor.cookies.items():
        assert morsel["secure"], name
        assert morsel["samesite"] in {"Lax", "Strict"}, name
        assert morsel["httponly"] or name == "csrftoken", name
        assert not morsel["domain"], name


def test_under_https_everything_asks_for_https(tmp_path: Path) -> None:
    script = (
        "import django, json; django.setup(); from django.conf import settings as s;"
        "print(json.dumps([s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.HTTPS, s.SECURE_HSTS_SECONDS >= 31536000,"
        " s.SESSION_COOKIE_HTTPONLY, s.DEBUG]))"
    )
    environment = {
        **{k: v for k, v in os.environ.items() if k != "DATABASE_URL"},
        "RECOURS_HOME": str(tmp_path),
        "SITE_URL": "https://complaints.example",
        "DJANGO_SETTINGS_MODULE": "recours.config.settings",
        "PYTHONPATH": "src",
    }
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True,
        cwd=Path(__file__).resolve().parent.parent.parent,
    )  # fmt: skip
    assert json.loads(done.stdout) == [True, True, True, True, True, False]


def test_keys_and_mail_are_readable_by_their_owner_alone(tmp_path: Path) -> None:
    from recours.config import env

    env.key(tmp_path / "keys", "session.key")
    assert (tmp_path / "keys").stat().st_mode & 0o077 == 0
    assert (tmp_path / "keys" / "session.key").stat().st_mode & 0o077 == 0
