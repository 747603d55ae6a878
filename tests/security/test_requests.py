"""What a request cannot do: be forged from elsewhere, lead elsewhere, try for ever, outlive a password."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.conf import settings as configured
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone
from pytest_django import Settings

from recours.complaints.models import Complaint
from recours.complaints.models import Message as CaseMessage
from recours.letters.models import Letter
from recours.people.actions import set_password
from recours.trail.models import EventRow
from tests.factories.cast import PASSWORD
from tests.factories.people import SYSTEM
from tests.permissions.routes import routes
from tests.permissions.scene import Scene
from tests.security.conftest import addresses

EXEMPT = {
    "complain": "no cookie speaks for the sender; the form's own signed token makes it count once",
    "messages": "the form's token is signed for the one case that this browser has opened",
    **dict.fromkeys(
        ("acceptance", "rejection", "review", "withdrawal"),
        "the form's token is signed for the one case that this browser has opened",
    ),
    "leave": "closing the page loses nothing",
    "appearance": "changes the asker's own colours only",
}
"""Every browser's route that a form of another site could reach, and why that does no harm."""

LOGIN = "/desk/accounts/login/"


def everything() -> tuple[int, ...]:
    return tuple(kind.objects.count() for kind in (Complaint, CaseMessage, Letter, EventRow))


@pytest.mark.parametrize("who", ["administrator", "manager", "handler"])
def test_no_form_of_another_site_changes_anything_at_the_desk(scene: Scene, who: str) -> None:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(scene.cast.users[who])
    paths = addresses(scene, "/desk/")  # first: filling a place may let something happen
    before, open_to_all = everything(), []
    for path in paths:
        answer = client.post(
            path, {"words": "forged", "password": "forged"}, HTTP_ORIGIN="https://evil.example"
        )
        if answer.status_code not in {403, 404, 405}:
            open_to_all.append(f"{path} {answer.status_code}")
    assert not open_to_all, "\n".join(open_to_all)
    assert everything() == before


def test_the_exceptions_are_these(scene: Scene) -> None:
    def walk(patterns: list[object]) -> list[str]:
        found = []
        for entry in patterns:
            if hasattr(entry, "url_patterns"):
                found += walk(entry.url_patterns)
            elif getattr(entry.callback, "csrf_exempt", False):  # type: ignore[attr-defined]  # a pattern
                module = entry.callback.__module__  # type: ignore[attr-defined]  # the same
                if not module.startswith(("recours.api", "ninja")):
                    found.append(str(entry.name))  # type: ignore[attr-defined]  # the same
        return found

    assert set(walk(get_resolver().url_patterns)) == set(EXEMPT)
    assert routes()


def test_a_message_cannot_be_forged_with_the_readers_cookie_alone(scene: Scene) -> None:
    client = scene.client("complainant")
    for token in ("", "x", "1:2:3"):
        answer = client.post("/en/track/case/messages/", {"words": "forged", "token": token})
        assert answer.status_code == 422
    assert not CaseMessage.objects.exists()


@pytest.mark.parametrize("what", ["acceptance", "rejection", "review", "withdrawal"])
def test_a_decision_cannot_be_forged_with_the_readers_cookie_alone(scene: Scene, what: str) -> None:
    client = scene.client("complainant")
    before = EventRow.objects.count()
    for token in ("", "x", "1:2:3"):
        assert client.post(f"/en/track/case/{what}/", {"words": "forged", "token": token}).status_code == 422
    assert EventRow.objects.count() == before


def test_a_session_opens_nothing_at_the_machines_door(scene: Scene) -> None:
    client = scene.client("administrator")
    for path in addresses(scene, "/api/v1/"):
        for method in ("GET", "POST"):
            answer = client.generic(method, path, content_type="application/json")
            assert answer.status_code in {401, 404, 405} or path.endswith(("docs", "openapi.json")), path


ELSEWHERE = (
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "http:evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    "\x00//evil.example",
    "https:///evil.example",
    "/%2f/evil.example/..",
    "//evil.example%2f@testserver/",
)


@pytest.mark.parametrize("onward", ELSEWHERE)
def test_no_way_leads_elsewhere(scene: Scene, onward: str) -> None:
    visitor = Client()
    login = {"login": scene.cast.users["clerk"].email, "password": PASSWORD, "next": onward}
    answers = [
        visitor.post("/appearance", {"theme": "dark", "next": onward}),
        visitor.post(LOGIN, login),
    ]
    staff = scene.client("clerk")
    answers += [
        staff.get(LOGIN, {"next": onward}),
        staff.post("/desk/accounts/reauthenticate/", {"password": PASSWORD, "next": onward}),
        staff.post("/desk/preferences/", {"language": "en", "theme": "dark", "next": onward}),
        staff.post("/desk/accounts/logout/", {"next": onward}),
        visitor.post("/desk/notices/", {}, HTTP_REFERER=onward.replace("\x00", "").replace("\t", "")),
    ]
    for answer in answers:
        where = answer.headers.get("Location", "/")
        assert where.startswith("/"), where
        assert not where.startswith(("//", "/\\")), where


def test_a_host_of_somebodys_own_gets_into_no_letter(scene: Scene, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "recours.letters.backend.Outbox"  # which Django's test runner put aside
    email = scene.cast.users["clerk"].email
    refused = Client().post("/desk/accounts/password/reset/", {"email": email}, HTTP_HOST="evil.example")
    assert refused.status_code == 400
    sent = Client().post(
        "/desk/accounts/password/reset/", {"email": email}, HTTP_X_FORWARDED_HOST="evil.example"
    )
    assert sent.status_code == 302
    letter = Letter.objects.latest("created_at", "id")
    assert configured.SITE_URL in letter.body + letter.link
    assert "evil.example" not in letter.body + letter.subject + letter.link


def test_whether_an_account_exists_is_not_told(scene: Scene) -> None:
    known, unknown = scene.cast.users["clerk"].email, "nobody@northwind.example"
    asked = [Client().post("/desk/accounts/password/reset/", {"email": email}) for email in (known, unknown)]
    assert {(answer.status_code, answer.headers["Location"]) for answer in asked} == {
        (302, "/desk/accounts/password/reset/done/")
    }
    tried = [
        Client().post(LOGIN, {"login": email, "password": "wrong wrong wrong"}) for email in (known, unknown)
    ]
    pages = {
        answer.content.replace(email.encode(), b"")
        for answer, email in zip(tried, (known, unknown), strict=True)
    }
    assert len({len(page) // 100 for page in pages}) == 1
    assert {answer.status_code for answer in tried} == {200} or {answer.status_code for answer in tried} == {
        422
    }


def tries(client: Client, scene: Scene, reference: str, secret: str, **environ: str) -> int:
    return client.post("/en/track/", {"reference": reference, "secret": secret}, **environ).status_code  # type: ignore[arg-type]  # the environment


@pytest.mark.parametrize("proxies", [0, 1])
def test_a_secret_cannot_be_guessed(
    scene: Scene, settings: Settings, proxies: int, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: now)  # tries are counted anew every ten minutes
    settings.TRUSTED_PROXIES = proxies
    settings.TRACKING_TRIES_PER_10_MINUTES = 5
    receipt = scene.receipt

    def from_somewhere(number: int) -> str:
        """A header that names another address each time, as far as the sender can write it."""
        return f"203.0.113.{number}" + (", 198.51.100.7" if proxies else "")

    wrong = [
        tries(
            Client(),
            scene,
            receipt.reference,
            f"AAAA-AAAA-AAAA-AAA{n}",
            HTTP_X_FORWARDED_FOR=from_somewhere(n),
        )
        for n in range(8)
    ]
    assert wrong == [422] * 5 + [429] * 3
    assert (
        tries(Client(), scene, receipt.reference, receipt.secret, HTTP_X_FORWARDED_FOR=from_somewhere(99))
        == 429
    )
    assert tries(Client(), scene, receipt.reference, receipt.secret, REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR="192.0.2.1") == 303  # fmt: skip


def test_a_wrong_reference_looks_like_a_wrong_secret(scene: Scene) -> None:
    receipt = scene.receipt
    pages = []
    for reference, secret in ((receipt.reference, "AAAA-AAAA-AAAA-AAAA"), ("482-719-3068", receipt.secret)):
        page = Client().post("/en/track/", {"reference": reference, "secret": secret})
        assert page.status_code == 422
        pages.append(page.content.decode().replace(reference, "").replace(secret, ""))
    assert len({len(page) // 50 for page in pages}) == 1


def sign_in(client: Client, scene: Scene, password: str, **environ: str) -> bool:
    given = {"login": scene.cast.users["clerk"].email, "password": password}
    return client.post(LOGIN, given, **environ).status_code == 302  # type: ignore[arg-type]  # the environment


@pytest.mark.parametrize("proxies", [0, 1])
def test_a_password_cannot_be_guessed(scene: Scene, settings: Settings, proxies: int) -> None:
    settings.TRUSTED_PROXIES = proxies
    for number in range(6):
        pretended = f"203.0.113.{number}" + (", 198.51.100.7" if proxies else "")
        assert not sign_in(Client(), scene, f"wrong password {number}", HTTP_X_FORWARDED_FOR=pretended)
    assert not sign_in(Client(), scene, PASSWORD), (
        "the right password no longer helps after so many wrong ones"
    )


@pytest.mark.parametrize("proxies", [0, 1])
def test_many_accounts_cannot_be_tried_from_one_place(scene: Scene, settings: Settings, proxies: int) -> None:
    settings.TRUSTED_PROXIES = proxies
    told = []
    for number in range(14):
        pretended = f"203.0.113.{number}" + (", 198.51.100.7" if proxies else "")
        given = {"login": f"somebody{number}@northwind.example", "password": "wrong wrong wrong"}
        page = Client().post(LOGIN, given, HTTP_X_FORWARDED_FOR=pretended)
        told.append("too many tries" in page.content.decode() or page.status_code == 429)
    assert not told[0]
    assert told[-1], "fourteen accounts were tried from one address"


def test_signing_in_begins_a_session_of_its_own(scene: Scene) -> None:
    client = Client()
    client.get(LOGIN)
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    planted = session.session_key
    assert planted
    client.cookies[configured.SESSION_COOKIE_NAME] = planted
    assert sign_in(client, scene, PASSWORD)
    assert client.cookies[configured.SESSION_COOKIE_NAME].value != planted
    intruder = Client()
    intruder.cookies[configured.SESSION_COOKIE_NAME] = planted
    assert intruder.get("/desk/").status_code == 302


def test_a_session_ends_with_signing_out_and_with_the_password(scene: Scene, now: datetime) -> None:
    client = Client()
    assert sign_in(client, scene, PASSWORD)
    copied = Client()
    copied.cookies[configured.SESSION_COOKIE_NAME] = client.cookies[configured.SESSION_COOKIE_NAME].value
    assert copied.get("/desk/").status_code == 200
    client.post("/desk/accounts/logout/")
    assert copied.get("/desk/").status_code == 302
    again = Client()
    assert sign_in(again, scene, PASSWORD)
    set_password(
        actor=SYSTEM, user_id=scene.cast.users["clerk"].pk, password="another battery staple", now=now
    )
    assert again.get("/desk/").status_code == 302
