"""Cases that concern each other, by program."""

from __future__ import annotations

import json
from datetime import datetime

from recours.complaints.comparing import compare_new
from tests.api.conftest import Programs, problem_of, wrong_fields
from tests.api.test_complaints import create, read


def test_suggestions_are_told_with_their_reasons(program: Programs, now: datetime) -> None:
    till = program()
    first, second = create(till), create(till)
    assert read(till, first["reference"])["alike"] == []
    compare_new(now)
    (line,) = read(till, first["reference"])["alike"]
    assert (line["reference"], line["score"] >= 30) == (second["reference"], True)
    assert "email" in line["reasons"]


def test_cases_are_merged_and_parted_by_program(program: Programs) -> None:
    till = program()
    one, other = create(till), create(till)
    path = f"/complaints/{one['reference']}"
    given = {"into": "000-000-0000", "version": read(till, one["reference"])["version"]}
    assert wrong_fields(till.post(f"{path}/merging", given)) == {"into": "case_unknown"}
    given["into"] = other["reference"]
    for _ in range(2):
        told = json.loads(till.post(f"{path}/merging", given).content)
        assert (told["side"], told["reference"], told["state"]) == (
            "merged_into",
            other["reference"],
            "received",
        )
    seen = read(till, one["reference"])
    assert (seen["state"], seen["closure"]["ground"]) == ("closed", "merged")
    assert "parting" in {move["href"].rpartition("/")[2] for move in seen["moves"]}
    (row,) = read(till, other["reference"])["relations"]
    assert (row["side"], row["reference"]) == ("holds", one["reference"])
    answer = till.post(f"{path}/parting", {"words": "Two.", "version": seen["version"]})
    assert json.loads(answer.content)["ended_at"]
    assert read(till, one["reference"])["state"] == "received"
    assert (
        problem_of(till.post(f"{path}/parting", {"words": "Again", "version": 9}), 409)["code"]
        == "not_merged"
    )


def test_cases_are_linked_by_program(program: Programs) -> None:
    till = program()
    one, other = create(till), create(till)
    path = f"/complaints/{one['reference']}/links"
    told = json.loads(till.post(path, {"other": other["reference"], "kind": "follow_up"}).content)
    assert told["side"] == "follows"
    assert wrong_fields(till.post(path, {"other": other["reference"], "kind": "merged"})) == {
        "kind": "unknown_choice"
    }
    for _ in range(2):
        answer = till.ask("DELETE", f"{path}/{told['id']}")
        assert (answer.status_code, json.loads(answer.content)["ended_at"] is not None) == (200, True)


def test_a_part_is_split_off_by_program(program: Programs) -> None:
    till = program()
    told = create(till)
    path = f"/complaints/{told['reference']}/parts"
    case = read(till, told["reference"])
    given = {"words": case["words"], "reason": "Two matters.", "version": case["version"]}
    assert wrong_fields(till.post(path, {**given, "words": "Never said."})) == {"words": "not_their_words"}
    answers = [till.post(path, given, Idempotency_Key="once") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    (part,) = {json.loads(answer.content)["reference"] for answer in answers}
    (row,) = read(till, part)["relations"]
    assert (row["side"], row["reference"]) == ("split_from", told["reference"])
