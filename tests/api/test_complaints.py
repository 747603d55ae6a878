"""Cases through the machine's door: taken in, listed, read, moved."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from recours.api.moves import MOVE_ROUTES
from recours.complaints.models import Complaint, Message, Sighting
from recours.complaints.states import MOVES, Move, State
from recours.core.permissions import Permission, Role
from recours.letters.models import Letter
from tests.api.conftest import Program, Programs, problem_of, wrong_fields
from tests.factories.people import House, make_unit, make_user

COMPLAINT: dict[str, Any] = {
    "words": "The meter was read twice in May.",
    "complainant": {"name": "Nadia Haddad", "email": "nadia@example.org", "phone": "+44 20 7946 0011"},
}


def create(program: Program, **changed: Any) -> dict[str, Any]:
    answer = program.post("/complaints", {**COMPLAINT, **changed})
    assert answer.status_code == 201, answer.content
    told: dict[str, Any] = json.loads(answer.content)
    return told


def read(program: Program, reference: str) -> dict[str, Any]:
    answer = program.get(f"/complaints/{reference}")
    assert answer.status_code == 200, answer.content
    told: dict[str, Any] = json.loads(answer.content)
    return told


def test_a_complaint_comes_in_whole(program: Programs) -> None:
    till = program()
    upload = till.upload("meter.txt", b"12345 units")
    body = {
        **COMPLAINT,
        "kind": "complaint",
        "channel": "phone",
        "language": "fr",
        "representative": {"name": "Karim Haddad", "phone": "123", "contact_channel": "phone"},
        "authority": "Her son.",
        "product_words": "Water",
        "order_reference": "A-17",
        "occurred_on": "2024-05-03",
        "remedy_wanted": True,
        "remedy_words": "Pay it back.",
        "heard_of": "The web",
        "consents": {"contact": True},
        "files": [json.loads(upload.content)["file"]],
        "received_at": "2026-01-02T10:00:00+01:00",
    }
    answer = till.post("/complaints", body)
    told = json.loads(answer.content)
    assert answer.status_code == 201
    assert answer.headers["Location"] == told["href"] == f"/api/v1/complaints/{told['reference']}"
    assert told["tracking_url"].startswith(settings.SITE_URL)
    assert told["secret"].count("-") == 3
    case = Complaint.objects.get(reference=told["reference"])
    assert (case.language, case.channel, case.order_reference) == ("fr", "phone", "A-17")
    seen = read(till, told["reference"])
    assert seen["complainant"]["email"] == "nadia@example.org"
    assert seen["representative"]["contact_channel"] == "phone"
    assert [file["name"] for file in seen["files"]] == ["meter.txt"]
    download = till.get(seen["files"][0]["href"].removeprefix("/api/v1"))
    assert b"".join(download.streaming_content) == b"12345 units"  # type: ignore[attr-defined]  # a file is streamed
    assert "attachment" in download.headers["Content-Disposition"]
    assert Letter.objects.filter(subject_id=case.pk).count() == 1


def test_an_intake_takes_no_more_statements_than_the_door_needs(program: Programs) -> None:
    till = program()
    create(till)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        create(till)
    assert len([q for q in asked if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN"))]) <= 15


def test_the_language_of_a_complaint_is_the_complainants(program: Programs) -> None:
    till = program(language="fa")
    person = {"name": "Ali", "language": "ar"}
    references = [
        create(till, complainant=person, language="tr")["reference"],
        create(till, complainant=person)["reference"],
        create(till)["reference"],
    ]
    spoken = dict(Complaint.objects.values_list("reference", "language"))
    assert [spoken[reference] for reference in references] == ["tr", "ar", "fa"]


def test_the_same_key_counts_once(program: Programs) -> None:
    till = program()
    first = till.post("/complaints", COMPLAINT, Idempotency_Key="till-1")
    again = till.post("/complaints", COMPLAINT, Idempotency_Key="till-1")
    assert (first.status_code, again.status_code) == (201, 200)
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"
    assert first.content == again.content
    other = till.post("/complaints", {"words": "Something else"}, Idempotency_Key="till-1")
    assert problem_of(other, 409)["code"] == "key_reused"
    assert Complaint.objects.count() == 1


def test_two_tokens_never_meet_under_one_key(program: Programs) -> None:
    answers = [program().post("/complaints", COMPLAINT, Idempotency_Key="1") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]


@pytest.mark.parametrize("key", ["", "x" * 65, "clé"])
def test_a_key_that_is_none_is_refused(program: Programs, key: str) -> None:
    assert (
        problem_of(program().post("/complaints", COMPLAINT, Idempotency_Key=key), 400)["code"]
        == "key_unreadable"
    )


def test_what_cannot_be_taken_is_named_by_its_path(program: Programs) -> None:
    body = {
        "words": 7,
        "kind": "rant",
        "occurred_on": "03/05/2024",
        "received_at": "2026-01-02T10:00:00",
        "product": "meter",
        "remedy_wanted": "perhaps",
        "complainant": {"nmae": "Nadia", "contact_channel": "dove"},
        "representative": [],
        "consents": {"survey": "perhaps", "anything": True},
        "files": "one",
        "surprise": 1,
    }
    assert wrong_fields(program().post("/complaints", body)) == {
        "words": "not_a_text",
        "kind": "not_a_choice",
        "occurred_on": "not_a_day",
        "received_at": "not_a_moment",
        "product": "not_a_key",
        "remedy_wanted": "not_yes_or_no",
        "complainant.nmae": "unknown_field",
        "complainant.contact_channel": "not_a_choice",
        "representative": "not_an_object",
        "consents.survey": "not_yes_or_no",
        "consents.anything": "not_a_choice",
        "files": "not_a_list",
        "surprise": "unknown_field",
    }


def test_the_domain_judges_the_rest(program: Programs) -> None:
    body = {"complainant": {"name": "x" * 300}, "occurred_on": "2999-01-01"}
    assert wrong_fields(program().post("/complaints", body)) == {
        "words": "nothing_said",
        "name": "too_long",
        "occurred_on": "future",
    }
    gone = program().post("/complaints", {**COMPLAINT, "files": ["forged"]})
    assert wrong_fields(gone) == {"files.0": "file_seal_broken"}
    unknown = program().post("/complaints", {**COMPLAINT, "product": "019a0000-0000-7000-8000-000000000001"})
    assert wrong_fields(unknown) == {"product": "unknown_choice"}


def test_words_of_every_script_come_back_as_they_were(program: Programs) -> None:
    till = program()
    words = "نمی‌خواهم 👩‍👩‍👧 \u202egpj.exe <script>alert(1)</script> ‎'; DROP TABLE x; --"
    told = create(till, words=f"{words}\u0000", complainant={"name": "A\r\nBcc: x@example.org"})
    seen = read(till, told["reference"])
    assert seen["words"] == words
    assert seen["complainant"]["name"] == "A Bcc: x@example.org"


def test_a_list_goes_page_by_page(program: Programs) -> None:
    till = program()
    references = [create(till)["reference"] for _ in range(3)]
    first = till.get("/complaints?limit=2&view=open")
    page = json.loads(first.content)
    assert 'rel="next"' in first.headers["Link"]
    assert "view=open" in first.headers["Link"]
    second = json.loads(till.get(f"/complaints?limit=2&view=open&cursor={page['next']}").content)
    assert [line["reference"] for line in page["items"] + second["items"]] == references
    assert (second["next"], bool(second["previous"])) == ("", True)
    found = json.loads(till.get(f"/complaints?q={references[1]}").content)
    assert [line["reference"] for line in found["items"]] == [references[1]]
    assert len(json.loads(till.get("/complaints?q=nadia").content)["items"]) == 3


@pytest.mark.parametrize("cursor", ["forged", "é", "x" * 3000])
def test_a_cursor_of_somebody_elses_making_is_refused(program: Programs, cursor: str) -> None:
    assert wrong_fields(program().get(f"/complaints?cursor={cursor}")) == {"cursor": "cursor_unknown"}


def test_a_cursor_of_another_list_is_refused(program: Programs) -> None:
    till = program()
    for _ in range(2):
        create(till)
    cursor = json.loads(till.get("/complaints?limit=1&view=open").content)["next"]
    assert wrong_fields(till.get(f"/complaints?cursor={cursor}")) == {"cursor": "cursor_unknown"}


@pytest.mark.parametrize(("query", "field"), [("limit=0", "limit"), ("limit=x", "limit"), ("view=x", "view")])
def test_a_page_that_cannot_be_is_refused(program: Programs, query: str, field: str) -> None:
    assert list(wrong_fields(program().get(f"/complaints?{query}"))) == [field]


def test_names_are_masked_for_a_token_that_may_not_see_them(program: Programs) -> None:
    told = create(program())
    blind = program(Permission.READ)
    seen = read(blind, told["reference"])
    assert seen["complainant"] == {
        **dict.fromkeys(seen["complainant"], ""),
        "name": "N••• H•••",
        "masked": True,
    }
    assert "Nadia" not in blind.get(f"/complaints/{told['reference']}").content.decode()
    assert json.loads(blind.get("/complaints").content)["items"][0]["who"] == "N••• H•••"
    assert json.loads(blind.get("/complaints?q=nadia").content)["items"] == []
    assert Sighting.objects.count() == 0


def test_who_sees_a_name_is_on_record_once_a_day(program: Programs) -> None:
    till = program()
    told = create(till)
    read(till, told["reference"])
    seen = read(till, told["reference"])
    assert Sighting.objects.count() == 1
    assert [event["kind"] for event in seen["events"]] == ["complaint.received", "complaint.identity_seen"]
    assert seen["events"][0]["sentence"]


def test_the_moves_are_those_of_the_table(program: Programs) -> None:
    assert set(MOVE_ROUTES) == set(Move) == set(MOVES)
    till = program()
    told = create(till)
    moves = {move["move"]: move["href"] for move in read(till, told["reference"])["moves"]}
    begun = {"acknowledge", "assign", "assess", "write", "receive_message", "attach", "note"}
    assert (
        begun
        <= set(moves)
        <= {move.value for move in Move if State.RECEIVED in MOVES[move].frm} - {"take", "watch"}
    )
    assert moves["acknowledge"] == f"{told['href']}/acknowledgement"
    limited = program(Permission.READ, Permission.NOTE)
    assert [m["move"] for m in read(limited, told["reference"])["moves"]] == ["attach", "note"]


def test_acknowledging_happens_once(program: Programs) -> None:
    till = program()
    told = create(till)
    answer = till.post(f"/complaints/{told['reference']}/acknowledgement", {"how": "phone"})
    assert (answer.status_code, json.loads(answer.content)["how"]) == (201, "phone")
    seen = read(till, told["reference"])
    assert seen["state"] == "acknowledged"
    assert {clock["code"]: clock["met_at"] is not None for clock in seen["clocks"]} == {
        "acknowledgement": True,
        "answer": False,
    }
    again = till.post(f"/complaints/{told['reference']}/acknowledgement", {"how": "phone"})
    assert problem_of(again, 409)["code"] == "not_now"


def test_a_case_is_given_to_a_colleague(program: Programs, house: House, now: datetime) -> None:
    till = program()
    told = create(till)
    handler = make_user(house, "Hana Handler", now, Role.HANDLER)
    branch = make_unit(house, "branch", now)
    path = f"/complaints/{told['reference']}/assignment"
    version = read(till, told["reference"])["version"]
    body = {"owner": str(handler.pk), "unit": str(branch.pk), "reason": "Her street", "version": version}
    answer = till.post(path, body)
    assert answer.status_code == 201, answer.content
    assert json.loads(answer.content)["owner_name"] == "Hana Handler"
    assert problem_of(till.post(path, body), 409)["code"] == "stale"
    fresh = {**body, "version": version + 1}
    assert wrong_fields(till.post(path, {**fresh, "unit": told["href"][-12:]})) == {"unit": "not_a_key"}
    assert wrong_fields(till.post(path, {**fresh, "unit": str(handler.pk)})) == {"unit": "unknown_choice"}
    assert problem_of(till.post(path, {**fresh, "owner": str(branch.pk)}), 409)["code"] == "not_assignable"


def test_a_program_owns_no_case(program: Programs) -> None:
    till = program()
    told = create(till)
    answer = till.post(f"/complaints/{told['reference']}/owner")
    problem = problem_of(answer, 409)
    assert problem["code"] == "needs_person"
    assert "Only a member of staff can own a case" in problem["detail"]


@pytest.mark.parametrize("where", ["messages", "received-messages", "notes"])
def test_words_are_kept_once_under_a_key(program: Programs, where: str) -> None:
    till = program()
    path = f"/complaints/{create(till)['reference']}/{where}"
    first = till.post(path, {"words": "Hello\r\nthere"}, Idempotency_Key="k")
    again = till.post(path, {"words": "Hello\r\nthere"}, Idempotency_Key="k")
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert first.content == again.content
    assert json.loads(first.content)["words"] == "Hello\nthere"
    assert problem_of(till.post(path, {"words": "Other"}, Idempotency_Key="k"), 409)["code"] == "key_reused"
    assert Message.objects.count() == 1
    assert wrong_fields(till.post(path, {"words": " "})) == {"words": "nothing_said"}


def test_a_key_of_a_note_is_not_that_of_a_message(program: Programs) -> None:
    till = program()
    path = f"/complaints/{create(till)['reference']}"
    for where in ("notes", "messages", "received-messages"):
        assert till.post(f"{path}/{where}", {"words": "Hello"}, Idempotency_Key="k").status_code == 201
    assert sorted(Message.objects.values_list("audience", flat=True)) == [
        "from_complainant",
        "internal",
        "to_complainant",
    ]


def test_files_are_added(program: Programs) -> None:
    till = program()
    path = f"/complaints/{create(till)['reference']}/files"
    token = json.loads(till.upload().content)["file"]
    answer = till.post(path, {"files": [token, token]})
    assert answer.status_code == 201
    assert [(file["name"], file["internal"]) for file in json.loads(answer.content)] == [("letter.txt", True)]
    assert wrong_fields(till.post(path, {"files": []})) == {"files": "too_few"}
    assert wrong_fields(till.post(path, {"files": [token] * 11})) == {"files": "too_many"}


def test_a_case_that_the_token_may_not_know_of_is_not_there(
    program: Programs, house: House, now: datetime
) -> None:
    told = create(program())
    outsider = program(unit_id=make_unit(house, "branch", now).pk)
    for path in ("", "/files/019a0000-0000-7000-8000-000000000001"):
        assert problem_of(outsider.get(f"/complaints/{told['reference']}{path}"), 404)["code"] == "not_found"
    answer = outsider.post(f"/complaints/{told['reference']}/notes", {"words": "Hello"})
    assert problem_of(answer, 404)["code"] == "not_found"
    assert json.loads(outsider.get("/complaints").content)["items"] == []
    assert problem_of(outsider.post("/complaints", COMPLAINT), 403)["code"] == "forbidden"


def test_a_reference_that_nobody_gave_out_is_not_there(program: Programs) -> None:
    for reference in ("482-719-3068", "000", "x", "%00", "۴۸۲-۷۱۹-۳۰۶۵"):
        assert problem_of(program().get(f"/complaints/{reference}"), 404)["code"] == "not_found"


def test_the_follow_up_form_is_a_pdf_in_the_language_asked_for(program: Programs) -> None:
    given = program(language="fr")
    reference = create(given)["reference"]
    answer = given.get(f"/complaints/{reference}/follow-up-form")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
