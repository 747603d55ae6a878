"""Alerts to the management, harm stopped at once, and why a case became late."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from recours.complaints import actions
from recours.complaints.errors import NOT_LATE
from recours.complaints.jobs import tell_managers
from recours.complaints.lateness import Lateness
from recours.complaints.models import Alert, Delay, Task
from recours.complaints.scales import Concern, Judgement, Safety, Severity
from recours.complaints.selectors import alerts_for, case_file
from recours.complaints.states import Move
from recours.core.errors import FORBIDDEN, Invalid, NotFound, Refused
from recours.core.permissions import Role
from recours.core.subjects import Subject
from recours.deadlines.clocks import clocks_of
from recours.people.models import Notice
from recours.trail.reading import events_of
from tests.complaints.test_actions import kinds, staff
from tests.complaints.test_actions_assessing import assess
from tests.factories.cases import make_case
from tests.factories.people import House, make_unit

DANGER = Judgement(severity=Severity.SERIOUS, safety=Safety.POSSIBLE)


def test_a_significant_case_alerts_management_once_for_each_new_concern(house: House, now: datetime) -> None:
    case, clerk = make_case(now), staff(house, now)
    for judgement, alerts in (
        (DANGER, 1),
        (Judgement(severity=Severity.GRAVE, safety=Safety.POSSIBLE), 2),
        (Judgement(severity=Severity.INCONVENIENCE), 2),
        (DANGER, 2),
    ):
        case.refresh_from_db()
        assess(clerk, case, now, judgement=judgement)
        assert Alert.objects.count() == alerts
    assert Alert.objects.order_by("at", "id").last().concerns == [Concern.POSSIBLE_DANGER, Concern.GRAVE]  # type: ignore[union-attr]
    assert kinds(case).count("complaint.alert_raised") == 2


def test_everybody_who_oversees_is_told_and_confirms(house: House, now: datetime) -> None:
    case, clerk = make_case(now), staff(house, now)
    mary = staff(house, now, "Mary", Role.MANAGER)
    near = staff(house, now, "Nora", Role.MANAGER, house.unit.pk)
    far = staff(house, now, "Olga", Role.MANAGER, make_unit(house, "branch", now).pk)
    assess(clerk, case, now, judgement=DANGER)
    event = next(e for e in events_of(Subject("complaint", case.pk)) if e.kind == "complaint.alert_raised")
    for _ in range(2):
        tell_managers(event, now)
    told = set(Notice.objects.filter(code="alert_raised").values_list("user", flat=True))
    assert told == {mary.id, near.id}
    assert Notice.objects.filter(code="alert_raised").count() == 2
    (line,) = alerts_for(mary)
    assert (line.reference, line.concerns) == (case.reference, ["possible_danger"])
    assert alerts_for(far) == alerts_for(clerk) == []
    assert Move.CONFIRM_ALERT in case_file(actor=mary, reference=case.reference, language="en").moves
    for _ in range(2):
        actions.confirm_alert(actor=mary, complaint_id=case.pk, alert_id=line.id, now=now)
    assert alerts_for(mary) == []
    assert len(alerts_for(near)) == 1
    assert kinds(case).count("complaint.alert_confirmed") == 1
    assert Move.CONFIRM_ALERT not in case_file(actor=mary, reference=case.reference, language="en").moves


def test_nobody_confirms_what_they_do_not_oversee(house: House, now: datetime) -> None:
    case, clerk = make_case(now), staff(house, now)
    assess(clerk, case, now, judgement=DANGER)
    alert = Alert.objects.get()
    with pytest.raises(Refused) as refused:
        actions.confirm_alert(actor=clerk, complaint_id=case.pk, alert_id=alert.pk, now=now)
    assert refused.value.code == FORBIDDEN.code
    mary = staff(house, now, "Mary", Role.MANAGER)
    with pytest.raises(NotFound):
        actions.confirm_alert(actor=mary, complaint_id=make_case(now).pk, alert_id=alert.pk, now=now)


def test_what_can_be_stopped_at_once_becomes_a_task(house: House, now: datetime) -> None:
    case, clerk = make_case(now), staff(house, now)
    actions.take(actor=clerk, complaint_id=case.pk, now=now)
    case.refresh_from_db()
    needed = Judgement(severity=Severity.SERIOUS, immediate_needed=True, immediate_possible=True)
    assess(clerk, case, now, judgement=needed)
    task = Task.objects.get()
    assert (task.kind, task.person_id, task.unit_id, task.words) == ("containment", clerk.id, case.unit_id, "")  # fmt: skip
    assert now < task.due <= now + timedelta(days=5)
    assert not Alert.objects.exists()
    case.refresh_from_db()
    worse = Judgement(severity=Severity.GRAVE, immediate_needed=True, immediate_possible=True)
    assess(clerk, case, now, judgement=worse)
    assert (Task.objects.count(), Alert.objects.count()) == (1, 1)
    case.refresh_from_db()
    helpless = Judgement(severity=Severity.SERIOUS, immediate_needed=True)
    assess(clerk, case, now, judgement=helpless)
    assert Alert.objects.order_by("at", "id").last().concerns == ["no_remedy_at_hand"]  # type: ignore[union-attr]


def test_a_delay_is_explained_once_its_limit_has_passed(house: House, now: datetime) -> None:
    case, clerk = make_case(now), staff(house, now)
    clock = next(c for c in clocks_of(Subject("complaint", case.pk)) if c.code == "acknowledgement")

    def explain(at: datetime, **changed: object) -> Delay:
        given = {"clock_id": clock.id, "cause": Lateness.WORKLOAD, "unit": house.unit.pk, "words": "Floods."}
        return actions.explain_delay(actor=clerk, complaint_id=case.pk, now=at, **{**given, **changed})  # type: ignore[arg-type]

    with pytest.raises(Refused) as refused:
        explain(now)
    assert refused.value.code == NOT_LATE.code
    late = clock.due
    before = case_file(actor=clerk, reference=case.reference, language="en", now=now).moves
    after = case_file(actor=clerk, reference=case.reference, language="en", now=late).moves
    assert (Move.EXPLAIN_DELAY in before, Move.EXPLAIN_DELAY in after) == (False, True)
    assert explain(late).pk == explain(late).pk
    assert explain(late, cause=Lateness.ERROR).number == 2
    assert kinds(case).count("complaint.delay_explained") == 2
    assert "Floods" not in str(events_of(Subject("complaint", case.pk))[-1].facts)
    for wrong, field in (({"clock_id": uuid4()}, "clock"), ({"unit": uuid4()}, "unit")):
        with pytest.raises(Invalid) as invalid:
            explain(late, **wrong)
        assert list(invalid.value.fields) == [field]
