"""What the worker does for cases, driven by the worker itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from recours.complaints import actions
from recours.complaints.jobs import sweep_orphan_files
from recours.complaints.models import Acknowledgement, Complaint
from recours.complaints.states import Channel, State
from recours.core.actors import complainant
from recours.core.errors import NotFound
from recours.core.filestore import keep, open_file
from recours.core.permissions import Role
from recours.jobs.followers import follow_due
from recours.letters.actions import mark_posted, mark_told
from recours.letters.jobs import send_due
from recours.letters.models import Letter
from recours.people.complainants import Party
from recours.people.models import Notice
from recours.people.selectors import actor_of
from tests.factories.cases import make_case, stored
from tests.factories.people import House, make_user


@pytest.fixture(autouse=True)
def mail_folder(settings, tmp_path: Path) -> Path:
    settings.MAIL_FOLDER = tmp_path / "mail"
    return settings.MAIL_FOLDER


def work(now: datetime) -> None:
    for _ in range(4):
        send_due(now)
        follow_due(now)


def test_the_letter_leaves_and_the_clock_is_met(house: House, now: datetime, mail_folder: Path) -> None:
    case = make_case(now)
    work(now)
    case.refresh_from_db()
    told = Acknowledgement.objects.get(complaint=case)
    assert (case.state, told.how, case.next_due_code) == (State.ACKNOWLEDGED, "letter", "answer")
    texts = [path.read_text(encoding="utf-8") for path in mail_folder.glob("*.eml")]
    assert sum(case.reference in text for text in texts) >= 1
    before = sorted(mail_folder.glob("*.eml"))
    work(now + timedelta(days=1))
    assert sorted(mail_folder.glob("*.eml")) == before


def test_a_letter_on_the_page_alone_tells_nobody(house: House, now: datetime) -> None:
    case = make_case(now, complainant=None, anonymous=True)
    work(now)
    case.refresh_from_db()
    assert case.state == State.RECEIVED


def test_post_counts_when_it_is_posted(house: House, now: datetime) -> None:
    party = Party(name="Old Friend", address="1 High Street", postcode="AB1 2CD", town="Leeds")
    case = make_case(now, complainant=party, channel=Channel.POST)
    work(now)
    case.refresh_from_db()
    assert case.state == State.RECEIVED
    clerk = actor_of(make_user(house, "Clara Clerk", now, Role.CLERK))
    letter = Letter.objects.get(subject_id=case.pk)
    mark_posted(actor=clerk, letter_id=letter.pk, now=now + timedelta(hours=3))
    work(now + timedelta(hours=3))
    case.refresh_from_db()
    assert (case.state, case.acknowledgement.how) == (State.ACKNOWLEDGED, "post")
    assert case.acknowledgement.told_at == now + timedelta(hours=3)


def test_a_caller_is_told_on_the_phone(house: House, now: datetime) -> None:
    case = make_case(now, complainant=Party(name="Caller", phone="+44 1904 1"), channel=Channel.PHONE)
    clerk = actor_of(make_user(house, "Clara Clerk", now, Role.CLERK))
    mark_told(actor=clerk, letter_id=Letter.objects.get(subject_id=case.pk).pk, now=now)
    work(now)
    case.refresh_from_db()
    assert (case.state, case.acknowledgement.how) == (State.ACKNOWLEDGED, "phone")


def test_the_team_is_told_once_until_it_looks(house: House, now: datetime) -> None:
    user = make_user(house, "Clara Clerk", now, Role.CLERK)
    for _ in range(3):
        make_case(now)
    work(now)
    assert Notice.objects.filter(user=user, code="new_case_waits").count() == 1
    Notice.objects.update(seen_at=now)
    make_case(now)
    work(now)
    assert Notice.objects.filter(user=user, code="new_case_waits").count() == 2


def test_the_new_owner_is_told_but_not_who_took_it(house: House, now: datetime) -> None:
    clara = make_user(house, "Clara Clerk", now, Role.CLERK)
    hana = make_user(house, "Hana Handler", now, Role.HANDLER)
    given, taken = make_case(now), make_case(now)
    actions.assign(
        actor=actor_of(clara), complaint_id=given.pk, owner=hana.pk, unit=None, reason="", seen=1, now=now
    )
    actions.take(actor=actor_of(clara), complaint_id=taken.pk, now=now)
    work(now)
    notices = Notice.objects.filter(code="case_assigned")
    assert [(n.user_id, n.reference) for n in notices] == [(hana.pk, given.reference)]


def test_the_owner_is_told_of_a_message(house: House, now: datetime) -> None:
    hana = make_user(house, "Hana Handler", now, Role.HANDLER)
    case = make_case(now)
    actions.take(actor=actor_of(hana), complaint_id=case.pk, now=now)
    actions.receive_message(
        actor=complainant(case.pk),
        complaint_id=case.pk,
        words="?",
        files=(),
        channel=Channel.WEB_FORM,
        key="1",
        now=now,
    )
    work(now)
    assert [n.user_id for n in Notice.objects.filter(code="complainant_wrote")] == [hana.pk]


def test_orphans_go_and_files_of_cases_stay(house: House, now: datetime) -> None:
    bound, orphan = stored("a.txt"), keep(BytesIO(b"never sent"), name="b.txt")
    case = make_case(now, files=(bound,))
    sweep_orphan_files(datetime.now(now.tzinfo) + timedelta(days=2))
    open_file(orphan.key).close()
    sweep_orphan_files(datetime.now(now.tzinfo) + timedelta(days=4))
    open_file(bound.key).close()
    with pytest.raises(NotFound):
        open_file(orphan.key)
    assert Complaint.objects.get().pk == case.pk


def test_every_wired_name_exists() -> None:
    from django.utils.module_loading import import_string

    names = [name for followers in django_settings.RECOURS_WIRING.values() for name in followers]
    names += [*django_settings.RECOURS_SWEEPS, *django_settings.RECOURS_SCHEDULE]
    assert all(callable(import_string(name)) for name in names)
