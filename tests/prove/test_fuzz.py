"""What strangers send through the doors: always a clear answer, never a fault of ours, nothing half-stored."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from urllib.parse import quote_from_bytes

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from hypothesis import strategies as st

from recours.complaints.models import Acknowledgement, Attachment, Complaint, IntakeEntry, Message
from recours.core.actors import system
from recours.letters.jobs import send_due
from recours.letters.models import Letter
from recours.mailroom.actions import take_mail
from recours.mailroom.models import RawMessage
from recours.trail.models import EventRow
from tests.factories.cases import receive
from tests.factories.cast import Cast
from tests.mailroom.mails import MAILBOX, mail
from tests.prove.customers import TOKEN
from tests.prove.hostile import anything, explore, file_bytes, file_name, header_text, json_value

FIELDS = (
    "words", "product", "product_words", "occurred_on", "order_reference", "remedy_wanted", "remedy_words", "identity",
    "representative_name", "representative_email", "representative_phone", "authority", "name", "organisation", "email", "phone",
    "address", "postcode", "town", "country", "language", "contact_channel", "contact_time", "accessibility", "heard_of", "survey",
    "disclosure", "kind", "step", "proof", "kept", "remove", "homepage", "token",
)  # fmt: skip
API_FIELDS = (
    "kind", "channel", "language", "words", "complainant", "representative", "authority", "anonymous", "product", "product_words",
    "problem", "order_reference", "occurred_on", "remedy_wanted", "remedy_words", "heard_of", "consents", "files", "received_at",
)  # fmt: skip
PARTY = (
    "name", "organisation", "email", "phone", "address", "postcode", "town", "region", "country", "language", "contact_channel",
    "contact_time", "accessibility",
)  # fmt: skip
CLEAR = {200, 201, 303, 400, 401, 403, 404, 405, 409, 413, 415, 422}
POSTMAN = system("mail")


def browser(**headers: str) -> Client:
    return Client(raise_request_exception=False, headers=headers)


def encoded(form: dict[str, str]) -> bytes:
    """A form as a browser, or somebody with other plans, encodes it: surrogates become bytes that are no UTF-8."""
    pairs = ((name, quote_from_bytes(value.encode("utf-8", "surrogatepass"))) for name, value in form.items())
    return "&".join(f"{name}={value}" for name, value in pairs).encode()


def everything_is_whole() -> None:
    """Each case has its ledger line, its acknowledgement with its letter, and its first event; no file hangs loose."""
    cases = Complaint.objects.count()
    assert IntakeEntry.objects.count() == Acknowledgement.objects.count() == cases
    assert EventRow.objects.filter(kind="complaint.received").count() == cases
    assert (
        Letter.objects.filter(subject_kind="complaint").count()
        >= cases - Complaint.objects.filter(acknowledgement__letter=None).count()
    )


def everything_can_be_shown(cast: Cast) -> None:
    """The last case on every page that shows it, and every letter on its way."""
    case = Complaint.objects.latest("recorded_at", "pk")
    staff = browser()
    staff.force_login(cast.users["handler"])
    program = browser(Authorization=f"Bearer {cast.secrets['reader']}")
    for page in (f"/desk/cases/{case.reference}/", "/desk/cases/?view=all", "/desk/outbox/", "/desk/"):
        answer = staff.get(page)
        assert answer.status_code == 200, (page, answer.status_code)
        assert b"<script>alert(1)" not in answer.content
    assert program.get(f"/api/v1/complaints/{case.reference}").status_code == 200
    assert program.get("/api/v1/complaints").status_code == 200
    letter = Letter.objects.filter(subject_id=case.pk).first()
    if letter is not None:
        assert staff.get(f"/desk/outbox/{letter.pk}/").status_code in {200, 404}


def letters_leave() -> None:
    """Every letter can be written: none fails for what stands in it."""
    while send_due(timezone.now()):
        pass
    stuck = Letter.objects.exclude(last_error="").values_list("last_error", flat=True)
    assert not set(stuck), set(stuck)


def test_the_portals_form(open_house: Cast, examples: int) -> None:
    found = TOKEN.search(browser().get("/en/complain/").content.decode())
    assert found

    def send(form: dict[str, str]) -> None:
        before = Complaint.objects.count()
        fresh = TOKEN.search(client.get("/en/complain/").content.decode())
        assert fresh
        given = {"token": fresh[1], "words": "It leaks.", "step": "send", **form}
        kind = "application/x-www-form-urlencoded"
        answer = client.generic("POST", "/en/complain/", encoded(given), content_type=kind)
        assert answer.status_code in CLEAR, (answer.status_code, form)
        after = Complaint.objects.count()
        assert after - before == (answer.status_code == 303)
        everything_is_whole()
        if after > before:
            assert client.get("/en/complain/sent/").status_code == 200
            everything_can_be_shown(open_house)

    client = browser()
    explore(st.dictionaries(st.sampled_from(FIELDS), anything, max_size=8), examples, send)
    assert Complaint.objects.exists(), "nothing was taken in: the examples prove nothing"
    letters_leave()


def test_the_apis_fields(open_house: Cast, examples: int) -> None:
    program = browser(Authorization=f"Bearer {open_house.secrets['writer']}")
    party = st.dictionaries(st.sampled_from(PARTY), anything | json_value, max_size=5)
    fields = st.one_of(
        st.dictionaries(st.sampled_from(API_FIELDS), anything | json_value | party, max_size=6),
        st.fixed_dictionaries({"words": anything}, optional=dict.fromkeys(API_FIELDS[4:], anything)),
        st.fixed_dictionaries(
            {"words": anything, "complainant": st.dictionaries(st.sampled_from(PARTY), anything)}
        ),
    )

    def send(given: dict[str, Any]) -> None:
        before = Complaint.objects.count()
        answer = program.post("/api/v1/complaints", json.dumps(given), content_type="application/json")
        assert answer.status_code in CLEAR, (answer.status_code, answer.content)
        assert Complaint.objects.count() - before == (answer.status_code == 201)
        everything_is_whole()
        if answer.status_code == 201:
            everything_can_be_shown(open_house)
        else:
            told = json.loads(answer.content)
            assert told["detail"]
            assert told["code"] not in {"failed", "busy", "conflict"}

    explore(fields, examples, send)
    assert Complaint.objects.exists(), "nothing was taken in: the examples prove nothing"
    letters_leave()


def test_the_apis_bodies(open_house: Cast, examples: int) -> None:
    program = browser(Authorization=f"Bearer {open_house.secrets['writer']}")
    paths = ("complaints", "complaints/000-000-0000/messages", "files", "nothing", "complaints/1/assignment")
    kinds = (
        "application/json",
        "text/plain",
        "multipart/form-data; boundary=x",
        "multipart/form-data",
        "",
        "x/y;z=\xff",
    )
    bodies = st.one_of(
        st.binary(max_size=300),
        json_value.map(lambda value: json.dumps(value).encode()),
        st.integers(1, 100_000).map(lambda depth: b"[" * depth),
        st.integers(1, 100_000).map(lambda depth: b'{"words":' * depth + b"1" + b"}" * depth),
        st.integers(300, 20_000).map(lambda digits: b'{"words": ' + b"9" * digits + b"}"),
        st.sampled_from(
            [
                b'{"words": "\\ud800"}',
                b'{"words": "\\ud800\\udc00"}',
                b'{"words": "\xff"}',
                b'{"words": NaN}',
                b'{"words": "a", "words": "b"}',
                b'\xef\xbb\xbf{"words": "a"}',
                '{"words": "a"}'.encode("utf-16"),
                b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhello\r\n--x--\r\n',
                b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhello',
                b"--x\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: form-data; name=a\r\n\r\n*\r\n--x--",
            ]
        ),
    )

    def send(given: tuple[str, str, bytes, str]) -> None:
        path, kind, body, key = given
        headers = {"Idempotency-Key": key} if key else {}
        before = Complaint.objects.count()
        answer = program.generic("POST", f"/api/v1/{path}", body, content_type=kind, headers=headers)
        assert answer.status_code in CLEAR, (answer.status_code, given)
        assert Complaint.objects.count() - before == (answer.status_code == 201 and path == "complaints")
        everything_is_whole()

    drawn = st.tuples(st.sampled_from(paths), st.sampled_from(kinds), bodies, st.just("") | header_text)
    explore(drawn, examples, send)


PLACES = (
    "/desk/cases/?view={}&q={}&cursor={}",
    "/desk/outbox/?standing={}&cursor={}",
    "/desk/trail/?cursor={}",
    "/desk/notices/?cursor={}",
    "/desk/cases/{}/",
    "/en/track/?reference={}",
    "/en/complain/?kind={}",
    "/en/complain/sent/?receipt={}",
    "/api/v1/complaints?cursor={}&limit={}&view={}&q={}",
    "/api/v1/complaints/{}",
    "/api/v1/{}",
    "/{}",
    "/desk/{}",
    "/desk/cases/{}/files/{}/",
    "/en/track/case/files/{}/",
    "/desk/accounts/login/?next={}",
    "/desk/accounts/password/reset/key/{}/",
    "/static/{}",
)


def test_addresses_and_headers(open_house: Cast, now: datetime, examples: int) -> None:
    receipt = receive(now)
    clients = [browser(), browser(), browser(Authorization=f"Bearer {open_house.secrets['reader']}")]
    clients[1].force_login(open_house.users["manager"])
    clients[0].post("/en/track/", {"reference": receipt.reference, "secret": receipt.secret})
    names = ("Accept-Language", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Referer", "Origin", "Accept",
             "If-None-Match", "If-Modified-Since", "Range", "HX-Request", "HX-Current-URL", "HX-Boosted", "HX-Target", "Cookie",
             "User-Agent", "Content-Length", "Authorization", "Idempotency-Key")  # fmt: skip
    cookies = st.dictionaries(
        st.sampled_from(
            ["case", "receipt", "keeps", "language", "theme", "density", "csrftoken", "sessionid", "messages"]
        ),
        header_text,
        max_size=3,
    ).map(lambda given: "; ".join(f"{name}={value}" for name, value in given.items()))
    headers = st.dictionaries(st.sampled_from(names), header_text, max_size=3)

    def ask(given: tuple[int, str, list[str], dict[str, str], str]) -> None:
        who, place, words, sent, crumbs = given
        path = place.format(
            *(quote_from_bytes(word.encode("utf-8", "surrogatepass")[:4000]) for word in words)
        )
        environ = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in sent.items()}
        if length := environ.pop("HTTP_CONTENT_LENGTH", None):
            environ["CONTENT_LENGTH"] = length
        if crumbs and "HTTP_COOKIE" not in environ:
            environ["HTTP_COOKIE"] = crumbs
        if not path.startswith("//"):
            answer = clients[who].get(path, **environ)  # type: ignore[arg-type]  # the environment as a server makes it
            assert answer.status_code < 500, (answer.status_code, path, environ)
            onward = answer.headers.get("Location", "")
            assert not onward.startswith(("//", "http:", "https:", "javascript:")), (path, onward)

    drawn = st.tuples(
        st.integers(0, 2),
        st.sampled_from(PLACES),
        st.lists(anything, min_size=4, max_size=4),
        headers,
        st.just("") | cookies,
    )
    explore(drawn, examples * 2, ask)


def test_tracking(open_house: Cast, now: datetime, examples: int) -> None:
    receipt = receive(now)

    def follow(given: tuple[str, str]) -> None:
        client = browser()
        form = encoded({"reference": given[0], "secret": given[1]})
        answer = client.generic("POST", "/en/track/", form, content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 422, given
        assert "case" not in client.cookies

    parts = anything | st.sampled_from(
        [receipt.reference, receipt.secret, receipt.secret[:-1], receipt.reference[:-1]]
    )
    drawn = st.tuples(parts, parts).filter(lambda pair: pair != (receipt.reference, receipt.secret))
    explore(drawn, examples, follow)


def test_messages_of_complainant_and_staff(open_house: Cast, now: datetime, examples: int) -> None:
    receipt = receive(now)
    complainant, staff = browser(), browser()
    complainant.post("/en/track/", {"reference": receipt.reference, "secret": receipt.secret})
    staff.force_login(open_house.users["handler"])
    fields = st.dictionaries(
        st.sampled_from(
            [
                "words",
                "key",
                "channel",
                "how",
                "owner",
                "unit",
                "seen",
                "reason",
                "token",
                "kept",
                "remove",
                "kept_files",
            ]
        ),
        anything,
        max_size=5,
    )
    ways = ("messages", "received-messages", "notes", "files", "acknowledgement", "assignment")

    def say(given: tuple[str, dict[str, str]]) -> None:
        way, form = given
        kind = "application/x-www-form-urlencoded"
        before = Message.objects.count()
        if way == "portal":
            found = TOKEN.search(complainant.get("/fa/track/case/").content.decode())
            assert found
            answer = complainant.generic(
                "POST", "/fa/track/case/messages/", encoded({"token": found[1], **form}), content_type=kind
            )
        else:
            answer = staff.generic(
                "POST", f"/desk/cases/{receipt.reference}/{way}/", encoded(form), content_type=kind
            )
        assert answer.status_code in CLEAR | {302}, (answer.status_code, given)
        assert Message.objects.count() - before in {0, 1}
        assert staff.get(f"/desk/cases/{receipt.reference}/").status_code == 200
        assert complainant.get("/ar/track/case/").status_code == 200

    explore(st.tuples(st.sampled_from(["portal", *ways]), fields), examples, say)
    letters_leave()


def test_files(open_house: Cast, now: datetime, examples: int) -> None:
    program = browser(Authorization=f"Bearer {open_house.secrets['writer']}")

    def upload(given: tuple[str, bytes]) -> None:
        name, content = given
        sent = SimpleUploadedFile("x", content)
        sent._name = name.encode("utf-8", "replace").decode()  # as it would stand in the form, path and all
        answer = program.post("/api/v1/files", {"file": sent})
        assert answer.status_code in {201, 400, 422}, (answer.status_code, given, answer.content)
        if answer.status_code != 201:
            return
        token = json.loads(answer.content)["file"]
        body = {"words": "See the file.", "files": [token]}
        made = program.post("/api/v1/complaints", json.dumps(body), content_type="application/json")
        assert made.status_code == 201
        kept = Attachment.objects.latest("at", "pk")
        reference = json.loads(made.content)["reference"]
        got = program.get(f"/api/v1/complaints/{reference}/files/{kept.pk}")
        assert got.status_code == 200
        came = b"".join(got.streaming_content)  # type: ignore[attr-defined]  # a file is streamed
        if set(name).isdisjoint('\r\n"'):  # the test's own client lets such a name break out of its header
            assert came == content
        assert got.headers["Content-Disposition"].startswith("attachment")
        assert got.headers["X-Content-Type-Options"] == "nosniff"
        assert "html" not in got.headers["Content-Type"]
        assert "svg" not in got.headers["Content-Type"]
        everything_is_whole()

    explore(st.tuples(file_name, file_bytes), examples, upload)


def mutated() -> st.SearchStrategy[bytes]:
    """A mail with pieces cut out, doubled, or put in."""
    whole = mail(
        files=(("a.txt", "text/plain", b"hello"), ("b.png", "image/png", b"\x89PNG")),
        In_Reply_To="<x@example.org>",
        References="<y@example.org>",
    )

    def bend(cuts: list[tuple[int, int, bytes]]) -> bytes:
        raw = whole
        for at, length, put in cuts:
            place = at % (len(raw) + 1)
            raw = raw[:place] + put + raw[place + length :]
        return raw

    junk = st.sampled_from(
        [b"\r\n", b"\n\n", b"\x00", b"=?utf-8?b?//79?=", b"=?x?q?=00?=", b"Content-Type: text/html; charset=x-none\r\n", b"\xff",
         b"Content-Type: multipart/mixed; boundary=\"\"\r\n", b"From: \r\n", b"From: \"", b"Subject: =?utf-7?q?+ADw-?=\r\n", b"boundary=",
         b"Content-Transfer-Encoding: base64\r\n", b"Date: Mon, 99 Foo 99999\r\n", b"Message-ID: <\r\n", b"<" * 500, b"(" * 500,
         b"Content-Type: message/rfc822\r\n\r\n", b"Content-Disposition: attachment; filename*=utf-8''%00%ff\r\n"]
    )  # fmt: skip
    cut = st.tuples(st.integers(0, 5000), st.integers(0, 80), junk | st.binary(max_size=20) | st.just(b""))
    return st.lists(cut, min_size=1, max_size=6).map(bend) | st.binary(max_size=600)


def test_mails(open_house: Cast, now: datetime, examples: int) -> None:
    def take(raw: bytes) -> None:
        taken = take_mail(actor=POSTMAN, raw=raw, mailbox=MAILBOX, now=now)
        again = take_mail(actor=POSTMAN, raw=raw, mailbox=MAILBOX, now=now)
        assert again.fate is taken.fate
        kept = RawMessage.objects.get(mailbox=MAILBOX, pk=taken.message_id)
        assert kept.last_error == "", kept.last_error
        assert kept.due_at is None
        everything_is_whole()

    explore(mutated().filter(bytes.strip), examples, take)
    letters_leave()
    staff = browser()
    staff.force_login(open_house.users["administrator"])
    assert staff.get("/desk/outbox/").status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "127.0.0.1:80@evil.example",
        "",
        "a b",
        "\xff",
        "[::1",
        "testserver:99999",
    ],
)
def test_a_host_that_is_not_ours_is_no_fault_of_ours(open_house: Cast, host: str) -> None:
    for path in (
        "/",
        "/en/",
        "/en/complain/",
        "/desk/",
        "/api/v1/complaints",
        "/static/nothing.css",
        "/healthz",
    ):
        answer = browser().get(path, HTTP_HOST=host)
        assert answer.status_code < 500, (host, path)
        assert b"evil.example" not in answer.content
        assert "evil.example" not in answer.headers.get("Location", "")
