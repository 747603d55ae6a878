"""Guidance at the desk: found from a case, shown where a remedy is chosen, written by administrators."""

from __future__ import annotations

import pytest

from recours.complaints import actions
from recours.complaints.scales import Judgement, Severity
from recours.guidance.models import Guide
from tests.desk.conftest import Desk, address, page

pytestmark = pytest.mark.django_db


def test_words_are_sought_from_the_case(desk: Desk) -> None:
    html = page(desk.browser("handler").get(address(desk.case(), guide="anger respect")))
    assert "Meeting anger with restraint" in html
    assert "Saying no well" not in html
    assert "Who does what now:" in html
    assert "No procedure holds these words." in page(
        desk.browser("handler").get(address(desk.case(), guide="zebra"))
    )


def test_an_open_form_has_its_procedures_beside_it(desk: Desk) -> None:
    case = desk.case()
    assert "When to pass a case on at once" in page(desk.browser("handler").get(address(case, do="assess")))
    assert "When to pass a case on at once" not in page(desk.browser("handler").get(address(case)))


def test_the_remedy_guide_stands_where_a_remedy_is_chosen(desk: Desk) -> None:
    case = desk.case()
    actions.assess(
        actor=desk.actor("handler"), complaint_id=case.pk, judgement=Judgement(severity=Severity.SERIOUS),
        priority=None, reason="", seen=case.version, now=desk.now,
    )  # fmt: skip
    html = page(desk.browser("handler").get(address(case, do="prepare")))
    assert "Put it right and compensate" in html
    assert "No similar case yet." in html


def test_administrators_write_and_take_back(desk: Desk) -> None:
    browser, home = desk.browser("administrator"), "/desk/organisation/guidance/"
    given = {"code": "lift", "titles_en": "When the lift stands still", "words_en": "Call the house."}
    assert browser.post(f"{home}procedures/new/", given).status_code == 303
    assert browser.post(f"{home}procedures/new/", given).status_code == 422
    assert "When the lift stands still" in page(desk.browser("clerk").get("/desk/guidance/"))
    assert browser.post(f"{home}procedures/lift/", {**given, "hidden": "on"}).status_code == 303
    assert "When the lift stands still" not in page(desk.browser("clerk").get("/desk/guidance/"))
    assert (
        browser.post(f"{home}remedies/upheld-1/", {"due": "compensate", "words_en": "£50"}).status_code == 303
    )
    duty = {"responsible": ["manager"], "accountable": "management"}
    assert browser.post(f"{home}duties/close/", duty).status_code == 303
    assert browser.post(f"{home}duties/close/", {"accountable": "management"}).status_code == 422
    assert browser.post(f"{home}procedure/lift/standard/").status_code == 303
    assert Guide.objects.filter(superseded_at=None).count() == 2
    for gone in ("procedures/lift/", "remedies/withdrawn-1/", "duties/nothing/"):
        assert browser.get(home + gone).status_code == 404
