"""Where behaviour is hard to bear: proposed by one, decided by another, ended by itself; and somebody's welfare."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from recours.complaints import actions
from recours.complaints.conduct import Concerned, RestrictionKind, Verdict
from recours.complaints.errors import ANOTHER_DECIDES, NOT_NOW
from recours.complaints.jobs import sweep_restrictions
from recours.complaints.models import Complaint, Restriction
from recours.complaints.selectors import case_file
from recours.complaints.states import Move
from recours.core.actors import Actor
from recours.core.errors import Invalid, NotFound, Refused
from recours.core.subjects import Subject
from recours.jobs.followers import follow_due
from recours.letters.models import Letter
from recours.people.models import Notice
from recours.trail.reading import events_of
from tests.factories.cases import make_case
from tests.factories.cast import Cast

pytestmark = pytest.mark.django_db


def propose(actor: Actor, case: Complaint, now: datetime, **changed: Any) -> Restriction:
    given: dict[str, Any] = {
        "kind": RestrictionKind.IN_WRITING,
        "reason": "You called us ninety times in a week and shouted at three colleagues.",
        "until": (now + timedelta(days=90)).date(),
        "review_on": (now + timedelta(days=45)).date(),
        **changed,
    }
    return actions.propose_restriction(actor=actor, complaint_id=case.pk, now=now, **given)


def decide(
    actor: Actor, case: Complaint, row: Restriction, now: datetime, verdict: Verdict = Verdict.APPROVED
) -> Restriction:
    return actions.decide_restriction(
        actor=actor, complaint_id=case.pk, restriction_id=row.pk, verdict=verdict, words="", now=now
    )


def moves(actor: Actor, case: Complaint) -> set[Move]:
    return set(case_file(actor=actor, reference=case.reference, language="en").moves)


def test_one_proposes_another_decides_and_the_complainant_is_told(cast: Cast, now: datetime) -> None:
    case, manager = make_case(now, language="fr"), cast.actor("manager")
    row = propose(manager, case, now)
    assert propose(manager, case, now).pk == row.pk
    assert Move.DECIDE_RESTRICTION not in moves(manager, case)
    with pytest.raises(Refused) as refused:
        decide(manager, case, row, now)
    assert refused.value.code == ANOTHER_DECIDES.code
    with pytest.raises(Refused):
        propose(cast.actor("handler"), case, now)
    with pytest.raises(Refused):
        decide(cast.actor("handler"), case, row, now)


def test_approved_it_is_a_letter_and_ends_by_itself(cast: Cast, now: datetime) -> None:
    case, handler, manager = make_case(now, language="fr"), cast.actor("handler"), cast.actor("manager")
    row = propose(handler, case, now)
    assert {Move.DECIDE_RESTRICTION} <= moves(manager, case)
    made = decide(manager, case, row, now)
    assert decide(manager, case, row, now).decided_at == made.decided_at
    letter = Letter.objects.get(pk=made.letter)
    assert letter.language == "fr"
    assert "ninety times" in letter.body
    assert "Votre réclamation" in letter.body
    follow_due(now)
    told = set(Notice.objects.values_list("code", flat=True))
    assert {"restriction_proposed", "restriction_decided"} <= told
    assert Move.WRITE in moves(handler, case), "the complaint goes on"
    sweep_restrictions(now + timedelta(days=44))
    assert not Notice.objects.filter(code="restriction_review").exists()
    for _again in range(2):
        sweep_restrictions(now + timedelta(days=45))
    assert Notice.objects.filter(code="restriction_review").count() == 1
    sweep_restrictions(now + timedelta(days=90))
    made.refresh_from_db()
    assert made.ended_at is None, "its last day belongs to it"
    sweep_restrictions(now + timedelta(days=91))
    made.refresh_from_db()
    assert made.ended_by == "system:watch"
    last = events_of(Subject("complaint", case.pk))[-1]
    assert (last.kind, last.facts["by_itself"]) == ("complaint.restriction_ended", True)


def test_declined_nothing_changes_and_a_new_one_may_be_proposed(cast: Cast, now: datetime) -> None:
    case, handler, manager = make_case(now), cast.actor("handler"), cast.actor("manager")
    row = decide(manager, case, propose(handler, case, now), now, Verdict.DECLINED)
    assert row.letter is None
    with pytest.raises(Refused) as refused:
        decide(manager, case, row, now)
    assert refused.value.code == NOT_NOW.code
    again = decide(manager, case, propose(handler, case, now, kind=RestrictionKind.NO_VISITS), now)
    with pytest.raises(Invalid):
        actions.lift_restriction(
            actor=manager, complaint_id=case.pk, restriction_id=again.pk, words="", now=now
        )
    lifted = actions.lift_restriction(
        actor=manager, complaint_id=case.pk, restriction_id=again.pk, words="It went well.", now=now
    )
    assert lifted.ended_at == now
    with pytest.raises(Refused):
        actions.lift_restriction(
            actor=manager, complaint_id=case.pk, restriction_id=row.pk, words="x", now=now
        )


def test_a_reason_and_sound_days_are_asked_for(cast: Cast, now: datetime) -> None:
    case, handler = make_case(now), cast.actor("handler")
    with pytest.raises(Invalid) as invalid:
        propose(handler, case, now, reason=" ", until=now.date(), review_on=now.date())
    assert set(invalid.value.fields) == {"reason", "until", "review_on"}
    with pytest.raises(Invalid) as invalid:
        propose(handler, case, now, until=(now + timedelta(days=400)).date())
    assert set(invalid.value.fields) == {"until"}


def test_a_welfare_flag_tells_a_manager_and_is_seen_by_those_who_work_on_the_case(
    cast: Cast, now: datetime
) -> None:
    case, clerk, manager = make_case(now), cast.actor("clerk"), cast.actor("manager")
    given: dict[str, Any] = {
        "complaint_id": case.pk,
        "concerned": Concerned.COMPLAINANT,
        "key": "w",
        "now": now,
    }
    with pytest.raises(Invalid):
        actions.raise_welfare(actor=clerk, words=" ", **given)
    row = actions.raise_welfare(actor=clerk, words="She said she cannot go on.", **given)
    assert actions.raise_welfare(actor=clerk, words="She said she cannot go on.", **given).pk == row.pk
    follow_due(now)
    assert Notice.objects.filter(code="welfare_raised", user=cast.users["manager"]).count() == 1
    assert "cannot go on" not in str(events_of(Subject("complaint", case.pk))[-1].facts)

    def flags(name: str) -> int:
        return len(case_file(actor=cast.actor(name), reference=case.reference, language="en").conduct.flags)

    assert (flags("handler"), flags("auditor")) == (1, 0)
    settle: dict[str, Any] = {"complaint_id": case.pk, "now": now}
    with pytest.raises(NotFound):
        actions.settle_welfare(actor=manager, flag_id=case.pk, words="x", **settle)
    with pytest.raises(Invalid):
        actions.settle_welfare(actor=manager, flag_id=row.pk, words="", **settle)
    done = actions.settle_welfare(actor=manager, flag_id=row.pk, words="Called her sister.", **settle)
    assert (
        actions.settle_welfare(actor=manager, flag_id=row.pk, words="Again.", **settle).settled_at
        == done.settled_at
    )
    assert Move.SETTLE_WELFARE not in moves(manager, case)
