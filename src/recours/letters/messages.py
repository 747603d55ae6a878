"""A letter as a mail message: the same bytes each time it is made, so that sending it twice is sending one message."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import parseaddr

from django.conf import settings
from django.template.loader import render_to_string

from recours.core.text import one_line
from recours.letters.kinds import AUTO_SUBMITTED, LetterKind
from recours.letters.models import Letter
from recours.letters.sheets import disclosed
from recours.letters.transports import Undeliverable
from recours.letters.wording import RIGHT_TO_LEFT
from recours.press.paragraphs import paragraphs_of

_POLICY = SMTP.clone(cte_type="7bit", max_line_length=78)
_MEANING = re.compile(r"[\"\\<>()\[\],;:@]")
_UNSAYABLE = re.compile(r"[\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff]")


def message_of(letter: Letter, *, paper: bytes = b"") -> EmailMessage:
    """The letter ready to send, secret included, with the sheet of paper beside it where there is one (a PDF); Undeliverable
    when its address cannot be one."""
    to = _recipient(letter)
    words = disclosed(letter)
    message = EmailMessage(_policy(to))
    message["Message-ID"] = letter.message_id
    message["Date"] = letter.created_at
    message["From"] = _sender(letter)
    message["To"] = to
    message["Subject"] = _not_encoded(_UNSAYABLE.sub(" ", letter.subject))
    reply_to = _reply_to(letter)
    if reply_to:
        message["Reply-To"] = reply_to
    if letter.thread:
        root = f"<{letter.thread}@{letter.message_id[1:-1].rpartition('@')[2]}>"
        message["In-Reply-To"] = root
        message["References"] = root
    kind = LetterKind(letter.kind)
    if kind in AUTO_SUBMITTED:
        message["Auto-Submitted"] = AUTO_SUBMITTED[kind]
        message["X-Auto-Response-Suppress"] = "All"
    message.set_content(words + "\n")
    message.add_alternative(_html(letter, words), subtype="html")
    message["Content-Language"] = letter.language
    if paper:
        name = f"{letter.thread or letter.id.hex}.pdf"
        message.add_attachment(paper, maintype="application", subtype="pdf", filename=name)
    for n, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"letter-{letter.id.hex}" + (f"-{n}" if n else ""))
    return message


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the letter's web form: its text, and the address it is, when it is one of our own pages."""

    text: str
    href: str


def _html(letter: Letter, words: str) -> str:
    parts = [
        {"lines": [_line(line) for line in part.lines], "rows": part.rows} for part in paragraphs_of(words)
    ]
    context = {
        "language": letter.language,
        "direction": "rtl" if letter.language in RIGHT_TO_LEFT else "ltr",
        "subject": letter.subject,
        "parts": parts,
    }
    return render_to_string("letters/mail.html", context)


def _line(text: str) -> Line:
    ours = text.startswith(f"{settings.SITE_URL}/") and " " not in text
    return Line(text, text if ours else "")


def _recipient(letter: Letter) -> Address:
    address = _address(letter.name, letter.address.strip())
    if address is None:
        raise Undeliverable("The letter has no complete e-mail address.")
    return address


def _sender(letter: Letter) -> Address:
    name, address = parseaddr(settings.MAIL_FROM)
    sender = _address(str(letter.letterhead.get("name", "")) or name, address)
    if sender is None:
        raise ValueError("MAIL_FROM must be an e-mail address.")
    return sender


def _reply_to(letter: Letter) -> Address | None:
    given = str(letter.letterhead.get("email", ""))
    return None if given == parseaddr(settings.MAIL_FROM)[1] else _address("", given)


def _address(name: str, spec: str) -> Address | None:
    """The address with an internationalised domain in its ASCII form, or None when it is not one address."""
    local, at, domain = spec.rpartition("@")
    if (
        not (local and at and domain)
        or len(spec) > 254
        or _UNSAYABLE.search(spec)
        or re.search(r"[\s<>,;]", spec)
    ):
        return None
    try:
        domain = domain if domain.isascii() else domain.encode("idna").decode("ascii")
        if local.isascii():
            return Address(display_name=_display(name), addr_spec=f"{local}@{domain}")
        return Address(display_name=_display(name), username=local, domain=domain)
    except (ValueError, IndexError, UnicodeError):
        return None


def _display(name: str) -> str:
    """The name without what has a meaning in an address header: Python folds long quoted names into other addresses."""
    return _not_encoded(one_line(_MEANING.sub(" ", name), limit=120))


def _not_encoded(text: str) -> str:
    """The text so that no reader takes it for an encoded word, which could say anything (RFC 2047)."""
    return text.replace("=?", "=\u2060?")


def _policy(to: Address) -> EmailPolicy[EmailMessage]:
    return _POLICY if to.addr_spec.isascii() else _POLICY.clone(utf8=True)
