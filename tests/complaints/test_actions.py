"""Acknowledgement, owners, conversation: each move once, proved, and safe when two act at once."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection

from recours.complaints import actions
from recours.complaints.errors import NOT_ASSIGNABLE, NOT_NOW, NOTHING_SAID, UNKNOWN_CHOICE
from recours.complaints.models import Acknowledgement, Assignment, Attachment, Complaint, Message, Sighting
from recours.complaints.states import Channel, State, Told
from recours.core.actors import complainant, system
from recours.core.errors import FORBIDDEN, Invalid, NotFound, Refused, Stale
from recours.core.permissions import Role
from recours.core.subjects import Subject
from recours.deadlines.clocks import clocks_of
from recours.letters.models import Letter
from recours.people.actions import retire_unit
from recours.people.complainants import Party
from recours.people.selectors import actor_of
from recours.trail.reading import events_of
from tests.factories.cases import make_case, stored
from tests.factories.people import House, make_unit, make_user


def kinds(case: Complaint) -> list[str]:
    return [event.kind for event in events_of(Subject("complaint", case.pk))]


def staff(house: House, now: datetime, name: str = "Clara Clerk", role: Role = Role.CLERK, unit=None):
    return actor_of(make_user(house, name, now, role, unit=unit))


def test_telling_the_complainant_meets_the_clock(house: House, now: datetime) -> None:
    case, clerk = make_case(now), staff(house, now)
    later = now + timedelta(hours=2)
    actions.acknowledge(actor=clerk, complaint_id=case.pk, how=Told.PHONE, now=later)
    case.refresh_from_db()
    told = Acknowledgement.objects.get()
    assert (case.state, case.version, case.next_due_code) == (State.ACKNOWLEDGED, 2, "answer")
    assert (told.told_at, told.how, told.by) == (later, "phone", clerk.code)
    (met,) = [clock for clock in clocks_of(Subject("complaint", case.pk)) if clock.code == "acknowledgement"]
    assert (met.met_at, met.breached) == (later, False)
    assert kinds(case) == ["complaint.received", "complaint.acknowledged"]


@pytest.mark.parametrize("how", list(Told))
def test_who_was_told_in_speech_is_off_the_list_of_calls(house: House, now: datetime, how: Told) -> None:
    elif_ = Party(name="Elif", phone="+90 212 555 0100")
    case, clerk = make_case(now, channel=Channel.PHONE, complainant=elif_), staff(house, now)
    other = make_case(now, channel=Channel.PHONE, complainant=elif_)
    actions.acknowledge(actor=clerk, complaint_id=case.pk, how=how, now=now)
    letter = Letter.objects.get(subject_id=case.pk)
    in_speech = how in {Told.PHONE, Told.IN_PERSON}
    assert (letter.told_at, letter.told_by) == ((now, clerk.code) if in_speech else (None, ""))
    assert kinds(case)[1:] == [*(["letter.told"] if in_speech else []), "complaint.acknowledged"]
    assert Letter.objects.get(subject_id=other.pk).told_at is None


def test_the_first_time_counts(house: House, now: datetime) -> None:
    case = make_case(now)
    actions.acknowledge(actor=system("post office"), complaint_id=case.pk, how=Told.LETTER, now=now)
    with pytest.raises(Refused) as refused:
        actions.acknowledge(actor=system("post office"), complaint_id=case.pk, how=Told.PHONE, now=now)
    assert refused.value.code == NOT_NOW.code
    assert Acknowledgement.objects.get().how == "letter"


def test_telling_too_late_is_on_record(house: House, now: datetime) -> None:
    case = make_case(now)
    actions.acknowledge(actor=system("x"), complaint_id=case.pk, how=Told.LETTER, now=now + timedelta(days=9))
    assert [clock.breached for clock in clocks_of(Subject("complaint", case.pk)) if clock.met_at] == [True]


def test_the_page_tells_its_own_complainant_only(house: House, now: datetime) -> None:
    case, other = make_case(now), make_case(now)
    with pytest.raises(NotFound):
        actions.acknowledge(actor=complainant(other.pk), complaint_id=case.pk, how=Told.PAGE, now=now)
    actions.acknowledge(actor=complainant(case.pk), complaint_id=case.pk, how=Told.PAGE, now=now)


def test_taking_makes_an_owner(house: House, now: datetime) -> None:
    case, clerk = make_case(now), staff(house, now)
    actions.take(actor=clerk, complaint_id=case.pk, now=now)
    case.refresh_from_db()
    assert case.owner_id == clerk.id
    assert kinds(case)[-1] == "complaint.assigned"


def test_taking_what_another_has_is_stale(house: House, now: datetime) -> None:
    case = make_case(now)
    actions.take(actor=staff(house, now), complaint_id=case.pk, now=now)
    with pytest.raises(Stale):
        actions.take(actor=staff(house, now, "Hana Handler", Role.HANDLER), complaint_id=case.pk, now=now)


def test_a_program_cannot_own_a_case(house: House, now: datetime) -> None:
    with pytest.raises(Refused):
        actions.take(actor=system("x"), complaint_id=make_case(now).pk, now=now)


def test_giving_to_a_colleague_in_another_unit(house: House, now: datetime) -> None:
    case, clerk = make_case(now), staff(house, now)
    branch = make_unit(house, "branch", now)
    hana = make_user(house, "Hana Handler", now, Role.HANDLER, unit=branch.pk)
    given = {"actor": clerk, "complaint_id": case.pk, "owner": hana.pk, "reason": "Knows meters", "now": now}
    with pytest.raises(Refused) as refused:
        actions.assign(**given, unit=None, seen=1)
    assert refused.value.code == NOT_ASSIGNABLE.code
    actions.assign(**given, unit=branch.pk, seen=1)
    case.refresh_from_db()
    assert (case.owner_id, case.unit_id, case.version) == (hana.pk, branch.pk, 2)
    (running,) = Assignment.objects.filter(until=None)
    assert (running.owner_id, running.reason, running.by) == (hana.pk, "Knows meters", clerk.code)
    (event,) = [e for e in events_of(Subject("complaint", case.pk)) if e.kind == "complaint.assigned"]
    assert "meters" not in repr(event.facts)


def test_giving_what_changed_meanwhile_is_stale(house: House, now: datetime) -> None:
    case, clerk = make_case(now), staff(house, now)
    actions.note(actor=clerk, complaint_id=case.pk, words="Called", key="n", now=now)
    with pytest.raises(Stale):
        actions.assign(
            actor=clerk, complaint_id=case.pk, owner=clerk.id, unit=None, reason="", seen=1, now=now
        )


def test_the_history_of_owners_has_no_gap(house: House, now: datetime) -> None:
    case, clerk = make_case(now), staff(house, now)
    hana = make_user(house, "Hana Handler", now, Role.HANDLER)
    for step, owner in enumerate((clerk.id, hana.pk, clerk.id), start=1):
        moment = now + timedelta(hours=step)
        actions.assign(
            actor=clerk, complaint_id=case.pk, owner=owner, unit=None, reason="", seen=step, now=moment
        )
    rows = list(Assignment.objects.order_by("at"))
    assert [row.until for row in rows] == [rows[1].at, rows[2].at, None]


def test_a_message_out_is_on_the_page_and_in_the_post(house: House, now: datetime) -> None:
    case, clerk = make_case(now), staff(house, now)
    given = {"actor": clerk, "complaint_id": case.pk, "files": (stored(),), "key": "m", "now": now}
    message = actions.write(**given, words="We are looking into it.")
    again = actions.write(**given, words="We are looking into it.")
    assert again.pk == message.pk
    letter = Letter.objects.get(pk=message.letter)
    assert (letter.kind, letter.address) == ("message", "nadia@example.org")
    assert "We are looking into it." in letter.body
    assert (Message.objects.count(), Attachment.objects.count()) == (1, 1)
    assert kinds(case) == ["complaint.received", "complaint.message_written"]


def test_the_complainant_writes_once_a_key(house: House, now: datetime) -> None:
    case = make_case(now)
    given = {"actor": complainant(case.pk), "complaint_id": case.pk, "channel": Channel.WEB_FORM, "now": now}
    first = actions.receive_message(**given, words="Any news?", files=(), key="a")
    assert actions.receive_message(**given, words="Any news?", files=(), key="a").pk == first.pk
    actions.receive_message(**given, words="", files=(stored(),), key="b")
    assert Message.objects.count() == 2
    assert kinds(case).count("complaint.message_received") == 2


def test_nothing_said_is_named(house: House, now: datetime) -> None:
    case = make_case(now)
    with pytest.raises(Invalid) as invalid:
        actions.note(actor=system("x"), complaint_id=case.pk, words=" ", key="k", now=now)
    assert invalid.value.fields == {"words": NOTHING_SAID}


def test_an_internal_note_never_becomes_a_letter(house: House, now: datetime) -> None:
    case = make_case(now)
    letters = Letter.objects.count()
    actions.note(actor=staff(house, now), complaint_id=case.pk, words="Rude on the phone", key="n", now=now)
    note = Message.objects.get()
    assert (note.audience, note.letter) == ("internal", None)
    assert Letter.objects.filter(subject_kind="complaint").count() == 1
    assert letters >= 1


def test_files_of_staff_are_internal_those_of_the_complainant_are_not(house: House, now: datetime) -> None:
    case = make_case(now)
    actions.attach(actor=staff(house, now), complaint_id=case.pk, files=(stored(),), now=now)
    actions.attach(actor=complainant(case.pk), complaint_id=case.pk, files=(stored("b.txt"),), now=now)
    assert dict(Attachment.objects.values_list("name", "internal")) == {"letter.txt": True, "b.txt": False}


def test_seeing_a_name_is_on_record_once_a_day(house: House, now: datetime) -> None:
    case, clerk = make_case(now), staff(house, now)
    for moment in (now, now + timedelta(hours=1), now + timedelta(days=1)):
        actions.see_identity(actor=clerk, complaint_id=case.pk, now=moment)
    assert Sighting.objects.count() == 2
    assert kinds(case).count("complaint.identity_seen") == 2


def test_the_auditor_may_not_see_a_name(house: House, now: datetime) -> None:
    with pytest.raises(Refused) as refused:
        actions.see_identity(
            actor=staff(house, now, "Aziz", Role.AUDITOR), complaint_id=make_case(now).pk, now=now
        )
    assert refused.value.code == FORBIDDEN.code


@pytest.mark.parametrize("move", ["take", "note", "write", "attach", "acknowledge"])
def test_another_unit_knows_nothing_of_the_case(house: House, now: datetime, move: str) -> None:
    case = make_case(now)
    branch = make_unit(house, "branch", now)
    otto = staff(house, now, "Otto Outside", Role.HANDLER, unit=branch.pk)
    calls = {
        "take": lambda: actions.take(actor=otto, complaint_id=case.pk, now=now),
        "note": lambda: actions.note(actor=otto, complaint_id=case.pk, words="x", key="k", now=now),
        "write": lambda: actions.write(
            actor=otto, complaint_id=case.pk, words="x", files=(), key="k", now=now
        ),
        "attach": lambda: actions.attach(actor=otto, complaint_id=case.pk, files=(stored(),), now=now),
        "acknowledge": lambda: actions.acknowledge(actor=otto, complaint_id=case.pk, how=Told.PHONE, now=now),
    }
    with pytest.raises(NotFound):
        calls[move]()
    assert kinds(case) == ["complaint.received"]


def test_a_case_that_is_not_there(house: House, now: datetime) -> None:
    with pytest.raises(NotFound):
        actions.note(actor=system("x"), complaint_id=uuid4(), words="x", key="k", now=now)


def test_two_take_at_once_and_one_gets_it(committed: House, now: datetime) -> None:
    case = make_case(now)
    colleagues = [staff(committed, now, name, Role.HANDLER) for name in ("Hana Handler", "Omar Handler")]
    start = threading.Barrier(2)
    outcomes: list[str] = []

    def grab(actor) -> None:
        try:
            start.wait(10)
            actions.take(actor=actor, complaint_id=case.pk, now=now)
            outcomes.append("taken")
        except Stale:
            outcomes.append("stale")
        finally:
            connection.close()

    threads = [threading.Thread(target=grab, args=(actor,)) for actor in colleagues]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["stale", "taken"]
    assert Assignment.objects.filter(until=None).count() == 1


def test_a_unit_that_is_not_in_use_gets_no_case(house: House, now: datetime) -> None:
    case, everywhere = make_case(now), make_user(house, "Mary Manager", now, Role.MANAGER)
    retired = make_unit(house, "closed", now)
    retire_unit(actor=house.admin, unit_id=retired.pk, now=now)
    for unit in (retired.pk, uuid4()):
        with pytest.raises(Invalid) as refused:
            actions.assign(
                actor=actor_of(everywhere),
                complaint_id=case.pk,
                owner=everywhere.pk,
                unit=unit,
                reason="",
                seen=1,
                now=now,
            )
        assert refused.value.fields == {"unit": UNKNOWN_CHOICE}
    assert Assignment.objects.count() == 0
