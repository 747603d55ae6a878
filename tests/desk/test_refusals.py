"""What the domain refuses becomes a page that keeps what was typed and shows the way back."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from recours.complaints.errors import NOT_NOW, NOTHING_SAID
from recours.core.errors import FORBIDDEN, STALE, Invalid, NotFound, RecoursError, Refused, Stale
from recours.desk.refusals import answer
from tests.desk.conftest import Desk, page

pytestmark = pytest.mark.django_db


def refused(desk: Desk, problem: RecoursError, method: str = "POST", **headers: str) -> tuple[int, str]:
    request = RequestFactory().generic(
        method,
        "/desk/cases/",
        "words=All+that+I+wrote",
        content_type="application/x-www-form-urlencoded",
        headers=headers,
    )
    request.user = desk.cast.users["handler"]
    for name, value in {
        "actor": desk.actor("handler"),
        "office": None,
        "now": desk.now,
        "resolver_match": None,
    }.items():
        setattr(request, name, value)
    request.staff_id = desk.cast.users["handler"].pk
    found = answer(request, problem)
    return found.status_code, page(found)


@pytest.mark.parametrize(
    ("problem", "status", "said"),
    [
        (NotFound(), 404, "We found nothing under this name."),
        (Refused(FORBIDDEN), 403, "Your role does not allow this."),
        (Refused(NOT_NOW, state="closed", move="write"), 409, "not at a point"),
        (Stale(STALE), 409, "Somebody changed this"),
        (Invalid({"words": NOTHING_SAID}), 422, "Tell us what happened"),
    ],
)
def test_each_refusal_has_its_page(desk: Desk, problem: RecoursError, status: int, said: str) -> None:
    code, seen = refused(desk, problem)
    assert code == status
    assert said in seen
    assert "All that I wrote" in seen


def test_the_way_back_is_where_the_form_stood(desk: Desk) -> None:
    _code, seen = refused(desk, Stale(STALE), Referer="http://testserver/desk/cases/482-719-3068/")
    assert 'href="http://testserver/desk/cases/482-719-3068/"' in seen
    _code, seen = refused(desk, Stale(STALE), Referer="https://evil.example/")
    assert "evil.example" not in seen


def test_htmx_is_sent_to_the_whole_page(desk: Desk) -> None:
    code, seen = refused(desk, NotFound(), "GET", **{"HX-Request": "true"})
    assert (code, seen) == (404, "")
