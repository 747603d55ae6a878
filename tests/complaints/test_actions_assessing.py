"""Assessment: judged by the rule, overridden with a reason, every judgement kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from recours.complaints import actions
from recours.complaints.errors import NOT_NOW
from recours.complaints.models import Assessment, Complaint
from recours.complaints.scales import Impact, Judgement, Priority, Safety, Severity, Vulnerability
from recours.complaints.selectors import case_file
from recours.complaints.selectors.assessing import assessing_of
from recours.complaints.states import Kind, State
from recours.core.errors import FORBIDDEN, Invalid, NotFound, Refused, Stale
from recours.core.permissions import Role
from recours.core.subjects import Subject
from recours.trail.reading import events_of
from tests.complaints.test_actions import kinds, staff
from tests.factories.cases import make_case
from tests.factories.people import House, make_unit

MATERIAL = Judgement(severity=Severity.MATERIAL_LOSS)


def assess(actor: Any, case: Complaint, now: datetime, **changed: Any) -> Assessment:
    given: dict[str, Any] = {"judgement": MATERIAL, "priority": None, "reason": "", "seen": case.version}
    return actions.assess(actor=actor, complaint_id=case.pk, now=now, **{**given, **changed})


def test_a_judgement_gives_the_case_its_priority(house: House, now: datetime) -> None:
    case, clerk = make_case(now), staff(house, now)
    judgement = Judgement(
        severity=Severity.SERIOUS,
        impact={Impact.CUSTOMER: 4},
        vulnerability=frozenset({Vulnerability.HEALTH}),
        compensation_likely=True,
    )
    made = assess(clerk, case, now, judgement=judgement)
    case.refresh_from_db()
    assert (case.state, case.priority, case.version) == (State.ASSESSED, Priority.URGENT, 2)
    assert (made.number, made.computed, made.rule, made.impact) == (1, 2, 1, {"customer": 4})
    assert kinds(case) == ["complaint.received", "complaint.assessed"]
    told = case_file(actor=clerk, reference=case.reference, language="en").assessing.current
    assert told is not None
    assert (told.vulnerability, told.compensation_likely) == (["health"], True)


def test_another_priority_needs_a_reason(house: House, now: datetime) -> None:
    case, clerk = make_case(now), staff(house, now)
    with pytest.raises(Invalid) as invalid:
        assess(clerk, case, now, priority=Priority.AT_ONCE)
    assert list(invalid.value.fields) == ["reason"]
    made = assess(clerk, case, now, priority=Priority.AT_ONCE, reason="A journalist waits.")
    assert (made.computed, made.priority, made.reason) == (3, 1, "A journalist waits.")
    event = events_of(Subject("complaint", case.pk))[-1]
    assert (event.facts["priority"], event.facts["computed"]) == (1, 3)
    assert "journalist" not in str(event.facts)


def test_each_judgement_is_kept_and_the_last_holds(house: House, now: datetime) -> None:
    case, clerk = make_case(now), staff(house, now)
    assess(clerk, case, now)
    case.refresh_from_db()
    grave = Judgement(severity=Severity.GRAVE, safety=Safety.ACTUAL)
    assess(clerk, case, now + timedelta(hours=1), judgement=grave)
    case.refresh_from_db()
    assert (case.state, case.priority) == (State.ASSESSED, Priority.AT_ONCE)
    assert [a.number for a in assessing_of(case.pk).assessments] == [2, 1]
    told = [event for event in events_of(Subject("complaint", case.pk)) if event.kind == "complaint.assessed"]
    assert [event.facts["significant"] for event in told] == [False, True]


def test_the_same_again_changes_nothing_and_a_stale_look_is_refused(house: House, now: datetime) -> None:
    case, clerk = make_case(now), staff(house, now)
    first = assess(clerk, case, now)
    assert assess(clerk, case, now).pk == first.pk
    with pytest.raises(Stale):
        assess(clerk, case, now, judgement=Judgement(severity=Severity.GRAVE))
    assert Assessment.objects.count() == 1


def test_nobody_judges_what_they_may_not(house: House, now: datetime) -> None:
    case = make_case(now)
    branch = make_unit(house, "branch", now).pk
    with pytest.raises(NotFound):
        assess(staff(house, now, "Otto", Role.HANDLER, branch), case, now)
    with pytest.raises(Refused) as refused:
        assess(staff(house, now, "Aziz", Role.AUDITOR), case, now)
    assert refused.value.code == FORBIDDEN.code
    praise = make_case(now, kind=Kind.COMPLIMENT)
    with pytest.raises(Refused) as refused:
        assess(staff(house, now, "Clea"), praise, now)
    assert refused.value.code == NOT_NOW.code


def test_an_impact_beyond_its_scale_is_named(house: House, now: datetime) -> None:
    with pytest.raises(Invalid) as invalid:
        assess(
            staff(house, now),
            make_case(now),
            now,
            judgement=Judgement(severity=Severity.SERIOUS, impact={Impact.LEGAL: 6}),
        )
    assert list(invalid.value.fields) == ["impact"]
