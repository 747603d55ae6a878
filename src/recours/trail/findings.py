"""What a verification can find, and its verdict. Needs no database and no settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import get_language, gettext

from recours.core.text import local_digits

LISTED = 1000
"""Findings that a verdict lists in full; beyond them it counts."""


def gettext_noop(message: str) -> str:
    """Mark a sentence for the translators. Django's own would ask for settings, which an outsider does not have."""
    return message


SENTENCES: Mapping[str, str] = {
    "event_changed": gettext_noop(
        "Event %(sequence)s of %(kind)s %(id)s was changed: its contents no longer fit its hash."
    ),
    "event_repeated": gettext_noop("Event %(sequence)s of %(kind)s %(id)s is there more than once."),
    "events_missing": gettext_noop("Events %(first)s to %(last)s of %(kind)s %(id)s are missing."),
    "tail_missing": gettext_noop(
        "The last events of %(kind)s %(id)s are missing, from %(first)s to %(last)s."
    ),
    "link_broken": gettext_noop(
        "Event %(sequence)s of %(kind)s %(id)s does not follow the event before it: something was changed, moved or put between."
    ),
    "head_missing": gettext_noop("The chain of %(kind)s %(id)s has lost its head, which tells its length."),
    "head_differs": gettext_noop(
        "The chain of %(kind)s %(id)s does not end where its head says (event %(length)s)."
    ),
    "chain_empty": gettext_noop("Every event of %(kind)s %(id)s is missing."),
    "chain_missing": gettext_noop("%(kind)s %(id)s exists, but the trail knows nothing of it."),
    "clock_back": gettext_noop(
        "The clock was turned back before event %(sequence)s of %(kind)s %(id)s: it was recorded at %(at)s, the event before it at %(before)s."
    ),
    "seal_differs": gettext_noop(
        "Event %(sequence)s of %(kind)s %(id)s is not the one that checkpoint %(checkpoint)s sealed."
    ),
    "seal_skipped": gettext_noop(
        "Event %(sequence)s of %(kind)s %(id)s is sealed, but an earlier event of the same chain is not."
    ),
    "seal_overdue": gettext_noop(
        "Events recorded since %(since)s are not sealed, although later ones are (first: event %(sequence)s of %(kind)s %(id)s)."
    ),
    "sealed_event_missing": gettext_noop("Event %(event)s, sealed in checkpoint %(checkpoint)s, is missing."),
    "leaves_differ": gettext_noop(
        "Checkpoint %(checkpoint)s sealed %(size)s events, but %(found)s of its leaves are in their place."
    ),
    "leaf_stray": gettext_noop("A leaf belongs to checkpoint %(checkpoint)s, which does not exist."),
    "root_differs": gettext_noop(
        "The events that checkpoint %(checkpoint)s sealed no longer give its root: something was changed."
    ),
    "total_differs": gettext_noop(
        "Checkpoint %(checkpoint)s counts %(total)s sealed events in all, but it should be %(proper)s."
    ),
    "checkpoint_changed": gettext_noop(
        "Checkpoint %(checkpoint)s was changed: its contents no longer fit its hash."
    ),
    "checkpoint_link_broken": gettext_noop(
        "Checkpoint %(checkpoint)s does not follow the checkpoint before it."
    ),
    "checkpoints_missing": gettext_noop("Checkpoints %(first)s to %(last)s are missing."),
    "signature_wrong": gettext_noop("The signature of checkpoint %(checkpoint)s is wrong."),
    "key_differs": gettext_noop("Checkpoint %(checkpoint)s was signed with another key than this system's."),
    "checkpoint_clock_back": gettext_noop(
        "The clock was turned back before checkpoint %(checkpoint)s: it was made at %(at)s, the one before it at %(before)s."
    ),
    "checkpoint_replaced": gettext_noop(
        "Checkpoint %(checkpoint)s is not the one that was kept: what it sealed, or something before it, was rewritten."
    ),
    "checkpoint_cut": gettext_noop(
        "Checkpoint %(checkpoint)s was kept, but the trail ends before it: its end was cut off."
    ),
    "kept_checkpoint_wrong": gettext_noop(
        "The kept checkpoint %(checkpoint)s is itself damaged: its hash or its signature is wrong."
    ),
    "kept_checkpoint_unreadable": gettext_noop("The kept file holds no checkpoint that can be read."),
    "guard_missing": gettext_noop(
        "The database no longer refuses changes of the trail: the trigger %(trigger)s is missing."
    ),
    "export_unreadable": gettext_noop("This file is not a copy of the trail that can be read."),
    "export_cut": gettext_noop("The copy is not complete: its end is missing or does not fit."),
    "line_unreadable": gettext_noop("Line %(line)s cannot be read."),
    "lines_repeated": gettext_noop(
        "Something is said twice in lines of the sort “%(row)s”: %(count)s too many."
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be: a stable code, the facts, and the sentence that tells it."""

    code: str
    facts: Mapping[str, str | int]

    @property
    def sentence(self) -> str:
        """The finding in the reader's language; in English where Django has no settings."""
        if not settings.configured:
            return SENTENCES[self.code] % self.facts
        language = get_language() or "en"
        facts = {
            name: local_digits(str(value), language) if isinstance(value, int) else value
            for name, value in self.facts.items()
        }
        return gettext(SENTENCES[self.code]) % facts


@dataclass(slots=True)
class Verdict:
    """What a verification counted and found. `findings` lists the first 1,000, `counts` counts all by code."""

    events: int = 0
    chains: int = 0
    sealed: int = 0
    checkpoints: int = 0
    findings: list[Finding] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        """Whether nothing was found."""
        return not self.counts

    @property
    def unsealed(self) -> int:
        """Events that no checkpoint has sealed yet."""
        return self.events - self.sealed

    def find(self, code: str, **facts: str | int) -> None:
        """Put down one finding; an unknown code raises KeyError."""
        finding = Finding(code, facts)
        SENTENCES[code]
        self.counts[code] = self.counts.get(code, 0) + 1
        if len(self.findings) < LISTED:
            self.findings.append(finding)

    def as_json(self) -> dict[str, object]:
        """The verdict for a machine."""
        return {
            "holds": self.holds,
            "events": self.events,
            "chains": self.chains,
            "sealed": self.sealed,
            "unsealed": self.unsealed,
            "checkpoints": self.checkpoints,
            "counts": self.counts,
            "findings": [
                {"code": finding.code, "facts": dict(finding.facts), "sentence": finding.sentence}
                for finding in self.findings
            ],
        }
