"""Ready-made texts at the desk: kept by administrators, put into a message by its writer, never sent by that."""

from __future__ import annotations

import pytest

from recours.complaints import actions
from recours.complaints.models import Complaint, Message, ReadyText
from tests.desk.conftest import Desk, address, form, page
from tests.desk.test_conversation import upload

pytestmark = pytest.mark.django_db

TEXTS = "/desk/organisation/texts/"


def text(desk: Desk, **bodies: str) -> ReadyText:
    return actions.add_text(
        actor=desk.cast.house.admin,
        code="progress",
        names={"en": "How far we are"},
        bodies=bodies or {"en": "We work on {reference}.\n\nAbout {product}."},
        position=1,
        now=desk.now,
    )


def insert(desk: Desk, case: Complaint, chosen: str, **more: object) -> str:
    answer = desk.browser("handler").post(address(case, "messages/"), form(insert="1", text=chosen, **more))
    assert answer.status_code == 200
    assert not Message.objects.filter(complaint=case).exists(), "nothing was sent"
    return page(answer)


def test_a_text_is_written_changed_and_retired(desk: Desk) -> None:
    admin = desk.browser("administrator")
    given = {"code": "sorry", "names_en": "Sorry", "bodies_en": "We are sorry, {name}.", "position": "3"}
    wrong = admin.post(f"{TEXTS}new/", {**given, "bodies_fr": "Désolés, {nom}."})
    assert wrong.status_code == 422
    assert "{nom}" in page(wrong)
    assert "Désolés" in page(wrong)
    assert admin.post(f"{TEXTS}new/", given).status_code == 303
    kept = ReadyText.objects.get()
    assert admin.post(f"{TEXTS}{kept.pk}/", {**given, "bodies_en": "Very sorry."}).status_code == 303
    seen = page(admin.get(f"{TEXTS}{kept.pk}/"))
    assert "Very sorry." in seen
    assert "changed the ready-made text sorry" in seen
    assert admin.post(f"{TEXTS}{kept.pk}/retirement/").status_code == 303
    assert "Retired" in page(admin.get(TEXTS))


def test_a_text_stands_behind_what_was_typed_and_waits_to_be_sent(desk: Desk) -> None:
    case, chosen = desk.taken(), text(desk)
    seen = insert(desk, case, str(chosen.pk), words="Dear Nadia,", files=[upload()])
    assert f"Dear Nadia,\n\nWe work on {case.reference}.</textarea>" in seen
    assert "this case has no" in seen
    assert "{product}" in seen
    assert 'name="kept_files"' in seen
    assert "Nothing is sent yet." in seen


def test_a_text_in_another_language_says_so(desk: Desk) -> None:
    case, chosen = desk.taken(language="fr"), text(desk, en="We work on it.")
    assert "How far we are (only in English)" in page(desk.browser("handler").get(address(case, do="write")))
    seen = insert(desk, case, str(chosen.pk))
    assert "is not written in the complainant" in seen
    assert "translate it before you send it" in seen


def test_without_a_choice_there_is_the_list_and_no_reproach(desk: Desk) -> None:
    case, _chosen = desk.taken(), text(desk)
    for chosen in ("", "nonsense"):
        seen = insert(desk, case, chosen, words="Half a sentence")
        assert "Half a sentence" in seen
        assert "How far we are" in seen
    assert "Write something first." not in insert(desk, case, "")


def test_a_place_left_in_a_message_is_not_sent(desk: Desk) -> None:
    case = desk.taken()
    answer = desk.browser("handler").post(address(case, "messages/"), form(words="Dear {name}"))
    assert answer.status_code == 422
    assert "{name} still stands in your message" in page(answer)
