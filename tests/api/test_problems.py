"""Whatever is sent, the answer is a problem in one shape, in the caller's language, and never a page."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.utils import timezone
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recours.api import auth
from recours.api.problems import code_of, of_error
from recours.complaints.models import Complaint
from recours.core.permissions import Permission
from recours.people.actions import withdraw_token
from recours.people.models import ApiToken
from tests.api.conftest import Program, Programs, problem_of, wrong_fields
from tests.factories.people import House


@pytest.mark.parametrize("secret", ["", "rc_unknown", "x" * 10_000, "rc_\u00e9"])
def test_without_a_known_token_nothing_is_told(house: House, secret: str) -> None:
    for path in ("/complaints", "/complaints/482-719-3068", "/organisation"):
        answer = Program(secret).get(path)
        told = problem_of(answer, 401)
        assert told["code"] == ("token_unknown" if secret else "token_missing")
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("header", ["Basic YTpi", "Bearer", "Bearer ", "rc_x", "Bearer\trc_x"])
def test_another_scheme_is_no_token(house: House, header: str) -> None:
    answer = Client().get("/api/v1/complaints", headers={"Authorization": header})
    assert problem_of(answer, 401)["code"] == "token_missing"  # type: ignore[arg-type]  # the client's own response


def test_a_token_ends_and_can_be_withdrawn(program: Programs, house: House, now: datetime) -> None:
    real = timezone.now()
    brief = program(expires_at=max(now, real) + timedelta(days=1))
    assert brief.get("/organisation").status_code == 200
    ApiToken.objects.update(expires_at=real - timedelta(seconds=1))
    assert problem_of(brief.get("/organisation"), 401)["code"] == "token_unknown"
    till = program()
    assert till.get("/organisation").status_code == 200
    withdraw_token(actor=house.admin, token_id=ApiToken.objects.latest("id").pk, now=now)
    assert problem_of(till.get("/organisation"), 401)["code"] == "token_unknown"


def test_a_scope_that_is_missing_is_named(program: Programs) -> None:
    told = problem_of(program(Permission.READ).post("/complaints", {"words": "Hello"}), 403)
    assert (told["code"], told["facts"]) == ("scope_missing", {"scopes": "complaint.intake"})
    assert "complaint.intake" in told["detail"]


@override_settings(API_PER_MINUTE=3)
def test_a_token_that_asks_too_often_is_told_when_to_go_on(
    program: Programs, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = timezone.now().replace(second=10, microsecond=0)
    monkeypatch.setattr(auth.timezone, "now", lambda: moment)
    till, other = program(), program()
    assert [till.get("/organisation").status_code for _ in range(4)] == [200, 200, 200, 429]
    answer = till.get("/organisation")
    assert (problem_of(answer, 429)["code"], answer.headers["Retry-After"]) == ("too_many_requests", "50")
    assert other.get("/organisation").status_code == 200
    monkeypatch.setattr(auth.timezone, "now", lambda: moment + timedelta(seconds=50))
    assert till.get("/organisation").status_code == 200


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"{", "body_unreadable"),
        (b"{'words': 1}", "body_unreadable"),
        (b'{"words": NaN}', "body_unreadable"),
        (b'{"version": ' + b"9" * 5000 + b"}", "body_unreadable"),
        (b'{"words": "a", "words": "b"}', "body_name_twice"),
        (b'{"words": "\xff"}', "body_not_utf8"),
        ("{}".encode("utf-16"), "body_not_utf8"),
        (b"[" * 100_000, "body_too_deep"),
        (b'{"a":' * 100_000, "body_too_deep"),
        (b"\x00", "body_unreadable"),
    ],
)
def test_a_body_that_is_no_json_is_refused(program: Programs, body: bytes, code: str) -> None:
    assert problem_of(program().ask("POST", "/complaints", body), 400)["code"] == code


@pytest.mark.parametrize("body", [b"[]", b"null", b'"words"', b"7", b"[[[[1]]]]"])
def test_a_body_that_is_no_object_is_refused(program: Programs, body: bytes) -> None:
    assert wrong_fields(program().ask("POST", "/complaints", body)) == {"": "not_an_object"}


def test_an_empty_body_is_a_missing_one(program: Programs) -> None:
    assert wrong_fields(program().ask("POST", "/complaints", b"")) == {"": "missing"}


def test_half_a_character_is_dropped_and_nothing_else(program: Programs) -> None:
    till = program()
    answer = till.ask("POST", "/complaints", b'{"words": "a\\ud800b\\u0000c"}')
    case = json.loads(till.get(f"/complaints/{json.loads(answer.content)['reference']}").content)
    assert case["words"] == "abc"


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
def test_another_media_type_is_refused(program: Programs, kind: str) -> None:
    told = problem_of(program().ask("POST", "/complaints", b'{"words": "a"}', content_type=kind), 415)
    assert (told["code"], told["facts"]) == ("media_type", {"wanted": "application/json"})


def test_a_media_type_may_name_its_charset(program: Programs) -> None:
    kind = "application/json; charset=utf-8"
    assert program().ask("POST", "/complaints", b'{"words": "a"}', content_type=kind).status_code == 201


def test_an_enormous_body_is_refused(program: Programs) -> None:
    body = b'{"words": "' + b"a" * (4 * 1024 * 1024) + b'"}'
    told = problem_of(program().ask("POST", "/complaints", body), 413)
    assert (told["code"], told["facts"]) == ("body_too_large", {"limit": 3})


def test_words_that_are_too_long_are_told_so(program: Programs) -> None:
    assert wrong_fields(program().post("/complaints", {"words": "ص" * 100_001})) == {"words": "too_long"}
    assert program().post("/complaints", {"words": "👩‍🚒" * 10_000}).status_code == 201


@pytest.mark.parametrize(
    "path", ["/", "/nowhere", "/complaints/", "/complaints/x/y/z", "/letters/7", "/%2e%2e/desk", "/\u202e"]
)
def test_no_address_answers_with_a_page(program: Programs, path: str) -> None:
    for method in ("GET", "POST", "DELETE"):
        assert problem_of(program().ask(method, path), 404)["code"] in {"no_such_route", "not_found"}


@pytest.mark.parametrize(("method", "path", "allowed"), [
    ("DELETE", "/complaints", "GET, POST"), ("PATCH", "/organisation", "GET, PUT"), ("OPTIONS", "/files", "POST"),
    ("BREW", "/complaints", "GET, POST"),
])  # fmt: skip
def test_a_method_that_is_not_there_is_told(program: Programs, method: str, path: str, allowed: str) -> None:
    answer = program().ask(method, path)
    assert problem_of(answer, 405)["facts"] == {"methods": allowed}
    assert answer.headers["Allow"] == allowed


def test_a_problem_speaks_the_callers_language(program: Programs) -> None:
    sentences = set()
    for language in ("en", "fr", "ar", "fa", "tr"):
        answer = program(language=language).post("/complaints", {"words": " "})
        told = problem_of(answer, 422)
        assert answer.headers["Content-Language"] == language
        with override(language):
            assert told["errors"][0]["code"] == "nothing_said"
        sentences.add(told["detail"])
    unknown = Client().get("/api/v1/complaints", headers={"Accept-Language": "xx, *;q=0.1"})
    assert unknown.headers["Content-Language"] == "en"
    assert len(sentences) == 5


ASKED: tuple[tuple[str, str, Any, dict[str, str], int], ...] = (
    ("GET", "/nowhere", None, {}, 404),
    ("GET", "/complaints/111-111-1111", None, {}, 404),
    ("DELETE", "/complaints", None, {}, 405),
    ("GET", "/users", None, {}, 403),
    ("GET", "/complaints", None, {"Authorization": "Bearer rc_unknown"}, 401),
    ("POST", "/complaints", b"<complaint/>", {"content_type": "text/xml"}, 415),
    ("POST", "/complaints", b'{"words": ', {}, 400),
    ("POST", "/complaints", b"\xff\xfe", {}, 400),
    ("POST", "/complaints", b'{"words": "a", "words": "b"}', {}, 400),
    ("POST", "/complaints", b'{"words": "' + b"a" * 4_000_000 + b'"}', {}, 413),
    ("POST", "/complaints", {"words": "a"}, {"Idempotency-Key": "x" * 65}, 400),
    ("POST", "/complaints", {"word": "It leaks."}, {}, 422),
    ("POST", "/complaints", {"words": "It leaks.", "happened_on": "2999-01-01"}, {}, 422),
    ("POST", "/complaints", {"words": "It leaks.", "language": "xx"}, {}, 422),
    ("GET", "/complaints?vieww=all", None, {}, 422),
    ("GET", "/complaints?limit=many", None, {}, 422),
    ("GET", "/organisation?page=2", None, {}, 422),
)


@pytest.mark.one_database("what a problem says")
@pytest.mark.parametrize(("method", "path", "body", "headers", "status"), ASKED)
@pytest.mark.parametrize("language", ["fr", "ar", "fa", "tr"])
def test_every_kind_of_problem_speaks_every_language(
    program: Programs,
    method: str,
    path: str,
    body: Any,
    headers: dict[str, str],
    status: int,
    language: str,
) -> None:
    english = problem_of(_asked(program(), method, path, body, headers), status)
    answer = _asked(program(language=language), method, path, body, headers)
    told = problem_of(answer, status)
    assert answer.headers["Content-Language"] == language
    assert (told["code"], [line["field"] for line in told["errors"]]) == (
        english["code"],
        [line["field"] for line in english["errors"]],
    )
    assert told["detail"] != english["detail"]
    for line, same in zip(told["errors"], english["errors"], strict=True):
        assert line["detail"] != same["detail"], line["code"]


def _asked(caller: Program, method: str, path: str, body: Any, headers: dict[str, str]) -> HttpResponse:
    more = dict(headers)
    if "Authorization" in more:
        caller.secret = more.pop("Authorization").removeprefix("Bearer ")
    kind = more.pop("content_type", "application/json")
    return caller.ask(method, path, body, content_type=kind, **more)


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        ("/complaints?vieww=all&q=x&page=2", {"vieww": "unknown_parameter", "page": "unknown_parameter"}),
        ("/complaints/111-111-1111?full=1", {"full": "no_parameters"}),
        ("/trail?from=2026-01-01", {"from": "unknown_parameter"}),
        ("/complaints?=1", {"": "unknown_parameter"}),
        ("/complaints?%00%0d%0aX-Evil:1=1", {"\x00\r\nX-Evil:1": "unknown_parameter"}),
    ],
)
def test_a_parameter_that_nobody_knows_is_named(program: Programs, path: str, wrong: dict[str, str]) -> None:
    answer = program().get(path)
    assert wrong_fields(answer) == wrong
    if "vieww" in wrong:
        assert "view, q" in answer.content.decode() or "cursor, limit, view, q" in answer.content.decode()


def test_who_may_not_ask_learns_no_more_from_a_parameter(program: Programs) -> None:
    assert problem_of(Client().get("/api/v1/complaints?x=1"), 401)["code"] == "token_missing"
    assert problem_of(program(Permission.INTAKE).get("/complaints?x=1"), 403)["code"] == "scope_missing"


def test_parameters_of_a_post_are_refused_before_anything_is_done(program: Programs) -> None:
    before = Complaint.objects.count()
    answer = program().post("/complaints?dry_run=1", {"words": "It leaks."})
    assert wrong_fields(answer) == {"dry_run": "no_parameters"}
    assert Complaint.objects.count() == before


def test_the_reference_is_for_people_who_come_from_anywhere(house: House) -> None:
    assert Client().get("/api/v1/docs?utm_source=mail").status_code == 200


class Unforeseen(Exception):
    """Carries what nobody may see."""


def test_a_fault_is_told_by_number_alone(caplog: pytest.LogCaptureFixture) -> None:
    request = RequestFactory().get("/api/v1/complaints")
    answer = of_error(request, Unforeseen("the password is swordfish"))
    told = problem_of(answer, 500)
    assert (told["code"], "swordfish" in answer.content.decode()) == ("failed", False)
    assert told["instance"].startswith("urn:uuid:")
    assert told["instance"] in caplog.text
    busy = of_error(request, OperationalError("database is locked"))
    assert (problem_of(busy, 503)["code"], busy.headers["Retry-After"]) == ("busy", "1")


@override_settings(DEBUG=True)
def test_a_fault_shows_no_insides_where_debugging_is_on() -> None:
    answer = of_error(RequestFactory().get("/api/v1/complaints"), Unforeseen("the password is swordfish"))
    assert "swordfish" not in answer.content.decode()


def test_every_answer_is_guarded(program: Programs) -> None:
    for answer in (program().get("/organisation"), program().get("/nowhere"), Program("").get("/complaints")):
        assert answer.headers["Cache-Control"] == "no-store, private"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert "Set-Cookie" not in answer.headers


def test_a_host_that_is_not_ours_is_refused(house: House) -> None:
    answer = Client(raise_request_exception=False).get(
        "/api/v1/organisation", headers={"Host": "evil.example"}
    )
    assert answer.status_code == 400


JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
FIELDS = st.dictionaries(
    st.sampled_from(
        ["words", "kind", "complainant", "files", "occurred_on", "received_at", "consents", "product", "x"]
    ),
    JSON_VALUES,
    max_size=6,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=FIELDS | JSON_VALUES)
def test_no_json_breaks_the_door(program: Programs, body: Any) -> None:
    auth.REQUESTS.forget()
    answer = program(Permission.INTAKE).post("/complaints", body)
    assert answer.status_code in {201, 400, 413, 422}, answer.content
    if answer.status_code != 201:
        problem_of(answer, answer.status_code)
    else:
        assert json.loads(answer.content)["reference"]


def test_every_kind_of_refusal_of_the_schema_has_a_code() -> None:
    assert code_of("date_from_datetime_parsing").code == "not_a_day"
    assert code_of("datetime_from_date_parsing").code == "not_a_moment"
    assert code_of("less_than_equal").code == "number_range"
    assert code_of("frobnicated").code == "not_understood"
