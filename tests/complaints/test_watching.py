"""Calling colleagues in a note, and following a case: who is told, who is refused, who hears nothing any more."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from recours.complaints import actions
from recours.complaints.jobs import tell_of_note, tell_watchers
from recours.complaints.models import Complaint, Message, Watch
from recours.complaints.selectors import View, case_file, queue_for
from recours.complaints.states import Channel
from recours.core.actors import Actor, ActorKind, complainant
from recours.core.errors import Invalid, NotFound, Refused
from recours.core.keys import new_key
from recours.core.subjects import Subject
from recours.people.actions import deactivate_user, end_role
from recours.people.models import Notice, RoleAssignment
from recours.trail.reading import events_of
from tests.complaints.test_actions import staff
from tests.complaints.test_after_the_answer_at_once import at_once
from tests.factories.cases import make_case
from tests.factories.cast import Cast
from tests.factories.people import House


def note(cast: Cast, case: Complaint, words: str, now: datetime, name: str = "clerk") -> Message:
    return actions.note(
        actor=cast.actor(name), complaint_id=case.pk, words=words, key=str(new_key()), now=now
    )


def follow(case: Complaint, now: datetime, *, by: Any = (tell_of_note, tell_watchers)) -> None:
    """Let the worker follow what happened last."""
    last = events_of(Subject("complaint", case.pk))[-1]
    for follower in by:
        follower(last, now)


def told(cast: Cast) -> set[tuple[str, str]]:
    names = {user.pk: name for name, user in cast.users.items()}
    return {(names[user], code) for user, code in Notice.objects.values_list("user", "code")}


@pytest.mark.django_db
def test_whom_a_note_calls_is_told_once_and_its_writer_not(cast: Cast, now: datetime) -> None:
    case = make_case(now)
    note(cast, case, "@Hana Handler and @Mary, please. @Clara Clerk", now)
    for _ in range(2):
        follow(case, now)
    assert told(cast) == {("handler", "mentioned"), ("manager", "mentioned")}
    seen = case_file(actor=cast.actor("clerk"), reference=case.reference, language="en")
    assert list(seen.called.values()) == [("Hana Handler", "Mary Manager", "Clara Clerk")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("@Otto Outside, look", "called_blind"),
        ("@Nobody", "nobody_called"),
    ],
)
def test_who_may_not_see_the_case_or_is_not_there_is_refused(
    cast: Cast, now: datetime, words: str, code: str
) -> None:
    case = make_case(now)
    with pytest.raises(Invalid) as refused:
        note(cast, case, words, now)
    assert [problem.code for problem in refused.value.fields.values()] == [code]
    assert not Message.objects.exists()


@pytest.mark.django_db
def test_who_left_the_house_is_called_no_more(cast: Cast, now: datetime) -> None:
    case = make_case(now)
    note(cast, case, "@Hana Handler", now)
    deactivate_user(actor=cast.house.admin, user_id=cast.users["handler"].pk, now=now)
    follow(case, now)
    assert told(cast) == set()
    with pytest.raises(Invalid):
        note(cast, case, "@Hana Handler", now)
    seen = case_file(actor=cast.actor("clerk"), reference=case.reference, language="en")
    assert list(seen.called.values()) == [("Hana Handler",)]


@pytest.mark.django_db
def test_watching_begins_and_ends_on_the_trail_and_leaves_the_version(cast: Cast, now: datetime) -> None:
    clerk, case = cast.actor("clerk"), make_case(now)
    for act in (actions.watch, actions.stop_watching):
        for _ in range(2):
            act(actor=clerk, complaint_id=case.pk, now=now)
    kinds = [event.kind for event in events_of(Subject("complaint", case.pk))]
    assert kinds == ["complaint.received", "complaint.watched", "complaint.watch_ended"]
    assert Complaint.objects.get(pk=case.pk).version == case.version


@pytest.mark.django_db
def test_who_may_not_write_notes_or_is_nobody_cannot_watch(cast: Cast, now: datetime) -> None:
    case = make_case(now)
    token = Actor(ActorKind.TOKEN, new_key(), "till", grants=cast.actor("manager").grants)
    for actor, problem in (
        (cast.actor("auditor"), Refused),
        (cast.actor("outsider"), NotFound),
        (complainant(case.pk), Refused),
        (token, Refused),
    ):
        for act in (actions.watch, actions.stop_watching):
            with pytest.raises(problem):
                act(actor=actor, complaint_id=case.pk, now=now)
    assert not Watch.objects.exists()


@pytest.mark.django_db
def test_watchers_hear_once_until_they_looked_and_not_of_themselves(cast: Cast, now: datetime) -> None:
    case = make_case(now)
    for name in ("clerk", "handler", "manager"):
        actions.watch(actor=cast.actor(name), complaint_id=case.pk, now=now)
    for _ in range(2):
        note(cast, case, "News. @Mary", now)
        follow(case, now)
    assert Notice.objects.filter(code="watched_case_moved").count() == 1
    assert told(cast) == {("handler", "watched_case_moved"), ("manager", "mentioned")}
    Notice.objects.update(seen_at=now)
    note(cast, case, "More news.", now + timedelta(days=1))
    follow(case, now)
    assert Notice.objects.filter(code="watched_case_moved").count() == 3, "the manager hears of it too"


@pytest.mark.django_db
def test_who_watches_a_merged_case_hears_of_the_one_that_leads(cast: Cast, now: datetime) -> None:
    case, lead = make_case(now), make_case(now)
    actions.watch(actor=cast.actor("handler"), complaint_id=case.pk, now=now)
    given = {"actor": cast.actor("clerk"), "complaint_id": case.pk, "words": "Same.", "now": now}
    actions.merge(into=lead.pk, seen=case.version, **given)
    follow(lead, now)
    assert told(cast) == {("handler", "watched_case_moved")}
    case.refresh_from_db()
    actions.unmerge(seen=case.version, **given)
    Notice.objects.all().delete()
    note(cast, lead, "News.", now)
    follow(lead, now)
    assert told(cast) == set()


@pytest.mark.django_db
def test_of_a_message_the_owner_has_the_one_notice(cast: Cast, now: datetime) -> None:
    case = make_case(now)
    actions.take(actor=cast.actor("handler"), complaint_id=case.pk, now=now)
    for name in ("clerk", "handler"):
        actions.watch(actor=cast.actor(name), complaint_id=case.pk, now=now)
    actions.receive_message(
        actor=complainant(case.pk), complaint_id=case.pk, words="Hello?", files=(), channel=Channel.WEB_FORM,
        key="k", now=now,
    )  # fmt: skip
    follow(case, now, by=(tell_watchers,))
    assert told(cast) == {("clerk", "watched_case_moved")}


@pytest.mark.django_db
def test_who_may_no_longer_see_the_case_hears_nothing(cast: Cast, now: datetime) -> None:
    case = make_case(now)
    for name in ("clerk", "handler"):
        actions.watch(actor=cast.actor(name), complaint_id=case.pk, now=now)
    deactivate_user(actor=cast.house.admin, user_id=cast.users["clerk"].pk, now=now)
    role = RoleAssignment.objects.get(user=cast.users["handler"])
    end_role(actor=cast.house.admin, role_id=role.pk, now=now)
    note(cast, case, "News.", now, "manager")
    follow(case, now)
    assert told(cast) == set()


@pytest.mark.django_db
def test_the_watched_cases_are_a_view_closed_ones_too(cast: Cast, now: datetime) -> None:
    clerk, cases = cast.actor("clerk"), [make_case(now) for _ in range(3)]
    for case in cases[:2]:
        actions.watch(actor=clerk, complaint_id=case.pk, now=now)
    Complaint.objects.filter(pk=cases[0].pk).update(state="closed")
    shown = {line.id for line in queue_for(actor=clerk, view=View.WATCHED, language="en").rows}
    assert shown == {cases[0].pk, cases[1].pk}
    assert queue_for(actor=cast.actor("handler"), view=View.WATCHED, language="en").rows == []
    assert case_file(actor=clerk, reference=cases[0].reference, language="en").watched
    assert not case_file(actor=clerk, reference=cases[2].reference, language="en").watched


def test_a_double_click_watches_once(committed: House, now: datetime) -> None:
    clerk, case = staff(committed, now), make_case(now)
    acts = [lambda: actions.watch(actor=clerk, complaint_id=case.pk, now=now)] * 3
    assert at_once(*acts) == ["done"] * 3
    assert Watch.objects.count() == 1
