"""What is kept from a colleague, whatever their role."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

import pytest

from recours.core.errors import NotFound
from recours.core.permissions import Role
from recours.core.subjects import Subject
from recours.people.bars import bar, is_barred, unbar
from recours.people.models import Notice, User
from recours.people.notices import tell
from recours.people.selectors import actor_of
from tests.factories.people import House, make_user


@pytest.mark.django_db
def test_what_is_barred_is_known_to_the_actor_and_told_to_nobody_barred(house: House, now: datetime) -> None:
    hans, mona = (make_user(house, name, now, Role.HANDLER) for name in ("Hans", "Mona"))
    case = uuid4()
    for _ in range(2):
        bar(hans.pk, case)
    assert User.objects.get(pk=hans.pk).barred == [str(case)]
    assert actor_of(User.objects.get(pk=hans.pk)).barred == {case}
    tell(
        user_ids=[hans.pk, mona.pk], code="case_waits", about=Subject("complaint", case), reference="1", cause=uuid4(),
        now=now,
    )  # fmt: skip
    assert set(Notice.objects.values_list("user", flat=True)) == {mona.pk}
    unbar(hans.pk, case)
    assert not is_barred(hans.pk, case)
    assert not is_barred(uuid4(), case)
    with pytest.raises(NotFound):
        bar(uuid4(), case)
