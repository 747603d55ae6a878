"""What strangers send, by the million, to everything that reads it before a database is asked: it never fails, and keeps its word.

Some hundred inputs for each reader in the gate; a hundred thousands in the proof, more by PROVE_FACTOR in the environment.
"""

from __future__ import annotations

import json
import os
import random
import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from pydantic import ValidationError

from recours.api.schemas.complaints import ComplaintGiven
from recours.api.schemas.complaints import submission_of as api_submission
from recours.complaints.exchange import cfpb
from recours.complaints.exchange.records import records
from recours.complaints.history import PastCase
from recours.complaints.states import Kind
from recours.core.dates import long_date, parse_date
from recours.core.errors import Invalid, Refused
from recours.core.filenames import EXTENSIONS, shown_name, suitable_name
from recours.core.filestore import unseal
from recours.core.filetypes import judge as judge_file
from recours.core.references import new_reference, read_reference, references_in
from recours.core.text import ascii_digits, clean, fold, local_digits, one_line
from recours.mailroom import headers
from recours.mailroom.autoreply import recognise_autoreply
from recours.mailroom.bounce import recognise_bounce
from recours.mailroom.html import clean_html, html_to_text
from recours.mailroom.language import guess_language
from recours.mailroom.parse import parse
from recours.mailroom.quote import strip_quote
from recours.mailroom.sources import messages
from recours.portal.entries import submission_of as portal_submission
from recours.portal.forms import ComplaintForm, words_of
from recours.portal.tokens import issue_form_token, read_form_token
from tests.core.samples import EML, HONEST
from tests.mailroom.mails import mail
from tests.prove.mutation import bend_bytes, bend_text, try_many
from tests.prove.test_fuzz import API_FIELDS, FIELDS, PARTY

LANGUAGES = ("en", "fr", "ar", "fa", "tr")
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
FEW = 250
REFERENCE = re.compile(r"[1-9]\d\d-\d{3}-\d{4}", re.ASCII)
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def many(count: int) -> pytest.MarkDecorator:
    """The test with a few inputs in the gate, and with so many in the proof."""
    proved = int(count * float(os.environ.get("PROVE_FACTOR", "1")))
    return pytest.mark.parametrize(
        "count", [FEW, pytest.param(proved, marks=pytest.mark.prove)], ids=["few", "many"]
    )


def from_text(*samples: str) -> Callable[[random.Random], str]:
    return lambda die: bend_text(samples, die)


def from_bytes(*samples: bytes) -> Callable[[random.Random], bytes]:
    return lambda die: bend_bytes(samples, die)


@many(600_000)
def test_references(count: int) -> None:
    known = [new_reference() for _ in range(20)]
    written = [
        *known, *(one.replace("-", " ") for one in known), *(one.replace("-", "") for one in known),
        *(local_digits(one, "fa") for one in known), *(f"\u2068{local_digits(one, 'ar')}\u2069" for one in known),
        *(f"Re: [{one}] Your letter" for one in known),
    ]  # fmt: skip

    def read(text: str) -> None:
        found = read_reference(text)
        if found is not None:
            assert REFERENCE.fullmatch(found)
            assert read_reference(found) == found
            digits = "".join(c for c in ascii_digits(text) if c in "0123456789")
            assert digits == found.replace("-", "")
            neighbour = found[:-1] + str((int(found[-1]) + 1) % 10)
            assert read_reference(neighbour) is None, "one wrong digit goes unnoticed"
        for each in references_in(text):
            assert read_reference(each) == each

    try_many(count, from_text(*written), read)


@many(500_000)
def test_words(count: int) -> None:
    def read(text: str) -> None:
        kept = clean(text)
        assert clean(kept) == kept
        assert not UNSTORABLE.search(kept)
        kept.encode()
        line = one_line(text, 60)
        assert len(line) <= 60
        assert not UNSEEN.search(line), ascii(line)
        plain = fold(text)
        assert fold(plain) == plain
        assert not any(c.isdecimal() and not c.isascii() for c in ascii_digits(text))

    samples = ("My water has been brown since Monday.", "آب از دوشنبه قهوه‌ای است ۱۲", "المياه بنّية منذ الاثنين ٣", "Çağrı ılık İŞ", "L’eau « brune »")  # fmt: skip
    try_many(count, from_text(*samples), read)


@many(300_000)
def test_days(count: int) -> None:
    def read(text: str) -> None:
        for language in LANGUAGES:
            try:
                day = parse_date(text, language)
            except ValueError:
                continue
            assert isinstance(day, date)
            assert parse_date(day.isoformat(), "en") == day or day.year in range(1300, 1501)
            assert long_date(day, language)

    samples = ("2026-11-20", "20/11/2026", "20. November 2026", "vendredi 20 novembre 2026", "۲۹ آبان ۱۴۰۵", "٢٠ نوفمبر ٢٠٢٦", "20 Kasım 2026", "1405/8/29", "29/02/2023")  # fmt: skip
    try_many(count, from_text(*samples), read)


CSV = (
    "Date received,Product,Issue,Consumer complaint narrative,Company,Company response to consumer,Timely response?,Complaint ID\n"
    '2024-03-01,Mortgage,Late,"It was ""late"",\nand then later",Acme,Closed with explanation,Yes,7\n'
    "3/21/17,Card,Fees,,Acme,In progress,No,8\n"
)


@many(250_000)
def test_files_of_rows(count: int) -> None:
    """The import: any text is rows taken, rows rejected with their line, or a file refused by its heading."""

    def read(text: str) -> None:
        lines = text.splitlines(keepends=True)
        begun = [record.line for record in records(lines)]
        assert all(one < other for one, other in pairwise(begun))
        try:
            rows = list(cfpb.read(lines, today=date(2026, 11, 20), ordinal=lambda _digest: 1))
        except Refused:
            return
        assert len(rows) == len(begun) - 1
        for row in rows:
            if isinstance(row, PastCase):
                assert len(row.identity) <= 80
                assert not UNSTORABLE.search(row.words + "".join(row.facts.values()))
            else:
                assert row.line in begun
                assert row.problem.sentence

    semicolons, tabs = CSV.replace(",", ";"), CSV.replace(",", "\t").replace("\n", "\r\n")
    try_many(count, from_text(CSV, CSV, semicolons, tabs), read)


ANSWER = mail(
    "I am still waiting.\n\nOn Mon, 16 Nov 2026 at 10:00, Northwind Water <complaints@northwind.example> wrote:\n> We will look.\n",
    subject="Re: [482-719-3068] Brown water",
    In_Reply_To="<x@example.org>",
    References="<x@example.org> <y@example.org>",
    files=(("a.txt", "text/plain", b"hello"), ("b.png", "image/png", b"\x89PNG")),
)
BOUNCE = b"""From: MAILER-DAEMON@mx.example.org\r\nTo: complaints@northwind.example\r\nSubject: Undelivered Mail Returned to Sender\r
Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r
--b\r\n\r\nIt could not be delivered.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r
Final-Recipient: rfc822; mona@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 no such user\r\n\r
--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <1@northwind.example>\r\n\r\n--b--\r\n"""
HTML_MAIL = b"""From: "M\xc3\xb6na" <mona@example.org>\r\nSubject: =?iso-8859-1?q?Eau_brun=E9e?=\r\nContent-Type: multipart/alternative; boundary=x\r\n\r
--x\r\nContent-Type: text/plain; charset=windows-1256\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=C7=E1=E3=ED=C7=E5\r\n--x\r
Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+V2F0ZXIgaXMgPGI+YnJvd248L2I+PC9wPg==\r\n--x--\r\n"""


@many(120_000)
def test_mails(count: int) -> None:
    """The parser and everything pure that reads its result."""

    def read(raw: bytes) -> None:
        found = parse(raw)
        assert "\n" not in found.subject
        for words in (found.text, found.subject, found.sender.name, *(each.name for each in found.attachments)):  # fmt: skip
            assert not UNSTORABLE.search(words), ascii(words[:200])
        for enclosed in found.attachments:
            assert "/" not in enclosed.name
            assert "\\" not in enclosed.name
        for identifier in (found.message_id, *found.in_reply_to, *found.references):
            assert not re.search(r"[\s<>]", identifier)
        recognise_bounce(found)
        recognise_autoreply(found)
        strip_quote(found.text)
        guess_language(found.text)
        clean_html(found.html)

    try_many(count, from_bytes(ANSWER, BOUNCE, HTML_MAIL, EML, mail()), read)


@many(30_000)
def test_boxes_of_mails(count: int, tmp_path: Path) -> None:
    """An mbox that is cut anywhere gives up none of its words."""
    file = tmp_path / "box"
    box = b"From a@b Mon Nov 16 10:00:00 2026\n" + mail() + b"\nFrom c@d Mon Nov 16 10:00:00 2026\n" + mail("More. >From me")  # fmt: skip

    def read(raw: bytes) -> None:
        file.write_bytes(raw)
        parts = [content for _name, content in messages(file)]
        kept = b"".join(parts)
        separators = raw.count(b"\n") + 1
        assert len(raw) - len(kept) <= separators * 2 + sum(
            len(line) for line in raw.split(b"\n") if line.startswith((b"From ", b">"))
        )

    try_many(count, from_bytes(box), read)


@many(300_000)
def test_header_fields(count: int) -> None:
    samples = (
        "Mona <mona@example.org>, 'x' <y@z.example>", '"a, b" <c@d.example> (comment (nested))', "group: a@b.example, c@d.example;",
        "=?utf-8?b?2LPZhNin2YU=?= <a@b.example>", "<1@a.example> <2@b.example>", "Mon, 16 Nov 2026 10:00:00 +0330", "=?utf-8?q?a=5Fb?= =?utf-8?q?c?=",
    )  # fmt: skip

    def read(text: str) -> None:
        for address in headers.addresses((text,)):
            assert not UNSEEN.search(address.address), ascii(address.address)
        headers.words(text)
        headers.moment(text)
        for identifier in headers.message_ids((text,)):
            assert not re.search(r"[\s<>]", identifier)
        assert "\n" not in headers.read_address(text)

    def as_it_comes(die: random.Random) -> str:
        return bend_text(samples, die).encode("utf-8", "surrogatepass").decode("ascii", "surrogateescape")

    try_many(count, as_it_comes, read)


RUNS = {
    "script",
    "iframe",
    "object",
    "embed",
    "style",
    "svg",
    "math",
    "form",
    "input",
    "base",
    "meta",
    "link",
    "img",
}


class Looked(HTMLParser):
    """Looks at every element of cleaned HTML for what runs, loads or leads elsewhere."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in RUNS, tag
        for name, value in attrs:
            assert not name.startswith("on"), name
            assert name not in {"style", "src", "srcset", "background", "formaction", "action"}, name
            if name == "href":
                scheme = re.sub(r"[\t\r\n]", "", value or "").partition(":")[0]  # as a browser reads it
                assert scheme.lower() in {"http", "https", "mailto", "tel"}, value


@many(150_000)
def test_html(count: int) -> None:
    samples = (
        "<p>Water is <b>brown</b> <a href='https://example.org/?a=1&b=2'>here</a></p><ul><li>one<li>two</ul>",
        "<div><blockquote>You wrote<br>this</blockquote><table><tr><td>1<td>2</table></div>",
        "<img src=x onerror=alert(1)><svg/onload=alert(1)><a href='java&#10;script:alert(1)'>x</a><style>p{}</style>",
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    )

    def read(text: str) -> None:
        shown = clean_html(text)
        Looked().feed(shown)
        assert clean_html(shown).lstrip("\ufeff") == shown.lstrip(
            "\ufeff"
        )  # a parser drops one such mark each time
        assert "\x00" not in html_to_text(text)

    try_many(count, lambda die: bend_text(samples, die).encode("utf-8", "replace").decode(), read)


@many(100_000)
def test_quoted_answers(count: int) -> None:
    samples = (
        "Still brown.\n\nOn Mon, 16 Nov 2026, Northwind wrote:\n> We look.\n> > Brown?\n\n-- \nMona\n",
        "Toujours brune.\r\n\r\nLe lun. 16 nov. 2026 à 10:00, Northwind a écrit :\r\n> Nous regardons.\r\n",
        "ما زالت بنّية.\n\nفي الاثنين، 16 نوفمبر 2026 كتب Northwind:\n> سننظر.\n",
        "From: a@b.example\nSent: Monday\nTo: c@d.example\nSubject: x\n\nSent from my phone\n",
    )

    def read(text: str) -> None:
        parts = strip_quote(text)
        kept = f"{parts.words}{parts.signature}{parts.quoted}"
        assert len("".join(kept.split())) <= len("".join(text.split()))
        assert parts.words.strip() or not text.strip()
        assert guess_language(text) in LANGUAGES

    try_many(count, from_text(*samples), read)


@many(150_000)
def test_files(count: int) -> None:
    samples = [content[:4_000] for _name, content in HONEST.values()]
    names = [f"photo.{ending}" for ending in ("jpg", "png", "pdf", "docx", "csv", "txt", "eml", "zip", "html", "exe", "")]  # fmt: skip

    def read(content: bytes) -> None:
        name = names[len(content) % len(names)]
        try:
            kind = judge_file(BytesIO(content), name)
        except Invalid:
            return
        assert kind in EXTENSIONS
        assert not content.startswith((b"\x7fELF", b"<script", b"<svg", b"<html")), kind
        assert suitable_name(name, kind).rpartition(".")[2] in EXTENSIONS[kind]

    try_many(count, from_bytes(*samples), read)


@many(300_000)
def test_names_of_files(count: int) -> None:
    def read(name: str) -> None:
        shown = shown_name(name)
        assert not re.search(r"[/\\\x00-\x1f\x7f<>:\"|?*\u202a-\u202e]", shown), ascii(shown)
        assert shown not in {".", ".."}
        assert len(shown.encode()) <= 255 * 3
        assert suitable_name(name, "image/png").lower().endswith(".png")

    try_many(count, from_text("photo.jpg", "C:\\Users\\me\\bill.pdf", "../../etc/passwd", "CON.txt", "a.b.c.tar.gz", "صورة.png"), read)  # fmt: skip


def json_samples() -> list[bytes]:
    party = dict.fromkeys(PARTY, "x") | {
        "email": "a@example.org",
        "language": "fa",
        "contact_channel": "email",
    }
    plain = {"words": "It leaks.", "kind": "complaint", "channel": "phone", "complainant": party, "consents": {"survey": True}}  # fmt: skip
    rest = dict.fromkeys(API_FIELDS, "x") | plain | {"anonymous": False, "product": None, "problem": None}
    odd = {"occurred_on": "2026-11-01", "received_at": "2026-11-01T10:00:00+03:30", "remedy_wanted": True, "files": [], "representative": party}  # fmt: skip
    return [
        json.dumps(each, ensure_ascii=flag).encode() for each in (plain, rest | odd) for flag in (True, False)
    ]


@many(250_000)
def test_bodies_of_the_api(count: int) -> None:
    """A body is a submission that can be stored, or refused; what has no place in the form is refused too."""

    def read(body: bytes) -> None:
        try:
            given = ComplaintGiven.model_validate_json(body)
            submission = api_submission(given, "en")
        except (ValidationError, Invalid):
            return
        assert isinstance(submission.kind, Kind)
        assert submission.language in LANGUAGES
        submission.words.encode()
        assert submission.received_at is None or submission.received_at.tzinfo is not None

    try_many(count, from_bytes(*json_samples()), read)


@many(40_000)
def test_fields_of_the_portals_form(count: int) -> None:
    """Whatever is in the fields, the form says in the reader's language what is wrong, or it is a submission."""
    kinds, die = list(Kind), random.Random(10002)
    values = ("It leaks.", "yes", "no", "self", "behalf", "anonymous", "mona@example.org", "fa", "20/11/2026", "email", "+44 20 7946 0000", "")  # fmt: skip

    def fill(shaken: random.Random) -> str:
        chosen = shaken.sample(FIELDS, shaken.randrange(1, 8))
        return json.dumps({name: bend_text(values, shaken) for name in chosen})

    def read(text: str) -> None:
        given = {name: str(value) for name, value in json.loads(text).items()}
        kind = die.choice(kinds)
        with translation.override(die.choice(LANGUAGES)):
            form = ComplaintForm(words_of(given), kind=kind)
            form.fields.pop("product")
            if not form.is_valid():
                assert all(sentence for many_of in form.errors.values() for sentence in many_of)
                return
            data: dict[str, Any] = form.cleaned_data
            submission = portal_submission(data, kind=kind, language="en", files=(), source="x")
        for name in ("words", "product_words", "remedy_words", "order_reference"):
            words = getattr(submission, name)
            assert not UNSTORABLE.search(words)
            assert unicodedata.is_normalized("NFC", words) or len(words) > 64

    try_many(count, fill, read)


@many(250_000)
def test_sealed_words(count: int) -> None:
    """Nothing that was changed by a letter is taken for what this server sealed."""
    tokens = {issue_form_token(NOW).text for _ in range(20)} | {issue_form_token(NOW, "482").text for _ in range(5)}  # fmt: skip

    def read(text: str) -> None:
        found = read_form_token(text, NOW)
        assert found is None or text in tokens
        with pytest.raises(Invalid):
            unseal(text)

    try_many(count, from_text(*sorted(tokens)), read)
