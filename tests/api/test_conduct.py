"""Restrictions and welfare flags through the machine's door."""

from __future__ import annotations

import json
from datetime import datetime

from recours.complaints.actions import propose_restriction
from recours.complaints.conduct import RestrictionKind
from recours.core.permissions import Permission
from tests.api.conftest import Programs, problem_of
from tests.factories.cases import make_case
from tests.factories.people import SYSTEM


def test_conduct_through_the_door(program: Programs, now: datetime) -> None:
    case, asks = make_case(now), program()
    at = f"/complaints/{case.reference}"
    days = {"until": "2099-01-11", "review_on": "2099-01-10"}
    problem_of(asks.post(f"{at}/restrictions", {"kind": "in_writing", "reason": "x", **days}), 422)
    row = propose_restriction(
        actor=SYSTEM, complaint_id=case.pk, kind=RestrictionKind.SET_TIMES, reason="Ninety calls.",
        until=now.date().replace(month=12, day=20), review_on=now.date().replace(month=12, day=1), now=now,
    )  # fmt: skip
    decision = {"restriction": str(row.pk), "verdict": "approved"}
    assert asks.post(f"{at}/restriction-decisions", decision).status_code == 201
    ending = {"restriction": str(row.pk), "words": "It went well."}
    assert asks.post(f"{at}/restriction-endings", ending).status_code == 201
    flag = asks.post(f"{at}/welfare", {"concerned": "colleague", "words": "A hard call."})
    assert flag.status_code == 201
    settled = {"flag": json.loads(flag.content)["id"], "words": "We talked."}
    assert asks.post(f"{at}/welfare-settlements", settled).status_code == 201
    told = json.loads(asks.get(f"{at}/conduct").content)
    assert (told["restrictions"][0]["verdict"], told["welfare"][0]["settled_words"]) == (
        "approved",
        "We talked.",
    )
    problem_of(program(Permission.READ).get(f"{at}/conduct"), 403)
