"""What the domain refuses is a page with a way on."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.test import RequestFactory

from recours.complaints.errors import NOT_NOW
from recours.core.errors import FORBIDDEN, STALE, Invalid, NotFound, RecoursError, Refused, Stale
from recours.portal.refusals import told
from tests.factories.people import House


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("problem", "status", "words"),
    [
        (NotFound(), 404, "This is not here"),
        (Refused(FORBIDDEN), 403, "This is not open to you"),
        (Refused(NOT_NOW), 409, "This cannot be done now"),
        (Stale(STALE), 409, "This has changed meanwhile"),
        (Invalid({"words": NOT_NOW}), 422, "This could not be read"),
    ],
)
def test_a_refusal_is_told(
    house: House, now: datetime, problem: RecoursError, status: int, words: str
) -> None:
    @told
    def view(request: HttpRequest) -> HttpResponseBase:
        raise problem

    request = RequestFactory().get("/en/")
    answer = view(request)
    assert (answer.status_code, words in answer.content.decode()) == (status, True)  # type: ignore[attr-defined]
    assert answer.headers["Cache-Control"] == "no-store, private"
