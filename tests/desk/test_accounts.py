"""Signing in and out, passwords, the second key: from the first invitation to the last session."""

from __future__ import annotations

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client, RequestFactory
from pytest_django import Settings

from recours.core.secrets import fingerprint
from recours.core.subjects import Subject
from recours.desk.accounts import Adapter, SecondKey
from recours.letters.models import Letter
from recours.people import actions
from recours.people.models import ORGANISATION, User
from recours.trail.reading import events_of
from tests.desk.conftest import Desk, page

pytestmark = pytest.mark.django_db

HERE = "/desk/accounts/"
SECRET = "velvet otter under three moons"
OTHER = "nine copper kettles singing low"


@pytest.fixture(autouse=True)
def nobody_tried(settings: Settings) -> None:
    """No tries are counted yet, and mail goes where it goes outside of tests."""
    cache.clear()
    settings.EMAIL_BACKEND = "recours.letters.backend.Outbox"


@pytest.fixture
def hana(desk: Desk) -> User:
    """A colleague with a password."""
    user = desk.cast.users["handler"]
    actions.set_password(actor=desk.actor("handler"), user_id=user.pk, password=SECRET, now=desk.now)
    user.refresh_from_db()
    return user


def sign_in(browser: Client, user: User, password: str = SECRET) -> str:
    """Give address and password, and say where it led."""
    answer = browser.post(HERE + "login/", {"login": user.email, "password": password})
    return answer.headers.get("Location", "")


def done_by(user: User) -> list[str]:
    return [event.kind for event in events_of(Subject("user", user.pk))]


def code_of(secret: str, ahead: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


def with_second_key(browser: Client, password: str = SECRET) -> str:
    """Set up an app at a browser that is signed in, and give its secret."""
    browser.post(f"{HERE}reauthenticate/", {"password": password})
    seen = page(browser.get(f"{HERE}second-factor/totp/activate/"))
    found = re.search(r"<code>([A-Z2-7]{32})</code>", seen)
    assert found is not None
    answer = browser.post(f"{HERE}second-factor/totp/activate/", {"code": code_of(found[1])})
    assert answer.headers["Location"] == f"{HERE}second-factor/recovery-codes/"
    return found[1]


def test_an_invitation_leads_to_a_password_and_to_work(desk: Desk) -> None:
    admin = desk.actor("administrator")
    key = actions.add_user(
        actor=admin,
        name="Nour New",
        email="nour@northwind.example",
        language="fr",
        unit_id=None,
        now=desk.now,
    )
    letter = Letter.objects.get(address="nour@northwind.example")
    link = re.search(r"/desk/accounts/password/reset/key/\S+", letter.body)
    assert link is not None
    browser = Client()
    form = browser.get(link[0])
    assert form.status_code == 302, "the key leaves the address at once"
    weak = browser.post(form.headers["Location"], {"password1": "short", "password2": "short"})
    assert weak.status_code == 200
    unlike = browser.post(form.headers["Location"], {"password1": SECRET, "password2": OTHER})
    assert "The two passwords are not the same" in page(unlike)
    answer = browser.post(form.headers["Location"], {"password1": SECRET, "password2": SECRET})
    assert answer.headers["Location"] == f"{HERE}password/reset/key/done/"
    user = User.objects.get(pk=key)
    assert done_by(user) == ["user.added", "user.password_set"]
    assert page(Client().get(link[0])).count("has grown too old") == 1, "the link works once"
    assert sign_in(browser, user) == "/desk/"
    assert '<html lang="fr"' in page(browser.get("/desk/"))


def test_signing_in_and_out_is_on_the_trail(desk: Desk, hana: User) -> None:
    browser = Client()
    assert sign_in(browser, hana) == "/desk/"
    assert browser.post(HERE + "logout/").status_code == 302
    assert done_by(hana)[-2:] == ["user.signed_in", "user.signed_out"]
    assert browser.get("/desk/").status_code == 302


def test_one_is_led_back_to_where_one_was_going_and_nowhere_else(desk: Desk, hana: User) -> None:
    sent = {"login": hana.email.upper(), "password": SECRET}
    answer = Client().post(HERE + "login/?next=/desk/notices/", {**sent, "next": "/desk/notices/"})
    assert answer.headers["Location"] == "/desk/notices/"
    answer = Client().post(HERE + "login/", {**sent, "next": "https://evil.example/"})
    assert answer.headers["Location"] == "/desk/"


def test_a_failure_is_noted_without_the_address(desk: Desk, hana: User) -> None:
    answer = Client().post(HERE + "login/", {"login": hana.email, "password": "wrong"})
    assert "The e-mail address or the password is not right." in page(answer)
    unknown = Client().post(HERE + "login/", {"login": "eve@elsewhere.example", "password": "wrong"})
    assert "The e-mail address or the password is not right." in page(unknown)
    failed = events_of(Subject("sign_in", ORGANISATION))
    assert [event.facts["fingerprint"] for event in failed] == [
        fingerprint(hana.email, "sign-in"),
        fingerprint("eve@elsewhere.example", "sign-in"),
    ]


def test_guessing_is_stopped(desk: Desk, hana: User) -> None:
    browser = Client()
    for _number in range(5):
        sign_in(browser, hana, "wrong")
    answer = browser.post(HERE + "login/", {"login": hana.email, "password": SECRET})
    assert "That was too many tries" in page(answer)
    assert len(events_of(Subject("sign_in", ORGANISATION))) == 5, "what is stopped adds nothing to the trail"


def test_who_asks_too_often_is_told_to_wait(desk: Desk) -> None:
    browser = Client()
    answers = [browser.post(HERE + "login/", {}) for _number in range(31)]
    assert (answers[29].status_code, answers[30].status_code) == (200, 429)
    assert answers[30].headers["Retry-After"] == "60"


def test_deactivation_ends_every_session_and_every_way_in(desk: Desk, hana: User) -> None:
    browser = Client()
    sign_in(browser, hana)
    Client().post(HERE + "password/reset/", {"email": hana.email})
    link = re.search(r"/desk/accounts/password/reset/key/\S+", Letter.objects.latest("created_at", "id").body)
    actions.deactivate_user(actor=desk.actor("administrator"), user_id=hana.pk, now=desk.now)
    assert browser.get("/desk/").headers["Location"].startswith(HERE + "login/")
    assert sign_in(Client(), hana) == ""
    assert link is not None
    assert "has grown too old" in page(Client().get(link[0]))
    letters = Letter.objects.count()
    Client().post(HERE + "password/reset/", {"email": hana.email})
    assert Letter.objects.count() == letters, "a closed account gets no link"


def test_nobody_signs_up(desk: Desk) -> None:
    sent = {"email": "eve@elsewhere.example", "password1": SECRET, "password2": SECRET}
    for answer in (Client().get(HERE + "signup/"), Client().post(HERE + "signup/", sent)):
        assert "Accounts are made by the office" in page(answer)
    assert not User.objects.filter(email="eve@elsewhere.example").exists()


def test_a_forgotten_password(desk: Desk, hana: User) -> None:
    User.objects.filter(pk=hana.pk).update(language="ar")
    answer = Client().post(HERE + "password/reset/", {"email": hana.email}, headers={"Host": "127.0.0.1"})
    assert answer.headers["Location"] == HERE + "password/reset/done/"
    letter = Letter.objects.latest("created_at", "id")
    assert (letter.language, letter.address) == ("ar", hana.email)
    assert letter.letterhead["name"] == "مياه الشمال", "the organisation writes, in the colleague's language"
    assert "http://127.0.0.1:8000/desk/accounts/password/reset/key/" in letter.body, (
        "our address, not the asker's"
    )


def test_a_stranger_who_asks_for_a_password_makes_us_write_to_nobody(desk: Desk) -> None:
    letters = Letter.objects.count()
    answer = Client().post(HERE + "password/reset/", {"email": "eve@elsewhere.example"})
    assert answer.headers["Location"] == HERE + "password/reset/done/", "as if there were an account"
    assert Letter.objects.count() == letters


def test_changing_the_password_keeps_this_session_and_ends_the_others(desk: Desk, hana: User) -> None:
    here, elsewhere = Client(), Client()
    sign_in(here, hana)
    sign_in(elsewhere, hana)
    sent = {"oldpassword": "wrong", "password1": OTHER, "password2": OTHER}
    wrong = here.post(HERE + "password/change/", sent)
    assert "This is not your current password." in page(wrong)
    here.post(HERE + "password/change/", {**sent, "oldpassword": SECRET})
    assert here.get("/desk/").status_code == 200
    assert elsewhere.get("/desk/").status_code == 302
    assert done_by(hana)[-1] == "user.password_set"
    told = Letter.objects.latest("created_at", "id")
    assert "password of your account has been changed" in told.body


@pytest.mark.django_db(transaction=True)
def test_a_second_key_is_asked_for_from_then_on(desk: Desk, hana: User) -> None:
    browser = Client()
    sign_in(browser, hana)
    secret = with_second_key(browser)
    assert done_by(hana)[-1] == "user.second_factor_changed"
    assert "your authenticator app" in Letter.objects.latest("created_at", "id").body
    browser.post(HERE + "logout/")
    assert sign_in(browser, hana) == HERE + "second-factor/authenticate/"
    assert browser.get("/desk/").status_code == 302, "the password alone opens nothing"
    wrong = browser.post(HERE + "second-factor/authenticate/", {"code": "000000"})
    assert "This code is not right." in page(wrong)
    assert events_of(Subject("sign_in", ORGANISATION))[-1].facts["fingerprint"] == fingerprint(
        hana.email, "sign-in"
    )
    arabic = code_of(secret, 1).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    answer = browser.post(HERE + "second-factor/authenticate/", {"code": arabic})
    assert answer.headers["Location"] == "/desk/"


def test_a_recovery_code_opens_once(desk: Desk, hana: User) -> None:
    browser = Client()
    sign_in(browser, hana)
    with_second_key(browser)
    seen = page(browser.get(HERE + "second-factor/recovery-codes/"))
    codes = re.findall(r"<li>(\d{8})</li>", seen)
    assert len(codes) == 10
    assert browser.get(HERE + "second-factor/recovery-codes/download/").content.decode().count(codes[0]) == 1
    for expected in ("/desk/", ""):
        browser.post(HERE + "logout/")
        sign_in(browser, hana)
        answer = browser.post(HERE + "second-factor/authenticate/", {"code": codes[0]})
        assert answer.headers.get("Location", "") == expected


def test_the_second_key_lies_locked_in_the_database(desk: Desk, hana: User) -> None:
    browser = Client()
    sign_in(browser, hana)
    secret = with_second_key(browser)
    stored = " ".join(str(each.data) for each in Authenticator.objects.all())
    assert secret not in stored
    key = Authenticator.objects.get(type="totp")
    assert SecondKey().decrypt(key.data["secret"]) == secret


def test_the_second_key_is_put_away_again(desk: Desk, hana: User) -> None:
    browser = Client()
    sign_in(browser, hana)
    with_second_key(browser)
    browser.post(HERE + "second-factor/recovery-codes/generate/")
    browser.post(HERE + "second-factor/totp/deactivate/")
    assert not Authenticator.objects.exists()
    changes = [
        event.facts["change"]
        for event in events_of(Subject("user", hana.pk))
        if event.kind == "user.second_factor_changed"
    ]
    assert changes == ["added", "codes_made", "removed"]


def test_the_picture_needs_no_style(desk: Desk) -> None:
    drawn = SecondKey().build_totp_svg("otpauth://totp/x?secret=ABC&issuer=N")
    assert drawn.startswith("<?xml") or drawn.startswith("<svg")
    assert "style" not in drawn


@pytest.mark.parametrize(
    ("proxies", "told", "remote", "address"),
    [
        (0, "203.0.113.9", "198.51.100.7", "198.51.100.7"),
        (1, "203.0.113.9", "10.0.0.1", "203.0.113.9"),
        (1, "1.2.3.4, 203.0.113.9", "10.0.0.1", "203.0.113.9"),
        (2, "1.2.3.4, 203.0.113.9, 10.0.0.2", "10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", "10.0.0.1", "10.0.0.1"),
        (1, "", "10.0.0.1", "10.0.0.1"),
        (1, "2001:db8:1:2::9", "10.0.0.1", "2001:db8:1:2::/64"),
        (0, "", "", "unknown"),
    ],
)
def test_whose_address_is_believed(
    settings: Settings, proxies: int, told: str, remote: str, address: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", headers={"X-Forwarded-For": told} if told else {}, REMOTE_ADDR=remote)
    assert Adapter().get_client_ip(request) == address


@pytest.mark.parametrize(
    "sent",
    [
        {"login": "x" * 5000, "password": "y" * 5000},
        {"login": "a\x00b@northwind.example", "password": "\x00"},
        {"login": "\u202ehana@northwind.example", "password": "\ud800".encode("utf-8", "replace").decode()},
        {"login": "a@b.example\r\nBcc: eve@elsewhere.example", "password": "x"},
    ],
)
def test_hostile_words_at_the_door(desk: Desk, sent: dict[str, str]) -> None:
    for path in ("login/", "password/reset/"):
        answer = Client().post(HERE + path, {**sent, "email": sent["login"]})
        assert answer.status_code in {200, 400}
