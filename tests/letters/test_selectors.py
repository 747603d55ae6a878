"""Staff see the letters of their units, never the secret, and lists cost one statement."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from recours.core.actors import Actor, complainant
from recours.core.errors import Invalid, NotFound, Refused
from recours.core.permissions import Role
from recours.core.secrets import tracking_secret
from recours.core.subjects import Subject
from recours.letters.actions import change_wording, mark_posted, mark_returned
from recours.letters.jobs import send_due
from recours.letters.kinds import LetterKind, WordingKind
from recours.letters.recipients import Channel
from recours.letters.selectors import (
    Waiting,
    call_list_for,
    letter_for,
    letters_about,
    outbox_for,
    pdf_for,
    print_queue_for,
    sample_for,
    waiting_for,
    wording_for,
    wordings_for,
)
from recours.letters.states import Standing

from .conftest import HEAD, REFERENCE, Write, staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_folder")]

CLERK = staff(Role.CLERK)
ADMINISTRATOR = staff(Role.ADMINISTRATOR)


def test_the_secret_is_masked_for_everybody(write: Write, now: datetime) -> None:
    letter = write()
    secret = tracking_secret(letter.subject_id, 1)
    for view in (
        letter_for(actor=CLERK, letter_id=letter.id),
        outbox_for(actor=CLERK).letters[0],
        letters_about(about=Subject("complaint", letter.subject_id))[0],
    ):
        assert "Your secret code: ••••" in view.body
        assert secret not in repr(view)


def test_a_view_tells_how_far_the_letter_came(write: Write, now: datetime) -> None:
    letter = write()
    view = letter_for(actor=CLERK, letter_id=letter.id)
    assert (view.standing, view.left_at, view.due_at) == (Standing.WAITING, None, now)
    assert (view.name, view.address, view.reference) == (
        "Maryam Hosseini",
        "maryam@customer.example",
        REFERENCE,
    )
    send_due(now)
    view = letter_for(actor=CLERK, letter_id=letter.id)
    assert (view.standing, view.left_at, view.due_at) == (Standing.SENT, now, None)


def test_a_letter_about_an_account_keeps_its_words_to_itself(write: Write) -> None:
    letter = write(kind=LetterKind.ACCOUNT, places={"words": "https://desk.example/reset/s3cr3t"})
    view = letter_for(actor=ADMINISTRATOR, letter_id=letter.id)
    assert view.private
    assert view.body == ""


def test_the_outbox_is_newest_first_and_goes_on(
    write: Write, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    letters = [write(at=now + timedelta(minutes=n)) for n in range(3)]
    with django_assert_num_queries(1):
        first = outbox_for(actor=CLERK, size=2)
    second = outbox_for(actor=CLERK, size=2, cursor=first.next)
    assert [view.id for view in (*first.letters, *second.letters)] == [row.id for row in reversed(letters)]
    assert second.next == ""
    assert outbox_for(actor=CLERK, size=2, cursor=second.previous).letters == first.letters


def test_the_outbox_can_be_narrowed(write: Write, now: datetime) -> None:
    sent, failed, printed = write(), write(address="nowhere"), write(channel=Channel.POST)
    called, posted = write(channel=Channel.PHONE), write(channel=Channel.POST)
    send_due(now)
    mark_posted(actor=CLERK, letter_id=posted.id, now=now)
    returned = write()
    send_due(now)
    mark_returned(actor=CLERK, letter_id=returned.id, now=now)
    waiting = write()
    expected = {
        Standing.SENT: sent,
        Standing.FAILED: failed,
        Standing.TO_POST: printed,
        Standing.POSTED: posted,
        Standing.TO_TELL: called,
        Standing.WAITING: waiting,
        Standing.TOLD: None,
        Standing.RETURNED: returned,
    }
    for standing in Standing:
        found = outbox_for(actor=CLERK, standing=standing).letters
        row = expected[standing]
        assert [view.id for view in found] == ([row.id] if row else [])
        assert all(view.standing is standing for view in found)
    assert {view.id for view in outbox_for(actor=CLERK, channel=Channel.POST).letters} == {
        printed.id,
        posted.id,
    }
    assert letter_for(actor=CLERK, letter_id=failed.id).error == "The letter has no complete e-mail address."
    assert letter_for(actor=CLERK, letter_id=posted.id).by == CLERK.code


def test_the_queues_of_work_are_oldest_first(write: Write, now: datetime) -> None:
    later, earlier = (
        write(channel=Channel.POST, at=now),
        write(channel=Channel.POST, at=now - timedelta(days=1)),
    )
    call = write(channel=Channel.PHONE)
    assert print_queue_for(actor=CLERK).letters == ()
    send_due(now)
    assert [view.id for view in print_queue_for(actor=CLERK).letters] == [earlier.id, later.id]
    assert [view.id for view in call_list_for(actor=CLERK).letters] == [call.id]


def test_what_waits_for_people_is_counted_in_one_statement(
    write: Write, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    unit = uuid4()
    write(channel=Channel.POST), write(channel=Channel.PHONE, unit=unit), write(channel=Channel.PHONE)
    write(address="nowhere"), write()
    send_due(now)
    with django_assert_num_queries(1):
        assert waiting_for(actor=CLERK) == Waiting(to_post=1, to_tell=2, failed=1)
    assert waiting_for(actor=staff(Role.CLERK, unit)) == Waiting(to_post=0, to_tell=1, failed=0)
    assert waiting_for(actor=ADMINISTRATOR) == Waiting(0, 0, 0)


def test_a_unit_sees_its_own_letters_only(write: Write) -> None:
    ours, theirs = uuid4(), uuid4()
    letter, clerk = write(unit=ours), staff(Role.CLERK, ours)
    assert [view.id for view in outbox_for(actor=clerk).letters] == [letter.id]
    assert letter_for(actor=clerk, letter_id=letter.id).id == letter.id
    for other in (write(unit=theirs), write()):
        with pytest.raises(NotFound):
            letter_for(actor=clerk, letter_id=other.id)


def test_strangers_see_no_outbox(write: Write) -> None:
    letter = write()
    for select in (outbox_for, print_queue_for, call_list_for):
        with pytest.raises(Refused):
            select(actor=complainant())
    with pytest.raises(NotFound):
        letter_for(actor=complainant(), letter_id=letter.id)
    with pytest.raises(NotFound):
        letter_for(actor=CLERK, letter_id=uuid4())


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR])
def test_a_printed_letter_opens_only_for_those_who_post(write: Write, now: datetime, role: Role) -> None:
    letter, mailed = write(channel=Channel.POST), write()
    with pytest.raises(NotFound):
        pdf_for(actor=CLERK, letter_id=letter.id)
    send_due(now)
    assert pdf_for(actor=CLERK, letter_id=letter.id).startswith(b"%PDF-")
    for actor, row in ((staff(role), letter), (staff(Role.CLERK, uuid4()), letter), (CLERK, mailed)):
        with pytest.raises(NotFound):
            pdf_for(actor=actor, letter_id=row.id)


def test_letters_about_a_subject_are_first_written_first(write: Write, now: datetime) -> None:
    about = Subject("complaint", uuid4())
    second, first = write(about=about, at=now), write(about=about, at=now - timedelta(days=1))
    write()
    assert [view.id for view in letters_about(about=about)] == [first.id, second.id]


def test_wordings_are_read_in_one_statement(
    settings: Settings, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    body = "{reference} {secret} {tracking_link}"
    change_wording(
        actor=ADMINISTRATOR,
        kind=WordingKind.ACKNOWLEDGEMENT,
        language="fr",
        subject="Reçu",
        body=body,
        now=now,
    )
    with django_assert_num_queries(1):
        views = wordings_for(actor=ADMINISTRATOR)
    assert len(views) == len(WordingKind) * len(settings.LANGUAGES)
    (changed,) = [view for view in views if view.changed_at]
    assert (changed.language, changed.subject, changed.body, changed.changed_at) == ("fr", "Reçu", body, now)
    assert changed.changed_by == ADMINISTRATOR.code
    assert "{reference}" in changed.standard_subject
    assert wording_for(actor=ADMINISTRATOR, kind=WordingKind.ACKNOWLEDGEMENT, language="fr") == changed
    assert [place.written for place in changed.places if place.needed] == [
        "{reference}",
        "{secret}",
        "{tracking_link}",
    ]
    with pytest.raises(NotFound):
        wording_for(actor=ADMINISTRATOR, kind=WordingKind.MESSAGE, language="tlh")


def test_a_wording_is_tried_on_before_it_is_taken() -> None:
    def sample(actor: Actor, body: str) -> tuple[str, str]:
        return sample_for(
            actor=actor,
            kind=WordingKind.MESSAGE,
            language="en",
            subject="Case {reference}",
            body=body,
            letterhead=HEAD,
        )

    assert sample(ADMINISTRATOR, "{words}\n\n{signature}") == (
        "Case 482-719-3068",
        "Here stand the words that were written.\n\nSam Example\nNorthwind Savings Bank",
    )
    with pytest.raises(Invalid):
        sample(ADMINISTRATOR, "{secret} {words}")
    with pytest.raises(Refused):
        sample(CLERK, "{words}")
    for select in (wordings_for,):
        with pytest.raises(Refused):
            select(actor=CLERK)
