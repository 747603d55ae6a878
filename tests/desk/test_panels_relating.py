"""Cases that concern each other, on the case page."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from recours.complaints.comparing import compare_new
from tests.desk.conftest import Desk, address, page

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
