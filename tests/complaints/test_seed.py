"""The problems of the first day."""

from __future__ import annotations

from datetime import datetime

import pytest

from recours.complaints.actions import change_category, retire_category
from recours.complaints.models import Category, ReadyText
from recours.complaints.seed import GROUPS, PROBLEMS, seed_categories, seed_texts
from recours.complaints.seeded_texts import TEXTS
from recours.complaints.selectors import choices
from recours.complaints.texts import unknown_places
from recours.core.errors import Refused
from recours.jobs.subjects import expected_subjects
from recours.trail.verification import verify
from tests.factories.cast import Cast
from tests.factories.people import SYSTEM, House


def test_the_list_is_that_of_the_form() -> None:
    assert [seed.position for seed in PROBLEMS] == list(range(1, 36))
    codes = [seed.code for seed in (*GROUPS, *PROBLEMS)]
    assert len(set(codes)) == len(codes)
    assert {seed.group for seed in PROBLEMS} <= {group.code for group in GROUPS} | {""}


@pytest.mark.django_db
def test_they_are_added_once_under_their_groups(organisation: House, now: datetime) -> None:
    assert seed_categories(actor=SYSTEM, now=now) == len(GROUPS) + len(PROBLEMS)
    assert seed_categories(actor=SYSTEM, now=now) == 0
    found = choices(tree="problem", language="en")
    assert [(choice.code, choice.depth) for choice in found[:3]] == [
        ("delivery", 0),
        ("not-delivered", 1),
        ("not-provided", 1),
    ]
    assert found[-1].code == "other"
    assert verify(expected=expected_subjects()).holds


@pytest.mark.django_db
def test_what_an_administrator_changed_or_retired_stays(organisation: House, now: datetime) -> None:
    seed_categories(actor=SYSTEM, now=now)
    price = Category.objects.get(code="price")
    change_category(
        actor=SYSTEM,
        category_id=price.pk,
        names={"en": "Tariffs"},
        parent=None,
        unit=None,
        position=9,
        now=now,
    )
    retire_category(actor=SYSTEM, category_id=Category.objects.get(code="interest").pk, now=now)
    assert seed_categories(actor=SYSTEM, now=now) == 0
    assert Category.objects.get(code="price").names == {"en": "Tariffs"}
    assert Category.objects.get(code="interest").retired_at == now


@pytest.mark.django_db
def test_names_in_english_and_in_every_language_that_has_its_own(organisation: House, now: datetime) -> None:
    seed_categories(actor=SYSTEM, now=now)
    for category in Category.objects.filter(taxonomy="own"):
        assert category.names["en"]
        assert list(category.names.values()).count(category.names["en"]) == 1


@pytest.mark.django_db
def test_only_an_administrator_may(cast: Cast, now: datetime) -> None:
    with pytest.raises(Refused):
        seed_categories(actor=cast.actor("clerk"), now=now)


@pytest.mark.django_db
def test_ready_made_texts_are_added_once_in_all_languages(organisation: House, now: datetime) -> None:
    assert seed_texts(actor=SYSTEM, now=now) == len(TEXTS)
    assert seed_texts(actor=SYSTEM, now=now) == 0
    for text in ReadyText.objects.all():
        assert set(text.bodies) == set(text.names) == {"en", "fr", "ar", "fa", "tr"}, text.code
        assert not [place for body in text.bodies.values() for place in unknown_places(body)]
        assert len({body.count("\n\n") for body in text.bodies.values()}) == 1
    assert verify(expected=expected_subjects()).holds
