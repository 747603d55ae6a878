"""A message's bytes to a Mail: pure, never raising, losing nothing. A part that is not plain words becomes an attachment."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser

from recours.core.text import one_line
from recours.mailroom import charsets, headers
from recours.mailroom.headers import Address, PlainPolicy
from recours.mailroom.html import LONGEST, html_to_text

_POLICY = PlainPolicy(refold_source="none", cte_type="8bit", max_line_length=None, mangle_from_=False)
_NOBODY = Address("", "")
_MOST_PARTS = 200
_DEEPEST = 30
_REPORT_PARTS = {"message/delivery-status", "message/global-delivery-status", "message/feedback-report"}
_BINARY_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_STRUCTURE = re.compile(rb"(?m)^(?:--\S*[ \t]*\r?$|Content-[A-Za-z-]+:[^\n]*(?:\n[ \t]+\S[^\n]*)*)")
_BOILERPLATE = re.compile(r"mime|multi-?part", re.IGNORECASE)
_EXTENSIONS = {
    "text/plain": "txt", "text/html": "html", "text/calendar": "ics", "text/csv": "csv", "text/rtf": "rtf",
    "image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "application/pdf": "pdf", "message/rfc822": "eml",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Attachment:
    """A part that is not the message's own words: what the sender called it (cleaned), what it claims to be, its bytes."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """What a message says. Everything in it was written by a stranger.

    `text` is the whole text (made from the HTML when there is no plain part); `html` is as it came and must pass
    `clean_html` before anybody sees it; identifiers are without angle brackets; `fields` are the raw header fields by
    lower-case name; `problems` are codes of what was wrong with the message.
    """

    message_id: str = ""
    sender: Address = _NOBODY
    reply_to: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    subject: str = ""
    date: datetime | None = None
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    text: str = ""
    html: str = ""
    attachments: tuple[Attachment, ...] = ()
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    content_type: str = "text/plain"
    report_type: str = ""
    problems: tuple[str, ...] = ()

    def first(self, name: str) -> str:
        """The first value of a header field as words, or an empty string."""
        values = self.fields.get(name, ())
        return headers.words(values[0]) if values else ""


@dataclass(slots=True)
class _Found:
    """What has been gathered so far: pairs of (plain, html) segments, attachments, problems."""

    segments: list[tuple[str, str]] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def parse(raw: bytes) -> Mail:
    """The message in these bytes; any bytes give a Mail, at worst one whose only attachment is the bytes themselves."""
    found = _Found()
    try:
        message: Message = BytesParser(policy=_POLICY).parsebytes(raw)
        _gather(message, found, 0)
    except Exception:  # noqa: BLE001 - a stranger's bytes must never stop the mail (RecursionError, codec and parser faults)
        message, found = _headers_only(raw)
    try:
        return _mail_of(message, found, raw)
    except Exception:  # noqa: BLE001 - the same
        return Mail(
            text=_tidy(charsets.decode(raw).text),
            attachments=(Attachment("message.eml", "message/rfc822", raw),),
            problems=("unreadable",),
        )


def _headers_only(raw: bytes) -> tuple[Message, _Found]:
    """A structure that cannot be followed: the header fields, and everything below them as one attachment."""
    found = _Found(problems=["structure_unreadable"])
    found.attachments.append(Attachment("message.eml", "message/rfc822", raw))
    try:
        message: Message = BytesHeaderParser(policy=_POLICY).parsebytes(raw)
    except Exception:  # noqa: BLE001 - the same
        message = Message(policy=_POLICY)
    _keep_whole(raw, found)
    return message, found


def _keep_whole(raw: bytes, found: _Found) -> None:
    """Everything below the header fields as text: boundaries that contradict each other hide no words."""
    body = _STRUCTURE.sub(b"", _HEADER_END.split(b"\n" + raw, maxsplit=1)[-1])
    if body.strip():
        found.segments.append((charsets.decode(body).text, ""))


def _mail_of(message: Message, found: _Found, raw: bytes) -> Mail:
    fields = headers.fields_of(message)
    charset = str(message.get_content_charset("") or "")
    problems = found.problems
    sender = _sender(fields, charset, problems)
    ids = headers.message_ids(fields.get("message-id", ()))
    for code, missing in (
        ("no_message_id", not ids),
        ("no_recipient", not fields.get("to") and not fields.get("cc")),
    ):
        if missing:
            problems.append(code)
    if not found.attachments and not any(plain.strip() or html.strip() for plain, html in found.segments):
        _keep_whole(raw, found)
    text, html = _body(message, found)
    if not text.strip():
        problems.append("no_text")
    return Mail(
        message_id=ids[0] if ids else "",
        sender=sender,
        reply_to=headers.addresses(fields.get("reply-to", ()), charset),
        to=headers.addresses(fields.get("to", ()), charset),
        cc=headers.addresses(fields.get("cc", ()), charset),
        subject=headers.words(" ".join(fields.get("subject", ())[:1]), charset),
        date=headers.moment(" ".join(fields.get("date", ())[:1])),
        in_reply_to=headers.message_ids(fields.get("in-reply-to", ())),
        references=headers.message_ids(fields.get("references", ())),
        text=text,
        html=html,
        attachments=tuple(found.attachments),
        fields=fields,
        content_type=message.get_content_type(),
        report_type=str(message.get_param("report-type", "") or "").lower(),
        problems=tuple(dict.fromkeys(problems)),
    )


def _sender(fields: Mapping[str, tuple[str, ...]], charset: str, problems: list[str]) -> Address:
    """From; without a usable one Sender, Reply-To, Return-Path in this order."""
    authors = headers.addresses(fields.get("from", ()), charset)
    if len(authors) > 1:
        problems.append("several_senders")
    for author in authors:
        if author.address:
            return author
    problems.append("no_sender")
    for name in ("sender", "reply-to", "return-path"):
        for other in headers.addresses(fields.get(name, ()), charset):
            if other.address:
                return Address(other.name or (authors[0].name if authors else ""), other.address)
    return authors[0] if authors else _NOBODY


def _body(message: Message, found: _Found) -> tuple[str, str]:
    """All segments in their order, as text and, when one of them is HTML, as HTML."""
    texts = [plain if plain.strip() else _text_of(html, found) for plain, html in found.segments]
    text = "\n\n".join(t for t in texts if t.strip())
    if not text.strip() and message.is_multipart():
        text = charsets.decode(_bytes_of_text(message.preamble or "")).text
    htmls = [html for _, html in found.segments if html]
    return _tidy(text), _tidy("\n<hr>\n".join(htmls))


def _text_of(html: str, found: _Found) -> str:
    if not html:
        return ""
    if len(html) > LONGEST:
        found.problems.append("html_too_long")
    return html_to_text(html)


def _tidy(text: str) -> str:
    """No NUL, no lone surrogate, one form of line break; indentation stays because it carries meaning."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return text.encode("utf-8", "replace").decode("utf-8").strip("\n").rstrip()


def _gather(part: Message, found: _Found, depth: int) -> None:
    kind = part.get_content_type()
    if depth > _DEEPEST or len(found.attachments) >= _MOST_PARTS:
        found.problems.append("too_many_parts")
        return
    if kind.startswith("message/"):
        found.attachments.append(_enclosed(part, kind))
    elif part.is_multipart():
        _gather_multipart(part, kind, found, depth)
    elif _is_body(part, kind):
        _gather_words(part, kind, found)
    else:
        content = _content(part)
        if content or _name(part):
            found.attachments.append(Attachment(_name(part) or _made_up(kind, found), kind, content))


def _gather_multipart(part: Message, kind: str, found: _Found, depth: int) -> None:
    children = _parts(part)
    before = len(found.segments)
    _gather_stray(part.preamble, found)
    if kind != "multipart/alternative":
        for child in children[: _MOST_PARTS * 5]:
            _gather(child, found, depth + 1)
        _gather_stray(part.epilogue, found)
        return
    for child in children[:_MOST_PARTS]:
        _gather(child, found, depth + 1)
    offered = found.segments[before:]
    del found.segments[before:]
    plain = [p for p, _ in offered if p.strip()]
    html = [h for _, h in offered if h.strip()]
    if plain or html:
        # The same words twice: the plain ones are read, the formatted ones shown.
        found.segments.append(("\n\n".join(plain), "\n".join(html)))


def _parts(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [child for child in payload if isinstance(child, Message)] if isinstance(payload, list) else []


def _gather_stray(text: str | None, found: _Found) -> None:
    """Words before the first boundary or after the last, unless they are what mail programs say there to ancient ones."""
    if text and text.strip() and not _BOILERPLATE.search(text[:2000]):
        found.problems.append("words_outside_parts")
        found.segments.append((charsets.decode(_bytes_of_text(text)).text, ""))


def _is_body(part: Message, kind: str) -> bool:
    if kind.startswith("multipart/"):
        return True
    attached = str(part.get("content-disposition", "")).strip().lower().startswith("attachment")
    return kind in {"text/plain", "text/html"} and not attached and not _name(part)


def _gather_words(part: Message, kind: str, found: _Found) -> None:
    content = _content(part)
    decoded = charsets.decode(content, str(part.get_content_charset("") or ""))
    if decoded.guessed:
        found.problems.append("charset_guessed")
    if (
        decoded.broken
        or len(_BINARY_TEXT.findall(decoded.text[:100_000])) > len(decoded.text[:100_000]) // 10
    ):
        found.problems.append("charset_broken")
        found.attachments.append(Attachment(_made_up(kind, found), kind, content))
    if kind == "text/html":
        found.segments.append(("", decoded.text))
        return
    text = decoded.text
    if str(part.get_param("format", "")).lower() == "flowed":
        text = _unflowed(text, delete_space=str(part.get_param("delsp", "")).lower() == "yes")
    found.segments.append((text, ""))


def _unflowed(text: str, *, delete_space: bool) -> str:
    """Lines that end in a space go on in the next one (RFC 3676), within one depth of quotation."""
    lines: list[str] = []
    soft, depth = False, 0
    for line in text.replace("\r\n", "\n").split("\n"):
        bare = line.lstrip(">")
        level = len(line) - len(bare)
        words = bare.removeprefix(" ")
        if soft and level == depth and words != "-- ":
            lines[-1] += words
        else:
            lines.append((">" * level + " " if level else "") + words)
        soft, depth = words.endswith(" ") and words != "-- ", level
        if soft and delete_space:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)


def _content(part: Message) -> bytes:
    try:
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            return content
    except Exception:  # noqa: BLE001, S110 - an encoding that cannot be undone: the bytes are kept as they came
        pass
    payload = part.get_payload()
    return _bytes_of_text(payload) if isinstance(payload, str) else b""


def _bytes_of_text(text: str) -> bytes:
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")


def _enclosed(part: Message, kind: str) -> Attachment:
    """A message inside a message, or a report about one, as its own bytes."""
    inner = _parts(part)
    if not inner:
        return Attachment(_name(part) or "message.eml", kind, _content(part))
    content = b"\n".join(_flattened(message) for message in inner)
    if str(part.get("content-transfer-encoding", "")).strip().lower() == "base64":
        content = _from_base64(content)
    if kind in _REPORT_PARTS:
        return Attachment(_name(part) or "report.txt", kind, content)
    subject = headers.words(str(inner[0].get("subject", "")))
    return Attachment(_name(part) or (_safe_name(subject)[:80] or "message") + ".eml", kind, content)


def _from_base64(content: bytes) -> bytes:
    """RFC 2046 forbids to encode an enclosed message; some do."""
    try:
        return base64.b64decode(b"".join(content.split()), validate=True)
    except ValueError:
        return content


def _flattened(message: Message) -> bytes:
    try:
        return message.as_bytes()
    except Exception:  # noqa: BLE001 - a message that cannot be written again: its fields and its text
        fields = "".join(f"{name}: {value}\n" for name, value in message.raw_items())
        payload = message.get_payload()
        return _bytes_of_text(fields + "\n" + (payload if isinstance(payload, str) else ""))


def _name(part: Message) -> str:
    try:
        return _safe_name(headers.words(part.get_filename() or ""))
    except Exception:  # noqa: BLE001 - RFC 2231 continuations that contradict each other
        return ""


def _safe_name(name: str) -> str:
    """No folder, no control, no override: the last component of what the sender wrote."""
    return one_line(re.split(r"[/\\]", name)[-1].strip(" ."), 150)


def _made_up(kind: str, found: _Found) -> str:
    extension = _EXTENSIONS.get(kind, "bin")
    return f"part-{len(found.attachments) + 1}.{extension}"
