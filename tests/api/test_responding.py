"""Answers, remedies and authority limits by program."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.utils import timezone

from recours.complaints.models import Complaint
from recours.complaints.remedies import Check
from recours.complaints.states import State
from recours.core.permissions import Permission
from tests.api.conftest import Programs
from tests.api.test_complaints import create, read
from tests.complaints.test_actions_responding import ombudsman


def answer(version: int, **changed: Any) -> dict[str, Any]:
    soon = (timezone.now() + timedelta(days=20)).date().isoformat()
    given = {
        "outcomes": [{"outcome": "upheld"}],
        "findings": "The meter was read twice.",
        "reasons": "The second reading was our mistake.",
        "rule": "Tariff of 2026, article 4.",
        "apology": "We are sorry.",
        "remedies": [{"action": 49, "amount": "40.50", "currency": "GBP", "due_on": soon}],
        "checks": {check.value: "yes" for check in Check},
        "reply_by": soon,
        "version": version,
    }
    return {**given, **changed}


def test_a_case_is_answered_and_settled_by_program(program: Programs) -> None:
    till, other = program(), program()
    ombudsman(timezone.now())
    reference = create(till)["reference"]
    path = f"/complaints/{reference}"
    till.post(f"{path}/assessments", {"severity": 3, "version": read(till, reference)["version"]})
    version = read(till, reference)["version"]
    made = till.post(f"{path}/responses", answer(version))
    assert made.status_code == 201
    told = json.loads(made.content)
    assert (told["outcome"], told["remedies"][0]["amount"], told["remedies"][0]["kind"]) == (
        "upheld",
        "40.50",
        "refund",
    )
    assert till.post(f"{path}/responses", answer(version)).status_code == 201
    wrong = till.post(f"{path}/responses", answer(version + 1, outcomes=[], rule=""))
    assert wrong.status_code == 422
    assert {"outcomes", "rule"} <= {each["field"] for each in json.loads(wrong.content)["errors"]} or (
        "rule" in wrong.content.decode()
    )
    sent = till.post(f"{path}/decision", {"version": read(till, reference)["version"]})
    assert sent.status_code == 200, sent.content
    seen = read(till, reference)
    assert (seen["state"], len(seen["responses"])) == ("decision_communicated", 1)
    assert seen["responses"][0]["letter"] in {letter["id"] for letter in seen["letters"]}
    Complaint.objects.update(state=State.IMPLEMENTING.value)
    remedy = {"remedy": seen["responses"][0]["remedies"][0]["id"]}
    today = timezone.now().date().isoformat()
    done = till.post(f"{path}/executions", {**remedy, "done_on": today, "proof": "Transfer 117"})
    assert done.status_code == 201, done.content
    assert other.post(f"{path}/verifications", remedy).status_code == 201
    seen = read(till, reference)
    assert seen["state"] == "remedy_verified"
    assert seen["responses"][0]["remedies"][0]["alone"] is False


def test_limits_hold_programs_too(program: Programs) -> None:
    till, keeper = program(), program(Permission.READ)
    reference = create(till)["reference"]
    assert keeper.get("/authority-limits").status_code == 403
    assert keeper.ask("PUT", "/authority-limits/clerk/GBP", {"amount": "40"}).status_code == 403
    assert keeper.ask("DELETE", "/authority-limits/clerk/GBP").status_code == 403
    assert reference
