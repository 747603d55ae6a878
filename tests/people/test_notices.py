from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from recours.core.errors import Invalid, Refused
from recours.core.keys import new_key
from recours.core.permissions import Role
from recours.core.subjects import Subject
from recours.letters.models import Letter
from recours.people import actions, selectors
from recours.people.models import Notice
from recours.people.notices import WORDINGS, say, tell
from recours.trail.reading import events_of
from tests.factories.people import SYSTEM, House, make_user

CASE = Subject("complaint", new_key())


def test_colleagues_hear_once_for_each_cause(
    house: House, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    anna = make_user(house, "Anna", now, Role.HANDLER)
    bela = make_user(house, "Bela", now, Role.HANDLER, language="fr")
    gone = make_user(house, "Gone", now, Role.HANDLER)
    actions.deactivate_user(actor=house.admin, user_id=gone.pk, now=now)
    Letter.objects.all().delete()
    cause = new_key()
    told = {
        "user_ids": [anna.pk, bela.pk, gone.pk, new_key()],
        "code": "new_case_waits",
        "about": CASE,
        "reference": "482-719-3068",
        "cause": cause,
        "now": now,
    }
    # users, notices in, notices back, organisation; then for each letter its wording and itself
    with django_assert_num_queries(4 + 2 * 2 + 2):
        assert tell(**told) == 2
    assert tell(**told) == 0
    assert tell(**{**told, "user_ids": [gone.pk]}) == 0
    assert {notice.user_id for notice in Notice.objects.all()} == {anna.pk, bela.pk}
    letters = {letter.address: letter for letter in Letter.objects.all()}
    assert set(letters) == {anna.email, bela.email}
    letter = letters[anna.email]
    assert (letter.kind, letter.language, letter.subject_kind, letter.subject_id) == (
        "staff_notice",
        "en",
        "user",
        anna.pk,
    )
    assert letter.subject == "Case 482-719-3068 is new and waits for somebody to take it"
    assert "http://127.0.0.1:8000/desk/" in letter.body
    assert letters[bela.email].language == "fr"
    assert letters[bela.email].letterhead["name"] == "Eaux du Nord"
    assert tell(**{**told, "cause": new_key()}) == 2


def test_every_notice_has_its_sentence() -> None:
    for code in WORDINGS:
        for language in ("en", "fr", "ar", "fa", "tr"):
            with translation.override(language):
                sentence = say(code, "482-719-3068")
                assert ("482-719-3068" in sentence) is (code != "mail_waits")
                assert ("\u200e482" in sentence) is (language in {"ar", "fa"} and code != "mail_waits")
    with pytest.raises(Invalid) as refusal:
        say("moon_rises", "")
    assert refusal.value.fields["code"].code == "notice_unknown"


def test_notices_are_listed_by_pages_and_seen(
    house: House, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    anna = make_user(house, "Anna", now, Role.HANDLER)
    me = selectors.actor_of(anna)
    other = Subject("complaint", new_key())
    for number in range(5):
        tell(
            user_ids=[anna.pk, house.administrator.pk],
            code="complainant_wrote",
            about=CASE if number < 4 else other,
            reference=f"{number}",
            cause=new_key(),
            now=now + timedelta(minutes=number),
        )
    with django_assert_num_queries(1):
        first = selectors.notices_for(anna.pk, size=3)
    second = selectors.notices_for(anna.pk, size=3, cursor=first.next)
    assert [notice.reference for notice in (*first.rows, *second.rows)] == ["4", "3", "2", "1", "0"]
    assert selectors.unseen_count(anna.pk) == 5
    assert actions.see_notices(actor=me, about=other, now=now) == 1
    assert selectors.unseen_count(anna.pk) == 4
    assert actions.see_notices(actor=me, now=now) == 4
    assert actions.see_notices(actor=me, now=now) == 0
    assert (selectors.unseen_count(anna.pk), selectors.unseen_count(house.administrator.pk)) == (0, 5)
    seen = [event for event in events_of(Subject("user", anna.pk)) if event.kind == "user.notices_seen"]
    assert [event.facts["count"] for event in seen] == [1, 4]
    with pytest.raises(Refused):
        actions.see_notices(actor=SYSTEM, now=now)
