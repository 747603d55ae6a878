"""Ready-made texts: places are filled once, and never left raw."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from recours.complaints import actions, selectors
from recours.complaints.models import Complaint, Message, ReadyText
from recours.complaints.texts import fill, left_places, unknown_places
from recours.core.errors import Invalid, NotFound, Refused
from recours.core.keys import new_key
from recours.core.subjects import Subject
from recours.trail.reading import events_of, say
from tests.factories.cases import PERSON, make_case
from tests.factories.cast import Cast
from tests.factories.people import SYSTEM, House

VALUES = {"name": "Nadia {reference}", "reference": "482-719-3065", "answer_by": ""}


def test_a_value_is_never_filled_again() -> None:
    told = fill("Dear {name},\n\nyour case {reference}.", VALUES, "en")
    assert told.words == "Dear Nadia {reference},\n\nyour case 482-719-3065."


def test_a_paragraph_without_its_value_is_left_out_and_said() -> None:
    told = fill("One {reference}.\n \n\nBy {answer_by}, {name}.\n\nTwo.", VALUES, "en")
    assert (told.words, told.lacking) == ("One 482-719-3065.\n\nTwo.", ("answer_by",))


def test_codes_keep_their_order_among_arabic_letters() -> None:
    assert fill("ملفكم {reference}", VALUES, "ar").words == "ملفكم \u2068482-719-3065\u2069"


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("We write {name}, {answer_by} and {name}.", ["{name}", "{answer_by}"]),
        ("{ name } and {nmae}", ["{name}", "{nmae}"]),
        ("{} { } {1} {Ä} {a\nb} } {", []),
    ],
)
def test_what_nobody_filled(words: str, left: list[str]) -> None:
    assert left_places(words) == left


def test_unknown_places() -> None:
    assert unknown_places("{name} {Name} {secret} {}") == ["Name", "secret", ""]


def write(house: House, now: datetime, **changed: Any) -> ReadyText:
    given: dict[str, Any] = {
        "code": "progress",
        "names": {"en": "Progress", "fr": "Avancement"},
        "bodies": {"en": "Your case {reference}.\n\nAbout {product}.", "fr": "Votre dossier {reference}."},
        "position": 1,
        **changed,
    }
    return actions.add_text(actor=house.admin, now=now, **given)


def kinds(text: ReadyText) -> list[str]:
    return [event.kind for event in events_of(Subject("text", text.pk))]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "field", "code"),
    [
        ({"code": "not a code"}, "code", "code_unreadable"),
        ({"code": "x" * 61}, "code", "code_unreadable"),
        ({"names": {"en": " "}}, "names", "name_missing"),
        ({"names": {"en": "N" * 121}}, "names", "too_long"),
        ({"bodies": {"xx": "Hallo"}}, "bodies", "text_missing"),
        ({"bodies": {"fr": "Bonjour {nom}"}}, "bodies_fr", "text_place_unknown"),
        ({"bodies": {"en": "W" * 10_001}}, "bodies_en", "too_long"),
        ({"position": -1}, "position", "position"),
    ],
)
def test_what_cannot_be_kept(house: House, now: datetime, changed: Any, field: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        write(house, now, **changed)
    assert {name: problem.code for name, problem in refused.value.fields.items()} == {field: code}
    assert not ReadyText.objects.exists()


@pytest.mark.django_db
def test_a_text_changes_on_the_trail_and_is_retired_once(house: House, now: datetime) -> None:
    text = write(house, now)
    with pytest.raises(Invalid):
        write(house, now)
    same: dict[str, Any] = {"names": text.names, "bodies": text.bodies, "position": 1}
    for changed in (same, {**same, "bodies": {"en": "Other words."}}):
        for _ in range(2):
            actions.change_text(actor=house.admin, text_id=text.pk, now=now, **changed)
    for _ in range(2):
        actions.retire_text(actor=house.admin, text_id=text.pk, now=now)
    assert kinds(text) == ["text.added", "text.changed", "text.retired"]
    events = events_of(Subject("text", text.pk))
    assert "progress" in say(events[1], {})
    assert "Other words" not in str(events[1].facts)


@pytest.mark.django_db
def test_only_administrators_keep_texts(cast: Cast, now: datetime) -> None:
    text = write(cast.house, now)
    manager = cast.actor("manager")
    for act in (
        lambda: actions.add_text(actor=manager, code="a", names={"en": "A"}, bodies={"en": "A"}, position=1, now=now),
        lambda: actions.change_text(actor=manager, text_id=text.pk, names={"en": "A"}, bodies={"en": "A"}, position=1, now=now),
        lambda: actions.retire_text(actor=manager, text_id=text.pk, now=now),
    ):  # fmt: skip
        with pytest.raises(Refused):
            act()
    assert selectors.ready_texts(manager) == []
    with pytest.raises(NotFound):
        selectors.ready_text_for(actor=manager, text_id=text.pk)


def filled(cast: Cast, name: str, case: Complaint, text: ReadyText, now: datetime) -> Any:
    return selectors.filled_text(actor=cast.actor(name), complaint=case, text_id=text.pk, now=now)


@pytest.mark.django_db
def test_a_case_fills_a_text_in_the_complainants_language(cast: Cast, now: datetime) -> None:
    text = write(cast.house, now)
    case = make_case(now, language="fr", complainant=PERSON)
    told = filled(cast, "clerk", case, text, now)
    assert (told.words, told.language) == (f"Votre dossier {case.reference}.", "fr")
    arabic = make_case(now, language="ar", product_words="Water")
    told = filled(cast, "clerk", arabic, text, now)
    assert (told.language, told.lacking) == ("en", ())
    assert "About Water." in told.words
    both = selectors.filled_texts_for(actor=cast.actor("clerk"), complaint=arabic, language="tr", now=now)
    assert [(choice.name.text, choice.language, each.words) for choice, each in both] == [
        ("Progress", "en", told.words)
    ]


@pytest.mark.django_db
def test_a_promised_day_stands_only_while_it_lies_ahead(cast: Cast, now: datetime) -> None:
    text = write(cast.house, now, bodies={"en": "By {answer_by}, says {handler} to {name}."})
    case = make_case(now)
    assert filled(cast, "clerk", case, text, now).words.endswith("says Clara Clerk to Nadia Haddad.")
    assert filled(cast, "clerk", case, text, now + timedelta(days=300)).lacking == ("answer_by",)


@pytest.mark.django_db
def test_who_may_not_write_is_offered_nothing(cast: Cast, now: datetime) -> None:
    text, case = write(cast.house, now), make_case(now)
    for name, problem in (("auditor", Refused), ("outsider", NotFound)):
        with pytest.raises(problem):
            filled(cast, name, case, text, now)
    assert selectors.texts_for(actor=cast.actor("auditor"), complaint=case, language="en") == []
    actions.retire_text(actor=SYSTEM, text_id=text.pk, now=now)
    with pytest.raises(NotFound):
        filled(cast, "clerk", case, text, now)


@pytest.mark.django_db
def test_a_place_never_reaches_the_complainant_raw(cast: Cast, now: datetime) -> None:
    case = make_case(now)
    with pytest.raises(Invalid) as refused:
        actions.write(
            actor=cast.actor("clerk"), complaint_id=case.pk, words="Dear {name}", files=(), key=str(new_key()), now=now
        )  # fmt: skip
    assert "{name}" in refused.value.sentences()["words"]
    assert not Message.objects.exists()
