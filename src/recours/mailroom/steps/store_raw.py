"""The first step: the bytes are safe before anybody looks at them."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from recours.core.due import LEASE
from recours.core.errors import Invalid, NotFound, RecoursError
from recours.core.text import one_line
from recours.mailroom.errors import MAIL_EMPTY, MAIL_TOO_LARGE, MAILBOX_MISSING
from recours.mailroom.models import RawMessage
from recours.mailroom.states import FateKind

LARGEST = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Kept:
    """The row of the mail, and whether this call made it: otherwise the same bytes came before, or come at this moment."""

    message: RawMessage
    fresh: bool


def store_raw(*, raw: bytes, mailbox: str, source: str, now: datetime) -> Kept:
    """Keep the bytes durably, then their row, leased to the caller; the same bytes in the same mailbox only once."""
    if not raw.strip():
        raise Invalid({"mail": MAIL_EMPTY})
    if len(raw) > LARGEST:
        raise Invalid({"mail": RecoursError(MAIL_TOO_LARGE, limit=LARGEST // 1024 // 1024)})
    box = one_line(mailbox, 200).casefold()
    if not box:
        raise Invalid({"mailbox": MAILBOX_MISSING})
    sha256 = hashlib.sha256(raw).hexdigest()
    earlier = RawMessage.objects.filter(mailbox=box, sha256=sha256).first()
    if earlier is not None:
        return Kept(earlier, fresh=False)
    key = _put(raw, sha256)
    try:
        with transaction.atomic():
            message = RawMessage.objects.create(
                mailbox=box,
                sha256=sha256,
                size=len(raw),
                key=key,
                source=one_line(source, 300),
                received_at=now,
                due_at=now,
                lease_until=now + LEASE,
                attempts=1,
                fate=FateKind.WAITING.value,
            )
    except IntegrityError:
        # Two took the same mail at the same time: the other's row stands, and the bytes are the same.
        return Kept(RawMessage.objects.get(mailbox=box, sha256=sha256), fresh=False)
    return Kept(message, fresh=True)


def read_raw(message: RawMessage) -> bytes:
    """The bytes of a kept mail, proved by their digest; NotFound when the file store no longer has them."""
    try:
        with default_storage.open(message.key, "rb") as stored:
            raw: bytes = stored.read()
    except FileNotFoundError:
        raise NotFound from None
    if hashlib.sha256(raw).hexdigest() != message.sha256:
        raise NotFound
    return raw


def _put(raw: bytes, sha256: str) -> str:
    """Bytes under a name made of their digest, so that taking a mail again after a crash leaves no second copy."""
    wanted = f"mail/{sha256[:2]}/{sha256}.eml"
    if default_storage.exists(wanted) and default_storage.size(wanted) == len(raw):
        return wanted
    key = default_storage.save(wanted, ContentFile(raw))
    _settle(key)
    return key


def _settle(key: str) -> None:
    """Sync the file and its folders, or a power cut may take what a committed row names; other stores do so themselves."""
    try:
        path, root = Path(default_storage.path(key)), Path(default_storage.path("."))
    except NotImplementedError:
        return
    for place in (path, *path.relative_to(root).parents):
        handle = os.open(root / place, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
