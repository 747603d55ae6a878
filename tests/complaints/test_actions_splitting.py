"""One complaint that holds two matters becomes two; nobody's words are made up."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from recours.complaints import actions
from recours.complaints.comparing import compare_new
from recours.complaints.hearing import Whom
from recours.complaints.models import Complaint, IntakeEntry, Relation, Respondent
from recours.complaints.relations import Side
from recours.complaints.selectors import case_file
from recours.complaints.states import Channel, State, Told
from recours.core.actors import Actor, complainant
from recours.core.errors import Invalid, Refused, Stale
from recours.core.permissions import Role
from recours.core.subjects import Subject
from recours.deadlines.clocks import clocks_of
from recours.letters.models import Letter
from recours.people.models import User
from recours.people.selectors import actor_of
from tests.complaints.test_actions import staff
from tests.complaints.test_actions_merging import kinds
from tests.factories.cases import make_case
from tests.factories.people import House

TWO = "The meter was read twice in May.\n\nYour driver was rude to my mother at the gate."
SECOND = "Your driver was rude to my mother at the gate."


def split(actor: Actor, case: Complaint, now: datetime, **given: Any) -> Complaint:
    case.refresh_from_db()
    wanted = {"words": SECOND, "reason": "The driver.", "key": "k", "seen": case.version, **given}
    made = actions.split(actor=actor, complaint_id=case.pk, now=now, **wanted)
    return Complaint.objects.get(pk=made.complaint_id)


def test_the_second_matter_is_a_case_of_its_own(house: House, now: datetime) -> None:
    case, clerk = make_case(now, words=TWO), staff(house, now)
    actions.acknowledge(actor=clerk, complaint_id=case.pk, how=Told.PHONE, now=now)
    later = now + timedelta(days=9)
    part = split(clerk, case, later)
    assert (part.words, part.complainant_id, part.state) == (SECOND, case.complainant_id, State.RECEIVED)
    assert (part.received_at, part.recorded_at, case.words) == (case.received_at, later, TWO)
    clocks = {c.code: c for c in clocks_of(Subject("complaint", part.pk))}
    first = {c.code: c for c in clocks_of(Subject("complaint", case.pk))}
    assert clocks["answer"].due == first["answer"].due, "who complained in May waits since May"
    assert (clocks["acknowledgement"].met_at, part.next_due_at) == (now, clocks["answer"].due)
    letter = Letter.objects.get(subject_id=part.pk)
    assert (letter.kind, part.reference in letter.body, SECOND[:40] in letter.body) == (
        "acknowledgement",
        True,
        True,
    )
    assert IntakeEntry.objects.filter(complaint=part).count() == 1
    assert (kinds(part), kinds(case)[-1]) == (
        ["complaint.received", "complaint.split_off"],
        "complaint.split",
    )
    for here, there, side in ((part, case, Side.SPLIT_FROM), (case, part, Side.SPLIT_INTO)):
        compare_new(later)
        found = case_file(actor=clerk, reference=here.reference, language="en").relating
        assert [(row.reference, row.side) for row in found.running] == [(there.reference, side)]
        assert found.alike == []


def test_twice_is_once_and_another_part_is_another_case(house: House, now: datetime) -> None:
    case, clerk = make_case(now, words=TWO), staff(house, now)
    assert split(clerk, case, now).pk == split(clerk, case, now).pk
    with pytest.raises(Refused):
        split(clerk, case, now, reason="Something else.")
    split(clerk, case, now, key="other")
    assert (Relation.objects.count(), Complaint.objects.count()) == (2, 3)


@pytest.mark.parametrize(
    ("given", "field"),
    [({"words": "  "}, "words"), ({"words": "He hit her."}, "words"), ({"reason": ""}, "words")],
)
def test_only_words_that_were_said(house: House, now: datetime, given: dict[str, str], field: str) -> None:
    case = make_case(now, words=TWO)
    with pytest.raises(Invalid) as invalid:
        split(staff(house, now), case, now, **given)
    assert set(invalid.value.fields) == {field}
    assert Complaint.objects.count() == 1


def test_words_of_a_later_message_can_be_split_off(house: House, now: datetime) -> None:
    case, clerk = make_case(now), staff(house, now)
    actions.receive_message(
        actor=complainant(case.pk), complaint_id=case.pk, words="And the  tap drips.", files=(),
        channel=Channel.WEB_FORM, key="m", now=now,
    )  # fmt: skip
    assert split(clerk, case, now, words="AND THE TAP DRIPS.").words == "AND THE TAP DRIPS."


def test_who_may_split_and_when(house: House, now: datetime) -> None:
    case, clerk = make_case(now, words=TWO), staff(house, now)
    for actor in (staff(house, now, "Aziz", Role.AUDITOR), complainant(case.pk)):
        with pytest.raises(Refused):
            split(actor, case, now)
    with pytest.raises(Stale):
        split(clerk, case, now, seen=0)
    actions.withdraw(actor=clerk, complaint_id=case.pk, words="By phone", now=now)
    with pytest.raises(Refused):
        split(clerk, case, now)


def test_who_is_complained_about_does_not_see_the_part_either(house: House, now: datetime) -> None:
    case, hans = make_case(now, words=TWO), staff(house, now, "Hans", Role.HANDLER)
    mona = staff(house, now, "Mona", Role.HANDLER)
    actions.name_respondent(actor=hans, complaint_id=case.pk, whom=Whom(user=mona.id, part="Drove"), now=now)
    part = split(hans, case, now)
    assert actor_of(User.objects.get(pk=mona.id)).barred == {case.pk, part.pk}
    assert kinds(part)[-1] == "complaint.respondent_named"
    named = Respondent.objects.get(complaint=part)
    actions.clear_respondent(actor=hans, complaint_id=part.pk, respondent_id=named.pk, reason="Only the meter.", now=now)  # fmt: skip
    assert actor_of(User.objects.get(pk=mona.id)).barred == {case.pk}
