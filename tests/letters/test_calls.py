"""A letter that waits for a call is settled by who told its news in another way."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import transaction

from recours.core.permissions import Role
from recours.core.subjects import Subject
from recours.letters.calls import settle_call
from recours.letters.recipients import Channel
from recours.trail.reading import events_of

from .conftest import Write, staff

pytestmark = pytest.mark.django_db


def test_a_call_is_settled_once_and_nothing_else_is(write: Write, now: datetime) -> None:
    clerk, later = staff(Role.CLERK), now + timedelta(hours=1)
    call, mailed = write(channel=Channel.PHONE), write()
    with transaction.atomic():
        for key in (call.id, call.id, mailed.id, None):
            settle_call(letter_id=key, actor=clerk, now=later)
    call.refresh_from_db()
    mailed.refresh_from_db()
    assert (call.told_at, call.told_by, mailed.told_at) == (later, clerk.code, None)
    told = events_of(Subject(call.subject_kind, call.subject_id))
    assert [(event.kind, event.actor_code) for event in told] == [("letter.told", clerk.code)]
    assert not events_of(Subject(mailed.subject_kind, mailed.subject_id))
