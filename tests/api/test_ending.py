"""Replies, reviews and outside bodies by program."""

from __future__ import annotations

import json
from datetime import datetime

from recours.complaints.models import Complaint
from recours.people.actions import add_dispute_body
from recours.people.details import DisputeBodyDetails
from recours.people.models import DisputeBody
from tests.api.conftest import Program, Programs, problem_of
from tests.api.test_complaints import create, read
from tests.factories.answers import answer
from tests.factories.people import House


def answered(till: Program, now: datetime) -> str:
    reference: str = create(till)["reference"]
    answer(Complaint.objects.get(reference=reference), now)
    return reference


def test_an_answer_is_rejected_reviewed_and_decided_outside(
    program: Programs, house: House, now: datetime
) -> None:
    till = program()
    reference = answered(till, now)
    path = f"/complaints/{reference}"
    for _time in (1, 2):
        made = till.post(f"{path}/rejection", {"words": "No.", "channel": "phone", "who": "Her son"})
        assert (made.status_code, json.loads(made.content)["kind"]) == (201, "rejected")
    seen = read(till, reference)
    assert (seen["state"], len(seen["replies"])) == ("rejected", 1)
    made = till.post(f"{path}/reviews", {"reason": "Asked for.", "version": seen["version"]})
    assert (made.status_code, json.loads(made.content)["level"]) == (201, 1)
    add_dispute_body(
        actor=house.admin, code="o", details=DisputeBodyDetails(names={"en": "Ombudsman"}), now=now
    )
    body = str(DisputeBody.objects.get().pk)
    seen = read(till, reference)
    given = {"body": body, "since": "2026-11-02", "reference": "WO-17", "version": seen["version"]}
    assert till.post(f"{path}/referrals", given).status_code == 201
    seen = read(till, reference)
    ruling = {"result": "for_us", "decided_on": "2026-11-10", "version": seen["version"]}
    assert till.post(f"{path}/rulings", ruling).status_code == 201
    seen = read(till, reference)
    assert (seen["state"], seen["referrals"][0]["result"], len(seen["reviews"])) == (
        "external_decided",
        "for_us",
        1,
    )


def test_an_answer_is_accepted(program: Programs, now: datetime) -> None:
    till = program()
    reference = answered(till, now)
    assert till.post(f"/complaints/{reference}/acceptance", {}).status_code == 201
    assert read(till, reference)["state"] == "remedy_verified"


def test_a_reminder_that_is_too_early_is_refused(program: Programs) -> None:
    till = program()
    reference = create(till)["reference"]
    answer(Complaint.objects.get(reference=reference), Complaint.objects.get().recorded_at)
    assert problem_of(till.post(f"/complaints/{reference}/reminders"), 409)["code"] == "too_early"
