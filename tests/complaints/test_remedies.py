"""The actions of the follow-up form, the kinds of remedy, and the five checks."""

from recours.complaints import remedies
from recours.complaints.remedies import Action, Answered, Check, RemedyKind


def test_the_actions_are_those_of_the_form() -> None:
    assert [action.value for action in Action] == list(range(36, 54))
    assert set(remedies.KIND_OF) == set(remedies.ACTION_NAMES) == set(Action)
    assert {action.value for action in remedies.WITH_AMOUNT} == {47, 48, 49}


def test_everything_has_a_name() -> None:
    assert set(remedies.REMEDY_KIND_NAMES) == set(RemedyKind)
    assert set(remedies.CHECK_NAMES) == set(Check)
    assert set(remedies.ANSWERED_NAMES) == set(Answered)
    assert len(Check) == 5
