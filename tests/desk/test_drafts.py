"""Drafts at the desk: kept by a button or by the browser, back in the form, never another's, gone when sent."""

from __future__ import annotations

import pytest

from recours.complaints.models import Complaint, Draft, Message
from tests.desk.conftest import Desk, address, form, page

pytestmark = pytest.mark.django_db


def keep(
    desk: Desk, case: Complaint, words: str, *, name: str = "handler", kind: str = "write", **more: str
) -> int:
    sent = form(words=words, **more)
    return desk.browser(name).post(address(case, f"drafts/{kind}/"), sent).status_code


def test_a_draft_is_back_in_its_open_form_and_goes_with_its_message(desk: Desk) -> None:
    case = desk.taken()
    assert keep(desk, case, "Dear Nadia, we") == 303
    seen = page(desk.browser("handler").get(address(case)))
    assert "Dear Nadia, we</textarea>" in seen
    assert "Draft of yours, kept" in seen
    assert not Message.objects.filter(complaint=case).exists()
    desk.browser("handler").post(address(case, "messages/"), form(words="Dear Nadia, we paid."))
    assert not Draft.objects.exists()
    assert "Draft of yours" not in page(desk.browser("handler").get(address(case)))


def test_another_is_told_who_writes_and_not_what(desk: Desk) -> None:
    case = desk.taken()
    keep(desk, case, "A secret thought", kind="note")
    seen = page(desk.browser("clerk").get(address(case)))
    assert "A secret thought" not in seen
    assert "Hana Handler</bdi> is writing in this case just now." in seen


def test_a_browser_keeps_it_by_itself_without_a_page(desk: Desk) -> None:
    case = desk.taken()
    assert keep(desk, case, "By itself", quietly="1") == 204
    assert keep(desk, case, "", quietly="1") == 204
    assert not Draft.objects.exists()


def test_a_draft_is_thrown_away_by_its_writer(desk: Desk) -> None:
    case = desk.taken()
    keep(desk, case, "Mine")
    assert keep(desk, case, "Theirs", name="clerk", discard="1") == 303
    assert Draft.objects.get().words == "Mine"
    assert keep(desk, case, "Mine", discard="1") == 303
    assert not Draft.objects.exists()


def test_there_is_no_draft_of_another_form(desk: Desk) -> None:
    assert keep(desk, desk.taken(), "Mine", kind="assess") == 404


def test_of_a_closed_case_a_draft_stays_unsent(desk: Desk) -> None:
    case = desk.taken()
    keep(desk, case, "Too late")
    Complaint.objects.filter(pk=case.pk).update(state="closed")
    assert keep(desk, case, "Too late again") == 409
    assert not Message.objects.filter(complaint=case).exists()
