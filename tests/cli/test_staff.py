"""`recours user` and `recours token`."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from django.contrib.auth import authenticate

from recours.people.selectors import actor_of_token, user_by_email
from recours.trail.models import EventRow
from tests.cli.conftest import Run
from tests.factories.people import SYSTEM, House, make_unit

pytestmark = pytest.mark.django_db
ZOE = "zoe@northwind.example"


def roles(email: str) -> list[tuple[str, str | None]]:
    user = user_by_email(SYSTEM, email)
    return [(held.role, held.unit.code if held.unit else None) for held in vars(user)["running_roles"]]


def test_a_colleague_is_added_with_roles(run: Run, organisation: House, now: datetime) -> None:
    make_unit(organisation, "branch", now)
    run(
        "user", "add", ZOE, "--name", "Zoë", "--language", "fr", "--unit", "branch", "--role", "clerk",
        "--role", "handler", "--in-unit",
    )  # fmt: skip
    assert roles(ZOE) == [("clerk", "branch"), ("handler", "branch")]
    assert "Zoë" in run("user", "list").stdout
    listed = {row["email"]: row for row in json.loads(run("user", "list", "--json").stdout)}
    assert listed[ZOE]["language"] == "fr"
    assert listed[ZOE]["roles"] == [
        {"role": "clerk", "unit": "branch"},
        {"role": "handler", "unit": "branch"},
    ]
    assert EventRow.objects.filter(kind="user.added", actor__startswith="system:cli:").count() == 1


def test_a_colleague_is_added_whole_or_not_at_all(run: Run, organisation: House) -> None:
    run("user", "add", ZOE, "--name", "Zoë", "--unit", "nowhere", code=4)
    said = run("user", "add", ZOE, "--name", "Zoë", "--role", "administrator", "--in-unit", code=2)
    assert "  unit_id: " in said.stderr
    assert ZOE not in run("user", "list").stdout
    assert "  email: " in run("user", "add", "ada@northwind.example", "--name", "Ada", code=2).stderr


def test_roles_are_given_and_ended(run: Run, organisation: House) -> None:
    assert "Without a role" in run("user", "add", ZOE, "--name", "Zoë").stdout
    run("user", "role", ZOE, "handler")
    assert roles(ZOE) == [("handler", None)]
    run("user", "role", ZOE, "handler", code=3)
    run("user", "role", ZOE, "handler", "--end")
    assert roles(ZOE) == []
    run("user", "role", ZOE, "handler", "--end", code=4)
    run("user", "role", "nobody@northwind.example", "handler", code=4)
    assert (
        "last administrator"
        in run("user", "role", "ada@northwind.example", "administrator", "--end", code=3).stderr
    )


def test_a_password_is_set_from_standard_input(run: Run, organisation: House) -> None:
    run("user", "add", ZOE, "--name", "Zoë")
    assert "password" in run("user", "password", ZOE, given="12345\n", code=2).stderr
    run("user", "password", ZOE, given="a long sentence to remember\n")
    user = user_by_email(SYSTEM, ZOE)
    assert user.check_password("a long sentence to remember")
    assert authenticate is not None


def test_accounts_are_closed_and_opened_again(run: Run, organisation: House) -> None:
    run("user", "add", ZOE, "--name", "Zoë")
    run("user", "invite", ZOE)
    run("user", "deactivate", ZOE)
    assert "deactivated" in run("user", "list").stdout
    run("user", "invite", ZOE, code=3)
    run("user", "reactivate", ZOE)
    run("user", "reactivate", ZOE, code=3)
    run("user", "deactivate", "ada@northwind.example", code=3)


def test_tokens_are_given_listed_and_withdrawn(run: Run, organisation: House, now: datetime) -> None:
    secret = run(
        "token", "give", "Shop", "--scope", "complaint.intake", "--unit", "complaints"
    ).stdout.strip()
    assert actor_of_token(secret, now) is not None
    listed = json.loads(run("token", "list", "--json").stdout)
    assert [(row["name"], row["unit"], row["scopes"]) for row in listed] == [
        ("Shop", "complaints", ["complaint.intake"])
    ]
    assert secret not in run("token", "list").stdout
    run("token", "withdraw", listed[0]["id"])
    assert actor_of_token(secret, now) is None
    run("token", "withdraw", listed[0]["id"], code=3)
    run("token", "withdraw", "01a2036a-467c-7b5b-bffd-d301364cb112", code=4)


def test_tokens_that_cannot_be(run: Run, organisation: House) -> None:
    assert "  scopes: " in run("token", "give", "X", "--scope", "organisation.administer", code=2).stderr
    assert (
        "  expires_at: "
        in run("token", "give", "X", "--scope", "complaint.read", "--until", "2001-01-01", code=2).stderr
    )
    given = json.loads(
        run("token", "give", "X", "--scope", "complaint.read", "--until", "2999-01-01", "--json").stdout
    )
    assert given["secret"].startswith("rc_")
