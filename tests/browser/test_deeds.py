"""What opens on a case and on its tracking page, from stage to stage: open to everybody as well."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from recours.complaints import actions
from recours.complaints.closing import Said
from recours.complaints.conduct import RestrictionKind, Verdict
from recours.complaints.hearing import Whom
from recours.complaints.inquiring import Plan
from recours.complaints.models import Complaint, Remedy, Response, Restriction
from recours.complaints.scales import Judgement, Safety, Severity
from recours.complaints.states import State
from recours.complaints.waiting import Asked, Wanted
from recours.core.actors import complainant, system
from recours.desk.deeds import DEEDS
from recours.people.models import User
from recours.portal.views.saying import SAYINGS
from tests.browser.conftest import NARROW, WIDE, Visitor, barriers
from tests.factories.answers import answer
from tests.factories.people import SYSTEM
from tests.permissions.scene import Scene, make_scene

pytestmark = pytest.mark.django_db(transaction=True)

Stage = Callable[[Complaint, datetime], object]
TERM = timedelta(days=60)
READERS = [("en", WIDE, "light"), ("ar", NARROW, "dark")]


def taken(case: Complaint, now: datetime) -> None:
    """Nothing happened yet."""


def assessed(case: Complaint, now: datetime) -> None:
    judgement = Judgement(severity=Severity.SERIOUS, safety=Safety.POSSIBLE)
    actions.assess(
        actor=SYSTEM, complaint_id=case.pk, judgement=judgement, priority=None, reason="",
        seen=case.version, now=now,
    )  # fmt: skip


def investigated(case: Complaint, now: datetime) -> None:
    assessed(case, now)
    case.refresh_from_db()
    plan = Plan(words="Read the meter.", questions=("Who read it?",))
    actions.investigate(actor=SYSTEM, complaint_id=case.pk, plan=plan, seen=case.version, now=now)


def prepared(case: Complaint, now: datetime) -> None:
    answer(case, now, refund="20.00")
    waits = {"communicated_by": "", "communicated_at": None, "approval_needed": True}
    Response.objects.filter(complaint=case).update(**waits)
    Complaint.objects.filter(pk=case.pk).update(state=State.RESPONSE_PREPARED.value)


def answered(case: Complaint, now: datetime) -> None:
    answer(case, now, refund="20.00")


def late(case: Complaint, now: datetime) -> None:
    answer(case, now - timedelta(days=40), refund="20.00")


def promised(case: Complaint, now: datetime) -> None:
    answered(case, now)
    actions.accept(actor=complainant(case.pk), complaint_id=case.pk, said=Said(words="Agreed."), now=now)


def carried_out(case: Complaint, now: datetime) -> None:
    promised(case, now)
    remedy = Remedy.objects.get(response__complaint=case)
    actions.carry_out(
        actor=SYSTEM, complaint_id=case.pk, remedy_id=remedy.pk, done_on=now.date(), proof="Paid.", now=now
    )


def refused(case: Complaint, now: datetime) -> None:
    answered(case, now)
    actions.reject(actor=complainant(case.pk), complaint_id=case.pk, said=Said(words="No."), now=now)


def withdrawn(case: Complaint, now: datetime) -> None:
    actions.withdraw(actor=complainant(case.pk), complaint_id=case.pk, words="", now=now)


def accused(case: Complaint, now: datetime) -> None:
    investigated(case, now)
    whom = Whom(name="Keith Dollin", part="Read the meter")
    actions.name_respondent(actor=SYSTEM, complaint_id=case.pk, whom=whom, now=now)


def waiting(case: Complaint, now: datetime) -> None:
    assessed(case, now)
    wanted = Wanted(
        of=Asked.COMPLAINANT, words="Which meter?", reason="There are two.", answer_by=(now + TERM).date()
    )
    actions.ask(actor=SYSTEM, complaint_id=case.pk, wanted=wanted, key="1", now=now)


def proposed(case: Complaint, now: datetime) -> Restriction:
    until = (now + TERM).date()
    return actions.propose_restriction(
        actor=SYSTEM, complaint_id=case.pk, kind=RestrictionKind.IN_WRITING, reason="Shouts.",
        until=until, review_on=until, now=now,
    )  # fmt: skip


def restricted(case: Complaint, now: datetime) -> None:
    actions.decide_restriction(
        actor=system("second"), complaint_id=case.pk, restriction_id=proposed(case, now).pk,
        verdict=Verdict.APPROVED, words="", now=now,
    )  # fmt: skip


STAGES: dict[str, Stage] = {
    "ask": assessed, "resume": waiting, "decide_restriction": proposed, "lift_restriction": restricted,
    "tell_respondent": accused, "keep_statement": accused, "clear_respondent": accused,
    "confirm_alert": assessed, "investigate": assessed, "prepare": assessed,
    "add_question": investigated, "add_evidence": investigated, "record_interview": investigated,
    "record_finding": investigated,
    "approve": prepared, "send_back": prepared,
    "accept": answered, "reject": answered, "escalate": refused, "remind": late,
    "carry_out": promised, "verify_remedy": carried_out, "reopen": withdrawn,
}  # fmt: skip
"""How far a case must be for a deed's form to open on it, where it does not open on any."""

ELSEWHERE = {
    "communicate": "nothing is asked but to press, and what would leave is the panel of `approve`",
    "record_ruling": "one choice, a day and words, as `refer`",
    "explain_delay": "one choice and words, as `set_task`",
    "unmerge": "words alone, as `reopen`",
}
ALWAYS = {
    ("prepare", "en"),
    ("assess", "ar"),
    ("add_evidence", "en"),
    ("escalate", "ar"),
    ("carry_out", "ar"),
}
"""What `make test` looks at: one of each sort of field; `make prove` looks at all."""


@pytest.fixture
def scene(reader: Visitor, now: datetime) -> Scene:
    return make_scene(now)


def of(scene: Scene) -> Complaint:
    return Complaint.objects.get(pk=scene.receipt.complaint_id)


@pytest.mark.parametrize(
    ("do", "reading"),
    [
        pytest.param(do, reading, marks=() if (do, reading[0]) in ALWAYS else pytest.mark.prove)
        for do in DEEDS
        if do not in ELSEWHERE
        for reading in READERS
    ],
)
def test_a_deed_opens_for_everybody(
    do: str, reading: tuple[str, int, str], scene: Scene, reader: Visitor, now: datetime
) -> None:
    STAGES.get(do, taken)(of(scene), now)
    language, width, scheme = reading
    User.objects.update(language=language)
    manager = scene.cast.users["manager"]
    manager.refresh_from_db()
    reader.sign_in(manager)
    path = f"/desk/cases/{scene.receipt.reference}/?do={do}"
    page = reader.visit(path, language, width=width, scheme=scheme)
    assert page.locator(f"form.deed#{do}").count() == 1
    assert barriers(page) == []


@pytest.mark.parametrize(
    ("stage", "reading"),
    [
        pytest.param(stage, reading, id=f"{stage.__name__}-{reading[0]}",
                     marks=() if (stage, reading[0]) in {(answered, "ar"), (refused, "en")} else pytest.mark.prove)
        for stage in (assessed, investigated, answered, promised, refused, withdrawn)
        for reading in READERS
    ],
)  # fmt: skip
def test_the_tracking_page_is_open_at_every_stage(
    stage: Stage, reading: tuple[str, int, str], scene: Scene, reader: Visitor, now: datetime
) -> None:
    stage(of(scene), now)
    language, width, scheme = reading
    reader.take_cookies(scene.client("complainant"))
    page = reader.visit(f"/{language}/track/case/", language, width=width, scheme=scheme)
    assert barriers(page) == []
    for saying in SAYINGS:
        where = f"/{language}/track/case/{saying}/"
        if page.locator(f"a[href='{where}']").count():
            reader.visit(where, language, width=width, scheme=scheme)
            assert barriers(page) == []
            reader.visit(f"/{language}/track/case/", language, width=width, scheme=scheme)
