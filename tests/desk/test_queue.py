"""The queue shows what is due next, quickly."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from recours.complaints.states import Channel, Kind
from recours.people.complainants import Party
from tests.desk.conftest import Desk, address, page

pytestmark = pytest.mark.django_db

QUERIES = 13
"""Session, reader, organisation, grants, the page itself, and eight of the rail: notices, five views, letters, mail."""


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_asks_the_same_number_of_questions(
    desk: Desk, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        desk.case()
    browser = desk.browser("manager")
    with django_assert_num_queries(QUERIES):
        answer = browser.get("/desk/cases/")
    assert page(answer).count('class="row-link"') == count


@pytest.mark.parametrize("count", [1, 3])
def test_a_part_of_the_queue_leaves_the_rail_alone(
    desk: Desk, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        desk.case()
    browser = desk.browser("manager")
    with django_assert_num_queries(5):
        answer = browser.get("/desk/cases/?view=all", headers={"HX-Request": "true"})
    assert page(answer).lstrip().startswith('<div id="list"')
    assert "HX-Request" in answer.headers["Vary"]


def test_a_line_says_who_what_where_next_and_by_whom(desk: Desk) -> None:
    case = desk.taken(language="ar", words="دُفعت الفاتورة مرتين", channel=Channel.PHONE)
    seen = page(desk.browser("manager").get("/desk/cases/"))
    for part in (
        "Nadia Haddad",
        "دُفعت الفاتورة مرتين",
        "Complaint",
        "Received",
        "Acknowledgement in",
        "Hana Handler",
        "Phone",
        "Arabic",
        case.reference,
    ):
        assert part in seen
    assert '<bdi class="reference" dir="ltr">' in seen
    assert 'class="case-words" dir="auto"' in seen


def test_the_views_hold_what_they_say(desk: Desk) -> None:
    mine, free, praise = desk.taken(), desk.case(), desk.case(kind=Kind.COMPLIMENT)
    browser = desk.browser("handler")

    def listed(view: str) -> set[str]:
        seen = page(browser.get(f"/desk/cases/?view={view}"))
        return {case.reference for case in (mine, free, praise) if case.reference in seen}

    assert listed("mine") == {mine.reference}
    assert listed("unowned") == {free.reference, praise.reference}
    assert listed("open") == listed("all") == {mine.reference, free.reference, praise.reference}
    assert listed("feedback") == {praise.reference}


def test_a_search_finds_by_reference_in_any_digits_and_by_the_beginning_of_a_name(desk: Desk) -> None:
    case, other = desk.case(), desk.case(complainant=Party(name="Otto Klein", email="otto@example.org"))
    arabic = case.reference.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")).replace("-", " ")
    browser = desk.browser("handler")
    for words in (arabic, case.reference, "nadia", "NADIA H", "nadia@example"):
        seen = page(browser.get("/desk/cases/", {"q": words}))
        assert (case.reference in seen, other.reference in seen) == (True, False), words


def test_a_long_list_comes_in_pages_that_are_links(desk: Desk) -> None:
    cases = {desk.case().reference for _ in range(53)}
    browser = desk.browser("manager")
    first = page(browser.get("/desk/cases/"))
    assert first.count('class="row-link"') == 50
    onward = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = page(browser.get("/desk/cases/" + onward))
    assert second.count('class="row-link"') == 3
    assert {reference for reference in cases if reference in first or reference in second} == cases


def test_a_page_that_cannot_be_found_any_more_is_said(desk: Desk) -> None:
    answer = desk.browser("manager").get("/desk/cases/?cursor=forged")
    assert answer.status_code == 422
    assert "begin with the first page" in page(answer)


def test_hostile_words_stay_words(desk: Desk) -> None:
    hostile = '"><script>alert(1)</script>\u202e' + "W" * 10_000
    case = desk.case(
        words=hostile, complainant=Party(name='"><img src=x onerror=alert(1)>\u202e', email="x@example.org")
    )
    for path in ("/desk/", "/desk/cases/", "/desk/cases/?q=%22%3E%3Cscript%3E", address(case)):
        seen = page(desk.browser("manager").get(path))
        assert "<script>alert" not in seen
        assert "<img src=x" not in seen


@pytest.mark.parametrize("words", ["\x00", "%", "a" * 5_000, "\ud800", "'; drop table", "\u202e", "٪"])
def test_any_search_is_answered(desk: Desk, words: str) -> None:
    answer = desk.browser("manager").get("/desk/cases/", {"q": words.encode("utf-8", "surrogatepass")})
    assert answer.status_code == 200
