"""Investigation: in proportion, each piece once, proved without words, and safe when two act at once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from recours.complaints import actions
from recours.complaints.inquiring import Fact, Finding, Piece, Plan, Source, Spoken, Talk
from recours.complaints.models import Attachment, Complaint, Evidence, Investigation, Question
from recours.complaints.scales import Complexity, Judgement, Safety, Severity
from recours.complaints.selectors import case_file
from recours.complaints.states import State
from recours.core.errors import FORBIDDEN, Invalid, Refused, Stale
from recours.core.permissions import Role
from recours.core.subjects import Subject
from recours.trail.reading import events_of
from tests.complaints.test_actions import kinds, staff
from tests.complaints.test_after_the_answer_at_once import at_once
from tests.factories.cases import make_case, stored
from tests.factories.people import House


def assessed(now: datetime, actor: Any, **judged: Any) -> Complaint:
    case = make_case(now)
    given = {"severity": Severity.INCONVENIENCE, **judged}
    actions.assess(
        actor=actor, complaint_id=case.pk, judgement=Judgement(**given), priority=None, reason="",
        seen=case.version, now=now,
    )  # fmt: skip
    case.refresh_from_db()
    return case


def begin(actor: Any, case: Complaint, now: datetime, plan: Plan | None = None) -> Investigation:
    case.refresh_from_db()
    made = actions.investigate(
        actor=actor, complaint_id=case.pk, plan=plan or Plan(), seen=case.version, now=now
    )
    case.refresh_from_db()
    return made


def test_a_simple_case_begins_with_one_click_and_once(house: House, now: datetime) -> None:
    hans = staff(house, now, "Hans", Role.HANDLER)
    case = assessed(now, hans)
    first = begin(hans, case, now)
    assert begin(hans, case, now).pk == first.pk
    assert (case.state, first.plan, Question.objects.count()) == (State.INVESTIGATING, "", 0)
    assert kinds(case)[-1] == "complaint.investigation_begun"
    with pytest.raises(Refused) as refused:
        begin(staff(house, now), case, now)
    assert refused.value.code == FORBIDDEN.code, "the front desk does not investigate"


@pytest.mark.parametrize(
    "judged",
    [
        {"severity": Severity.SERIOUS},
        {"safety": Safety.POSSIBLE},
        {"complexity": Complexity.OUTSIDE_EXPERTISE},
    ],
)
def test_a_serious_case_begins_with_questions(house: House, now: datetime, judged: Any) -> None:
    hans = staff(house, now, "Hans", Role.HANDLER)
    case = assessed(now, hans, **judged)
    with pytest.raises(Invalid) as invalid:
        begin(hans, case, now, Plan(words="Ask around.", questions=(" ", "")))
    assert list(invalid.value.fields) == ["questions"]
    begin(hans, case, now, Plan(questions=("Who read it?", " Who read it? ", "When?")))
    assert [q.words for q in Question.objects.order_by("id")] == ["Who read it?", "When?"]
    assert "read" not in str(events_of(Subject("complaint", case.pk))[-1].facts)


def test_the_same_key_adds_once_and_nothing_of_the_words_is_on_the_trail(house: House, now: datetime) -> None:
    hans = staff(house, now, "Hans", Role.HANDLER)
    case = assessed(now, hans)
    begin(hans, case, now)
    theirs = actions.attach(actor=hans, complaint_id=case.pk, files=(stored("meter.txt", b"May"),), now=now)
    given: dict[str, Any] = {"actor": hans, "complaint_id": case.pk, "now": now}
    piece = Piece(words="The dial", source=Source.OURS, obtained_on=now.date(), attached=(theirs[0].pk,))
    talk = Talk(who="Ada Depot", part=Spoken.COLLEAGUE, held_on=now.date(), notes="It was estimated.")
    for _ in range(2):
        question = actions.add_question(**given, words="Who?", key="q")
        actions.add_evidence(**given, piece=piece, files=(stored("log.txt", b"log"),), key="e")
        actions.record_interview(**given, talk=talk, key="i")
    case.refresh_from_db()
    finding = Finding(fact=Fact.CONFIRMED, words="Read twice.", question=question.pk)
    for _ in range(2):
        actions.record_finding(**given, finding=finding, seen=case.version)
    assert kinds(case)[-4:] == [
        "complaint.question_asked", "complaint.evidence_added", "complaint.interviewed", "complaint.fact_found",
    ]  # fmt: skip
    evidence = Evidence.objects.get()
    held = {str(each.pk): each.sha256 for each in Attachment.objects.filter(internal=True)}
    assert (evidence.files[0], evidence.digests) == (str(theirs[0].pk), [held[key] for key in evidence.files])
    told = str([event.facts for event in events_of(Subject("complaint", case.pk))])
    assert not any(words in told for words in ("dial", "Ada", "estimated", "twice"))
    with pytest.raises(Stale):
        actions.record_finding(**given, finding=Finding(fact=Fact.PARTLY, words="Once."), seen=case.version)
    case.refresh_from_db()
    later = Finding(fact=Fact.REFUTED, words="Once only.", question=question.pk)
    actions.record_finding(**given, finding=later, seen=case.version)
    found = case_file(actor=hans, reference=case.reference, language="en").investigating
    assert len(found.findings) == 2
    assert found.holding[question.pk, None].fact == "refuted"


@pytest.mark.parametrize(
    ("act", "field"),
    [
        (lambda a, g, n: a.add_question(**g, words=" ", key="1"), "words"),
        (lambda a, g, n: a.add_evidence(**g, piece=Piece(words="", source=Source.OURS), files=(), key="1"), "words"),
        (lambda a, g, n: a.add_evidence(**g, piece=Piece(words="x", source=Source.OURS, attached=(uuid4(),)), files=(), key="1"), "attached"),
        (lambda a, g, n: a.add_evidence(**g, piece=Piece(words="x", source=Source.OURS, obtained_on=(n + timedelta(days=2)).date()), files=(), key="1"), "obtained_on"),
        (lambda a, g, n: a.record_interview(**g, talk=Talk(who=" ", part=Spoken.EXPERT, held_on=n.date(), notes="x"), key="1"), "who"),
        (lambda a, g, n: a.record_interview(**g, talk=Talk(who="x", part=Spoken.EXPERT, held_on=None, notes="x"), key="1"), "held_on"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_named(house: House, now: datetime, act: Any, field: str) -> None:
    hans = staff(house, now, "Hans", Role.HANDLER)
    case = assessed(now, hans)
    begin(hans, case, now)
    with pytest.raises(Invalid) as invalid:
        act(actions, {"actor": hans, "complaint_id": case.pk, "now": now}, now)
    assert list(invalid.value.fields) == [field]


def test_a_finding_is_about_this_case(house: House, now: datetime) -> None:
    hans = staff(house, now, "Hans", Role.HANDLER)
    case = assessed(now, hans)
    begin(hans, case, now)
    for strange in ({"question": uuid4()}, {"problem": uuid4()}):
        finding = Finding(fact=Fact.UNKNOWN, words="x", **strange)
        with pytest.raises(Invalid) as invalid:
            actions.record_finding(
                actor=hans, complaint_id=case.pk, finding=finding, seen=case.version, now=now
            )
        assert list(invalid.value.fields) == ["point"]


def test_two_begin_and_a_double_click_adds_once(committed: House, now: datetime) -> None:
    hans, greta = staff(committed, now, "Hans", Role.HANDLER), staff(committed, now, "Greta", Role.HANDLER)
    case = assessed(now, hans)

    def start(actor: Any) -> Any:
        return lambda: actions.investigate(
            actor=actor, complaint_id=case.pk, plan=Plan(), seen=case.version, now=now
        )

    assert at_once(start(hans), start(hans), start(greta)) in (
        ["done", "done", "not_now"],
        ["done", "not_now", "not_now"],
    )
    assert Investigation.objects.count() == 1

    def ask() -> None:
        actions.add_question(actor=hans, complaint_id=case.pk, words="Who?", key="k", now=now)

    assert at_once(ask, ask, ask) == ["done"] * 3
    assert Question.objects.count() == 1
