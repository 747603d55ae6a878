"""Cases that concern each other, on the case page."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from recours.complaints.comparing import compare_new
from recours.complaints.models import Relation
from tests.desk.conftest import Desk, address, form, page

pytestmark = pytest.mark.django_db


def test_the_clerk_sees_what_may_be_the_same_matter_and_why(
    desk: Desk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    case, again = (
        desk.taken(),
        desk.case(words="Billed twice. Still nobody calls me back, and I am tired of it."),
    )
    browser = desk.browser("handler")
    assert "Perhaps the same matter" not in page(browser.get(address(case)))
    compare_new(desk.now)
    with django_assert_num_queries(34):
        seen = page(browser.get(address(case)))
    for words in (
        "Perhaps the same matter",
        again.reference,
        "Same e-mail address",
        "Same telephone number",
        "Billed twice.",
    ):
        assert words in seen
    assert again.reference not in page(desk.browser("outsider").get(address(case)))


def test_a_case_is_merged_and_taken_out_again(desk: Desk) -> None:
    case, lead = desk.taken(words="The first time.\nStill wet."), desk.taken()
    browser = desk.browser("handler")
    assert f'value="{lead.reference}"' in page(browser.get(address(case, do="merge", on=lead.reference)))
    given = {"into": "000-000-0000", "words": "", "seen": case.version}
    answer = browser.post(address(case, "merging/"), given)
    assert (answer.status_code, "We found no case with this reference." in page(answer)) == (422, True)
    given["into"] = case.reference
    assert "This is the same case." in page(browser.post(address(case, "merging/"), given))
    given["into"] = lead.reference.replace("-", " ")
    for _ in range(2):
        assert browser.post(address(case, "merging/"), given).status_code == 303
    merged, leading = page(browser.get(address(case))), page(browser.get(address(lead)))
    assert f"This case goes on in case {lead.reference}." in merged
    for words in ("Related cases", "Holds the merged case", case.reference, "Still wet."):
        assert words in leading
    case.refresh_from_db()
    given = {"words": "", "seen": case.version}
    assert browser.post(address(case, "parting/"), given).status_code == 422
    assert browser.post(address(case, "parting/"), {**given, "words": "Two."}).status_code == 303
    assert "Still wet." not in page(browser.get(address(lead)))


def test_a_link_is_made_and_removed(desk: Desk) -> None:
    case, other = desk.taken(), desk.taken()
    browser = desk.browser("handler")
    given = {
        "other": other.reference,
        "kind": "same_cause",
        "words": "Both by the flood.",
        "seen": case.version,
    }
    assert browser.post(address(case, "links/"), given).status_code == 303
    seen = page(browser.get(address(other)))
    for words in ("Same cause as", case.reference, "Both by the flood.", "Remove the link"):
        assert words in seen
    assert "Remove the link" not in page(desk.browser("auditor").get(address(other)))
    row = Relation.objects.get()
    assert browser.post(address(other, f"links/{row.pk}/end/")).status_code == 303
    assert "Related cases" not in page(browser.get(address(case)))


def test_a_part_is_split_off(desk: Desk) -> None:
    case = desk.taken(words="The meter is wrong.\nThe driver was rude.")
    browser = desk.browser("handler")
    assert "The driver was rude.</textarea>" in page(browser.get(address(case, do="split")))
    given = form(words="He shouted at us.", reason="Two.", seen=case.version)
    answer = browser.post(address(case, "parts/"), given)
    assert (answer.status_code, "Take only words that stand in the case" in page(answer)) == (422, True)
    for _ in range(2):
        assert (
            browser.post(address(case, "parts/"), {**given, "words": "The driver was rude."}).status_code
            == 303
        )
    row = Relation.objects.get()
    for words in ("A part was split off as", row.one.reference):
        assert words in page(browser.get(address(case)))
    assert "Split off from" in page(browser.get(address(row.one)))
