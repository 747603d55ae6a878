"""What complainants decide on their page: asked once more, done once, in every language."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client

from recours.complaints import actions
from recours.complaints.models import Closure, Complaint, Reply
from recours.complaints.states import State
from recours.complaints.waiting import Asked, Wanted
from tests.factories.answers import answer
from tests.factories.people import SYSTEM, House
from tests.portal.conftest import Clock, Visitor, hidden

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, _ in django_settings.LANGUAGES]


def ask(visitor: Visitor, name: str) -> Any:
    return visitor.client.get(visitor.at(f"track/case/{name}/"))


def say(visitor: Visitor, name: str, token: str | None = None, words: str = "") -> Any:
    token = token if token is not None else hidden(ask(visitor, name).content.decode(), "token")
    return visitor.client.post(visitor.at(f"track/case/{name}/"), {"token": token, "words": words})


def visitor_with_case(language: str = "en") -> Visitor:
    visitor = Visitor(language=language)
    reference, secret = visitor.receipt()
    visitor.client.post(visitor.at("track/"), {"reference": reference, "secret": secret})
    return visitor


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_complaint_is_withdrawn_after_asking_once_more(house: House, language: str) -> None:
    visitor = visitor_with_case(language)
    page = visitor.client.get(visitor.at("track/case/")).content.decode()
    assert visitor.at("track/case/withdrawal/") in page
    token = hidden(ask(visitor, "withdrawal").content.decode(), "token")
    assert not Closure.objects.exists()
    for _time in (1, 2):
        assert say(visitor, "withdrawal", token, "It has been settled").status_code == 303
    assert Complaint.objects.get().state == State.CLOSED
    assert Closure.objects.get().words == "It has been settled"
    page = visitor.client.get(visitor.at("track/case/")).content.decode()
    assert visitor.at("track/case/withdrawal/") not in page
    assert ask(visitor, "withdrawal").status_code == 303


def test_nobody_withdraws_another_s(house: House, clock: Clock) -> None:
    visitor, other = visitor_with_case(), visitor_with_case()
    token = hidden(ask(other, "withdrawal").content.decode(), "token")
    assert say(visitor, "withdrawal", token).status_code == 422
    assert say(Visitor(Client()), "withdrawal", token).status_code == 303
    clock.pass_by(hours=49)
    assert not Closure.objects.exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_is_accepted_or_not_and_reviewed(
    house: House, now: datetime, clock: Clock, language: str
) -> None:
    yes, no = visitor_with_case(language), visitor_with_case(language)
    for case in Complaint.objects.all():
        answer(case, now)
    for visitor, name in ((yes, "acceptance"), (no, "rejection")):
        page = visitor.client.get(visitor.at("track/case/")).content.decode()
        assert visitor.at(f"track/case/{name}/") in page
        token = hidden(ask(visitor, name).content.decode(), "token")
        for _time in (1, 2):
            assert say(visitor, name, token, "So be it").status_code == 303
    assert sorted(Reply.objects.values_list("kind", "words")) == [
        ("accepted", "So be it"),
        ("rejected", "So be it"),
    ]
    assert set(Complaint.objects.values_list("state", flat=True)) == {State.REMEDY_VERIFIED, State.REJECTED}
    page = no.client.get(no.at("track/case/")).content.decode()
    assert (no.at("track/case/review/") in page, no.at("track/case/rejection/") in page) == (True, False)
    clock.pass_by(hours=1)
    assert say(no, "review", words="Read the letter").status_code == 303
    assert Complaint.objects.filter(state=State.ESCALATED, level=1, owner=None).count() == 1


def test_a_question_is_answered_where_it_stands(house: House, clock: Clock) -> None:
    visitor = visitor_with_case()
    case = Complaint.objects.get()
    day = clock.now.date() + timedelta(days=14)
    wanted = Wanted(of=Asked.COMPLAINANT, words="Which meter?", reason="Two.", answer_by=day)
    actions.ask(actor=SYSTEM, complaint_id=case.pk, wanted=wanted, key="1", now=clock.now)
    page = visitor.client.get(visitor.at("track/case/")).content.decode()
    assert all(words in page for words in ("Which meter?", "Your answer", "We are waiting for you"))
    sent = {"token": hidden(page, "token"), "words": "The left one.", "step": "send"}
    assert visitor.client.post(visitor.at("track/case/messages/"), sent).status_code == 303
    case.refresh_from_db()
    assert case.state == State.ACKNOWLEDGED
    assert "Your answer" not in visitor.client.get(visitor.at("track/case/")).content.decode()


def test_what_was_not_read_is_not_accepted(house: House, now: datetime, clock: Clock) -> None:
    visitor = visitor_with_case()
    case = Complaint.objects.get()
    answer(case, now)
    token = hidden(ask(visitor, "acceptance").content.decode(), "token")
    answer(case, now)
    assert (say(visitor, "acceptance", token).status_code, Reply.objects.count()) == (422, 0)
    assert (say(visitor, "acceptance").status_code, Reply.objects.get().response.number) == (303, 2)
