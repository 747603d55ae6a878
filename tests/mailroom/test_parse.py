from __future__ import annotations

import json
import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recours.mailroom.parse import Mail, parse
from tests.mailroom.mails import mail, samples

CORPORA = ("mime-structure", "mime-assorted", "mime-plain", "bounces", "replies-clients")


def test_everything_a_plain_mail_says() -> None:
    raw = mail(
        "Hello,\n\nnothing works.\n",
        subject="Prêt à porter",
        sender='"Müller, Jörg" <Joerg@EXAMPLE.org>',
        Cc="Ali <ali@example.org>",
        In_Reply_To="<a@b.c>",
        References="<x@y.z> <a@b.c>",
        Date="Fri, 20 Nov 2026 10:00:00 +0100",
        files=(("bill.pdf", "application/pdf", b"%PDF-1.4"),),
    )
    found = parse(raw)
    assert found.message_id == "first@example.org"
    assert (found.sender.name, found.sender.address) == ("Müller, Jörg", "Joerg@example.org")
    assert [a.address for a in found.to] == ["complaints@northwind.example"]
    assert [a.name for a in found.cc] == ["Ali"]
    assert found.subject == "Prêt à porter"
    assert found.date == datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    assert (found.in_reply_to, found.references) == (("a@b.c",), ("x@y.z", "a@b.c"))
    assert found.text == "Hello,\n\nnothing works."
    assert [(a.name, a.media_type, a.content) for a in found.attachments] == [
        ("bill.pdf", "application/pdf", b"%PDF-1.4")
    ]
    assert found.problems == ()


@pytest.mark.parametrize(
    ("raw", "problems"),
    [
        (b"", {"no_sender", "no_message_id", "no_recipient", "no_text"}),
        (b"Message-ID: \n\nhi", {"no_sender", "no_message_id", "no_recipient"}),
        (b"Message-ID: <>\nFrom: a@b.c\nTo: d@e.f\n\nhi", {"no_message_id"}),
        (b"From: a@b.c\nTo: d@e.f\nMessage-ID: <x@y>\n\n", {"no_text"}),
        (b"From: a@b.c, d@e.f\nTo: d@e.f\nMessage-ID: <x@y>\n\nhi", {"several_senders"}),
        (b"From: undisclosed\nReply-To: r@e.f\nTo: d@e.f\nMessage-ID: <x@y>\n\nhi", {"no_sender"}),
    ],
)
def test_what_is_missing_is_named_and_stops_nothing(raw: bytes, problems: set[str]) -> None:
    assert set(parse(raw).problems) == problems


def test_without_a_from_the_next_best_sender_is_taken() -> None:
    assert parse(b"From: undisclosed\nReply-To: r@e.example\n\nhi").sender.address == "r@e.example"


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("windows-1256", "المياه بنية منذ يوم الإثنين ولا أحد يجيب"),
        ("iso-8859-6", "المياه لونها غريب"),
        ("iso-8859-9", "Şikayetim var, ğüzel değil: ığdır"),
        ("windows-1254", "Şikâyet: ödeme iki kez alındı"),
        ("iso-8859-15", "Ça coûte 30 € de trop"),
        ("utf-16", "آب از دوشنبه قهوه‌ای است"),
        ("koi8-r", "Вода коричневая"),
        ("iso-2022-jp", "水が茶色です"),
        ("gb2312", "水是棕色的"),
        ("ks_c_5601-1987", "물이 갈색입니다"),
    ],
)
def test_legacy_charsets(charset: str, text: str) -> None:
    codec = {"ks_c_5601-1987": "cp949"}.get(charset, charset)
    raw = (
        f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n".encode()
        + text.encode(codec)
    )
    if charset == "utf-16":
        import base64

        raw = (
            b"Content-Type: text/plain; charset=utf-16\nContent-Transfer-Encoding: base64\n\n"
            + base64.encodebytes(text.encode("utf-16"))
        )
    assert parse(raw).text == text


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("utf-8", "آب قهوه‌ای است"),
        ("cp1256", "المياه بنية منذ يوم الإثنين ولا أحد يجيب على الهاتف"),
        ("cp1254", "Faturam iki kez kesildi, kimse yardımcı olmuyor, çağrı merkezi kapalı"),
        ("cp1252", "Ma facture a été débitée deux fois, où êtes-vous"),
    ],
)
def test_a_missing_charset_is_guessed(codec: str, text: str) -> None:
    found = parse(b"From: a@b.example\n\n" + text.encode(codec))
    assert found.text == text
    assert "charset_guessed" not in found.problems or codec != "utf-8"


def test_bytes_that_are_no_text_become_an_attachment_too() -> None:
    content = "جواب".encode() + b"\xff\xfe\x80"
    found = parse(b"Content-Type: text/plain; charset=utf-8\n\n" + content)
    assert "charset_broken" in found.problems or "charset_guessed" in found.problems
    broken = parse(b"Content-Type: text/plain; charset=shift_jis\n\nab\x81\x00\xff\xff\x80cd")
    assert "charset_broken" in broken.problems
    assert [a.content for a in broken.attachments] == [b"ab\x81\x00\xff\xff\x80cd"]


@pytest.mark.parametrize(
    "charset", ["rot13", "zip", "idna", "unicode_escape", "punycode", "undefined", "x" * 500]
)
def test_what_only_calls_itself_a_charset_is_not_used(charset: str) -> None:
    assert (
        parse(f"Content-Type: text/plain; charset={charset}\n\nUryyb \\u0041".encode()).text
        == "Uryyb \\u0041"
    )


def test_html_alone_is_read_as_text() -> None:
    raw = b"Content-Type: text/html; charset=utf-8\n\n<p>One <b>two</b></p><p>Three<br>four</p>"
    assert parse(raw).text == "One two\n\nThree\nfour"
    assert "<b>two</b>" in parse(raw).html


def test_alternatives_are_one_and_mixed_parts_are_several() -> None:
    raw = (
        b"Content-Type: multipart/mixed; boundary=m\n\n--m\nContent-Type: multipart/alternative; boundary=a\n\n"
        b"--a\nContent-Type: text/plain\n\nplain\n--a\nContent-Type: text/html\n\n<b>rich</b>\n--a--\n"
        b"--m\nContent-Type: text/plain\n\nsecond\n--m\nContent-Type: image/png\n\nPNG\n--m--\n"
    )
    found = parse(raw)
    assert found.text == "plain\n\nsecond"
    assert found.html == "<b>rich</b>"
    assert [a.name for a in found.attachments] == ["part-1.png"]


def test_an_enclosed_mail_and_a_report_are_attachments() -> None:
    raw = (
        b"Content-Type: multipart/mixed; boundary=m\n\n--m\nContent-Type: message/rfc822\n\n"
        b"Subject: Inner =?utf-8?q?caf=C3=A9?=\nFrom: x@y.z\n\ninner words\n--m\n"
        b"Content-Type: message/delivery-status\n\nReporting-MTA: dns; a\n\nStatus: 5.1.1\n--m--\n"
    )
    found = parse(raw)
    assert [(a.name, a.media_type) for a in found.attachments] == [
        ("Inner café.eml", "message/rfc822"),
        ("report.txt", "message/delivery-status"),
    ]
    assert b"inner words" in found.attachments[0].content
    assert b"Status: 5.1.1" in found.attachments[1].content


def test_words_outside_the_parts_are_kept() -> None:
    raw = b"Content-Type: multipart/mixed; boundary=m\n\nBefore.\n--m\nContent-Type: text/plain\n\ninside\n--m--\nAfter.\n"
    assert parse(raw).text == "Before.\n\ninside\n\nAfter."
    usual = raw.replace(b"Before.", b"This is a multi-part message in MIME format.").replace(b"After.", b"")
    assert parse(usual).text == "inside"


def test_flowed_lines_are_joined() -> None:
    raw = b"Content-Type: text/plain; format=flowed\n\nlong \nline\n> quoted \n> words\n-- \nMona\n"
    assert parse(raw).text == "long line\n> quoted words\n-- \nMona"


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ('"../../etc/passwd"', "passwd"),
        ('"C:\\\\temp\\\\a.pdf"', "a.pdf"),
        ('"=?utf-8?b?2YHYp9iq2YjYsdipLnBkZg==?="', "فاتورة.pdf"),
        ("*=utf-8''%D9%81.pdf", "ف.pdf"),
        ('"gpj.\u202eexe"', "gpj.exe"),
    ],
)
def test_names_of_attachments(given: str, name: str) -> None:
    sign = "" if given.startswith("*") else "="
    raw = (
        f"Content-Type: application/pdf\nContent-Disposition: attachment; filename{sign}{given}\n\nx".encode()
    )
    assert [a.name for a in parse(raw).attachments] == [name]


def test_header_injection_stays_one_line() -> None:
    raw = b"From: a@b.example\nSubject: =?utf-8?q?Hi=0D=0ABcc:_x@y.z?=\n\nhi"
    assert parse(raw).subject == "Hi Bcc: x@y.z"
    assert "bcc" not in parse(raw).fields


HOSTILE = {
    "nested": b"".join(
        b"--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n" % (n, n + 1) for n in range(1500)
    ),
    "enclosed": b"Content-Type: message/rfc822\n\n" * 3000,
    "many parts": b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 20_000,
    "many fields": b"".join(b"X-%d: y\n" % n for n in range(20_000)) + b"\nhello",
    "encoded words": b"Subject: " + b"=?utf-8?b?" * 100_000 + b"\n\nhello",
    "parameters": b"Content-Type: text/plain; " + b'a="b;' * 50_000 + b"\n\nhello",
    "brackets": b"From: " + b"(" * 50_000 + b"\n\nhello",
    "deep html": b"Content-Type: text/html\n\n" + b"<div>" * 100_000 + b"hello",
    "reopened html": b"Content-Type: text/html\n\n"
    + b"".join(b"<p><font size=%d>" % n for n in range(900))
    + b"<p>x" * 50_000,
    "entities": b"Content-Type: text/html\n\n" + b"&" * 1_000_000,
    "all bytes": bytes(range(256)) * 1000,
    "one line": b"\n\n" + b"x" * 3_000_000,
}


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_mail_is_read(raw: bytes) -> None:
    assert isinstance(parse(raw), Mail)


@given(st.binary(max_size=4000))
@settings(max_examples=300, deadline=None)
def test_any_bytes_give_a_mail(raw: bytes) -> None:
    found = parse(raw)
    _is_clean(found)


_PIECES = st.sampled_from(
    [
        b"Content-Type: multipart/mixed; boundary=b\n", b"Content-Type: text/html; charset=x\n", b"--b\n", b"--b--\n",
        b"Content-Transfer-Encoding: base64\n", b"Content-Transfer-Encoding: quoted-printable\n", b"\n", b"\r\n",
        b"Content-Disposition: attachment; filename*0*=utf-8''a; filename*1=\"\n", b"From: =?utf-8?b?4pg=?= <a@b.c\n",
        b"To: a:b;c@d, <<e@f>>\n", b"Message-ID: <a b>\n", b"Date: Tue, 99 Foo\n", b"Content-Type: message/rfc822\n",
        b"Subject: \xff\xfe\n", b"=?gb2312?q?=?=", b"=3D=\n", b"\x00", b"YWJj\n", b"begin 644 x\n", b" folded\n",
        b"Content-Type: text/plain; charset=\"\n", b"Content-Type: ;;;\n", b"From \n", b"\xd8\xa7\n",
    ]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=40))
@settings(max_examples=400, deadline=None)
def test_any_heap_of_pieces_gives_a_mail(pieces: list[bytes]) -> None:
    _is_clean(parse(b"".join(pieces)))


def _is_clean(found: Mail) -> None:
    for words in (
        found.text,
        found.html,
        found.subject,
        found.sender.name,
        found.sender.address,
        found.message_id,
    ):
        words.encode()
        assert "\0" not in words
    for line in (found.subject, found.sender.name, found.message_id, *(a.name for a in found.attachments)):
        assert "\n" not in line
        assert "\r" not in line


@pytest.mark.parametrize("folder", CORPORA)
def test_the_corpora_are_read_without_fault(corpora: Path, folder: str) -> None:
    problems: Counter[str] = Counter()
    for file in samples(corpora / folder):
        found = parse(file.read_bytes())
        _is_clean(found)
        problems.update(found.problems)
        said = found.text.strip() or found.attachments
        assert said or not _body(file.read_bytes()).strip(), file
    assert not {"unreadable", "structure_unreadable"} & set(problems)


def _body(raw: bytes) -> bytes:
    body = re.split(rb"\r?\n\r?\n", raw, maxsplit=1)[1:]
    return re.sub(rb"(?im)^(--.*|content-.*|\s.*|<[^>]*>)$", b"", body[0]) if body else b""


DIFFERENT = {
    "legacy/045": "an 8-bit charset under another name: the words are there in letters of their own",
    "legacy/047": "the same",
    "malformed/011": "we split at a boundary that stands one level too deep; every word is there",
    "malformed/012": "the same",
    "malformed/020": "two Content-Type fields: we take the first, so the words stand one part higher",
    "malformed/021": "the same",
    "rfc/000": "what says it is base64 but is prose is decoded as it says",
    "thirdparty/000": "a bare carriage return is a line break to us",
}
"""Samples in which we read the same words in another structure than the peer, each with its reason."""


def test_no_words_of_the_structure_corpus_are_lost(corpora: Path) -> None:
    lost = set()
    for file in sorted((corpora / "mime-structure").rglob("*.eml")):
        found = parse(file.read_bytes())
        attached = " ".join(a.content.decode("utf-8", "replace") for a in found.attachments)
        have = re.sub(r"\s+", "", found.text + found.html + attached)
        for words in _texts(json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))):
            if re.sub(r"\s+", "", words) not in have:
                lost.add(f"{file.parent.name}/{file.stem}")
    assert lost == set(DIFFERENT)


def _texts(message: Any) -> list[str]:
    texts: list[str] = []
    for part in message["parts"]:
        body = part["body"]
        if isinstance(body, dict):
            texts += [body[kind] for kind in ("Text", "Html") if kind in body]
            if "Message" in body:
                inner = _texts(body["Message"])
                encoded = any(header["name"] == "content_transfer_encoding" for header in part["headers"])
                texts += [] if encoded else inner
    return texts
