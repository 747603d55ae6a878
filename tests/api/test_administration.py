"""What an administrator does, through the machine's door.

No token that people can give may administer; the routes are tried with one that was given the scopes behind their back.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from recours.core.permissions import Permission, Role
from recours.letters.kinds import WordingKind
from recours.people.actions import give_token
from recours.people.models import ApiToken
from tests.api.conftest import EVERYTHING, Program, Programs, problem_of, wrong_fields
from tests.factories.people import House, make_unit, make_user
from tests.factories.pictures import png

UNKNOWN = "019a0000-0000-7000-8000-000000000001"


@pytest.fixture
def chief(house: House, now: datetime) -> Program:
    """A program that may do everything."""
    token, secret = give_token(
        actor=house.admin, name="chief", scopes=EVERYTHING, unit_id=None, expires_at=None, now=now
    )
    ApiToken.objects.filter(pk=token.pk).update(scopes=[permission.value for permission in Permission])
    return Program(secret)


def ok(program: Program, method: str, path: str, body: Any = None, status: int = 200) -> Any:
    answer = program.ask(method, path, body)
    assert answer.status_code == status, answer.content
    return json.loads(answer.content) if answer.content else None


ADMINISTRATION = [
    ("PUT", "/organisation"), ("PUT", "/organisation/logo"), ("DELETE", "/organisation/logo"), ("PUT", "/organisation/default-unit"), ("POST", "/units"), ("PUT", f"/units/{UNKNOWN}"),
    ("DELETE", f"/units/{UNKNOWN}"), ("GET", "/outside-bodies"), ("POST", "/outside-bodies"), ("PUT", f"/outside-bodies/{UNKNOWN}"),
    ("DELETE", f"/outside-bodies/{UNKNOWN}"), ("GET", "/users"), ("POST", "/users"), ("GET", f"/users/{UNKNOWN}"),
    ("PUT", f"/users/{UNKNOWN}"), ("POST", f"/users/{UNKNOWN}/invitation"), ("POST", f"/users/{UNKNOWN}/deactivation"),
    ("POST", f"/users/{UNKNOWN}/reactivation"), ("DELETE", f"/users/{UNKNOWN}/second-factor"), ("POST", f"/users/{UNKNOWN}/roles"),
    ("DELETE", f"/roles/{UNKNOWN}"), ("GET", "/tokens"), ("POST", "/tokens"), ("DELETE", f"/tokens/{UNKNOWN}"),
    ("GET", "/texts"), ("POST", "/texts"), ("PUT", f"/texts/{UNKNOWN}"), ("DELETE", f"/texts/{UNKNOWN}"), ("POST", "/categories"), ("PUT", f"/categories/{UNKNOWN}"), ("DELETE", f"/categories/{UNKNOWN}"), ("GET", "/wordings"),
    ("GET", "/wordings/message/en"), ("PUT", "/wordings/message/en"), ("DELETE", "/wordings/message/en"), ("PUT", "/promises"),
    ("GET", "/packs"), ("GET", "/calendar"), ("PUT", "/calendar"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "path"), ADMINISTRATION)
def test_no_token_that_people_give_administers(program: Programs, method: str, path: str) -> None:
    assert problem_of(program().ask(method, path, {}), 403)["code"] == "scope_missing"


@pytest.mark.parametrize(
    ("method", "path"),
    [(method, path) for method, path in ADMINISTRATION if UNKNOWN in path and method != "PUT"],
)
def test_what_is_not_there_is_not_found(chief: Program, method: str, path: str) -> None:
    assert problem_of(chief.ask(method, path, {"role": "clerk"}), 404)["code"] == "not_found"


def test_the_organisation(chief: Program) -> None:
    told = ok(chief, "GET", "/organisation")
    given = {name: told[name] for name in told if name not in {"default_unit", "founded_at", "logo"}}
    changed = ok(chief, "PUT", "/organisation", {**given, "phone": "123", "names": {"en": "Northwind"}})
    assert (changed["phone"], changed["names"]) == ("123", {"en": "Northwind"})
    assert wrong_fields(
        chief.ask("PUT", "/organisation", {**given, "country": "XX", "names": {"de": "N"}})
    ) == {"names.de": "form_wrong"}
    assert wrong_fields(chief.ask("PUT", "/organisation", {**given, "country": "XX"})) == {
        "country": "country_unknown"
    }


def test_the_logo(chief: Program) -> None:
    assert ok(chief, "GET", "/organisation")["logo"] is None
    answer = chief.ask("PUT", "/organisation/logo", png(320, 80), content_type="image/png")
    assert answer.status_code == 200
    address = json.loads(answer.content)["logo"]
    assert chief.client.get(address).content == png(320, 80)
    assert ok(chief, "GET", "/organisation")["logo"] == address
    assert ok(chief, "DELETE", "/organisation/logo")["logo"] is None
    assert chief.client.get(address).status_code == 404
    wrong = chief.ask("PUT", "/organisation/logo", b"<svg/>", content_type="image/png")
    assert wrong_fields(wrong) == {"logo": "logo_kind"}
    problem_of(chief.ask("PUT", "/organisation/logo", b"<svg/>", content_type="image/svg+xml"), 415)
    problem_of(chief.ask("PUT", "/organisation/logo", bytes(1024 * 1024 + 1), content_type="image/png"), 413)


def test_units(chief: Program, house: House) -> None:
    key = ok(chief, "POST", "/units", {"code": "billing", "names": {"en": "Billing"}}, 201)["id"]
    assert wrong_fields(chief.post("/units", {"code": "billing", "names": {}})) == {
        "code": "code_taken",
        "names": "name_missing",
    }
    assert ok(chief, "PUT", f"/units/{key}", {"names": {"fr": "Facturation"}})["names"] == {
        "fr": "Facturation"
    }
    assert ok(chief, "GET", f"/units/{key}")["code"] == "billing"
    assert ok(chief, "PUT", "/organisation/default-unit", {"unit": key})["default_unit"] == key
    assert problem_of(chief.ask("DELETE", f"/units/{key}"), 409)["code"] == "unit_is_default"
    ok(chief, "PUT", "/organisation/default-unit", {"unit": str(house.unit.pk)})
    assert ok(chief, "DELETE", f"/units/{key}")["retired_at"]
    assert [unit["code"] for unit in ok(chief, "GET", "/units")] == ["complaints", "billing"]


def test_outside_bodies(chief: Program) -> None:
    key = ok(chief, "POST", "/outside-bodies", {"code": "ombudsman", "names": {"en": "Ombudsman"}}, 201)["id"]
    assert ok(chief, "PUT", f"/outside-bodies/{key}", {"names": {"en": "O"}, "phone": "1"})["phone"] == "1"
    assert ok(chief, "DELETE", f"/outside-bodies/{key}")["retired_at"]
    assert len(ok(chief, "GET", "/outside-bodies")) == 1
    assert problem_of(chief.ask("DELETE", f"/outside-bodies/{key}"), 409)["code"] == "retired_already"


def test_staff_and_roles(chief: Program, house: House) -> None:
    body = {"name": "Hana", "email": "hana@northwind.example", "language": "ar", "unit": str(house.unit.pk)}
    key = ok(chief, "POST", "/users", body, 201)["id"]
    assert wrong_fields(chief.post("/users", body)) == {"email": "email_taken"}
    assert ok(chief, "PUT", f"/users/{key}", {**body, "name": "Hana Handler"})["name"] == "Hana Handler"
    role = ok(chief, "POST", f"/users/{key}/roles", {"role": "handler", "unit": str(house.unit.pk)}, 201)[
        "id"
    ]
    assert [held["role"] for held in ok(chief, "GET", f"/users/{key}")["roles"]] == ["handler"]
    assert wrong_fields(chief.post(f"/users/{key}/roles", {"role": "king"})) == {"role": "not_a_choice"}
    ok(chief, "DELETE", f"/roles/{role}", status=204)
    assert problem_of(chief.ask("DELETE", f"/roles/{role}"), 409)["code"] == "role_ended"
    ok(chief, "POST", f"/users/{key}/invitation")
    assert ok(chief, "POST", f"/users/{key}/deactivation")["active"] is False
    assert problem_of(chief.post(f"/users/{key}/invitation"), 409)["code"] == "user_inactive"
    assert ok(chief, "POST", f"/users/{key}/reactivation")["active"] is True
    assert problem_of(chief.ask("DELETE", f"/users/{key}/second-factor"), 409)["code"] == "no_second_factor"
    Authenticator.objects.create(user_id=key, type=Authenticator.Type.TOTP, data={})
    ok(chief, "DELETE", f"/users/{key}/second-factor")
    assert len(ok(chief, "GET", "/users")) == 2
    last = str(house.administrator.pk)
    assert problem_of(chief.post(f"/users/{last}/deactivation"), 409)["code"] == "last_administrator"


def test_tokens(chief: Program, house: House) -> None:
    made = ok(chief, "POST", "/tokens", {"name": "till", "scopes": ["complaint.intake"]}, 201)
    assert made["secret"].startswith("rc_")
    assert Program(made["secret"]).post("/complaints", {"words": "Hello"}).status_code == 201
    assert "secret" not in ok(chief, "GET", "/tokens")[0]
    assert made["secret"] not in chief.get("/tokens").content.decode()
    assert ok(chief, "DELETE", f"/tokens/{made['id']}")["withdrawn_at"]
    assert Program(made["secret"]).get("/organisation").status_code == 401
    past = (timezone.now() - timedelta(days=1)).isoformat()
    refused = chief.post("/tokens", {"name": "x", "scopes": ["organisation.administer"], "expires_at": past})
    assert wrong_fields(refused) == {"scopes": "scope_not_for_tokens", "expires_at": "expiry_past"}


def test_categories(chief: Program, house: House) -> None:
    first = ok(
        chief, "POST", "/categories", {"tree": "product", "code": "water", "names": {"en": "Water"}}, 201
    )
    inner = {
        "tree": "product",
        "code": "meters",
        "names": {"en": "Meters"},
        "parent": first["id"],
        "unit": str(house.unit.pk),
    }
    second = ok(chief, "POST", "/categories", inner, 201)
    assert wrong_fields(chief.post("/categories", inner)) == {"code": "code_taken"}
    assert wrong_fields(chief.post("/categories", {**inner, "parent": UNKNOWN, "unit": UNKNOWN})) == {
        "parent": "unknown_choice",
        "unit": "unknown_choice",
    }
    assert wrong_fields(chief.post("/categories", {**inner, "tree": "problem"})) == {
        "parent": "unknown_choice"
    }
    loop = chief.ask("PUT", f"/categories/{first['id']}", {"names": {"en": "Water"}, "parent": second["id"]})
    assert wrong_fields(loop) == {"parent": "loop"}
    assert (
        ok(chief, "PUT", f"/categories/{second['id']}", {"names": {"en": "M"}, "position": 3})["parent"]
        is None
    )
    ok(chief, "DELETE", f"/categories/{first['id']}")
    listed = ok(chief, "GET", "/categories?tree=product")
    assert [(row["code"], bool(row["retired_at"])) for row in listed] in (
        [("meters", False), ("water", True)],
        [("water", True), ("meters", False)],
    )
    assert wrong_fields(chief.get("/categories?tree=x")) == {"tree": "not_a_choice"}
    answer = chief.post("/complaints", {"words": "Hello", "product": second["id"]})
    case = ok(chief, "GET", f"/complaints/{json.loads(answer.content)['reference']}")
    assert case["product"] == {"id": second["id"], "code": "meters", "name": "M"}


def test_wordings(chief: Program) -> None:
    assert len(ok(chief, "GET", "/wordings")) == len(WordingKind) * 5
    path = "/wordings/message/fr"
    standard = ok(chief, "GET", path)
    given = {"subject": "Bonjour {reference}", "body": standard["body"]}
    assert ok(chief, "PUT", path, given)["subject"] == "Bonjour {reference}"
    assert (
        wrong_fields(chief.ask("PUT", path, {"subject": "{x}", "body": ""}))["subject"]
        == "wording_place_unknown"
    )
    assert ok(chief, "DELETE", path)["subject"] == standard["subject"]
    assert problem_of(chief.ask("DELETE", path), 409)["code"] == "wording_is_standard"
    assert wrong_fields(chief.get("/wordings/sonnet/fr")) == {"kind": "not_a_choice"}
    assert wrong_fields(chief.get("/wordings/message/de")) == {"language": "not_a_choice"}


def test_promises_and_packs(chief: Program, program: Programs) -> None:
    before = ok(program(Permission.READ), "GET", "/promises")
    given = {
        "acknowledge_within": {"amount": 2, "unit": "working_days"},
        "answer_within": {"amount": 20, "unit": "working_days"},
        "version": before["version"],
    }
    after = ok(chief, "PUT", "/promises", given)
    assert (after["answer_within"], after["version"]) == (
        {"amount": 20, "unit": "working_days"},
        before["version"] + 1,
    )
    assert len(after["sentences"]) == 2
    assert (
        problem_of(
            chief.ask("PUT", "/promises", {**given, "answer_within": {"amount": 9, "unit": "weeks"}}), 409
        )["code"]
        == "stale"
    )
    wrong = {**given, "version": None, "answer_within": {"amount": 0, "unit": "weeks"}}
    assert wrong_fields(chief.ask("PUT", "/promises", wrong)) == {"answer_within": "amount"}
    assert {pack["code"] for pack in ok(chief, "GET", "/packs")} == {"promises", "cfpb"}


def test_the_calendar(chief: Program) -> None:
    before = ok(chief, "GET", "/calendar")
    assert before["country"] == "GB"
    given = {name: before[name] for name in before if name not in {"holidays", "changed_at"}}
    after = ok(
        chief,
        "PUT",
        "/calendar",
        {**given, "closed": {"2026-12-24": "Christmas\u0000 Eve"}, "weekend": [4, 5]},
    )
    assert (after["closed"], after["weekend"]) == ({"2026-12-24": "Christmas Eve"}, [4, 5])
    assert problem_of(chief.ask("PUT", "/calendar", {**given, "weekend": [6]}), 409)["code"] == "stale"
    wrong = {**given, "version": None, "weekend": list(range(7)), "zone": "Mars"}
    assert wrong_fields(chief.ask("PUT", "/calendar", wrong)) == {"weekend": "weekend", "zone": "zone"}
    assert "closed.soon" in wrong_fields(chief.ask("PUT", "/calendar", {**given, "closed": {"soon": "x"}}))


def test_a_role_in_another_unit_stays_there(chief: Program, house: House, now: datetime) -> None:
    branch = make_unit(house, "branch", now)
    user = make_user(house, "Otto", now, Role.HANDLER, unit=branch.pk)
    assert ok(chief, "GET", f"/users/{user.pk}")["roles"][0]["unit"] == str(branch.pk)
    made = ok(
        chief, "POST", "/tokens", {"name": "b", "scopes": ["complaint.read"], "unit": str(branch.pk)}, 201
    )
    assert made["unit"] == str(branch.pk)
