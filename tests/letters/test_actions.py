"""Who says that a letter left, who may change a wording, and what the trail keeps of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from recours.core.errors import Invalid, NotFound, Refused
from recours.core.permissions import Role
from recours.core.subjects import Subject
from recours.letters import errors
from recours.letters.actions import (
    change_wording,
    mark_posted,
    mark_returned,
    mark_told,
    restore_wording,
    try_again,
    wording_subject,
)
from recours.letters.jobs import send_due
from recours.letters.kinds import WordingKind
from recours.letters.models import Letter, Wording
from recours.letters.recipients import Channel
from recours.letters.states import STANDINGS, Standing, standing_of
from recours.trail.chain import digest
from recours.trail.reading import Recorded, events_of, say

from .conftest import Write, staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_folder")]

BODY = "{reference} {secret}\n\n{tracking_link}"
KIND = WordingKind.ACKNOWLEDGEMENT


def told(letter: Letter) -> list[Recorded]:
    return events_of(Subject(letter.subject_kind, letter.subject_id))


def test_posting_records_who_and_when(write: Write, now: datetime) -> None:
    letter, clerk = write(channel=Channel.POST), staff(Role.CLERK)
    send_due(now)
    mark_posted(actor=clerk, letter_id=letter.id, now=now + timedelta(hours=2))
    letter.refresh_from_db()
    assert (letter.posted_at, letter.posted_by) == (now + timedelta(hours=2), clerk.code)
    (event,) = told(letter)
    assert event.kind == "letter.posted"
    assert event.actor_code == clerk.code
    assert clerk.id
    assert say(event, {clerk.id: "Sam"}) == "Sam posted a letter: Acknowledgement of a complaint."
    with pytest.raises(Refused) as again:
        mark_posted(actor=clerk, letter_id=letter.id, now=now)
    assert again.value.code == errors.POSTED_ALREADY.code


def test_only_a_printed_letter_for_the_post_is_posted(write: Write, now: datetime) -> None:
    for channel, code in ((Channel.POST, errors.NOT_PRINTED), (Channel.EMAIL, errors.NOT_FOR_POST)):
        with pytest.raises(Refused) as refusal:
            mark_posted(actor=staff(Role.CLERK), letter_id=write(channel=channel).id, now=now)
        assert refusal.value.code == code.code


def test_telling_records_who_and_when(write: Write, now: datetime) -> None:
    letter, clerk = write(channel=Channel.PHONE), staff(Role.HANDLER)
    mark_told(actor=clerk, letter_id=letter.id, now=now)
    letter.refresh_from_db()
    assert (letter.told_at, letter.told_by) == (now, clerk.code)
    assert [event.kind for event in told(letter)] == ["letter.told"]
    for other, code in ((letter, errors.TOLD_ALREADY), (write(), errors.NOT_BY_PHONE)):
        with pytest.raises(Refused) as refusal:
            mark_told(actor=clerk, letter_id=other.id, now=now)
        assert refusal.value.code == code.code


def test_a_letter_that_failed_is_tried_again(write: Write, now: datetime) -> None:
    letter = write(address="nowhere")
    send_due(now)
    try_again(actor=staff(Role.CLERK), letter_id=letter.id, now=now + timedelta(hours=1))
    letter.refresh_from_db()
    assert (letter.failed_at, letter.due_at, letter.attempts) == (None, now + timedelta(hours=1), 0)
    assert [event.kind for event in told(letter)] == ["letter.failed", "letter.retried"]
    with pytest.raises(Refused) as refusal:
        try_again(actor=staff(Role.CLERK), letter_id=letter.id, now=now)
    assert refusal.value.code == errors.NOT_FAILED.code


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR])
def test_whoever_does_not_post_finds_nothing(write: Write, now: datetime, role: Role) -> None:
    letters = write(channel=Channel.POST), write(channel=Channel.PHONE), write()
    for action, letter in zip((mark_posted, mark_told, try_again), letters, strict=True):
        with pytest.raises(NotFound):
            action(actor=staff(role), letter_id=letter.id, now=now)
        with pytest.raises(NotFound):
            action(actor=staff(Role.MANAGER), letter_id=uuid4(), now=now)


def test_a_unit_posts_its_own_letters_only(write: Write, now: datetime) -> None:
    ours, theirs = uuid4(), uuid4()
    letter = write(channel=Channel.PHONE, unit=ours)
    for hidden in (letter, write(channel=Channel.PHONE)):
        with pytest.raises(NotFound):
            mark_told(actor=staff(Role.CLERK, theirs), letter_id=hidden.id, now=now)
    mark_told(actor=staff(Role.CLERK, ours), letter_id=letter.id, now=now)


def change(
    now: datetime, subject: str = "Got it: {reference}", body: str = BODY, role: Role = Role.ADMINISTRATOR
) -> None:
    change_wording(actor=staff(role), kind=KIND, language="fr", subject=subject, body=body, now=now)


def test_a_changed_wording_is_kept_with_its_history(now: datetime) -> None:
    change(now)
    change(now + timedelta(days=1), subject="Newer: {reference}")
    old, new = Wording.objects.order_by("changed_at")
    assert (old.superseded_at, new.superseded_at) == (now + timedelta(days=1), None)
    events = events_of(wording_subject(KIND, "fr"))
    assert [event.kind for event in events] == ["wording.changed", "wording.changed"]
    assert events[1].facts == {
        "wording": "acknowledgement",
        "language": "fr",
        "words": digest(f"Newer: {{reference}}\n{BODY}", new.salt),
    }
    assert "(French)" in say(events[0], {})


def test_the_standard_wording_comes_back(now: datetime) -> None:
    change(now)
    restore_wording(actor=staff(Role.ADMINISTRATOR), kind=KIND, language="fr", now=now + timedelta(days=1))
    assert not Wording.objects.filter(superseded_at=None).exists()
    assert events_of(wording_subject(KIND, "fr"))[-1].kind == "wording.restored"
    with pytest.raises(Refused) as refusal:
        restore_wording(actor=staff(Role.ADMINISTRATOR), kind=KIND, language="fr", now=now)
    assert refusal.value.code == errors.WORDING_IS_STANDARD.code


@pytest.mark.parametrize("role", [Role.CLERK, Role.HANDLER, Role.MANAGER, Role.AUDITOR])
def test_only_an_administrator_changes_wordings(now: datetime, role: Role) -> None:
    with pytest.raises(Refused):
        change(now, role=role)
    with pytest.raises(Refused):
        restore_wording(actor=staff(role), kind=KIND, language="fr", now=now)
    assert not Wording.objects.exists()


def test_a_wording_that_is_wrong_changes_nothing(now: datetime) -> None:
    with pytest.raises(Invalid):
        change(now, body="{nothing}")
    with pytest.raises(Invalid) as refusal:
        change_wording(
            actor=staff(Role.ADMINISTRATOR), kind=KIND, language="tlh", subject="x", body=BODY, now=now
        )
    assert set(refusal.value.fields) == {"language"}
    assert not Wording.objects.exists()


def test_each_wording_has_a_chain_of_its_own() -> None:
    subjects = {wording_subject(kind, language) for kind in WordingKind for language in ("en", "fr")}
    assert len(subjects) == 2 * len(WordingKind)
    assert wording_subject(KIND, "en").id == UUID("f37cd80c-0b2a-597d-8388-309590d50a40")


def test_a_letter_that_left_comes_back_and_goes_again(write: Write, now: datetime) -> None:
    clerk, later = staff(Role.CLERK), now + timedelta(days=2)
    mailed, posted = write(), write(channel=Channel.POST)
    send_due(now)
    mark_posted(actor=clerk, letter_id=posted.id, now=now)
    for letter, standing in ((mailed, Standing.SENT), (posted, Standing.POSTED)):
        mark_returned(actor=clerk, letter_id=letter.id, now=later)
        letter.refresh_from_db()
        assert (letter.returned_at, standing_of(letter)) == (later, Standing.RETURNED)
        for each in Standing:
            there = Letter.objects.filter(STANDINGS[each], pk=letter.pk).exists()
            assert there is (each is Standing.RETURNED)
        assert told(letter)[-1].kind == "letter.returned"
        with pytest.raises(Refused) as again:
            mark_returned(actor=clerk, letter_id=letter.id, now=later)
        assert again.value.code == errors.RETURNED_ALREADY.code
        try_again(actor=clerk, letter_id=letter.id, now=later)
        letter.refresh_from_db()
        assert standing_of(letter) is Standing.WAITING
        send_due(later)
        letter.refresh_from_db()
        assert standing_of(letter) in {standing, Standing.TO_POST}
    assert mailed.message_id == Letter.objects.get(pk=mailed.pk).message_id


@pytest.mark.parametrize("channel", list(Channel))
def test_what_has_not_left_cannot_come_back(write: Write, now: datetime, channel: Channel) -> None:
    letter = write(channel=channel)
    with pytest.raises(Refused) as refusal:
        mark_returned(actor=staff(Role.CLERK), letter_id=letter.id, now=now)
    assert refusal.value.code == errors.NOT_LEFT.code
    with pytest.raises(NotFound):
        mark_returned(actor=staff(Role.AUDITOR), letter_id=letter.id, now=now)
