"""The person complained about: named once, kept from the case, told and heard, and never its handler."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from recours.complaints import actions
from recours.complaints.errors import ABOUT_ONESELF, COMPLAINED_ABOUT
from recours.complaints.hearing import Occasion, Saying, Telling, Whom
from recours.complaints.jobs import tell_of_respondent
from recours.complaints.models import Complaint, Respondent, Statement
from recours.complaints.scales import Judgement, Safety, Severity
from recours.complaints.selectors import (
    View,
    alerts_for,
    candidates_for,
    case_file,
    complaint_for,
    queue_for,
    reviewers_for,
    search_for,
)
from recours.complaints.states import Channel
from recours.core.actors import Actor
from recours.core.errors import Invalid, NotFound, Refused
from recours.core.permissions import Role
from recours.core.subjects import Subject
from recours.letters.selectors import letter_for, outbox_for
from recours.people.models import Notice, User
from recours.people.selectors import actor_of
from recours.trail.reading import events_of
from tests.complaints.test_actions import kinds, staff
from tests.complaints.test_after_the_answer_at_once import at_once
from tests.factories.cases import make_case
from tests.factories.people import House


def name(actor: Actor, case: Complaint, now: datetime, **whom: Any) -> Respondent:
    return actions.name_respondent(actor=actor, complaint_id=case.pk, whom=Whom(**whom), now=now)


def again(actor: Actor) -> Actor:
    return actor_of(User.objects.get(pk=actor.id))


def test_a_colleague_who_is_named_loses_the_case_from_sight(house: House, now: datetime) -> None:
    case, hans = make_case(now), staff(house, now, "Hans", Role.HANDLER)
    mona = staff(house, now, "Mona", Role.MANAGER)
    actions.take(actor=mona, complaint_id=case.pk, now=now)
    case.refresh_from_db()
    judgement = Judgement(severity=Severity.GRAVE, safety=Safety.ACTUAL)
    actions.assess(
        actor=hans, complaint_id=case.pk, judgement=judgement, priority=None, reason="", seen=case.version, now=now
    )  # fmt: skip
    (letter,) = [each.id for each in outbox_for(actor=mona).letters if each.about.id == case.pk]
    named = name(hans, case, now, user=mona.id, part="Sent the bill")
    assert name(hans, case, now, user=mona.id).pk == named.pk
    case.refresh_from_db()
    assert case.owner_id is None
    event = events_of(Subject("complaint", case.pk))[-1]
    assert (event.kind, event.facts["owner_freed"]) == ("complaint.respondent_named", True)
    assert not any(words in str(event.facts) for words in (str(mona.id), "Sent the bill"))
    mona = again(mona)
    for look in (
        lambda: complaint_for(actor=mona, reference=case.reference),
        lambda: case_file(actor=mona, reference=case.reference, language="en"),
        lambda: letter_for(actor=mona, letter_id=letter),
        lambda: actions.note(actor=mona, complaint_id=case.pk, words="x", key="k", now=now),
    ):
        with pytest.raises(NotFound):
            look()
    assert queue_for(actor=mona, view=View.ALL, language="en").rows == []
    assert search_for(actor=mona, words="Nadia", language="en").rows == []
    assert [len(alerts_for(who)) for who in (mona, staff(house, now, "Max", Role.MANAGER))] == [0, 1]
    assert case.pk not in {each.about.id for each in outbox_for(actor=mona).letters}
    assert mona.id not in reviewers_for(case)
    ranked = candidates_for(actor=hans, complaint=case, unit_id=case.unit_id, now=now)
    assert mona.id not in {candidate.id for candidate in ranked}
    Notice.objects.all().delete()
    tell_of_respondent(event, now)
    assert set(Notice.objects.values_list("user__name", "code")) == {
        (who, "case_waits") for who in User.objects.filter(name__in=("Hans", "Max")).values_list("name", flat=True)
    }  # fmt: skip


def test_who_is_complained_about_never_handles_the_case(house: House, now: datetime) -> None:
    case, hans = make_case(now), staff(house, now, "Hans", Role.HANDLER)
    greta, clerk = staff(house, now, "Greta", Role.HANDLER), staff(house, now)
    name(hans, case, now, user=greta.id)
    case.refresh_from_db()
    with pytest.raises(Refused) as refused:
        actions.assign(
            actor=clerk, complaint_id=case.pk, owner=greta.id, unit=None, reason="", seen=case.version, now=now
        )  # fmt: skip
    assert refused.value.code == COMPLAINED_ABOUT.code
    with pytest.raises(NotFound):
        actions.take(actor=greta, complaint_id=case.pk, now=now)  # as it signed in before it was named
    with pytest.raises(Refused) as refused:
        name(hans, case, now, user=hans.id)
    assert refused.value.code == ABOUT_ONESELF.code
    mistake = Respondent.objects.get().pk
    actions.clear_respondent(
        actor=hans, complaint_id=case.pk, respondent_id=mistake, reason="Another Greta.", now=now
    )
    actions.take(actor=again(greta), complaint_id=case.pk, now=now)
    assert kinds(case)[-2:] == ["complaint.respondent_cleared", "complaint.assigned"]


def test_only_who_investigates_or_decides_reads_the_statement(house: House, now: datetime) -> None:
    case, hans = make_case(now), staff(house, now, "Hans", Role.HANDLER)
    driver = name(hans, case, now, name=" Dan Driver ", part="Drove the van")
    telling = Telling(stage=Occasion.COMPLAINT, words="You are said to have shouted.", how=Channel.PHONE, told_on=now.date())  # fmt: skip
    saying = Saying(words="I was calm.", how=Channel.IN_PERSON, said_on=now.date(), companion="His union")
    given: dict[str, Any] = {"actor": hans, "complaint_id": case.pk, "respondent_id": driver.pk, "now": now}
    for _ in range(2):
        actions.tell_respondent(**given, telling=telling, key="t")
        actions.hear_respondent(**given, saying=saying, key="s")
    assert kinds(case)[-3:] == [f"complaint.respondent_{what}" for what in ("named", "told", "heard")]
    assert "calm" not in str([event.facts for event in events_of(Subject("complaint", case.pk))])

    def read(actor: Actor) -> Any:
        (each,) = case_file(actor=actor, reference=case.reference, language="en").respondents
        return each.shown, each.name, [s.words for s in each.statements], each.was_heard

    assert read(hans) == (True, "Dan Driver", ["I was calm."], True)
    clerk = staff(house, now)
    for other in (clerk, staff(house, now, "Aziz", Role.AUDITOR)):
        assert read(other) == (False, "", [], True)
    actions.take(actor=clerk, complaint_id=case.pk, now=now)
    assert read(clerk)[0], "who owns the case decides it"


@pytest.mark.parametrize(
    ("act", "changed", "field"),
    [
        ("name", {"whom": Whom()}, "name"),
        ("name", {"whom": Whom(user=uuid4())}, "user"),
        ("hear", {"words": " "}, "words"),
        ("hear", {"how": Channel.MEDIA}, "how"),
        ("hear", {"said_on": None}, "said_on"),
        ("hear", {"later": 2}, "said_on"),
        ("hear", {"respondent": uuid4()}, "respondent"),
    ],
)
def test_what_cannot_be_kept_is_named(
    house: House, now: datetime, act: str, changed: dict[str, Any], field: str
) -> None:
    changed = dict(changed)
    case, hans = make_case(now), staff(house, now, "Hans", Role.HANDLER)
    driver = name(hans, case, now, name="Dan")
    day = now.date() + timedelta(days=changed.pop("later", 0))
    given: dict[str, Any] = {"actor": hans, "complaint_id": case.pk, "now": now}
    if act == "hear":
        given |= {"key": "1", "respondent_id": changed.pop("respondent", driver.pk)}
        given["saying"] = Saying(**{"words": "x", "how": Channel.PHONE, "said_on": day, **changed})
    with pytest.raises(Invalid) as invalid:
        getattr(actions, f"{act}_respondent")(**given, **(changed if act == "name" else {}))
    assert list(invalid.value.fields) == [field]


def test_naming_and_taking_at_once_leave_no_handler_who_is_complained_about(
    committed: House, now: datetime
) -> None:
    case, hans = make_case(now), staff(committed, now, "Hans", Role.HANDLER)
    greta = staff(committed, now, "Greta", Role.HANDLER)

    def take() -> None:
        actions.take(actor=greta, complaint_id=case.pk, now=now)

    def point() -> None:
        name(hans, case, now, user=greta.id)

    assert at_once(take, point, point) in (["done"] * 3, ["done", "done", "not_found"])
    case.refresh_from_db()
    assert (case.owner_id, Respondent.objects.count(), Statement.objects.count()) == (None, 1, 0)
