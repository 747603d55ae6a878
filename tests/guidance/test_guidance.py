"""Guidance: the standard until somebody says otherwise, every version kept, and found by its words in any language."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.conf import settings

from recours.complaints.outcomes import Outcome
from recours.complaints.scales import Severity
from recours.complaints.states import Move, State
from recours.core.errors import Invalid, NotFound, Refused
from recours.guidance import actions, duties, errors, procedures, remedies, selectors
from recours.guidance.models import Guide
from recours.guidance.states import GuideKind, guide_subject
from recours.trail.reading import events_of
from tests.factories.cast import Cast

OWN = procedures.Procedure(
    titles={"en": "When the lift stands still"}, words={"en": "Call the house first."}, moves=(Move.ASSESS,)
)


def test_every_state_has_a_stage_and_every_stage_a_duty() -> None:
    assert set(duties.STAGE_OF) == set(State)
    assert set(duties.STANDARD) == {stage.value for stage in duties.Stage}


def test_the_remedy_guide_has_a_line_for_every_finding_and_severity() -> None:
    assert {remedies.finding_of(code) for code in remedies.STANDARD} == {
        (outcome, severity) for outcome in remedies.FOUND for severity in Severity
    }
    assert remedies.code_of(Outcome.UPHELD, 3) in remedies.STANDARD


@pytest.mark.django_db
def test_the_standard_procedures_speak_every_language_and_are_found_by_their_words() -> None:
    for language, _name in settings.LANGUAGES:
        found = selectors.procedures_in(language)
        assert {each.code for each in found} == set(procedures.STANDARD)
        assert all(each.title.language == language and each.words.text.startswith("• ") for each in found)
        if language != "en":
            assert all(each.title.text != str(procedures.STANDARD[each.code].title) for each in found)
    assert [each.code for each in selectors.procedures_in("en", sought="ANGER respect")] == ["anger"]
    assert [each.code for each in selectors.procedures_in("tr", sought="özür karşılığında")] == ["apology"]
    assert "apology" in {each.code for each in selectors.procedures_in("en", move=Move.PREPARE)}


@pytest.mark.django_db
def test_an_own_procedure_is_added_changed_and_taken_away(cast: Cast, now: datetime) -> None:
    admin = cast.house.admin
    actions.add_procedure(actor=admin, code="lift", procedure=OWN, now=now)
    actions.change_procedure(actor=admin, code="lift", procedure=OWN, now=now)
    assert Guide.objects.count() == 1
    with pytest.raises(Invalid) as invalid:
        actions.add_procedure(actor=admin, code="lift", procedure=OWN, now=now)
    assert invalid.value.fields["code"] is errors.CODE_TAKEN
    with pytest.raises(Invalid) as invalid:
        actions.add_procedure(actor=admin, code="No!", procedure=procedures.Procedure(titles={}), now=now)
    assert set(invalid.value.fields) == {"code", "titles", "words"}
    found = selectors.procedures_in("fr", sought="lift")
    assert [(each.title.text, each.title.language) for each in found] == [
        ("When the lift stands still", "en")
    ]
    actions.restore_guide(actor=admin, kind=GuideKind.PROCEDURE, code="lift", now=now)
    assert selectors.procedures_in("en", sought="lift") == []
    assert Guide.objects.filter(superseded_at=now).count() == 1
    kinds = [event.kind for event in events_of(guide_subject(GuideKind.PROCEDURE, "lift"))]
    assert kinds == ["guidance.changed", "guidance.restored"]
    with pytest.raises(Refused):
        actions.restore_guide(actor=admin, kind=GuideKind.PROCEDURE, code="lift", now=now)
    with pytest.raises(NotFound):
        actions.change_procedure(actor=admin, code="lift", procedure=OWN, now=now)


@pytest.mark.django_db
def test_a_standard_procedure_keeps_its_words_in_the_languages_nobody_wrote(
    cast: Cast, now: datetime
) -> None:
    changed = procedures.Procedure(titles={"en": "Staying calm"}, words={}, moves=(), hidden=False)
    actions.change_procedure(actor=cast.house.admin, code="anger", procedure=changed, now=now)
    english, french = (
        next(each for each in selectors.procedures_in(language) if each.code == "anger")
        for language in ("en", "fr")
    )
    assert (english.title.text, english.own, english.moves) == ("Staying calm", True, ())
    assert (english.words.text[0], french.title.language) == ("•", "fr")
    edited = selectors.procedure_texts("anger")
    assert edited is not None
    assert edited.titles["en"] == "Staying calm"
    hidden = procedures.Procedure(titles={}, words={}, hidden=True)
    actions.change_procedure(actor=cast.house.admin, code="anger", procedure=hidden, now=now)
    assert "anger" not in {each.code for each in selectors.procedures_in("en")}


@pytest.mark.django_db
def test_what_is_due_and_who_does_what_can_be_said_otherwise(cast: Cast, now: datetime) -> None:
    admin = cast.house.admin
    own = remedies.Advice(due=remedies.Due.COMPENSATE, words={"en": "At least £50."})
    actions.change_advice(actor=admin, code="upheld-1", advice=own, now=now)
    first = next(each for each in selectors.advice_table("en") if each.code == "upheld-1")
    assert (first.due, first.words.text, first.own) == (remedies.Due.COMPENSATE, "At least £50.", True)
    assert selectors.advice_texts("upheld-1") == own
    with pytest.raises(NotFound):
        actions.change_advice(actor=admin, code="withdrawn-1", advice=own, now=now)
    duty = duties.Duty(responsible=(duties.Party.MANAGER,), accountable=duties.Party.MANAGEMENT)
    actions.change_duty(actor=admin, stage=duties.Stage.DECIDE, duty=duty, now=now)
    assert selectors.duty_at(duties.Stage.DECIDE).duty == duty
    assert [view.own for view in selectors.duty_table()].count(True) == 1
    with pytest.raises(Invalid):
        actions.change_duty(
            actor=admin,
            stage=duties.Stage.CLOSE,
            duty=duties.Duty(responsible=(), accountable=duties.Party.MANAGER),
            now=now,
        )
    assert selectors.changed_at(GuideKind.DUTY, "decide") == now
    assert len(list(selectors.subjects())) == 2


@pytest.mark.django_db
def test_only_administrators_change_it(cast: Cast, now: datetime) -> None:
    with pytest.raises(Refused):
        actions.add_procedure(actor=cast.actor("manager"), code="lift", procedure=OWN, now=now)
