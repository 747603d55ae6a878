"""Guidance through the machine's door."""

from __future__ import annotations

import json
from datetime import datetime

from recours.core.permissions import Permission
from recours.people.models import ApiToken
from tests.api.conftest import Programs, problem_of
from tests.factories.cases import make_case


def test_guidance_is_read_in_the_language_asked_for(program: Programs) -> None:
    asks = program(language="fr")
    (found,) = json.loads(asks.get("/procedures?q=excuses+fournisseur").content) or [None]
    assert found["language"] == "fr"
    assert len(json.loads(asks.get("/remedy-guide").content)) == 25
    assert {line["stage"] for line in json.loads(asks.get("/duties").content)} >= {"receive", "learn"}


def test_similar_cases_are_told_for_a_case(program: Programs, now: datetime) -> None:
    assert json.loads(program().get(f"/complaints/{make_case(now).reference}/similar").content) == []


def test_who_administers_changes_it(program: Programs) -> None:
    asks = program()
    scopes = [Permission.READ.value, Permission.ADMINISTER.value]
    ApiToken.objects.update(
        scopes=scopes
    )  # no token may be given this; what it would do is tried all the same
    given = {"titles": {"en": "Lift"}, "words": {"en": "Call the house."}, "moves": ["assess"]}
    assert asks.post("/procedures", {"code": "lift", **given}).status_code == 201
    assert json.loads(asks.ask("PUT", "/procedures/lift", given).content)["title"] == "Lift"
    told = json.loads(asks.ask("PUT", "/remedy-guide/upheld-1", {"due": "gesture"}).content)
    assert (told["due"], told["own"]) == ("gesture", True)
    duty = {"responsible": ["manager"], "accountable": "management"}
    assert json.loads(asks.ask("PUT", "/duties/close", duty).content)["accountable"] == "management"
    assert asks.ask("DELETE", "/guidance/procedure/lift").status_code == 204
    problem_of(asks.ask("DELETE", "/guidance/nothing/lift"), 404)
    problem_of(asks.ask("PUT", "/remedy-guide/withdrawn-1", {"due": "gesture"}), 404)
