"""The answer: prepared, approved by a second person beyond a limit, sent as a letter, each step once."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from recours.complaints import actions
from recours.complaints.decision import Decided, Decision, Promised
from recours.complaints.errors import (
    BEYOND_LIMIT,
    LETTER_INCOMPLETE,
    NOT_APPROVED,
    NOT_NOW,
    OWN_ANSWER,
)
from recours.complaints.models import Complaint, Issue, IssueOutcome, Remedy, Response
from recours.complaints.outcomes import Outcome
from recours.complaints.remedies import Action, Answered, Check
from recours.complaints.scales import Judgement, Severity
from recours.complaints.selectors import case_file
from recours.complaints.states import Kind, Move, State
from recours.core.actors import Actor
from recours.core.errors import FORBIDDEN, Invalid, NotFound, Refused, Stale
from recours.core.permissions import Role
from recours.core.subjects import Subject
from recours.deadlines.clocks import clocks_of
from recours.letters.models import Letter
from recours.people.actions import DisputeBodyDetails, add_dispute_body
from recours.people.selectors import organisation
from recours.trail.reading import events_of
from tests.complaints.test_actions import kinds, staff
from tests.factories.cases import PERSON, make_case
from tests.factories.people import SYSTEM, House, make_unit

MATERIAL = Judgement(severity=Severity.MATERIAL_LOSS)


@pytest.fixture
def problems(house: House, now: datetime) -> list[Any]:
    return [
        actions.add_category(
            actor=house.admin,
            tree="problem",
            code=code,
            names={"en": code},
            parent=None,
            unit=None,
            position=0,
            now=now,
        ).pk
        for code in ("billing", "manners")
    ]


def ombudsman(now: datetime, **changed: Any) -> None:
    """A body outside, with its time limit."""
    given: dict[str, Any] = {
        "names": {"en": "Water Ombudsman", "fa": "دادآور آب"},
        "terms": {
            "en": "Within six months of our answer, free of charge.",
            "fa": "تا شش ماه پس از پاسخ ما، رایگان.",
        },
        "website": "https://ombudsman.example",
        "phone": "",
        "address": "",
    }
    details = DisputeBodyDetails(**{**given, **changed})
    add_dispute_body(actor=SYSTEM, code="water", details=details, now=now)


def refund(now: datetime, amount: str = "40.50", currency: str = "GBP") -> Promised:
    return Promised(
        action=Action.REFUND_PAYMENTS,
        amount=Decimal(amount),
        currency=currency,
        due_on=now.date() + timedelta(days=10),
    )


def decision(now: datetime, **changed: Any) -> Decision:
    given: dict[str, Any] = {
        "outcomes": (Decided(outcome=Outcome.UPHELD),),
        "findings": "The meter was read twice.",
        "reasons": "The second reading was our mistake.",
        "rule": "Tariff of 2026, article 4.",
        "apology": "We are sorry for the trouble.",
        "remedies": (refund(now),),
        "checks": dict.fromkeys(Check, Answered.YES),
        "reply_by": now.date() + timedelta(days=21),
    }
    return Decision(**{**given, **changed})


def assessed(now: datetime, **changed: Any) -> Complaint:
    """A case that was assessed."""
    case = make_case(now, **changed)
    actions.assess(
        actor=SYSTEM, complaint_id=case.pk, judgement=MATERIAL, priority=None, reason="", seen=1, now=now
    )
    case.refresh_from_db()
    return case


def prepare(actor: Actor, case: Complaint, now: datetime, **changed: Any) -> Response:
    case.refresh_from_db()
    return actions.prepare(
        actor=actor, complaint_id=case.pk, decision=decision(now, **changed), seen=case.version, now=now
    )


def do(move: str, actor: Actor, case: Complaint, now: datetime, **more: Any) -> Response:
    case.refresh_from_db()
    made: Response = getattr(actions, move)(
        actor=actor, complaint_id=case.pk, seen=case.version, now=now, **more
    )
    case.refresh_from_db()
    return made


def limit(house: House, role: Role, amount: str | None, now: datetime) -> None:
    value = Decimal(amount) if amount is not None else None
    actions.set_limit(actor=house.admin, role=role.value, currency="GBP", amount=value, now=now)


def last(case: Complaint) -> Any:
    return events_of(Subject("complaint", case.pk))[-1]


def test_an_answer_is_prepared_with_everything_in_it(house: House, now: datetime) -> None:
    case, clerk = assessed(now), staff(house, now)
    made = prepare(clerk, case, now)
    case.refresh_from_db()
    assert (case.state, case.version) == (State.RESPONSE_PREPARED, 3)
    assert (made.number, made.outcome, made.frm, made.approval_needed) == (1, "upheld", "assessed", False)
    assert IssueOutcome.objects.get().category is None
    kept = Remedy.objects.get()
    assert (kept.code, kept.kind, kept.amount, kept.currency) == (49, "refund", Decimal("40.500"), "GBP")
    event = last(case)
    assert event.kind == "complaint.response_prepared"
    assert event.facts["amounts"] == ["GBP:40.50"]
    assert "meter" not in str(event.facts)
    found = case_file(actor=clerk, reference=case.reference, language="en")
    assert found.responding.prepared == made
    assert Move.COMMUNICATE in found.moves
    assert not {Move.APPROVE, Move.SEND_BACK, Move.CARRY_OUT, Move.VERIFY_REMEDY} & set(found.moves)


def test_every_problem_of_the_case_is_decided(house: House, now: datetime, problems: list[Any]) -> None:
    first, second = problems
    case, clerk = assessed(now, problem=first), staff(house, now)
    Issue.objects.create(
        complaint=case, category_id=second, is_main=False, added_at=now, added_by="system:test"
    )
    with pytest.raises(Invalid) as invalid:
        prepare(clerk, case, now)
    assert set(invalid.value.fields) == {"outcomes"}
    both = (
        Decided(problem=first, outcome=Outcome.UPHELD),
        Decided(problem=second, outcome=Outcome.NOT_UPHELD, reasons="The price was agreed."),
    )
    made = prepare(clerk, case, now, outcomes=both)
    assert made.outcome == "partly_upheld"
    assert [each.category_id for each in made.outcomes.order_by("position")] == [first, second]
    Issue.objects.filter(category=second).delete()
    assert made.outcomes.get(category=second).issue is None


def test_the_same_again_changes_nothing_and_a_new_one_is_a_new_number(house: House, now: datetime) -> None:
    case, clerk = assessed(now), staff(house, now)
    first = prepare(clerk, case, now)
    assert prepare(clerk, case, now).pk == first.pk
    second = prepare(clerk, case, now, apology="We are truly sorry.")
    assert (second.number, second.frm) == (2, "assessed")
    with pytest.raises(Stale):
        actions.prepare(
            actor=clerk, complaint_id=case.pk, decision=decision(now, rule="Other"), seen=1, now=now
        )
    assert Response.objects.count() == 2


def test_beyond_the_limit_a_second_person_approves(house: House, now: datetime) -> None:
    limit(house, Role.CLERK, "40", now)
    limit(house, Role.MANAGER, "500", now)
    ombudsman(now)
    case, clerk = assessed(now), staff(house, now)
    manager = staff(house, now, "Mary Manager", Role.MANAGER)
    assert prepare(clerk, case, now).approval_needed
    with pytest.raises(Refused) as refused:
        do("communicate", clerk, case, now)
    assert refused.value.code == NOT_APPROVED.code
    with pytest.raises(Refused) as refused:
        do("approve", clerk, case, now)
    assert refused.value.code == FORBIDDEN.code
    assert Move.APPROVE in case_file(actor=manager, reference=case.reference, language="en").moves
    made = do("approve", manager, case, now)
    assert (made.approved_by, made.waits_for_approval) == (manager.code, False)
    assert do("approve", manager, case, now).pk == made.pk
    assert kinds(case)[-1] == "complaint.response_approved"
    do("communicate", clerk, case, now)
    assert case.state == State.DECISION_COMMUNICATED


def test_within_the_limit_nobody_else_is_asked(house: House, now: datetime) -> None:
    limit(house, Role.CLERK, "40.50", now)
    case, clerk = assessed(now), staff(house, now)
    assert not prepare(clerk, case, now).approval_needed
    two = (refund(now, "30"), refund(now, "30"))
    assert prepare(clerk, case, now, remedies=two).approval_needed
    assert prepare(clerk, case, now, remedies=(refund(now, "1", "EUR"),)).approval_needed
    limit(house, Role.CLERK, None, now)
    assert not prepare(clerk, case, now, remedies=two).approval_needed


def test_nobody_approves_the_own_answer_or_beyond_the_own_limit(house: House, now: datetime) -> None:
    limit(house, Role.MANAGER, "10", now)
    case, manager = assessed(now), staff(house, now, "Mary Manager", Role.MANAGER)
    prepare(manager, case, now)
    for move in ("approve", "send_back"):
        with pytest.raises(Refused) as refused:
            do(move, manager, case, now, **({"reason": "No"} if move == "send_back" else {}))
        assert refused.value.code == OWN_ANSWER.code
    other = staff(house, now, "Mo Manager", Role.MANAGER)
    with pytest.raises(Refused) as refused:
        do("approve", other, case, now)
    assert refused.value.code == BEYOND_LIMIT.code
    assert "£40.50" in refused.value.sentence


def test_what_is_sent_back_stands_where_it_was_prepared(house: House, now: datetime) -> None:
    limit(house, Role.CLERK, "1", now)
    case, clerk = assessed(now), staff(house, now)
    manager = staff(house, now, "Mary Manager", Role.MANAGER)
    prepare(clerk, case, now)
    with pytest.raises(Invalid):
        do("send_back", manager, case, now, reason=" ")
    made = do("send_back", manager, case, now, reason="Name the article of the tariff.")
    assert case.state == State.ASSESSED
    assert do("send_back", manager, case, now, reason="Name the article of the tariff.").pk == made.pk
    assert "tariff" not in str(last(case).facts)
    again = prepare(clerk, case, now)
    assert (again.number, again.sent_back_at) == (2, None)


def test_a_promise_that_ends_with_a_point_goes_on_with_its_day(house: House, now: datetime) -> None:
    ombudsman(now)
    case, clerk = assessed(now), staff(house, now)
    due = now.date() + timedelta(days=7)
    prepare(
        clerk, case, now, remedies=(Promised(action=Action.REPAIR, words="The whole drive.", due_on=due),)
    )
    body = Letter.objects.get(pk=do("communicate", clerk, case, now).letter).body
    assert "The whole drive, by " in body


def test_the_letter_says_everything_in_the_complainants_language(house: House, now: datetime) -> None:
    ombudsman(now)
    case, clerk = assessed(now, language="fa", product_words="کنتور آب"), staff(house, now)
    prepare(clerk, case, now, words="با سپاس از شکیبایی شما.")
    made = do("communicate", clerk, case, now)
    assert case.state == State.DECISION_COMMUNICATED
    letter = Letter.objects.get(pk=made.letter)
    assert (letter.kind, letter.language, letter.address) == ("decision", "fa", PERSON.email)
    for part in (
        "The meter was read twice.",
        "Tariff of 2026",
        "۴۰٫۵۰",
        "دادآور آب",
        "شش ماه",
        "شکیبایی",
        "Clara",
    ):
        assert part in letter.body, part
    assert "{" not in letter.body
    met = [clock for clock in clocks_of(Subject("complaint", case.pk)) if clock.target == "answer"]
    assert all(clock.met_at == now for clock in met)
    assert met
    assert last(case).facts["letter"] == str(made.letter)
    assert do("communicate", clerk, case, now).pk == made.pk
    assert Letter.objects.filter(kind="decision").count() == 1


def test_what_the_letter_lacks_is_named(house: House, now: datetime) -> None:
    case, clerk = assessed(now), staff(house, now)
    prepare(
        clerk,
        case,
        now,
        apology="",
        findings="",
        checks={**dict.fromkeys(Check, Answered.YES), Check.ALL_ASPECTS: Answered.NO},
    )
    with pytest.raises(Refused) as refused:
        do("communicate", clerk, case, now)
    assert refused.value.code == LETTER_INCOMPLETE.code
    for part in ("every point", "what was found out", "apology", "outside body"):
        assert part in refused.value.sentence
    ombudsman(now)
    prepare(clerk, case, now)
    later = now + timedelta(days=30)
    with pytest.raises(Refused) as refused:
        do("communicate", clerk, case, later)
    assert "a day for the reply" in refused.value.sentence
    assert Letter.objects.filter(kind="decision").count() == 0


def test_nobody_answers_what_they_may_not(house: House, now: datetime) -> None:
    case = assessed(now)
    branch = make_unit(house, "branch", now).pk
    with pytest.raises(NotFound):
        prepare(staff(house, now, "Otto", Role.HANDLER, branch), case, now)
    with pytest.raises(Refused) as refused:
        prepare(staff(house, now, "Aziz", Role.AUDITOR), case, now)
    assert refused.value.code == FORBIDDEN.code
    for other in (make_case(now), make_case(now, kind=Kind.COMPLIMENT)):
        with pytest.raises(Refused) as refused:
            prepare(staff(house, now, f"C {other.kind}"), other, now)
        assert refused.value.code == NOT_NOW.code
    with pytest.raises(Refused):
        do("communicate", SYSTEM, case, now)


def test_limits_are_set_and_lifted_on_the_trail(house: House, now: datetime) -> None:
    limit(house, Role.CLERK, "40", now)
    limit(house, Role.CLERK, "40", now)
    limit(house, Role.CLERK, None, now)
    actions.lift_limit(actor=house.admin, role="clerk", currency="GBP", now=now)
    actions.lift_limit(actor=house.admin, role="clerk", currency="GBP", now=now)
    events = [
        e for e in events_of(Subject("organisation", organisation().pk)) if e.kind == "authority.changed"
    ]
    assert [(e.facts["amount"], e.facts["set"]) for e in events] == [("40", True), ("", True), ("", False)]
    with pytest.raises(Refused):
        actions.set_limit(actor=staff(house, now), role="clerk", currency="GBP", amount=None, now=now)
    with pytest.raises(Invalid) as invalid:
        actions.set_limit(actor=house.admin, role="auditor", currency="gbp", amount=Decimal(1), now=now)
    assert set(invalid.value.fields) == {"role", "currency"}
    with pytest.raises(Invalid):
        limit(house, Role.CLERK, "-1", now)
