"""A case comes in whole, once, in few statements, or not at all."""

from __future__ import annotations

import secrets
import threading
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from recours.complaints import actions
from recours.complaints.errors import FUTURE, KEY_REUSED, NOTHING_SAID, TOO_LONG, UNKNOWN_CHOICE
from recours.complaints.models import Acknowledgement, Attachment, Complaint, IntakeEntry, Issue
from recours.complaints.selectors.subjects import subjects
from recours.complaints.states import Channel, Kind, State
from recours.core.actors import Actor, ActorKind, complainant
from recours.core.errors import Invalid, Refused
from recours.core.permissions import Role, grants_of
from recours.core.references import read_reference
from recours.core.secrets import is_tracking_secret
from recours.core.subjects import Subject
from recours.core.text import says_something
from recours.deadlines.clocks import clocks_of
from recours.letters.models import Letter
from recours.people.complainants import Party
from recours.people.models import Person
from recours.trail.reading import events_of
from recours.trail.verification import verify
from tests.factories.cases import PERSON, WORDS, make_case, receive, stored, submission
from tests.factories.people import House, make_unit

STATEMENTS = 14


def test_everything_of_a_case_is_there(house: House, now: datetime) -> None:
    given = receive(now, remedy_wanted=True, remedy_words="Bill me once.", occurred_on=date(2026, 11, 2))
    case = Complaint.objects.get()
    assert (case.reference, case.state, case.kind) == (given.reference, State.RECEIVED, Kind.COMPLAINT)
    assert (case.words, case.remedy_words, case.occurred_on) == (WORDS, "Bill me once.", date(2026, 11, 2))
    assert (case.unit_id, case.owner_id) == (house.unit.pk, None)
    assert (case.complainant.name, case.complainant.email) == (PERSON.name, PERSON.email)
    assert read_reference(given.reference) == given.reference
    assert is_tracking_secret(given.secret, case.pk, 1)
    assert [clock.code for clock in clocks_of(Subject("complaint", case.pk))] == ["acknowledgement", "answer"]
    assert (given.acknowledge_by, given.answer_by) == (date(2026, 11, 23), date(2026, 12, 11))
    assert (case.next_due_code, case.next_due_at) == ("acknowledgement", case.queue_at)
    entry = IntakeEntry.objects.get()
    assert (entry.complaint_id, entry.door) == (case.pk, "web_form")
    told = Acknowledgement.objects.get()
    letter = Letter.objects.get(pk=told.letter)
    assert (told.told_at, told.channel) == (None, "email")
    assert (letter.address, letter.subject_id, letter.language) == (PERSON.email, case.pk, "en")
    assert given.reference in letter.body
    assert given.secret not in letter.body
    assert [event.kind for event in events_of(Subject("complaint", case.pk))] == ["complaint.received"]


def test_the_trail_holds_no_word_and_no_name(house: House, now: datetime) -> None:
    case = make_case(now)
    (event,) = events_of(Subject("complaint", case.pk))
    shown = repr(event.facts)
    assert "meter" not in shown
    assert "Nadia" not in shown
    assert event.facts["words"] != ""


def test_an_intake_takes_fourteen_statements_at_most(committed: House, now: datetime) -> None:
    receive(now)
    with CaptureQueriesContext(connection) as seen:
        receive(now)
    assert len(seen) <= STATEMENTS


def test_the_same_key_gives_the_same_receipt(house: House, now: datetime) -> None:
    first = receive(now, key="k")
    again = receive(now + timedelta(minutes=1), key="k")
    assert again == replace(first, repeated=True)
    assert (Complaint.objects.count(), Letter.objects.filter(subject_kind="complaint").count()) == (1, 1)
    assert Person.objects.count() == 1


def test_the_same_key_for_something_else_is_refused(house: House, now: datetime) -> None:
    receive(now, key="k")
    with pytest.raises(Refused) as refused:
        receive(now, key="k", words="Another story")
    assert refused.value.code == KEY_REUSED.code
    assert Complaint.objects.count() == 1


def test_a_reference_that_is_taken_is_drawn_again(house: House, now: datetime, monkeypatch) -> None:
    chance = iter([7, 7, 8])
    monkeypatch.setattr(secrets, "randbelow", lambda _limit: next(chance))
    first, second = receive(now), receive(now)
    assert first.reference != second.reference
    assert list(chance) == []


def test_bad_luck_without_end_is_an_error_and_leaves_nothing(
    house: House, now: datetime, monkeypatch
) -> None:
    monkeypatch.setattr(secrets, "randbelow", lambda _limit: 7)
    receive(now)
    with pytest.raises(IntegrityError), transaction.atomic():
        receive(now)
    assert (Complaint.objects.count(), Person.objects.count()) == (1, 1)


@pytest.mark.parametrize("kind", [Kind.COMPLIMENT, Kind.SUGGESTION])
def test_praise_and_ideas_have_no_clock_and_stand_behind_everything(
    house: House, now: datetime, kind: Kind
) -> None:
    late = make_case(now)
    case = make_case(now, kind=kind)
    assert clocks_of(Subject("complaint", case.pk)) == ()
    assert case.queue_at > late.queue_at
    assert Letter.objects.get(subject_id=case.pk).kind == "acknowledgement_feedback"


def test_an_anonymous_complaint_has_no_person_and_a_letter_on_the_page(house: House, now: datetime) -> None:
    case = make_case(now, complainant=None, anonymous=True)
    assert case.complainant is None
    assert Acknowledgement.objects.get().channel == "portal"


def test_who_acts_for_somebody_gets_the_letters(house: House, now: datetime) -> None:
    case = make_case(
        now, representative=Party(name="Omar Law", email="omar@law.example"), authority="Power of attorney"
    )
    assert case.representative.name == "Omar Law"
    assert Letter.objects.get(subject_id=case.pk).address == "omar@law.example"


def test_a_product_brings_the_case_to_its_unit(house: House, now: datetime) -> None:
    unit = make_unit(house, "meters", now)
    meter = actions.add_category(
        actor=house.admin,
        tree="product",
        code="meter",
        names={"en": "Meter"},
        parent=None,
        unit=unit.pk,
        position=1,
        now=now,
    )
    bill = actions.add_category(
        actor=house.admin,
        tree="problem",
        code="bill",
        names={"en": "Bill"},
        parent=None,
        unit=None,
        position=1,
        now=now,
    )
    case = make_case(now, product=meter.pk, problem=bill.pk)
    assert case.unit_id == unit.pk
    assert Issue.objects.get().category_id == bill.pk


@pytest.mark.parametrize("field", ["product", "problem"])
def test_an_unknown_category_is_named(house: House, now: datetime, field: str) -> None:
    with pytest.raises(Invalid) as invalid:
        receive(now, **{field: uuid4()})
    assert invalid.value.fields == {field: UNKNOWN_CHOICE}
    assert Complaint.objects.count() == 0


def test_files_are_bound_to_the_case(house: House, now: datetime) -> None:
    files = (stored("a.txt"), stored("b.txt", b"other"))
    case = make_case(now, files=files)
    assert {a.key for a in Attachment.objects.filter(complaint=case)} == {f.key for f in files}


def test_a_file_alone_is_a_complaint(house: House, now: datetime) -> None:
    assert make_case(now, words="  ", files=(stored(),)).words == ""


def test_a_key_of_a_file_serves_one_case(house: House, now: datetime) -> None:
    file = stored()
    receive(now, files=(file,))
    with pytest.raises(IntegrityError), transaction.atomic():
        receive(now, files=(file,))


@pytest.mark.parametrize(
    ("changed", "field", "code"),
    [
        ({"words": ""}, "words", NOTHING_SAID.code),
        ({"words": " \n\t"}, "words", NOTHING_SAID.code),
        ({"words": "x" * 100_001}, "words", TOO_LONG.code),
        ({"occurred_on": date(2026, 12, 24)}, "occurred_on", FUTURE.code),
        ({"occurred_on": date(1850, 1, 1)}, "occurred_on", "too_long_ago"),
        ({"complainant": Party(name="N" * 201)}, "name", TOO_LONG.code),
        ({"representative": Party(email="e" * 255)}, "representative_email", TOO_LONG.code),
        ({"order_reference": "9" * 121}, "order_reference", TOO_LONG.code),
    ],
)
def test_what_cannot_be_taken_is_named(
    house: House, now: datetime, changed: dict, field: str, code: str
) -> None:
    with pytest.raises(Invalid) as invalid:
        receive(now, **changed)
    problem = invalid.value.fields[field]
    assert problem.code == code
    assert invalid.value.sentences()[field]
    assert Complaint.objects.count() == 0


def test_a_letter_counts_from_the_day_it_arrived(house: House, now: datetime) -> None:
    case = make_case(now, channel=Channel.POST, received_at=now - timedelta(days=2))
    assert case.received_at == now - timedelta(days=2)
    assert case.recorded_at == now


def test_an_arrival_in_the_future_is_refused(house: House, now: datetime) -> None:
    with pytest.raises(Invalid) as invalid:
        receive(now, received_at=now + timedelta(hours=1))
    assert set(invalid.value.fields) == {"received_at"}


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR])
def test_who_may_not_take_in_is_refused(house: House, now: datetime, role: Role) -> None:
    actor = Actor(ActorKind.STAFF, uuid4(), "Somebody", grants=grants_of(role))
    with pytest.raises(Refused):
        receive(now, actor=actor)
    assert Complaint.objects.count() == 0


def test_hostile_words_are_kept_unharmed(house: House, now: datetime) -> None:
    words = "<script>alert(1)</script> \u202egnp.exe 😡 ‌نمی‌خواهم \x00 end"
    case = make_case(
        now, words=words, complainant=Party(name="A\r\nBcc: x@y", email="a@b.example\r\nBcc: c@d")
    )
    assert case.words == words.replace("\x00", "")
    assert "\n" not in case.complainant.name
    assert "\r" not in Letter.objects.get(subject_id=case.pk).address


def test_the_naughty_strings_come_in(house: House, now: datetime, corpora) -> None:
    import json

    for text in json.loads((corpora / "strings-naughty" / "blns.json").read_text(encoding="utf-8")):
        if says_something(text):
            receive(now, words=text, complainant=Party(name=text[:200], email=text[:254]))
    assert verify(expected=subjects()).holds


def test_two_at_once_with_one_key_make_one_case(committed: House, now: datetime) -> None:
    start = threading.Barrier(2)
    receipts = []

    def send() -> None:
        try:
            start.wait(10)
            receipts.append(actions.intake(actor=complainant(), submission=submission(), key="same", now=now))
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len({receipt.reference for receipt in receipts}) == 1
    assert sorted(receipt.repeated for receipt in receipts) == [False, True]
    assert Complaint.objects.count() == 1
