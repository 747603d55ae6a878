"""A letter stands in exactly one place, and the condition on rows agrees with the row."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from recours.core.permissions import Role
from recours.letters.actions import mark_posted, mark_returned, mark_told
from recours.letters.jobs import send_due
from recours.letters.models import Letter
from recours.letters.recipients import Channel
from recours.letters.states import STANDING_NAMES, STANDINGS, Standing, standing_of

from .conftest import Write, staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_folder")]


def test_conditions_and_rows_agree_and_exclude_one_another(write: Write, now: datetime) -> None:
    clerk = staff(Role.CLERK)
    for channel in Channel:
        write(channel=channel)
    write(address="nowhere")
    posted, told = write(channel=Channel.POST), write(channel=Channel.PHONE)
    returned = write()
    send_due(now)
    mark_returned(actor=clerk, letter_id=returned.id, now=now)
    mark_posted(actor=clerk, letter_id=posted.id, now=now)
    mark_told(actor=clerk, letter_id=told.id, now=now)
    for channel in Channel:
        write(channel=channel, at=now + timedelta(days=1))
    seen = set()
    for letter in Letter.objects.all():
        matching = [s for s in Standing if Letter.objects.filter(STANDINGS[s], pk=letter.pk).exists()]
        assert matching == [standing_of(letter)]
        seen.add(standing_of(letter))
    assert seen == set(Standing)


def test_every_standing_has_its_word() -> None:
    assert set(STANDING_NAMES) == set(STANDINGS) == set(Standing)


def test_the_database_refuses_a_letter_that_left_another_way(write: Write, now: datetime) -> None:
    letter = write(channel=Channel.EMAIL)
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(told_at=now)
