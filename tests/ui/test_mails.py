"""The mails of signing in: plain words, one line of subject, in the reader's language and alphabet."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string

ROOT = Path(__file__).resolve().parents[2] / "src/recours/ui/templates"
MAILS = sorted(
    str(file.relative_to(ROOT)).removesuffix("_message.txt")
    for folder in ("account", "mfa")
    for file in (ROOT / folder / "email").glob("*_message.txt")
    if not file.name.startswith("base")
)
CONTEXT = {
    "organisation": SimpleNamespace(name="Smith & Sons"),
    "password_reset_url": "https://example.org/?a=1&b=2",
    "activate_url": "https://example.org/?a=1&b=2",
    "code": "123-456",
    "email": "o'brien@example.org",
    "from_email": "a@example.org",
    "to_email": "b@example.org",
    "deleted_email": "c@example.org",
    "ip": "192.0.2.1",
    "user_agent": "Browser <9>",
    "timestamp": datetime(2026, 11, 22, 9, 30, tzinfo=UTC),
}


@pytest.mark.parametrize("name", MAILS)
def test_it_says_what_happened_and_what_to_do(name: str) -> None:
    subject = render_to_string(f"{name}_subject.txt", CONTEXT).strip()
    words = render_to_string(f"{name}_message.txt", CONTEXT)
    assert subject
    assert "\n" not in subject
    assert words.strip().endswith("Smith & Sons")
    assert not any(mark in words for mark in ("&amp;", "&#x27;", "&lt;", "{{", "{%"))


def test_the_link_arrives_whole() -> None:
    assert "\nhttps://example.org/?a=1&b=2\n" in render_to_string(
        "account/email/password_reset_key_message.txt", CONTEXT
    )


def test_a_change_says_where_it_came_from() -> None:
    words = render_to_string("account/email/password_changed_message.txt", CONTEXT)
    assert "192.0.2.1" in words
    assert "Browser <9>" in words
    assert "Sunday 22 November 2026" in words


def test_signing_in_is_not_announced() -> None:
    assert render_to_string("account/messages/logged_in.txt").strip() == ""
