"""Mails as tests need them, and the corpora's."""

from __future__ import annotations

import json
from email.message import EmailMessage
from pathlib import Path
from typing import Any

CUSTOMER = "Mona Customer <mona@example.org>"
MAILBOX = "complaints@northwind.example"


def mail(
    text: str = "My water has been brown since Monday.",
    *,
    subject: str = "Brown water",
    sender: str = CUSTOMER,
    message_id: str = "<first@example.org>",
    files: tuple[tuple[str, str, bytes], ...] = (),
    **fields: str,
) -> bytes:
    """A mail from a customer; further header fields by name, with _ for -."""
    message = EmailMessage()
    for name, value in {
        "From": sender,
        "To": MAILBOX,
        "Subject": subject,
        "Message-ID": message_id,
        **{name.replace("_", "-"): value for name, value in fields.items()},
    }.items():
        if value:
            message[name] = value
    message.set_content(text)
    for name, media_type, content in files:
        main, _, sub = media_type.partition("/")
        message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()


def samples(folder: Path) -> list[Path]:
    """Every mail below a folder of the corpora."""
    found = sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix in {".eml", ".txt"})
    assert found, f"no mail below {folder}"
    return found


def expected(file: Path) -> Any:
    """What a corpus expects."""
    return json.loads(file.read_text(encoding="utf-8"))
