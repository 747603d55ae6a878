"""A sample that was not finished leaves nothing; two samples of one moment say the same."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from recours.complaints.models import Complaint, Message
from recours.demo.stage import populate
from recours.people.models import User
from recours.people.selectors import is_founded
from recours.trail.models import EventRow


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, settings: Any) -> None:
    settings.MAIL_FOLDER = tmp_path / "mail"
    settings.STORAGES = settings.STORAGES | {
        "default": settings.STORAGES["default"] | {"OPTIONS": {"location": str(tmp_path / "files")}}
    }


class PlugPulled(Exception):
    """What ends the making of a sample here."""


@pytest.mark.django_db
def test_an_unfinished_sample_leaves_nothing(now: datetime) -> None:
    def pull(_done: int, _total: int) -> None:
        raise PlugPulled

    with pytest.raises(PlugPulled):
        populate(now=now, progress=pull)
    assert not is_founded()
    assert not Complaint.objects.exists()
    assert not User.objects.exists()
    assert not EventRow.objects.exists()


def _told(now: datetime) -> list[object]:
    """Everything of a sample that a reader would compare; undone afterwards."""
    with transaction.atomic():
        populate(now=now, progress=lambda done, total: None)
        cases = Complaint.objects.order_by("received_at", "words")
        messages = Message.objects.order_by("at", "words")
        told: list[object] = [
            list(
                cases.values_list(
                    "received_at", "kind", "channel", "language", "state", "words", "owner__name"
                )
            ),
            list(messages.values_list("at", "audience", "words", "author__name")),
            list(EventRow.objects.order_by("occurred_at", "kind").values_list("occurred_at", "kind")),
        ]
        transaction.set_rollback(True)
    return told


@pytest.mark.prove
@pytest.mark.django_db
def test_two_samples_of_one_moment_say_the_same(now: datetime) -> None:
    assert _told(now) == _told(now)


@pytest.mark.prove
@pytest.mark.django_db
@pytest.mark.parametrize("hours", [0, 13, 29, 52, 75])
def test_a_sample_can_be_made_at_any_hour(now: datetime, hours: int) -> None:
    moment = now + timedelta(hours=hours)
    with transaction.atomic():
        populate(now=moment, progress=lambda done, total: None)
        assert Complaint.objects.count() > 290
        assert not EventRow.objects.filter(occurred_at__gt=moment).exists()
        transaction.set_rollback(True)
