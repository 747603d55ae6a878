"""Drafts: one for each person, case and form; they outlive everything but their message, and nobody else reads them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from recours.complaints import actions
from recours.complaints.drafting import DRAFT_MOVES, DraftKind
from recours.complaints.jobs import sweep_old_drafts
from recours.complaints.models import Complaint, Draft, Message
from recours.complaints.selectors.drafting import Drafts, drafts_of
from recours.complaints.states import Channel
from recours.core.actors import Actor, ActorKind, complainant
from recours.core.errors import Invalid, NotFound, Refused
from recours.core.keys import new_key
from recours.core.subjects import Subject
from recours.trail.reading import events_of
from tests.complaints.test_actions import staff
from tests.complaints.test_after_the_answer_at_once import at_once
from tests.factories.cases import make_case
from tests.factories.cast import Cast
from tests.factories.people import House

KEY = str(new_key())


def keep(actor: Actor, case: Complaint, words: str, now: datetime, *, kind: DraftKind = DraftKind.WRITE, key: str = KEY) -> Draft | None:  # fmt: skip
    return actions.keep_draft(actor=actor, complaint_id=case.pk, kind=kind, words=words, key=key, now=now)


def say(actor: Actor, case: Complaint, kind: DraftKind, now: datetime, *, key: str = KEY) -> None:
    given = {"actor": actor, "complaint_id": case.pk, "words": "Said.", "key": key, "now": now}
    if kind is DraftKind.NOTE:
        actions.note(**given)
    elif kind is DraftKind.WRITE:
        actions.write(files=(), **given)
    else:
        actions.receive_message(files=(), channel=Channel.PHONE, **given)


@pytest.mark.django_db
def test_the_last_words_are_kept_and_the_case_is_untouched(cast: Cast, now: datetime) -> None:
    clerk, case = cast.actor("clerk"), make_case(now)
    before = len(events_of(Subject("complaint", case.pk)))
    for words in ("Dear", "Dear Nadia", "Dear Nadia"):
        keep(clerk, case, words, now)
    assert Draft.objects.get().words == "Dear Nadia"
    version = case.version
    case.refresh_from_db()
    assert (case.version, len(events_of(Subject("complaint", case.pk)))) == (version, before)
    keep(clerk, case, " \n ", now)
    assert not Draft.objects.exists()


@pytest.mark.django_db
def test_nobody_reads_anothers_draft_but_may_know_of_it(cast: Cast, now: datetime) -> None:
    clerk, handler, case = cast.actor("clerk"), cast.actor("handler"), make_case(now)
    keep(clerk, case, "Mine", now)
    assert drafts_of(clerk, case.pk, now).own[DraftKind.WRITE].words == "Mine"
    assert drafts_of(clerk, case.pk, now).writing == ()
    assert drafts_of(handler, case.pk, now) == Drafts({}, ("Clara Clerk",))
    assert drafts_of(handler, case.pk, now + timedelta(minutes=16)) == Drafts()
    cast.users["clerk"].is_active = False
    cast.users["clerk"].save(update_fields=["is_active"])
    assert drafts_of(handler, case.pk, now) == Drafts()


@pytest.mark.django_db
@pytest.mark.parametrize("kind", DraftKind)
def test_what_was_said_needs_no_draft_and_a_late_save_makes_none(
    cast: Cast, now: datetime, kind: DraftKind
) -> None:
    clerk, handler, case = cast.actor("clerk"), cast.actor("handler"), make_case(now)
    for other in DraftKind:
        keep(clerk, case, "Mine", now, kind=other)
    keep(handler, case, "Theirs", now, kind=kind)
    say(clerk, case, kind, now)
    assert set(drafts_of(clerk, case.pk, now).own) == set(DraftKind) - {kind}
    assert drafts_of(handler, case.pk, now).own[kind].words == "Theirs"
    assert keep(clerk, case, "Overtaken", now, kind=kind) is None
    assert keep(clerk, case, "The next one", now, kind=kind, key=str(new_key())) is not None


@pytest.mark.django_db
def test_of_a_merged_case_what_was_recorded_needs_no_draft_either(cast: Cast, now: datetime) -> None:
    clerk, lead, case = cast.actor("clerk"), make_case(now), make_case(now)
    actions.merge(actor=clerk, complaint_id=case.pk, into=lead.pk, words="Same.", seen=case.version, now=now)
    keep(clerk, case, "They called", now, kind=DraftKind.RECEIVED)
    say(clerk, case, DraftKind.RECEIVED, now)
    assert Message.objects.get().complaint_id == lead.pk
    assert not Draft.objects.exists()
    assert keep(clerk, case, "Overtaken", now, kind=DraftKind.RECEIVED) is None


@pytest.mark.django_db
def test_a_draft_is_thrown_away(cast: Cast, now: datetime) -> None:
    clerk, case = cast.actor("clerk"), make_case(now)
    keep(clerk, case, "Mine", now)
    for _ in range(2):
        actions.drop_draft(actor=clerk, complaint_id=case.pk, kind=DraftKind.WRITE, now=now)
    assert not Draft.objects.exists()


@pytest.mark.django_db
def test_who_may_not_write_keeps_nothing(cast: Cast, now: datetime) -> None:
    case = make_case(now)
    token = Actor(ActorKind.TOKEN, new_key(), "till", grants=cast.actor("manager").grants)
    for actor, problem in (
        (cast.actor("auditor"), Refused),
        (cast.actor("outsider"), NotFound),
        (complainant(case.pk), Refused),
        (token, Refused),
    ):
        with pytest.raises(problem):
            keep(actor, case, "Mine", now, kind=DraftKind.NOTE)
    with pytest.raises(Invalid):
        keep(cast.actor("clerk"), case, "W" * 100_001, now)
    assert not Draft.objects.exists()


@pytest.mark.django_db
def test_a_draft_is_forgotten_after_a_season(cast: Cast, now: datetime) -> None:
    keep(cast.actor("clerk"), make_case(now), "Mine", now)
    sweep_old_drafts(now + timedelta(days=89))
    assert Draft.objects.exists()
    sweep_old_drafts(now + timedelta(days=91))
    assert not Draft.objects.exists()


def test_two_pages_keep_one_draft(committed: House, now: datetime) -> None:
    clerk, case = staff(committed, now), make_case(now)
    saves = [lambda words=words: keep(clerk, case, words, now) for words in ("One", "Two", "Three")]
    assert at_once(*saves) == ["done"] * 3
    assert Draft.objects.get().words in {"One", "Two", "Three"}


def test_a_save_and_its_message_at_once_leave_no_draft(committed: House, now: datetime) -> None:
    clerk, case = staff(committed, now), make_case(now)
    for _ in range(4):
        key = str(new_key())
        outcomes = at_once(
            lambda key=key: keep(clerk, case, "Hello", now, key=key),
            lambda key=key: say(clerk, case, DraftKind.WRITE, now, key=key),
        )
        assert outcomes == ["done", "done"]
        assert not Draft.objects.exists()
    assert Message.objects.count() == 4


def test_every_form_has_a_move_of_its_own() -> None:
    assert set(DRAFT_MOVES) == set(DraftKind)
    assert len(set(DRAFT_MOVES.values())) == len(DraftKind)
