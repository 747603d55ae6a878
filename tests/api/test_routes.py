"""Letters, mail, history and the trail through the machine's door."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from recours.complaints.models import Complaint
from recours.core.permissions import Permission
from recours.letters.jobs import send_due
from recours.letters.models import Letter
from recours.mailroom.models import RawMessage
from recours.trail import guards, selectors
from recours.trail.checkpoints import seal_all
from recours.trail.outside import verify_export
from tests.api.conftest import Program, Programs, problem_of, wrong_fields
from tests.factories.people import House
from tests.mailroom.mails import mail

UNKNOWN = "019a0000-0000-7000-8000-000000000001"
POSTAL = {
    "name": "Nadia",
    "address": "1 High Street\nFlat 2",
    "postcode": "YO1",
    "town": "York",
    "country": "UK",
}


def ok(program: Program, method: str, path: str, body: Any = None, status: int = 200) -> Any:
    answer = program.ask(method, path, body)
    assert answer.status_code == status, answer.content
    return json.loads(answer.content)


def letter_of(program: Program, **complainant: str) -> str:
    told = ok(program, "POST", "/complaints", {"words": "Hello", "complainant": complainant}, 201)
    return str(Letter.objects.get(thread=told["reference"]).pk)


def test_the_outbox(program: Programs) -> None:
    till = program()
    key = letter_of(till, name="Nadia", email="nadia@example.org")
    page = ok(till, "GET", "/letters?standing=waiting&channel=email&limit=1")
    assert page["next"]
    found = ok(till, "GET", f"/letters/{key}")
    secret = json.loads(till.post("/complaints", {"words": "Hi"}).content)["secret"]
    assert (found["kind"], found["href"]) == ("acknowledgement", f"/api/v1/letters/{key}")
    assert secret not in json.dumps(found)
    assert problem_of(till.get(f"/letters/{UNKNOWN}"), 404)["code"] == "not_found"
    assert problem_of(till.get(f"/letters/{key}/pdf"), 404)["code"] == "not_found"
    assert wrong_fields(till.get("/letters?standing=x&channel=y")) == {
        "standing": "not_a_choice",
        "channel": "not_a_choice",
    }
    assert wrong_fields(till.get("/letters?cursor=x")) == {"cursor": "cursor_unknown"}


def test_a_letter_is_posted_by_hand(program: Programs, now: datetime) -> None:
    till = program()
    key = letter_of(till, **POSTAL)
    assert problem_of(till.post(f"/letters/{key}/posted"), 409)["code"] == "letter_not_printed"
    send_due(timezone.now() + timedelta(minutes=1))
    pdf = till.get(f"/letters/{key}/pdf")
    assert (pdf.headers["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    assert ok(till, "POST", f"/letters/{key}/posted")["standing"] == "posted"
    assert problem_of(till.post(f"/letters/{key}/posted"), 409)["code"] == "letter_posted_already"
    assert problem_of(till.post(f"/letters/{key}/retry"), 409)["code"] == "letter_not_failed"


def test_a_letter_is_told_on_the_telephone(program: Programs) -> None:
    till = program()
    key = letter_of(till, name="Nadia", phone="+44 1904 555 010")
    assert ok(till, "POST", f"/letters/{key}/told")["standing"] == "told"
    assert problem_of(till.post(f"/letters/{key}/posted"), 409)["code"] == "letter_not_for_post"


def test_a_letter_that_failed_is_tried_again(program: Programs, now: datetime) -> None:
    till = program()
    key = letter_of(till, name="Nadia", email="nadia@example.org")
    Letter.objects.filter(pk=key).update(failed_at=now, due_at=None)
    assert ok(till, "POST", f"/letters/{key}/retry")["standing"] == "waiting"


def test_a_letter_comes_back(program: Programs, now: datetime) -> None:
    till = program()
    key = letter_of(till, email="mona@example.org")
    assert problem_of(till.post(f"/letters/{key}/returned"), 409)["code"] == "letter_not_left"
    send_due(timezone.now())
    told = ok(till, "POST", f"/letters/{key}/returned")
    assert (told["standing"], bool(told["returned_at"])) == ("returned", True)
    assert [letter["id"] for letter in ok(till, "GET", "/letters?standing=returned")["items"]] == [key]
    assert problem_of(till.post(f"/letters/{key}/returned"), 409)["code"] == "letter_returned_already"
    assert ok(till, "POST", f"/letters/{key}/retry")["standing"] == "waiting"


def test_mail_is_taken_in_once(program: Programs) -> None:
    postman = program()
    raw = mail("It was read twice.", subject="The meter")
    path = "/mail?mailbox=help@northwind.example"
    answer = postman.ask("POST", path, raw, content_type="message/rfc822")
    told = json.loads(answer.content)
    assert (answer.status_code, told["fate"], told["repeated"]) == (201, "new_case", False)
    again = postman.ask("POST", path, raw, content_type="message/rfc822")
    assert (again.status_code, json.loads(again.content)["repeated"]) == (200, True)
    case = ok(postman, "GET", told["case"].removeprefix("/api/v1"))
    assert "read twice" in case["words"]
    assert postman.get(f"/mail/{told['id']}/raw").content == raw
    seen = ok(postman, "GET", f"/mail/{told['id']}")
    assert (seen["line"]["subject"], [d["fate"] for d in seen["decisions"]]) == ("The meter", ["new_case"])
    assert [line["id"] for line in ok(postman, "GET", "/mail?fate=new_case")["items"]] == [told["id"]]
    assert problem_of(postman.post(f"/mail/{told['id']}/discard"), 409)["code"] == "mail_settled"


def test_mail_that_waits_is_decided(program: Programs) -> None:
    postman = program()
    held = []
    for number in range(3):
        raw = mail(
            f"Any news? {number}",
            subject=f"[482-719-3068] {number}",
            sender=f"n{number}@example.org",
            message_id=f"<{number}@example.org>",
        )
        answer = postman.ask("POST", "/mail?mailbox=help", raw, content_type="message/rfc822")
        told = json.loads(answer.content)
        if told["fate"] == "quarantine":
            held.append(told["id"])
    assert len(held) == 3, RawMessage.objects.values_list("fate", "reason")
    assert ok(postman, "POST", f"/mail/{held[0]}/discard")["fate"] == "discarded"
    assert ok(postman, "POST", f"/mail/{held[1]}/release")["case"].startswith("/api/v1/complaints/")
    reference = json.loads(postman.post("/complaints", {"words": "Hello"}).content)["reference"]
    placed = ok(postman, "POST", f"/mail/{held[2]}/placement", {"reference": reference})
    assert placed["case"].endswith(reference)
    assert problem_of(postman.post(f"/mail/{UNKNOWN}/release"), 404)["code"] == "not_found"


def test_mail_that_is_none_is_refused(program: Programs) -> None:
    postman = program()
    kind = "message/rfc822"
    assert wrong_fields(postman.ask("POST", "/mail", b"x", content_type=kind)) == {"mailbox": "missing"}
    assert (
        problem_of(postman.ask("POST", "/mail?mailbox=a", b"x", content_type="text/plain"), 415)["code"]
        == "media_type"
    )
    empty = postman.ask("POST", "/mail?mailbox=a", b"", content_type=kind)
    assert empty.status_code in {415, 422}
    assert (
        wrong_fields(postman.ask("POST", "/mail?mailbox=%00", b"x", content_type=kind))["mailbox"]
        == "mailbox_missing"
    )


def past(number: int, **changed: Any) -> dict[str, Any]:
    return {
        "identity": f"A-{number}",
        "channel": "phone",
        "received_at": "2019-05-03T10:15:00+01:00",
        "words": "Long ago\u0000",
        "closed": True,
        "closed_at": "2019-05-20T09:00:00Z",
        "product": ["Water", "Meters"],
        "facts": {"clerk": "B\u0000ob"},
        **changed,
    }


def test_history_is_taken_over_once(program: Programs) -> None:
    importer = program()
    body = {"source": "oldsystem", "cases": [past(number) for number in range(5)]}
    assert ok(importer, "POST", "/history", body) == {"created": 5, "unchanged": 0}
    body["cases"].append(past(5, closed=False, closed_at=None))
    assert ok(importer, "POST", "/history", body) == {"created": 1, "unchanged": 5}
    reference = Complaint.objects.filter(state="closed").latest("id").reference
    case = ok(importer, "GET", f"/complaints/{reference}")
    assert (case["state"], case["origin"]["facts"], case["words"]) == ("closed", {"clerk": "Bob"}, "Long ago")
    assert [clock["code"] for clock in case["clocks"]] == ["acknowledgement", "answer"]


def test_history_that_cannot_have_been_is_refused(program: Programs) -> None:
    importer = program()
    cases = [past(1, received_at="0001-01-01T00:00:00Z"), past(2, closed_at="2999-01-01T00:00:00Z")]
    own = importer.post("/history", {"source": "own", "cases": [past(1)]})
    assert wrong_fields(own) == {"source": "source_taken"}
    assert wrong_fields(importer.post("/history", {"source": "x", "cases": cases})) == {
        "cases.0.received_at": "past_only",
        "cases.1.closed_at": "past_only",
    }
    assert wrong_fields(importer.post("/history", {"source": "A b", "cases": []})) == {
        "source": "form_wrong",
        "cases": "too_few",
    }
    many = [past(number) for number in range(1001)]
    assert wrong_fields(importer.post("/history", {"source": "x", "cases": many})) == {"cases": "too_many"}
    assert wrong_fields(importer.post("/history", {"source": "x", "cases": [past(1, when="now")]})) == {
        "cases.0.when": "unknown_field"
    }
    nothing = importer.post("/history", {"source": "x", "pack": "none-such", "cases": [past(1)]})
    assert problem_of(nothing, 404)["code"] == "no_pack"
    assert problem_of(importer.ask("POST", "/history", b"{"), 400)["code"] == "body_unreadable"


def test_the_trail(program: Programs, house: House, now: datetime) -> None:
    auditor = program(language="fr")
    assert problem_of(auditor.get("/trail/checkpoint"), 404)["code"] == "not_found"
    told = ok(auditor, "POST", "/complaints", {"words": "Hello"}, 201)
    page = ok(auditor, "GET", "/trail?limit=1")
    assert (page["items"][0]["kind"], page["items"][0]["reference"]) == (
        "complaint.received",
        told["reference"],
    )
    assert page["items"][0]["actor"].startswith("token:")
    assert page["items"][0]["sentence"]
    assert len(ok(auditor, "GET", "/trail?kind=unit.added")["items"]) == 1
    assert ok(auditor, "GET", "/trail?kind=%00x&actor=%00y")["items"] == []
    assert ok(auditor, "GET", "/trail?until=2001-01-01T00:00:00Z")["items"] == []
    assert wrong_fields(auditor.get("/trail?since=yesterday")) == {"since": "not_a_moment"}
    own = ok(auditor, "GET", f"/complaints/{told['reference']}/trail")
    assert [(event["kind"], event["sequence"]) for event in own] == [("complaint.received", 1)]
    seal_all(now)
    assert ok(auditor, "GET", "/trail/checkpoint")["number"] == 1


def test_the_trail_is_verified(program: Programs) -> None:
    auditor = program(Permission.TRAIL_READ, language="fr")
    verdict = ok(auditor, "POST", "/trail/verification")
    assert (verdict["holds"], verdict["findings"], verdict["counts"]) == (True, [], {})
    assert verdict["events"] == verdict["unsealed"] > 0
    guards.remove(connection)
    spoilt = ok(auditor, "POST", "/trail/verification")
    assert not spoilt["holds"]
    assert spoilt["findings"][0]["code"] == "guard_missing"
    assert "base de données" in spoilt["findings"][0]["sentence"]
    assert problem_of(program(Permission.READ).post("/trail/verification"), 403)["code"] == "scope_missing"


def test_the_trail_is_exported_and_proves_itself(program: Programs, tmp_path: Path) -> None:
    answer = program(Permission.TRAIL_EXPORT).post("/trail/export")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/jsonl")
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="trail-')
    copy = tmp_path / "trail.jsonl"
    copy.write_bytes(b"".join(answer.streaming_content))  # type: ignore[attr-defined,arg-type]  # it streams
    assert verify_export(copy).holds
    newest = ok(program(), "GET", "/trail?kind=trail.exported")["items"][0]
    assert (newest["kind"], newest["actor"][:6]) == ("trail.exported", "token:")
    assert problem_of(program(Permission.TRAIL_READ).post("/trail/export"), 403)["code"] == "scope_missing"


def test_a_very_long_trail_is_for_the_command_line(
    program: Programs, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal_all(now)
    monkeypatch.setattr(selectors, "LONG", 0)
    for path in ("/trail/verification", "/trail/export"):
        assert problem_of(program().post(path), 409)["code"] == "trail_long"


@pytest.mark.parametrize(
    ("scope", "paths"),
    [
        (Permission.OUTBOX_READ, ["/letters"]),
        (Permission.MAIL_READ, ["/mail"]),
        (Permission.TRAIL_READ, ["/trail", "/trail/checkpoint"]),
        (Permission.READ, ["/complaints", "/complaints/482-719-3068/trail"]),
    ],
)
def test_a_list_needs_its_scope(program: Programs, scope: Permission, paths: list[str]) -> None:
    for path in paths:
        assert program(scope).get(path).status_code in {200, 404}
        other = program(Permission.INTAKE)
        assert problem_of(other.get(path), 403)["code"] == "scope_missing"
