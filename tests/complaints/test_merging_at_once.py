"""Two people who merge, take apart and write at the same moment: each case stands in exactly one place afterwards."""

from __future__ import annotations

from datetime import datetime

from recours.complaints import actions
from recours.complaints.models import Closure, Complaint, Message, Relation
from recours.complaints.states import Channel
from recours.core.actors import complainant
from recours.letters.kinds import LetterKind
from recours.letters.models import Letter
from tests.complaints.test_actions import staff
from tests.complaints.test_after_the_answer_at_once import at_once
from tests.factories.cases import make_case
from tests.factories.people import House


def test_a_into_b_and_b_into_a_at_once(committed: House, now: datetime) -> None:
    one, other = make_case(now), make_case(now)
    clerk, manager = staff(committed, now), staff(committed, now, "Mary")

    def there() -> None:
        actions.merge(actor=clerk, complaint_id=one.pk, into=other.pk, words="", seen=1, now=now)

    def back() -> None:
        actions.merge(actor=manager, complaint_id=other.pk, into=one.pk, words="", seen=1, now=now)

    assert at_once(there, back) == ["done", "invalid"]
    assert sorted(Complaint.objects.values_list("is_open", flat=True)) == [False, True]
    assert (Relation.objects.count(), Closure.objects.count()) == (1, 1)


def test_a_double_click_merges_once(committed: House, now: datetime) -> None:
    one, other, clerk = make_case(now), make_case(now), staff(committed, now)

    def click() -> None:
        actions.merge(actor=clerk, complaint_id=one.pk, into=other.pk, words="", seen=1, now=now)

    assert at_once(click, click, click) == ["done"] * 3
    assert Relation.objects.count() == 1
    assert Letter.objects.filter(kind=LetterKind.MERGED.value).count() == 1


def test_a_message_that_comes_with_the_merge_is_where_the_matter_is(committed: House, now: datetime) -> None:
    one, other, clerk = make_case(now), make_case(now), staff(committed, now)

    def merge() -> None:
        row = Complaint.objects.get(pk=one.pk)
        actions.merge(actor=clerk, complaint_id=one.pk, into=other.pk, words="", seen=row.version, now=now)

    def write() -> None:
        actions.receive_message(
            actor=complainant(one.pk), complaint_id=one.pk, words="And now?", files=(), channel=Channel.WEB_FORM,
            key="w", now=now,
        )  # fmt: skip

    outcomes = at_once(merge, write)
    assert outcomes in (["done", "done"], ["done", "stale"]), "a message before the merge makes it look again"
    one.refresh_from_db()
    said = Message.objects.get()
    if one.leading_id and said.complaint_id == other.pk:
        assert said.under_id == one.pk
    else:
        assert said.complaint_id == one.pk
