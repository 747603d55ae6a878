"""E-mails as customers and programs write them, byte for byte."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr

MAILBOX = "complaints@merrowby.example"


def mail(
    *,
    sender: tuple[str, str],
    subject: str,
    words: str,
    at: datetime,
    name: str,
    fields: Mapping[str, str] | None = None,
    files: Sequence[tuple[str, bytes]] = (),
) -> bytes:
    """An e-mail to the complaints team; `name` makes its Message-ID, so that the same sample has the same mail."""
    message = EmailMessage(policy=SMTP)
    message["From"] = formataddr(sender)
    message["To"] = f"Merrowby Works <{MAILBOX}>"
    message["Subject"] = subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{name}@mail.example.org>"
    for field, value in (fields or {}).items():
        message[field] = value
    message.set_content(words + "\n")
    for shown, content in files:
        kind = ("application", "pdf") if shown.endswith(".pdf") else ("image", "png")
        message.add_attachment(content, maintype=kind[0], subtype=kind[1], filename=shown)
    return message.as_bytes()


def answer(words: str, *, quoted: str, at: datetime) -> str:
    """The words above the letter that they answer, as mail programs put it."""
    lines = "\n".join(f"> {line}".rstrip() for line in quoted.splitlines())
    return f"{words}\n\nOn {at:%a, %d %b %Y at %H:%M}, Merrowby Works <{MAILBOX}> wrote:\n{lines}"
