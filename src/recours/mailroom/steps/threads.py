"""Which case a mail belongs to: by the letters it answers, by the reference it names, by earlier mail of its thread."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from recours.complaints.selectors.tracking import find_by_key, find_by_reference
from recours.core.actors import system
from recours.core.errors import NotFound
from recours.core.references import read_reference, references_in
from recours.letters.selectors import letter_for
from recours.mailroom.models import RawMessage
from recours.mailroom.steps.arrival import Arrival

_POST_OFFICE = system("mailroom")
_BRACKETED = re.compile(r"\[[^\[\]]{8,40}\]")
_MOST_IDS = 20
_BODY = 20_000


@dataclass(frozen=True, slots=True)
class Found:
    """A case and those who may speak in it; or `staff`, when what is answered went to a colleague; and which `letter`."""

    case: UUID | None
    speakers: tuple[str, ...] = ()
    staff: bool = False
    letter: UUID | None = None


def is_own_id(message_id: str, host: str) -> bool:
    """Whether this is the identifier of a letter of ours: a UUID, or a reference, at our host."""
    local, _, at = message_id.rpartition("@")
    return at.casefold() == host.casefold() and (
        _uuid(local) is not None or read_reference(local) is not None
    )


def find(arrival: Arrival) -> Found | None:
    """The case by the letters that the mail answers, the reference in its subject, its thread, the reference in its body."""
    mail = arrival.mail
    ids = (*mail.in_reply_to, *reversed(mail.references))
    return (
        case_of_ids(ids, arrival.host)
        or _by_references(mail.subject)
        or _by_thread(arrival, ids)
        or _by_references(mail.text[:_BODY])
    )


def case_of_mail(arrival: Arrival) -> UUID | None:
    """The key of the case, when there is one."""
    found = find(arrival)
    return found.case if found else None


def case_of_ids(ids: tuple[str, ...], host: str) -> Found | None:
    """The case of the first of these identifiers that is a letter of ours."""
    for message_id in ids[:_MOST_IDS]:
        if not is_own_id(message_id, host):
            continue
        local = message_id.rpartition("@")[0]
        key = _uuid(local)
        found = _by_letter(key) if key else _by_reference(local)
        if found:
            return found
    return None


def names_reference(subject: str) -> bool:
    """Whether the subject claims a case in the way our letters do: a reference between brackets."""
    return any(read_reference(part[1:-1]) for part in _BRACKETED.findall(subject))


def _by_letter(key: UUID) -> Found | None:
    try:
        about = letter_for(actor=_POST_OFFICE, letter_id=key).about
    except NotFound:
        return None
    if about.kind == "complaint":
        row = find_by_key(about.id)
        return Found(*row, letter=key) if row else None
    return Found(None, staff=True, letter=key)


def _by_reference(text: str) -> Found | None:
    row = find_by_reference(text)
    return Found(*row) if row else None


def _by_references(text: str) -> Found | None:
    for reference in references_in(text)[:_MOST_IDS]:
        found = _by_reference(reference)
        if found:
            return found
    return None


def _by_thread(arrival: Arrival, ids: tuple[str, ...]) -> Found | None:
    """A mail that answers an earlier mail of the same mailbox belongs where that went."""
    if not ids:
        return None
    earlier = (
        RawMessage.objects.filter(
            message_id__in=ids[:_MOST_IDS],
            mailbox=arrival.mailbox,
            subject_kind="complaint",
            subject_id__isnull=False,
        )
        .order_by("-received_at", "-id")
        .first()
    )
    row = find_by_key(earlier.subject_id) if earlier and earlier.subject_id else None
    return Found(*row) if row else None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if len(text) == 36 else None
    except ValueError:
        return None
