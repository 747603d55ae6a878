"""Somebody without a name talks with us, both ways, from the first word to the last: nothing but the page carries it."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from recours.complaints.models import Attachment, Complaint
from recours.core.keys import new_key
from recours.core.permissions import Role
from recours.letters.models import Letter
from tests.factories.people import House, make_user
from tests.portal.conftest import STORY, Clock, Visitor
from tests.portal.test_views_tracking import say, story

pytestmark = pytest.mark.django_db


def test_an_anonymous_complainant_and_a_colleague_talk(
    house: House, visitor: Visitor, clock: Clock, now: datetime
) -> None:
    reference, secret = visitor.receipt(identity="anonymous", email="given@example.org")
    case = Complaint.objects.get()
    assert (case.anonymous, case.complainant) == (True, None)

    desk, here = Client(), f"/desk/cases/{reference}/"
    desk.force_login(make_user(house, "Clara Clerk", now, Role.CLERK, unit=house.unit.pk))
    seen = desk.get(here).content.decode()
    assert STORY in seen
    assert "Anonymous" in seen
    assert "given@example.org" not in seen

    clock.pass_by(hours=1)
    desk.post(f"{here}notes/", {"key": str(new_key()), "words": "Sounds like the depot again."})
    answer = desk.post(f"{here}messages/", {"key": str(new_key()), "words": "On which line was it?"})
    assert answer.status_code == 303
    assert set(Letter.objects.filter(subject_id=case.pk).values_list("channel", flat=True)) == {"portal"}

    later = Visitor(Client())
    opened = later.client.post(later.at("track/"), {"reference": reference, "secret": secret})
    assert opened.status_code == 303
    page = story(later).content.decode()
    assert "On which line was it?" in page
    assert "depot" not in page
    clock.pass_by(minutes=5)
    assert say(later, words="Line 7.", files=[SimpleUploadedFile("ticket.txt", b"Line 7")]).status_code == 303

    seen = desk.get(here).content.decode()
    assert "Line 7." in seen
    assert "ticket.txt" in seen
    assert Attachment.objects.get().internal is False
    page = story(later).content.decode()
    assert page.index("On which line was it?") < page.index("Line 7.")
    assert not Letter.objects.filter(subject_id=case.pk).exclude(channel="portal").exists()
    assert Complaint.objects.get().complainant is None
