"""Colleagues, units, outside bodies and tokens: every action through its page, with what it refuses."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from pytest_django import DjangoAssertNumQueries

from recours.core.keys import new_key
from recours.letters.models import Letter
from recours.people.models import ApiToken, DisputeBody, Organisation, RoleAssignment, Unit, User
from recours.people.selectors import actor_of_token
from tests.desk.conftest import Desk, page
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

HERE = "/desk/organisation/"
LANGUAGES = ("en", "fr", "ar", "fa", "tr")


def words(name: str, **said: str) -> dict[str, str]:
    """The fields of words in every language."""
    return {f"{name}_{code}": said.get(code, "") for code in LANGUAGES}


def person(**changed: str) -> dict[str, str]:
    return {"name": "Nour New", "email": "nour@northwind.example", "language": "fr", "unit_id": "", **changed}


def user_at(desk: Desk, name: str, tail: str = "") -> str:
    return f"{HERE}users/{desk.cast.users[name].pk}/{tail}"


@pytest.mark.parametrize("name", ["clerk", "handler", "outsider", "manager", "auditor"])
def test_others_are_told_that_this_is_not_open_to_them(desk: Desk, name: str) -> None:
    answer = desk.browser(name).get(HERE)
    assert answer.status_code == 403
    assert "Your role does not allow this." in page(answer)


def test_a_colleague_is_added_invited_and_given_a_role(desk: Desk) -> None:
    browser = desk.browser("administrator")
    answer = browser.post(HERE + "users/new/", person(unit_id=str(desk.cast.branch.pk)))
    user = User.objects.get(email="nour@northwind.example")
    assert answer.headers["Location"] == f"{HERE}users/{user.pk}/"
    assert (user.name, user.language, user.unit) == ("Nour New", "fr", desk.cast.branch)
    assert Letter.objects.filter(address=user.email, language="fr").count() == 1
    seen = page(browser.get(answer.headers["Location"]))
    assert "Without a role this colleague can sign in but sees nothing." in seen
    assert "Ada Admin made an account for Nour New." in seen
    given = browser.post(
        f"{HERE}users/{user.pk}/roles/", {"role": "handler", "unit_id": str(desk.cast.branch.pk)}
    )
    assert given.status_code == 303
    held = RoleAssignment.objects.get(user=user)
    assert (held.role, held.unit) == ("handler", desk.cast.branch)
    ended = browser.post(f"{HERE}users/{user.pk}/roles/{held.pk}/end/")
    assert ended.status_code == 303
    assert not RoleAssignment.objects.filter(user=user, ended_at=None).exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"name": ""}, "Give the person&#x27;s name."),
        ({"email": "nowhere"}, "This is not a complete e-mail address."),
        ({"email": "HANA.Handler@northwind.example"}, "A colleague signs in with this address already."),
        ({"language": "xx"}, "xx is not one of the available choices."),
        ({"unit_id": str(new_key())}, "is not one of the available choices."),
        ({"name": "N" * 300}, "This is longer than the 200 characters there is room for."),
        ({"email": "a@b.example\r\nBcc: eve@elsewhere.example"}, "This is not a complete e-mail address."),
    ],
)
def test_an_account_that_cannot_be_made(desk: Desk, sent: dict[str, str], said: str) -> None:
    before = User.objects.count()
    answer = desk.browser("administrator").post(HERE + "users/new/", person(**sent))
    assert answer.status_code == 422
    assert said in page(answer)
    assert 'value="Nour New"' in page(answer) or "name" in sent, "what was typed is still there"
    assert User.objects.count() == before


def test_details_are_changed(desk: Desk) -> None:
    sent = person(
        name="\u202eHana\x00 H.", email="Hana@Northwind.example", unit_id=str(desk.cast.house.unit.pk)
    )
    answer = desk.browser("administrator").post(user_at(desk, "handler"), sent)
    assert answer.status_code == 303
    user = User.objects.get(pk=desk.cast.users["handler"].pk)
    assert (user.name, user.email, user.language) == ("Hana H.", "hana@northwind.example", "fr")


def test_the_last_administrator_stays(desk: Desk) -> None:
    browser = desk.browser("administrator")
    held = RoleAssignment.objects.get(user=desk.cast.users["administrator"])
    for path in (f"roles/{held.pk}/end/", "deactivation/"):
        answer = browser.post(user_at(desk, "administrator", path))
        assert answer.status_code == 409
        assert "This is the last administrator." in page(answer)
    assert browser.get(HERE).status_code == 200


def test_roles_that_cannot_be_given(desk: Desk) -> None:
    browser = desk.browser("administrator")
    unit = str(desk.cast.house.unit.pk)
    for sent, said in (
        ({"role": "handler", "unit_id": unit}, "The colleague holds this role already."),
        ({"role": "administrator", "unit_id": unit}, "for the whole organisation, not for one unit"),
        ({"role": "", "unit_id": ""}, "Choose one of the roles."),
        ({"role": "emperor", "unit_id": ""}, "emperor is not one of the available choices."),
    ):
        answer = browser.post(user_at(desk, "handler", "roles/"), sent)
        assert answer.status_code == 422
        assert said in page(answer)


def test_a_role_of_somebody_else_is_not_ended_here(desk: Desk) -> None:
    held = RoleAssignment.objects.get(user=desk.cast.users["clerk"])
    answer = desk.browser("administrator").post(user_at(desk, "handler", f"roles/{held.pk}/end/"))
    assert answer.status_code == 404


def test_an_account_is_closed_and_opened_again(desk: Desk) -> None:
    browser, colleague = desk.browser("administrator"), desk.browser("handler")
    assert colleague.get("/desk/").status_code == 200
    assert browser.post(user_at(desk, "handler", "deactivation/")).status_code == 303
    assert colleague.get("/desk/").status_code == 302
    assert "Everything this colleague did stays under their name." in page(
        browser.get(user_at(desk, "handler"))
    )
    again = browser.post(user_at(desk, "handler", "deactivation/"))
    assert (again.status_code, "This account is deactivated." in page(again)) == (409, True)
    refused = browser.post(user_at(desk, "handler", "roles/"), {"role": "auditor", "unit_id": ""})
    assert "This account is deactivated. Reactivate it first." in page(refused)
    letters = Letter.objects.count()
    assert browser.post(user_at(desk, "handler", "reactivation/")).status_code == 303
    assert Letter.objects.count() == letters + 1
    assert browser.post(user_at(desk, "handler", "reactivation/")).status_code == 409


def test_an_invitation_is_sent_again(desk: Desk) -> None:
    letters = Letter.objects.count()
    assert desk.browser("administrator").post(user_at(desk, "clerk", "invitation/")).status_code == 303
    assert Letter.objects.count() == letters + 1


def test_a_lost_second_key_is_taken_away(desk: Desk) -> None:
    browser = desk.browser("administrator")
    assert browser.post(user_at(desk, "handler", "second-factor/")).status_code == 409
    Authenticator.objects.create(user=desk.cast.users["handler"], type="totp", data={})
    assert "The second key is lost" in page(browser.get(user_at(desk, "handler")))
    assert browser.post(user_at(desk, "handler", "second-factor/")).status_code == 303
    assert not Authenticator.objects.exists()
    assert "took away the second key of Hana Handler" in page(browser.get(user_at(desk, "handler")))


def test_what_each_role_may_do_is_read_from_the_table(desk: Desk) -> None:
    seen = page(desk.browser("administrator").get(HERE + "users/"))
    row = re.search(r"See who complained</th>(.*?)</tr>", seen, re.DOTALL)
    assert row is not None
    cells = ["icon" in cell for cell in re.findall(r"<td>(.*?)</td>", row[1], re.DOTALL)]
    assert cells == [True, True, True, True, False, False, False]


def test_a_unit_is_added_changed_preferred_and_retired(desk: Desk) -> None:
    browser = desk.browser("administrator")
    sent = {"code": "South-1", "email": "south@northwind.example", **words("names", en="South", ar="الجنوب")}
    assert browser.post(HERE + "units/new/", sent).status_code == 303
    unit = Unit.objects.get(code="south-1")
    at = f"{HERE}units/{unit.pk}/"
    changed = {**sent, **words("names", en="Southern team"), "code": "other"}
    assert browser.post(at, changed).status_code == 303
    unit.refresh_from_db()
    assert (unit.names, unit.code) == ({"en": "Southern team"}, "south-1")
    assert browser.post(at + "default/").status_code == 303
    assert Organisation.objects.get().default_unit == unit
    refused = browser.post(at + "retirement/")
    assert (refused.status_code, "New cases go to this unit" in page(refused)) == (409, True)
    browser.post(f"{HERE}units/{desk.cast.house.unit.pk}/default/")
    assert browser.post(at + "retirement/").status_code == 303
    assert "Retired" in page(browser.get(at))
    staffed = browser.post(f"{HERE}units/{desk.cast.branch.pk}/retirement/")
    assert "Colleagues still belong to this unit" in page(staffed)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"code": "branch"}, "This code is taken."),
        ({"code": "a b"}, "A code has only the letters a to z"),
        ({"code": ""}, "A code has only the letters a to z"),
        ({"names_en": ""}, "Give a name in at least one language."),
        ({"email": "@"}, "This is not a complete e-mail address."),
        ({"names_ar": "ن" * 201}, "This is longer than the 200 characters"),
    ],
)
def test_a_unit_that_cannot_be_added(desk: Desk, sent: dict[str, str], said: str) -> None:
    given = {"code": "south", "email": "", **words("names", en="South"), **sent}
    answer = desk.browser("administrator").post(HERE + "units/new/", given)
    assert answer.status_code == 422
    assert said in page(answer)


def test_an_outside_body_is_added_changed_and_retired(desk: Desk) -> None:
    browser = desk.browser("administrator")
    assert "Nobody is named yet" in page(browser.get(HERE + "outside-bodies/"))
    sent: dict[str, str] = {
        "code": "ombudsman",
        "website": "https://ombudsman.example",
        "phone": "",
        "address": "1 Fair Lane\nYork",
        **words("names", en="Ombudsman"),
        **words("terms", en="Free of charge."),
    }
    bad = browser.post(HERE + "outside-bodies/new/", {**sent, "website": "javascript:alert(1)"})
    assert (bad.status_code, "Give the whole web address" in page(bad)) == (422, True)
    assert browser.post(HERE + "outside-bodies/new/", sent).status_code == 303
    body = DisputeBody.objects.get()
    at = f"{HERE}outside-bodies/{body.pk}/"
    assert browser.post(at, {**sent, **words("names", en="The Ombudsman")}).status_code == 303
    assert "changed the outside body&#x27;s details: name." in page(browser.get(at))
    assert browser.post(at + "retirement/").status_code == 303
    assert browser.post(at + "retirement/").status_code == 409
    assert browser.get(f"{HERE}outside-bodies/{new_key()}/").status_code == 404


def test_a_token_is_shown_once_and_withdrawn(desk: Desk) -> None:
    browser = desk.browser("administrator")
    sent: dict[str, Any] = {
        "name": "Web shop",
        "scopes": ["complaint.intake", "complaint.read"],
        "unit_id": str(desk.cast.branch.pk),
        "expires_at": "31 12 2099",
    }
    seen = page(browser.post(HERE + "tokens/new/", sent))
    secret = re.search(r"<code>(rc_[\w-]{43})</code>", seen)
    assert secret is not None
    token = ApiToken.objects.get(name="Web shop")
    assert (token.unit, sorted(token.scopes)) == (desk.cast.branch, ["complaint.intake", "complaint.read"])
    assert token.expires_at is not None
    assert token.expires_at.isoformat() == "2100-01-01T00:00:00+00:00", "the last day is a whole day"
    assert actor_of_token(secret[1], desk.now) is not None
    listed = page(browser.get(HERE + "tokens/"))
    assert secret[1] not in listed
    assert "Last day: 31 Dec 2099." in listed
    assert browser.post(f"{HERE}tokens/{token.pk}/withdrawal/").status_code == 303
    assert actor_of_token(secret[1], desk.now) is None
    assert browser.post(f"{HERE}tokens/{token.pk}/withdrawal/").status_code == 409


def test_the_page_of_a_token_loaded_again_gives_no_second_one(desk: Desk) -> None:
    browser = desk.browser("administrator")
    key = re.search(r'name="key" value="([0-9a-f-]{36})"', page(browser.get(HERE + "tokens/new/")))
    assert key is not None
    sent = {
        "key": key[1],
        "name": "Web shop",
        "scopes": ["complaint.intake"],
        "unit_id": "",
        "expires_at": "",
    }
    assert "rc_" in page(browser.post(HERE + "tokens/new/", sent))
    again = browser.post(HERE + "tokens/new/", sent)
    assert (again.status_code, again.headers["Location"]) == (303, HERE + "tokens/")
    assert "This token is given already." in page(browser.get(HERE + "tokens/"))
    assert ApiToken.objects.filter(name="Web shop").count() == 1


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"scopes": []}, "Choose at least one thing that the token may do."),
        (
            {"scopes": ["organisation.administer"]},
            "organisation.administer is not one of the available choices.",
        ),
        ({"name": ""}, "Give a name in at least one language."),
        ({"expires_at": "1 1 2020"}, "The day on which the token ends must lie ahead."),
        ({"expires_at": "soon"}, "We could not read this day."),
    ],
)
def test_a_token_that_cannot_be_given(desk: Desk, sent: dict[str, Any], said: str) -> None:
    given = {"name": "Web shop", "scopes": ["complaint.read"], "unit_id": "", "expires_at": "", **sent}
    before = ApiToken.objects.count()
    answer = desk.browser("administrator").post(HERE + "tokens/new/", given)
    assert (answer.status_code, ApiToken.objects.count()) == (422, before)
    assert said in page(answer)


@pytest.mark.parametrize("count", [1, 3])
def test_how_much_a_list_of_colleagues_asks(
    desk: Desk, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        make_user(desk.cast.house, f"Person {number}", desk.now)
    browser = desk.browser("administrator")
    browser.get(HERE + "users/")
    with django_assert_num_queries(9):
        browser.get(HERE + "users/")


@pytest.mark.parametrize(("path", "statements"), [("units/", 10), ("outside-bodies/", 7), ("tokens/", 8)])
def test_how_much_a_list_asks(
    desk: Desk, path: str, statements: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser = desk.browser("administrator")
    browser.get(HERE + path)
    with django_assert_num_queries(statements):
        browser.get(HERE + path)
