"""The trail, for those who audit."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest
from django.http import FileResponse
from pytest_django import DjangoAssertNumQueries

from recours.trail.chain import Seal
from recours.trail.checkpoints import newest, seal_all
from recours.trail.guards import remove
from recours.trail.models import Checkpoint, EventRow
from tests.desk.conftest import Desk, address, form, page

pytestmark = pytest.mark.django_db


def test_the_trail_says_what_happened_and_who_did_it(desk: Desk) -> None:
    case = desk.taken()
    seen = page(desk.browser("auditor").get("/desk/trail/"))
    assert "Given to Hana Handler in" in seen
    assert f'href="{address(case)}"' in seen
    assert "complaint.assigned" in seen


def test_the_trail_is_narrowed(desk: Desk) -> None:
    case, other = desk.taken(), desk.case()
    browser = desk.browser("auditor")
    by_case = page(browser.get("/desk/trail/", {"reference": case.reference}))
    assert (case.reference in by_case, address(other) in by_case) == (True, False)
    by_kind = page(browser.get("/desk/trail/", {"kind": "complaint.assigned"}))
    assert by_kind.count("<code>complaint.assigned</code>") == 1
    assert "<code>complaint.received</code>" not in by_kind
    assert "No event fits" in page(browser.get("/desk/trail/", {"since": "1 1 2190"}))
    assert "<code>complaint.received</code>" in page(
        browser.get("/desk/trail/", {"since": "1 1 2020", "until": "1 1 2190"})
    )


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "no.such"},
        {"since": "someday"},
        {"reference": "482"},
        {"cursor": "forged"},
        {"reference": "\x00"},
    ],
)
def test_what_cannot_be_sought_is_said(desk: Desk, asked: dict[str, str]) -> None:
    assert desk.browser("auditor").get("/desk/trail/", asked).status_code in {200, 422}


def test_the_whole_trail_is_checked_on_asking(desk: Desk) -> None:
    desk.taken()
    assert "The trail holds." in page(desk.browser("auditor").post("/desk/trail/verification/"))
    assert desk.browser("handler").post("/desk/trail/verification/").status_code == 403


@pytest.mark.django_db(transaction=True)
def test_what_was_tampered_with_is_told(desk: Desk) -> None:
    case = desk.taken()
    from django.db import connection

    remove(connection)
    EventRow.objects.filter(subject_id=case.pk, sequence=1).update(actor="staff:nobody")
    seen = page(desk.browser("auditor").post("/desk/trail/verification/"))
    assert "The trail does not hold." in seen
    assert "its contents no longer fit its hash" in seen


@pytest.mark.parametrize(
    ("what", "command"), [("verification", "recours trail verify"), ("copy", "recours trail export")]
)
def test_a_trail_too_long_for_a_page_is_for_the_command_line(desk: Desk, what: str, command: str) -> None:
    seal_all(desk.now)
    Checkpoint.objects.bulk_create(
        [Checkpoint(**{**asdict(sealed()), "number": 9, "made_at": desk.now, "total": 60_000})]
    )
    browser = desk.browser("auditor")
    assert browser.post(f"/desk/trail/{what}/").status_code == 303
    assert command in page(browser.get("/desk/trail/"))


def sealed() -> Seal:
    found = newest()
    assert found is not None
    return found


def test_a_copy_is_taken_and_on_the_trail(desk: Desk) -> None:
    desk.taken()
    answer = desk.browser("auditor").post("/desk/trail/copy/")
    assert isinstance(answer, FileResponse)
    lines = [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]
    assert (lines[0]["row"], lines[-1]["row"]) == ("trail", "end")
    assert EventRow.objects.filter(kind="trail.exported").count() == 1
    assert desk.browser("manager").post("/desk/trail/copy/").status_code == 403
    assert EventRow.objects.filter(kind="trail.exported").count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_trail_asks_the_same_number_of_questions(
    desk: Desk, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    case = desk.taken()
    for number in range(count):
        desk.browser("handler").post(address(case, "notes/"), form(words=f"Note {number}"))
    browser = desk.browser("manager")
    with django_assert_num_queries(20):
        answer = browser.get("/desk/trail/", {"kind": "complaint.note_written"})
    assert page(answer).count("<code>complaint.note_written</code>") == count
