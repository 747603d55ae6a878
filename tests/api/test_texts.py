"""Ready-made texts through the machine's door: kept by those who administer, read filled by those who write."""

from __future__ import annotations

import json
from datetime import datetime

from recours.complaints import actions
from tests.api.conftest import Program, Programs, wrong_fields
from tests.api.test_administration import chief, ok  # noqa: F401 - a fixture
from tests.api.test_complaints import create
from tests.factories.people import House

GIVEN = {"code": "sorry", "names": {"en": "Sorry"}, "bodies": {"en": "Sorry, {reference}."}, "position": 1}


def test_texts_are_kept(chief: Program) -> None:  # noqa: F811 - the fixture
    made = ok(chief, "POST", "/texts", GIVEN, 201)
    assert wrong_fields(chief.post("/texts", GIVEN)) == {"code": "code_taken"}
    assert wrong_fields(chief.post("/texts", {**GIVEN, "bodies": {"en": "{x}"}})) == {
        "bodies_en": "text_place_unknown"
    }
    changed = {"names": {"en": "Very sorry"}, "bodies": {"en": "Very."}}
    assert ok(chief, "PUT", f"/texts/{made['id']}", changed)["names"] == {"en": "Very sorry"}
    assert ok(chief, "DELETE", f"/texts/{made['id']}")["retired_at"]
    assert [text["code"] for text in ok(chief, "GET", "/texts")] == ["sorry"]


def test_texts_are_read_filled_for_a_case(program: Programs, house: House, now: datetime) -> None:
    actions.add_text(
        actor=house.admin, code="sorry", names={"en": "Sorry", "fr": "Excuses"},
        bodies={"en": "Sorry, {reference}.\n\n{product}"}, position=1, now=now,
    )  # fmt: skip
    till = program(language="fr")
    reference = create(till)["reference"]
    (told,) = json.loads(till.get(f"/complaints/{reference}/texts").content)
    assert (told["name"], told["words"], told["lacking"]) == ("Excuses", f"Sorry, {reference}.", ["product"])
