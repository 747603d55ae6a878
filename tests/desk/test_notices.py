"""What somebody was told, and that they saw it."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.utils.html import strip_tags
from pytest_django import DjangoAssertNumQueries

from recours.complaints.models import Complaint
from recours.core.keys import new_key
from recours.core.subjects import Subject
from recours.people.models import Notice
from recours.people.notices import tell
from tests.desk.conftest import Desk, address, page

pytestmark = pytest.mark.django_db


def notify(desk: Desk, case: Complaint, name: str = "handler") -> Notice:
    tell(
        user_ids=[desk.cast.users[name].pk],
        code="complainant_wrote",
        about=Subject("complaint", case.pk),
        reference=case.reference,
        cause=new_key(),
        now=desk.now,
    )
    return Notice.objects.filter(user=desk.cast.users[name]).latest("at", "id")


def test_a_notice_leads_to_its_case_and_is_seen(desk: Desk) -> None:
    case = desk.case()
    notice, again = notify(desk, case), notify(desk, case)
    browser = desk.browser("handler")
    shown = strip_tags(page(browser.get("/desk/")))
    assert f"There is a new message in case {case.reference}" in shown
    answer = browser.get(f"/desk/notices/{notice.pk}/")
    assert (answer.status_code, answer.headers["Location"]) == (303, address(case))
    assert not Notice.objects.filter(pk__in=[notice.pk, again.pk], seen_at=None).exists()
    assert "New for you" not in page(browser.get("/desk/"))


def test_a_notice_of_somebody_else_is_not_there(desk: Desk) -> None:
    notice = notify(desk, desk.case())
    assert desk.browser("manager").get(f"/desk/notices/{notice.pk}/").status_code == 404
    assert desk.browser("handler").get(f"/desk/notices/{uuid4()}/").status_code == 404
    notice.refresh_from_db()
    assert notice.seen_at is None


def test_all_are_seen_at_once(desk: Desk) -> None:
    for _ in range(3):
        notify(desk, desk.case())
    browser = desk.browser("handler")
    assert {browser.post("/desk/notices/seen/").status_code for _ in range(2)} == {303}
    assert not Notice.objects.filter(seen_at=None, user=desk.cast.users["handler"]).exists()
    assert "notice-new" not in page(browser.get("/desk/notices/"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_notices_ask_the_same_number_of_questions(
    desk: Desk, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        notify(desk, desk.case())
    browser = desk.browser("handler")
    with django_assert_num_queries(13):
        answer = browser.get("/desk/notices/")
    assert page(answer).count("notice-new") == count


@pytest.mark.parametrize("count", [1, 3])
def test_my_work_asks_the_same_number_of_questions(
    desk: Desk, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        notify(desk, desk.taken())
        desk.case()
    browser = desk.browser("handler")
    with django_assert_num_queries(16):
        answer = browser.get("/desk/")
    assert page(answer).count('class="row-link"') == 2 * count
