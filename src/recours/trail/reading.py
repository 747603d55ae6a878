"""The trail as it is read: what happened to a subject, and the sentence that tells it in the reader's language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language, get_language_bidi, gettext, pgettext

from recours.core.actors import ActorKind
from recours.core.dates import long_date, long_moment
from recours.core.rows import Prepared
from recours.core.subjects import Subject
from recours.core.text import local_digits, one_line
from recours.trail.events import event_class
from recours.trail.models import EventRow

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as it stands on the trail."""

    id: UUID
    kind: str
    version: int
    facts: Mapping[str, object]
    about: Subject
    actor_code: str
    occurred_at: datetime
    recorded_at: datetime
    sequence: int

    @property
    def actor_id(self) -> UUID | None:
        """The key of who did it, or None for the system and for a stranger."""
        return key_of(self.actor_code)

    def keys(self) -> frozenset[UUID]:
        """Every key that the event names, so that a caller can look up all names at once."""
        found = {UUID(value) for value in _strings(self.facts.values()) if _UUID.fullmatch(value)}
        return frozenset(found | {self.actor_id} if self.actor_id else found)

    def who(self, names: Mapping[UUID, str]) -> str:
        """Who did it, in the reader's words."""
        return actor_said(self.actor_code, names)


def key_of(actor_code: str) -> UUID | None:
    """The key that an actor's code names, or None for the system and for a stranger."""
    key = actor_code.partition(":")[2]
    return UUID(key) if _UUID.fullmatch(key) else None


def actor_said(actor_code: str, names: Mapping[UUID, str]) -> str:
    """Who an actor's code means, in the reader's words."""
    kind, _colon, key = actor_code.partition(":")
    if kind == ActorKind.SYSTEM and key.startswith("cli:"):
        return isolated(key.removeprefix("cli:"))  # the account at the terminal
    if kind == ActorKind.SYSTEM:
        return _SYSTEM_PARTS.get(key, lambda: pgettext("actor", "Recours"))()
    if (actor := key_of(actor_code)) and actor in names:
        return isolated(names[actor])
    return _ACTORS.get(kind, lambda: pgettext("actor", "Somebody"))()


_SYSTEM_PARTS = {
    "import": lambda: pgettext("actor", "The import"),
    "worker": lambda: pgettext("actor", "Recours"),
}
_ACTORS = {
    ActorKind.STAFF.value: lambda: pgettext("actor", "A member of staff"),
    ActorKind.TOKEN.value: lambda: pgettext("actor", "A program"),
    ActorKind.COMPLAINANT.value: lambda: pgettext("actor", "The complainant"),
}


def recorded(row: EventRow) -> Recorded:
    """The event of a row."""
    return Recorded(
        id=row.id,
        kind=row.kind,
        version=row.version,
        facts=row.facts,
        about=Subject(row.subject_kind, row.subject_id),
        actor_code=row.actor,
        occurred_at=row.occurred_at,
        recorded_at=row.recorded_at,
        sequence=row.sequence,
    )


_events = Prepared(
    lambda kind, key: EventRow.objects.filter(subject_kind=kind, subject_id=key).order_by("sequence")
)


def events_of(subject: Subject) -> list[Recorded]:
    """Everything that happened to the subject, first things first, in one statement."""
    return [recorded(row) for row in _events(subject.kind, subject.id)]


def say(event: Recorded, names: Mapping[UUID, str]) -> str:
    """The event as a sentence in the active language; UnknownKind when no class tells it.

    Keys are said by `names`, codes by the labels of the event's class, numbers and dates as the reader writes them.
    """
    cls = event_class(event.kind, event.version)
    words = {field: _said(value, cls.labels.get(field, {}), names) for field, value in event.facts.items()}
    return str(cls.sentence) % (words | {"actor": event.who(names)})


def _said(value: object, labels: Mapping[str, object], names: Mapping[UUID, str]) -> str:
    if isinstance(value, (list, tuple)):
        return pgettext("between the items of a list", ", ").join(
            _said(item, labels, names) for item in value
        )
    text = str(value).lower() if value is None or isinstance(value, bool) else str(value)
    if text in labels:
        return str(labels[text])
    if value is None:
        return "–"
    language = get_language() or "en"
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if _NUMBER.fullmatch(text):
        return local_digits(text, language)
    if _DATE.fullmatch(text):
        return long_date(date.fromisoformat(text), language)
    if _MOMENT.fullmatch(text):
        return long_moment(datetime.fromisoformat(text), language, timezone.get_current_timezone())
    if _UUID.fullmatch(text):
        return isolated(names.get(UUID(text), text))
    return isolated(text)


def isolated(text: str) -> str:
    """The text on one line, so that its direction cannot disturb the sentence around it: inside FSI and PDI where it could."""
    text = one_line(text)
    if get_language_bidi() or any(unicodedata.bidirectional(c) in {"R", "AL", "AN"} for c in text):
        return f"\u2068{text}\u2069"
    return text


def _strings(values: Iterable[object]) -> Iterable[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, (list, tuple)):
            yield from _strings(value)
