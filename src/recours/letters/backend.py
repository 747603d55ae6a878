"""Django's mails (signing in, passwords) as letters: queued, visible, sent by the worker like all others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from email.utils import getaddresses, parseaddr
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from django.utils.translation import get_language

from recours.core.secrets import fingerprint
from recours.core.subjects import Subject
from recours.letters.kinds import LetterKind
from recours.letters.queue import queue
from recours.letters.recipients import Channel, Letterhead, Recipient


class Outbox(BaseEmailBackend):
    """Queues one ACCOUNT letter for each recipient of each message, in the language that is active.

    Its words are the message's plain text; HTML and attachments are not taken. The name before the address it is
    from stands on the letterhead.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue the messages and give their number."""
        now = timezone.now()
        return sum(self._queue(message, now) for message in email_messages)

    def _queue(self, message: EmailMessage, now: datetime) -> bool:
        recipients = [(name, address) for name, address in getaddresses(message.recipients()) if address]
        sender, _address = parseaddr(message.from_email or settings.DEFAULT_FROM_EMAIL)
        for name, address in recipients:
            queue(
                kind=LetterKind.ACCOUNT,
                to=Recipient(
                    name=name,
                    address=address,
                    language=get_language() or settings.LANGUAGE_CODE,
                    channel=Channel.EMAIL,
                ),
                about=account_subject(address),
                places={"title": str(message.subject), "words": str(message.body)},
                letterhead=Letterhead(name=sender or "Recours"),
                now=now,
            )
        return bool(recipients)


def account_subject(address: str) -> Subject:
    """Under what key letters about an account are kept: a keyed digest of the address, since only that is known here."""
    return Subject("account", UUID(fingerprint(address.strip().lower(), "account")))
