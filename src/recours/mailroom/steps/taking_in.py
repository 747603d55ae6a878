"""The last steps: files are stored, and the words become a case or go into one."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime, timedelta

from django.utils.translation import ngettext, override

from recours.complaints import actions as complaints
from recours.complaints.states import Channel
from recours.complaints.submission import Receipt, Submission
from recours.core.errors import Invalid
from recours.core.filestore import StoredFile, keep
from recours.core.secrets import fingerprint
from recours.core.text import says_something
from recours.mailroom import headers
from recours.mailroom.parse import Mail
from recours.mailroom.states import FateKind, Reason
from recours.mailroom.steps.arrival import Arrival, Verdict
from recours.people.complainants import Party
from recours.people.selectors import organisation

MOST_FILES = 10
LONGEST = 90_000
_OLDEST = timedelta(days=360)


def keep_files(arrival: Arrival) -> Arrival | Verdict:
    """Store the attachments that a case can hold, before any transaction; the others stay in the original mail.

    Where neither words nor a file are left, a person looks at the mail.
    """
    files: list[StoredFile] = []
    left: list[str] = []
    words = arrival.words
    offered = [(a.name, a.content) for a in arrival.mail.attachments]
    if len(words) > LONGEST:
        offered.insert(0, ("mail.txt", words.encode()))
        words = words[:LONGEST] + "…"
    for name, content in offered:
        if len(files) == MOST_FILES:
            left.append(name)
            continue
        try:
            files.append(keep(io.BytesIO(content), name=name))
        except Invalid:
            left.append(name)
    if not files and not says_something(words):
        return Verdict(fate=FateKind.QUARANTINE, reason=Reason.EMPTY, case=arrival.case)
    return replace(arrival, words=words, files=tuple(files), left=tuple(left))


def take_in(arrival: Arrival) -> Verdict:
    """Make the mail a message in its case or, without one, a new case; inside the caller's transaction."""
    if arrival.case is not None:
        complaints.receive_message(
            actor=arrival.actor,
            complaint_id=arrival.case,
            words=arrival.words,
            files=arrival.files,
            channel=Channel.EMAIL,
            key=f"mail:{arrival.id}",
            now=arrival.now,
        )
        _tell_of_left(arrival)
        return Verdict(fate=FateKind.REPLY, case=arrival.case)
    receipt = _intake(arrival)
    if receipt.repeated:
        return Verdict(fate=FateKind.DUPLICATE, reason=Reason.SEEN_BEFORE, case=receipt.complaint_id)
    _tell_of_left(replace(arrival, case=receipt.complaint_id))
    return Verdict(fate=FateKind.NEW_CASE, case=receipt.complaint_id)


def _intake(arrival: Arrival) -> Receipt:
    mail = arrival.mail
    sender = mail.sender
    submission = Submission(
        channel=Channel.EMAIL,
        language=arrival.language,
        words=arrival.words,
        complainant=Party(
            name=sender.name[:200],
            email=sender.address[:254],
            language=arrival.language,
            contact_channel="email" if sender.address else "",
        )
        if sender.address or sender.name
        else None,
        files=arrival.files,
        received_at=received_at(mail, arrival.received_at),
        source=fingerprint(sender.address.casefold(), "mail") if sender.address else "",
    )
    # Two copies of a mail that are taken at the same moment have the same key: the second finds the first one's case.
    same = f"{arrival.mailbox}\n{mail.message_id or arrival.id}\n{arrival.content}"
    key = f"mail:{fingerprint(same, 'mail')}"
    return complaints.intake(actor=arrival.actor, submission=submission, key=key, now=arrival.now)


def received_at(mail: Mail, now: datetime) -> datetime:
    """When our mail server took the mail in, by its topmost Received field; `now` when that says nothing sensible."""
    stamped = headers.moment("".join(mail.fields.get("received", ())[:1]).rpartition(";")[2].strip())
    return stamped if stamped and now - _OLDEST < stamped <= now else now


def _tell_of_left(arrival: Arrival) -> None:
    """Tell colleagues which attachments the case could not take, so that nobody believes they were never sent."""
    if not arrival.left or arrival.case is None:
        return
    with override(organisation().language):
        words = ngettext(
            "One attachment was not taken into the case and stays in the original mail: %(names)s",
            "%(count)s attachments were not taken into the case and stay in the original mail: %(names)s",
            len(arrival.left),
        ) % {"count": len(arrival.left), "names": ", ".join(arrival.left)[:2000]}
    complaints.note(
        actor=arrival.actor,
        complaint_id=arrival.case,
        words=words,
        key=f"mail-left:{arrival.id}",
        now=arrival.now,
    )
