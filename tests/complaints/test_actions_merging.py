"""Two cases of one matter as one, and taken apart again: nothing is lost, and nobody reads what is not theirs."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from recours.complaints import actions
from recours.complaints.hearing import Whom
from recours.complaints.models import Attachment, Complaint, Message, Relation
from recours.complaints.selectors import (
    case_file,
    complaint_for,
    file_for,
    file_of_story,
    find_by_reference,
    open_story,
    story_of,
)
from recours.complaints.states import Channel, Kind, Move, State
from recours.core.actors import complainant
from recours.core.errors import Invalid, NotFound, Refused, Stale
from recours.core.permissions import Role
from recours.core.secrets import tracking_secret
from recours.core.subjects import Subject
from recours.deadlines.clocks import clocks_of, meet
from recours.letters.kinds import LetterKind
from recours.letters.models import Letter
from recours.people.complainants import Party
from recours.people.models import User
from recours.people.selectors import actor_of
from recours.trail.reading import events_of
from tests.complaints.test_actions import staff
from tests.factories.cases import make_case, stored
from tests.factories.people import House, make_unit

LATER = timedelta(days=6)


def kinds(case: Complaint) -> list[str]:
    return [event.kind for event in events_of(Subject("complaint", case.pk))]


def due(case: Complaint) -> list[tuple[str, Any, bool]]:
    return [(c.code, c.due, c.runs) for c in clocks_of(Subject("complaint", case.pk))]


def merged(actor: Any, one: Complaint, other: Complaint, now: datetime, **given: Any) -> Relation:
    one.refresh_from_db()
    return actions.merge(
        actor=actor,
        complaint_id=one.pk,
        into=other.pk,
        now=now,
        **{"words": "", "seen": one.version, **given},
    )


def parted(actor: Any, one: Complaint, now: datetime, words: str = "Two meters.") -> Relation:
    one.refresh_from_db()
    return actions.unmerge(actor=actor, complaint_id=one.pk, words=words, seen=one.version, now=now)


def picture(case: Complaint) -> dict[str, Any]:
    """A case as it stands, less how often it was touched."""
    row = Complaint.objects.filter(pk=case.pk).values().get()
    rest = {name: value for name, value in row.items() if name not in {"version", "changed_at"}}
    said = list(Message.objects.filter(complaint=case).order_by("pk").values_list("pk", "words"))
    return {**rest, "clocks": [c for c in due(case) if c[2]], "said": said, "files": case.attachments.count()}


def test_the_earlier_limits_lead_and_both_are_told(house: House, now: datetime) -> None:
    old, new = make_case(now), make_case(now + LATER)
    clerk, later = staff(house, now), now + LATER
    relation = merged(clerk, old, new, later, words="The same meter.")
    old.refresh_from_db(), new.refresh_from_db()
    assert (old.state, old.leading_id, old.next_due_at) == (State.CLOSED, new.pk, None)
    answers = [c for c in clocks_of(Subject("complaint", new.pk)) if c.code == "answer" and c.runs]
    assert [c.started_at for c in answers] == [now, later]
    assert new.next_due_at == min(c.due for c in clocks_of(Subject("complaint", new.pk)) if c.runs)
    assert len(relation.carried) == 2
    assert (kinds(old)[-1], kinds(new)[-1]) == ("complaint.merged", "complaint.joined")
    (letter,) = Letter.objects.filter(kind=LetterKind.MERGED.value)
    assert (letter.subject_id, old.reference in letter.body, new.reference in letter.body) == (
        new.pk,
        True,
        True,
    )
    story = [e.sentence for e in case_file(actor=clerk, reference=old.reference, language="en").story]
    assert any(new.reference in sentence for sentence in story)
    actions.receive_message(
        actor=complainant(old.pk), complaint_id=old.pk, words="Well?", files=(), channel=Channel.WEB_FORM, key="w",
        now=later,
    )  # fmt: skip
    told = case_file(actor=clerk, reference=new.reference, language="en").story
    assert next(e.who for e in told if e.kind == "complaint.message_received") == "The complainant"


def test_a_later_case_brings_no_later_limit(house: House, now: datetime) -> None:
    old, new = make_case(now), make_case(now + LATER)
    before = due(old)
    assert merged(staff(house, now), new, old, now + LATER).carried == []
    assert due(old) == before


def test_unmerging_restores_both_exactly(house: House, now: datetime) -> None:
    old, new, clerk = make_case(now, files=(stored(),)), make_case(now + LATER), staff(house, now)
    actions.take(actor=clerk, complaint_id=old.pk, now=now)
    actions.note(actor=clerk, complaint_id=old.pk, words="A note", key="n", now=now)
    was = [picture(old), picture(new)]
    for hour in (1, 2):  # merging again after taking apart is merging
        merged(clerk, old, new, now + LATER + timedelta(hours=hour))
        assert [picture(old), picture(new)] != was
        parted(clerk, old, now + LATER + timedelta(hours=hour, minutes=5))
        assert [picture(old), picture(new)] == was
    assert Relation.objects.count() == 2
    assert kinds(old)[-2:] == ["complaint.merged", "complaint.unmerged"]
    assert kinds(new)[-2:] == ["complaint.joined", "complaint.parted"]
    assert Letter.objects.filter(kind=LetterKind.UNMERGED.value).count() == 2


def test_what_was_answered_together_is_answered_for_both(house: House, now: datetime) -> None:
    old, new, clerk = make_case(now), make_case(now + LATER), staff(house, now)
    merged(clerk, old, new, now + LATER)
    answered = now + LATER + timedelta(hours=3)
    meet(about=Subject("complaint", new.pk), code="answer", at=answered)
    parted(clerk, old, answered + timedelta(hours=1))
    (answer,) = [c for c in clocks_of(Subject("complaint", old.pk)) if c.code == "answer"]
    assert answer.met_at == answered


def test_either_reference_with_its_secret_opens_the_whole(house: House, now: datetime) -> None:
    old, new, clerk = (
        make_case(now, words="First.", files=(stored(),)),
        make_case(now, words="Second."),
        staff(house, now),
    )
    merged(clerk, old, new, now)
    key = open_story(reference=old.reference, secret=tracking_secret(old.pk, 1))
    story = story_of(key, language="en")
    assert (story.complaint.pk, story.opened, [c.pk for c in story.joined]) == (new.pk, old.pk, [old.pk])
    assert story_of(new.pk, language="en").joined[0].pk == old.pk
    assert Move.WITHDRAW in story.moves
    for opened in (old.pk, new.pk):
        assert file_of_story(opened, Attachment.objects.get().pk)
    found = case_file(actor=clerk, reference=new.reference, language="en")
    assert ([c.pk for c in found.relating.joined], len(found.attachments)) == ([old.pk], 1)


def test_what_comes_under_the_old_reference_goes_where_the_matter_is(house: House, now: datetime) -> None:
    old, new, clerk = make_case(now), make_case(now), staff(house, now)
    merged(clerk, old, new, now)
    named = find_by_reference(old.reference)
    assert named is not None
    said = {"channel": Channel.WEB_FORM, "now": now}
    for actor, key in ((complainant(old.pk), "own"), (clerk, "clerk")):
        actions.receive_message(
            actor=actor, complaint_id=named[0], words="And now?", key=key, files=(stored(),), **said
        )
    assert new.messages.count() == 2
    assert (
        kinds(new).count("complaint.message_received"),
        kinds(old).count("complaint.message_received"),
    ) == (2, 0)
    with pytest.raises(NotFound):
        actions.receive_message(
            actor=complainant(old.pk), complaint_id=new.pk, words="x", key="x", files=(), **said
        )
    parted(clerk, old, now)
    assert (new.messages.count(), old.messages.count()) == (0, 2)
    assert {a.complaint_id for a in Attachment.objects.all()} == {old.pk}


def field_of(house: House, one: Complaint, other: Complaint, now: datetime, actor: Any = None) -> str:
    with pytest.raises(Invalid) as invalid:
        merged(actor or staff(house, now, f"Clerk {Message.objects.count()}{one.reference}"), one, other, now)
    problem = invalid.value.fields["into"]
    return str(problem.code)


def test_what_keeps_two_cases_apart(house: House, now: datetime) -> None:
    case, clerk = make_case(now), staff(house, now)
    stranger = make_case(
        now, complainant=Party(name="Omar Said", email="omar@example.org"), words="Other words."
    )
    praise = make_case(now, kind=Kind.COMPLIMENT)
    closed, lead, third = make_case(now), make_case(now), make_case(now)
    actions.withdraw(actor=clerk, complaint_id=closed.pk, words="By phone", now=now)
    merged(clerk, third, lead, now)
    expected = {
        case: "same_case", stranger: "persons_differ", praise: "kinds_differ", closed: "other_closed", third: "other_merged"
    }  # fmt: skip
    assert {other: field_of(house, case, other, now, clerk) for other in expected} == expected
    assert field_of(house, lead, case, now, clerk) == "holds_others"
    for one, code in ((closed, "closed_already"), (third, "already_merged")):
        with pytest.raises(Refused) as refused:
            merged(clerk, one, case, now)
        assert refused.value.code == code
    assert Relation.objects.count() == 1


def test_the_same_words_without_a_name_are_of_one_author(house: House, now: datetime) -> None:
    nobody = {"complainant": None, "anonymous": True}
    one, other = make_case(now, **nobody), make_case(now, **nobody)
    unlike = make_case(now, words="Your driver shouted at me in the street and drove away.", **nobody)
    clerk = staff(house, now)
    assert field_of(house, unlike, one, now, clerk) == "persons_differ"
    assert merged(clerk, one, other, now).other_id == other.pk


def test_who_may_merge(house: House, now: datetime) -> None:
    one, other = make_case(now), make_case(now)
    branch = make_unit(house, "branch", now)
    Complaint.objects.filter(pk=other.pk).update(unit=branch)
    here = staff(house, now, "Hana", Role.HANDLER, one.unit_id)
    with pytest.raises(NotFound):
        merged(here, one, other, now)
    with pytest.raises(Refused):
        merged(staff(house, now, "Aziz", Role.AUDITOR), one, other, now)
    with pytest.raises(Refused):
        merged(complainant(one.pk), one, other, now)
    with pytest.raises(Stale):
        merged(staff(house, now), one, other, now, seen=0)


def test_twice_is_once(house: House, now: datetime) -> None:
    one, other, clerk = make_case(now), make_case(now), staff(house, now)
    assert merged(clerk, one, other, now).pk == merged(clerk, one, other, now, seen=1).pk
    assert parted(clerk, one, now).pk == parted(clerk, one, now).pk
    assert (kinds(one).count("complaint.merged"), kinds(one).count("complaint.unmerged")) == (1, 1)
    with pytest.raises(Refused) as refused:
        parted(clerk, one, now, words="Again")
    assert refused.value.code == "not_merged"
    with pytest.raises(Refused):
        parted(clerk, other, now)


def test_the_page_of_a_merged_case_offers_to_undo_it_and_no_other_way(house: House, now: datetime) -> None:
    one, other, manager = make_case(now), make_case(now), staff(house, now, "Mary", Role.MANAGER)
    assert Move.UNMERGE not in case_file(actor=manager, reference=one.reference, language="en").moves
    merged(manager, one, other, now)
    moves = case_file(actor=manager, reference=one.reference, language="en").moves
    assert (Move.UNMERGE in moves, Move.REOPEN in moves, Move.RECEIVE_MESSAGE in moves) == (
        True,
        False,
        False,
    )


def test_who_is_complained_about_in_one_of_them_sees_neither(house: House, now: datetime) -> None:
    one, other, hans = make_case(now), make_case(now), staff(house, now, "Hans", Role.HANDLER)
    mona, greta = staff(house, now, "Mona", Role.HANDLER), staff(house, now, "Greta", Role.HANDLER)
    actions.take(actor=mona, complaint_id=other.pk, now=now)
    actions.name_respondent(actor=hans, complaint_id=one.pk, whom=Whom(user=mona.id), now=now)
    merged(hans, one, other, now)
    other.refresh_from_db()
    assert (other.owner_id, other.assignments.filter(until=None).exists()) == (None, False)
    actions.take(actor=greta, complaint_id=other.pk, now=now)
    actions.name_respondent(actor=hans, complaint_id=one.pk, whom=Whom(user=greta.id), now=now)
    other.refresh_from_db()
    assert other.owner_id is None

    def hidden(actor: Any) -> list[bool]:
        seen = actor_of(User.objects.get(pk=actor.id)).barred
        return [case.pk in seen for case in (one, other)]

    assert (hidden(mona), hidden(greta)) == ([True, True], [True, True])
    with pytest.raises(NotFound):
        complaint_for(actor=actor_of(User.objects.get(pk=mona.id)), reference=other.reference)
    parted(hans, one, now)
    assert (hidden(mona), hidden(greta)) == ([True, False], [True, False])


def test_files_of_a_merged_case_open_in_the_one_that_leads(house: House, now: datetime) -> None:
    one, other, clerk = make_case(now, files=(stored(),)), make_case(now), staff(house, now)
    file = Attachment.objects.get()
    merged(clerk, one, other, now)
    assert file_for(actor=clerk, reference=other.reference, attachment_id=file.pk) == file
    parted(clerk, one, now)
    with pytest.raises(NotFound):
        file_for(actor=clerk, reference=other.reference, attachment_id=file.pk)


def test_who_may_not_know_of_the_other_case_does_not_learn_its_reference(house: House, now: datetime) -> None:
    one, other, clerk = make_case(now), make_case(now), staff(house, now)
    merged(clerk, one, other, now)
    Complaint.objects.filter(pk=one.pk).update(unit=make_unit(house, "branch", now))
    here = staff(house, now, "Hana", Role.HANDLER, other.unit_id)
    found = case_file(actor=here, reference=other.reference, language="en")
    assert not any(one.reference in each.sentence for each in found.story)


def test_two_clients_of_one_lawyer_stay_apart(house: House, now: datetime) -> None:
    lawyer = Party(name="Lea Lawyer", email="lea@law.example")
    omar, rosa = (
        Party(name=name, email=f"{name[:4]}@example.org".lower()) for name in ("Omar Said", "Rosa Diaz")
    )
    one = make_case(now, complainant=omar, representative=lawyer)
    other = make_case(now, complainant=rosa, representative=lawyer)
    assert field_of(house, one, other, now) == "persons_differ"
    again = make_case(now, complainant=omar, representative=lawyer)
    assert merged(staff(house, now), again, one, now).other_id == one.pk


def test_a_message_sent_again_after_the_merge_is_one_message(house: House, now: datetime) -> None:
    one, other, clerk = make_case(now), make_case(now), staff(house, now)

    def write() -> Message:
        return actions.receive_message(
            actor=complainant(one.pk), complaint_id=one.pk, words="And now?", key="k", files=(),
            channel=Channel.WEB_FORM, now=now,
        )  # fmt: skip

    first = write()
    merged(clerk, one, other, now)
    assert (write().pk, Message.objects.count()) == (first.pk, 1)
    parted(clerk, one, now)
    assert write().pk == first.pk
