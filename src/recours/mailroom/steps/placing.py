"""The steps that find out where the words of a person belong."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from recours.complaints.selectors import recent_intakes
from recours.core.secrets import fingerprint
from recours.core.text import says_something
from recours.mailroom.language import guess_language
from recours.mailroom.quote import strip_quote as parts_of
from recours.mailroom.states import FateKind, Reason
from recours.mailroom.steps.arrival import Arrival, Verdict
from recours.mailroom.steps.threads import find, names_reference
from recours.people.selectors import organisation

MOST_AN_HOUR = 10
_DMARC_FAILED = re.compile(r"\bdmarc\s*=\s*fail\b", re.IGNORECASE)


def find_complaint(arrival: Arrival) -> Arrival | Verdict:
    """The case the mail belongs to; a reference between brackets that we never gave out is for a person to judge."""
    found = find(arrival)
    if found is None:
        if names_reference(arrival.mail.subject):
            return Verdict(fate=FateKind.QUARANTINE, reason=Reason.UNKNOWN_REFERENCE)
        return arrival
    if found.staff:
        return Verdict(fate=FateKind.QUARANTINE, reason=Reason.STAFF_LETTER)
    return replace(arrival, case=found.case, speakers=found.speakers)


def identify_sender(arrival: Arrival) -> Arrival | Verdict:
    """Only the complainant and the representative speak in a case; a new case needs somebody whom we can answer."""
    address = arrival.mail.sender.address.casefold()
    if arrival.case is not None:
        if address not in arrival.speakers:
            return Verdict(fate=FateKind.QUARANTINE, reason=Reason.OTHER_SENDER, case=arrival.case)
        # Only the topmost field was written by our own server.
        if _DMARC_FAILED.search(" ".join(arrival.mail.fields.get("authentication-results", ())[:1])):
            return Verdict(fate=FateKind.QUARANTINE, reason=Reason.SENDER_UNPROVEN, case=arrival.case)
        return arrival
    if not address:
        return Verdict(fate=FateKind.QUARANTINE, reason=Reason.NO_SENDER)
    since = arrival.now - timedelta(hours=1)
    if recent_intakes(source=fingerprint(address, "mail"), since=since) >= MOST_AN_HOUR:
        return Verdict(fate=FateKind.QUARANTINE, reason=Reason.TOO_MANY)
    return arrival


def strip_quote(arrival: Arrival) -> Arrival | Verdict:
    """A reply's own words; a new case keeps every word, because what it quotes is not ours yet."""
    mail = arrival.mail
    if not says_something(mail.text + mail.subject) and not mail.attachments:
        return Verdict(fate=FateKind.QUARANTINE, reason=Reason.EMPTY, case=arrival.case)
    office = organisation()
    guessed = guess_language(f"{mail.subject}\n{mail.text}", office.language)
    language = guessed if guessed in office.languages else office.language
    if arrival.case is not None:
        parts = parts_of(mail.text)
        words = "\n\n".join(part for part in (parts.words, parts.signature) if says_something(part))
        return replace(arrival, words=words or mail.subject, language=language)
    words = "\n\n".join(part for part in (mail.subject, mail.text) if says_something(part))
    return replace(arrival, words=words, language=language)
