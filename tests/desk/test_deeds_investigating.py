"""The investigation on the case page."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from recours.complaints.models import Complaint, Evidence, Finding, Investigation
from recours.complaints.states import State
from recours.core.keys import new_key
from tests.desk.conftest import Desk, address, page
from tests.desk.test_deeds_assessing import judged

pytestmark = pytest.mark.django_db


def assessed(desk: Desk, severity: str) -> Complaint:
    case = desk.taken()
    desk.browser("handler").post(address(case, "assessments/"), judged(case, severity=severity))
    case.refresh_from_db()
    return case


def test_a_simple_case_needs_one_click(desk: Desk) -> None:
    case = assessed(desk, "1")
    browser = desk.browser("handler")
    seen = page(browser.get(address(case)))
    assert "Begin, without a plan" in seen
    given = {"seen": case.version, "standard": "likelier"}
    assert browser.post(address(case, "investigation/"), given).status_code == 303
    case.refresh_from_db()
    assert case.state == State.INVESTIGATING
    seen = page(browser.get(address(case)))
    assert all(words in seen for words in ("Add a question", "Add evidence", "Record a finding"))
    assert "Begin, without a plan" not in page(desk.browser("clerk").get(address(case)))


def test_a_serious_case_is_looked_into_piece_by_piece(desk: Desk) -> None:
    case = assessed(desk, "4")
    browser = desk.browser("handler")
    assert "Begin, without a plan" not in page(browser.get(address(case)))
    assert re.search(r'button-primary" href="\?do=investigate', page(browser.get(address(case))))
    given = {"seen": case.version, "standard": "clear", "questions": "", "words": "Ask the depot."}
    answer = browser.post(address(case, "investigation/"), given)
    assert (answer.status_code, "at least one question" in page(answer)) == (422, True)
    assert "Ask the depot." in page(answer)
    given["questions"] = "Who read the meter?\nWhen?"
    assert browser.post(address(case, "investigation/"), given).status_code == 303
    assert Investigation.objects.get().standard == "clear"
    upload = SimpleUploadedFile("log.txt", b"12 May", content_type="text/plain")
    piece = {
        "key": new_key(),
        "seen": "1",
        "words": "The log of the depot",
        "source": "ours",
        "files": upload,
    }
    assert browser.post(address(case, "evidence/"), piece).status_code == 303
    talk = {"key": new_key(), "seen": "1", "who": "Ada", "part": "colleague", "held_on": "1 2 2024", "notes": "No."}  # fmt: skip
    assert browser.post(address(case, "interviews/"), talk).status_code == 303
    seen = page(browser.get(address(case)))
    question = re.search(r"do=record_finding&amp;on=(question:[0-9a-f-]+)#", seen)
    assert question is not None
    assert f'value="{question[1]}" selected' in page(browser.get(address(case, do="record_finding", on=question[1])))  # fmt: skip
    case.refresh_from_db()
    found = {"seen": case.version, "point": question[1], "fact": "refuted", "words": "Nobody came in May."}
    assert browser.post(address(case, "findings/"), found).status_code == 303
    seen = page(browser.get(address(case)))
    digest = Evidence.objects.get().digests[0]
    assert all(
        words in seen for words in ("Nobody came in May.", "Not confirmed", "log.txt", digest[:8], "Ada")
    )
    assert Finding.objects.get().question.words == "Who read the meter?"
