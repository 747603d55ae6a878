"""Restrictions and welfare on the case page: for those who work on it, and for nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from recours.complaints.models import Restriction, WelfareFlag
from tests.desk.conftest import Desk, address, form, page

pytestmark = pytest.mark.django_db


def test_a_restriction_goes_from_proposal_to_its_end(desk: Desk) -> None:
    case, handler, manager = desk.case(), desk.browser("handler"), desk.browser("manager")
    today = desk.now.date()
    assert "never for a person" in page(handler.get(address(case, do="propose_restriction")))
    given = {
        "kind": "in_writing", "reason": "Ninety calls.", "until": (today + timedelta(days=30)).isoformat(),
        "review_on": (today + timedelta(days=20)).isoformat(), "seen": case.version,
    }  # fmt: skip
    assert handler.post(address(case, "restrictions/"), {**given, "until": ""}).status_code == 422
    assert handler.post(address(case, "restrictions/"), given).status_code == 303
    row = Restriction.objects.get()
    assert "Ninety calls." in page(manager.get(address(case, do="decide_restriction")))
    answer = {"restriction": row.pk, "verdict": "approved", "seen": case.version}
    assert manager.post(address(case, "restriction-decisions/"), answer).status_code == 303
    assert "In force" in page(handler.get(address(case)))
    assert "Ninety calls." not in page(desk.browser("auditor").get(address(case)))
    ending = {"restriction": row.pk, "words": "It went well.", "seen": case.version}
    assert manager.post(address(case, "restriction-endings/"), ending).status_code == 303


def test_a_welfare_flag_is_raised_and_seen_to(desk: Desk) -> None:
    case = desk.case()
    given = form(concerned="colleague", words="That call was hard.", seen=case.version)
    assert desk.browser("clerk").post(address(case, "welfare/"), given).status_code == 303
    html = page(desk.browser("manager").get(address(case, do="settle_welfare")))
    assert "A colleague needs support" in html
    assert "That call was hard." not in page(desk.browser("auditor").get(address(case)))
    settled = {"flag": WelfareFlag.objects.get().pk, "words": "We talked.", "seen": case.version}
    assert desk.browser("manager").post(address(case, "welfare-settlements/"), settled).status_code == 303
