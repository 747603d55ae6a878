"""Letters: read, printed, posted, told, tried again; the secret stays the complainant's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from recours.core.secrets import tracking_secret
from recours.jobs.worker import tick
from recours.letters.models import Letter
from recours.people.complainants import Party
from tests.desk.conftest import Desk, address, page

pytestmark = pytest.mark.django_db

BY_POST = Party(name="Hélène Marchand", address="12 Mill Lane", town="York", postcode="YO1 7HB")
BY_PHONE = Party(name="Elif Yıldız", phone="+90 212 555 0100")


def letter_of(case: object) -> Letter:
    return Letter.objects.get(subject_id=case.pk)  # type: ignore[attr-defined]


@pytest.mark.parametrize("count", [1, 3])
def test_the_outbox_asks_the_same_number_of_questions(
    desk: Desk, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        desk.case()
    Letter.objects.exclude(subject_kind="complaint").delete()
    browser = desk.browser("manager")
    with django_assert_num_queries(13):
        answer = browser.get("/desk/outbox/")
    assert page(answer).count('class="row-link"') == count


def test_letters_are_found_by_where_they_stand(desk: Desk) -> None:
    desk.case()
    browser = desk.browser("handler")
    assert "Nadia Haddad" in page(browser.get("/desk/outbox/?standing=waiting"))
    assert "Nadia Haddad" not in page(browser.get("/desk/outbox/?standing=sent"))
    assert "Nadia Haddad" in page(browser.get("/desk/outbox/?standing=nonsense"))


def test_a_letter_is_read_without_its_secret(desk: Desk) -> None:
    case = desk.case()
    seen = page(desk.browser("handler").get(f"/desk/outbox/{letter_of(case).pk}/"))
    assert "We have received your complaint" in seen
    assert "••••" in seen
    assert tracking_secret(case.pk, case.generation) not in seen


def test_a_letter_about_signing_in_is_not_read_by_anybody(desk: Desk) -> None:
    letter = Letter.objects.filter(kind="account").first()
    assert letter is not None
    seen = page(desk.browser("administrator").get(f"/desk/outbox/{letter.pk}/"))
    assert "not shown" in seen
    assert "password/reset/key" not in seen


def test_a_letter_is_printed_and_posted_once(desk: Desk) -> None:
    case = desk.case(complainant=BY_POST)
    tick(desk.now + timedelta(minutes=1))
    browser, letter = desk.browser("clerk"), letter_of(case)
    assert "Hélène Marchand" in page(browser.get("/desk/outbox/print/"))
    pdf = browser.get(f"/desk/outbox/{letter.pk}/pdf/")
    assert pdf.content.startswith(b"%PDF")
    assert pdf.headers["Content-Disposition"] == f'attachment; filename="{case.reference}.pdf"'
    assert {browser.post(f"/desk/outbox/{letter.pk}/posting/").status_code for _ in range(2)} == {303}
    letter.refresh_from_db()
    assert letter.posted_by == f"staff:{desk.cast.users['clerk'].pk}"
    assert "No letter waits for an envelope" in page(browser.get("/desk/outbox/print/"))


def test_a_letter_that_is_not_printed_cannot_be_posted(desk: Desk) -> None:
    case = desk.case(complainant=BY_POST)
    answer = desk.browser("clerk").post(f"/desk/outbox/{letter_of(case).pk}/posting/")
    assert answer.status_code == 409
    assert "has not been printed yet" in page(answer)


def test_somebody_is_called_once(desk: Desk) -> None:
    case = desk.case(complainant=BY_PHONE)
    browser, letter = desk.browser("handler"), letter_of(case)
    calls = page(browser.get("/desk/outbox/calls/"))
    assert "+90 212 555 0100" in calls
    assert "May I give you your reference?" in calls
    assert {browser.post(f"/desk/outbox/{letter.pk}/call/").status_code for _ in range(2)} == {303}
    assert "Nobody waits for a call" in page(browser.get("/desk/outbox/calls/"))


def test_a_letter_that_failed_is_tried_again(desk: Desk) -> None:
    letter = letter_of(desk.case())
    Letter.objects.filter(pk=letter.pk).update(
        failed_at=desk.now, due_at=None, attempts=9, last_error="550 no such user"
    )
    browser = desk.browser("handler")
    seen = page(browser.get(f"/desk/outbox/{letter.pk}/"))
    assert "550 no such user" in seen
    assert "1 letter could not be delivered" in page(browser.get("/desk/"))
    assert {browser.post(f"/desk/outbox/{letter.pk}/retry/").status_code for _ in range(2)} == {303}
    letter.refresh_from_db()
    assert (letter.failed_at, letter.attempts) == (None, 0)


def test_a_letter_that_came_back_is_shown_so_and_goes_again(desk: Desk) -> None:
    case = desk.case()
    letter = letter_of(case)
    tick(desk.now + timedelta(minutes=1))
    browser = desk.browser("handler")
    assert "It came back" in page(browser.get(f"/desk/outbox/{letter.pk}/"))
    assert {browser.post(f"/desk/outbox/{letter.pk}/return/").status_code for _ in range(2)} == {303}
    for where in (f"/desk/outbox/{letter.pk}/", "/desk/outbox/?standing=returned", address(case)):
        assert "Came back" in page(browser.get(where)), where
    tick(desk.now + timedelta(minutes=2))
    assert "could not be delivered" in page(desk.browser("clerk").get("/desk/notices/"))
    assert browser.post(f"/desk/outbox/{letter.pk}/retry/").status_code == 303
    assert "Came back" not in page(browser.get(f"/desk/outbox/{letter.pk}/"))


@pytest.mark.parametrize("tail", ["", "pdf/", "posting/", "call/", "return/", "retry/"])
def test_letters_of_another_unit_are_not_there(desk: Desk, tail: str) -> None:
    case = desk.case(complainant=BY_POST)
    tick(desk.now + timedelta(minutes=1))
    where = f"/desk/outbox/{letter_of(case).pk}/{tail}"
    browser = desk.browser("outsider")
    answer = browser.get(where) if tail in {"", "pdf/"} else browser.post(where)
    assert answer.status_code == 404


def test_an_auditor_reads_letters_and_sends_none(desk: Desk) -> None:
    letter = letter_of(desk.case(complainant=BY_PHONE))
    browser = desk.browser("auditor")
    assert browser.get(f"/desk/outbox/{letter.pk}/").status_code == 200
    assert browser.post(f"/desk/outbox/{letter.pk}/call/").status_code == 404
    assert browser.get("/desk/outbox/calls/").status_code == 403


def test_a_case_leads_to_its_letters(desk: Desk) -> None:
    case = desk.case()
    assert f"/desk/outbox/{letter_of(case).pk}/" in page(desk.browser("handler").get(address(case)))
